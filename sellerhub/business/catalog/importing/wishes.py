"""Pictures that a file names by their addresses: wanted now, fetched later, and said so when they cannot be had."""

import hashlib
from collections.abc import Sequence

from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.importing.parsing import Picture
from sellerhub.business.catalog.tables import Product, WantedPhoto
from sellerhub.core import topics
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work


def url_hash(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


async def want_photos(work: Work, product_id: int, import_id: int | None, pictures: Sequence[Picture]) -> None:
    """Note them for the photo fetcher; one address a product, each once."""
    pictures = list({each.url: each for each in pictures}.values())[: rules.MOST_PHOTOS]
    if not pictures:
        return
    make = (sqlite if work.office.database.is_sqlite else postgresql).insert
    rows = [
        {
            "id": new_id(),
            "shop_id": work.shop_id,
            "product_id": product_id,
            "import_id": import_id,
            "url": each.url,
            "url_hash": url_hash(each.url),
            "alt": each.alt,
            "position": each.position,
            "status": "waiting",
            "problem": "",
            "asked_at": work.now,
        }
        for each in pictures
    ]
    await work.session.execute(make(WantedPhoto).on_conflict_do_nothing(index_elements=["product_id", "url_hash"]), rows)
    waiting = work.change_mine(Product).where(Product.id == product_id, Product.cover_media_id.is_(None))
    await work.session.execute(waiting.values(photo_problem="waiting"))
    work.tell(topics.IMPORTS)
