"""Add a photo: re-encoded and written to files before the transaction that shows it."""

import asyncio

from sqlalchemy import func

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.actions.finding import find_product
from sellerhub.business.catalog.errors import TooManyPhotos
from sellerhub.business.catalog.events import ProductChanged
from sellerhub.business.catalog.photos.encoding import Encoded, encode
from sellerhub.business.catalog.ports import Files
from sellerhub.business.catalog.tables import Media, WantedPhoto
from sellerhub.core.access import Actor, Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work, office, open_reading, open_work


def file_name(media_id: int, size: int) -> str:
    return f"media/{media_id}-{size}.webp"


async def add_photo(actor: Actor, product_id: int | None, name: str, content: bytes, *, wanted_id: int | None = None) -> int:
    """Re-encode an upload and show it; returns its id. Without a product it belongs to the shop (a LIVE cover, a logo).

    Raises NotAPhoto, PhotoTooLarge, TooManyPhotos.
    """
    async with open_reading(actor) as look:
        look.require(Permission.EDIT_PRODUCTS)
        if product_id is not None:
            await find_product(look, product_id, to_edit=True)
            await _refuse_when_full(look, product_id)
    encoded = await asyncio.to_thread(encode, content)
    media_id, files = new_id(), office().outside(Files)
    for size, webp in encoded.by_size.items():
        await files.save(file_name(media_id, size), webp)
    try:
        async with open_work(actor) as work:
            await _show(work, media_id, product_id, name=name, encoded=encoded, wanted_id=wanted_id)
    except BaseException:
        for size in encoded.by_size:
            await files.remove(file_name(media_id, size))
        raise
    return media_id


async def _refuse_when_full(work: Work, product_id: int) -> None:
    kept = work.mine(Media, func.count()).where(Media.product_id == product_id, Media.deleted_at.is_(None))
    if (await work.session.execute(kept)).scalar() >= rules.MOST_PHOTOS:
        raise TooManyPhotos(rules.MOST_PHOTOS)


async def _show(work: Work, media_id: int, product_id: int | None, *, name: str, encoded: Encoded, wanted_id: int | None) -> None:
    media = Media(
        id=media_id,
        shop_id=work.shop_id,
        product_id=product_id,
        name=name.replace("\\", "/").rsplit("/", 1)[-1][-120:],
        width=encoded.width,
        height=encoded.height,
        bytes=sum(map(len, encoded.by_size.values())),
        created_at=work.now,
    )
    if product_id is not None:
        product = await find_product(work, product_id, to_edit=True)
        await _refuse_when_full(work, product_id)
        last = work.mine(Media, func.max(Media.position)).where(Media.product_id == product_id, Media.deleted_at.is_(None))
        media.position = ((await work.session.execute(last)).scalar() or 0) + 1
        product.cover_media_id = product.cover_media_id or media_id
        product.photo_problem, product.updated_at = "", work.now
        work.record(ProductChanged(product_id, work.shop_id, ("photos",)))
    if wanted_id is not None:
        await _mark_fetched(work, wanted_id, media)
    work.session.add(media)


async def _mark_fetched(work: Work, wanted_id: int, media: Media) -> None:
    """Once: when another worker fetched the same picture first, this one is given up."""
    mine = work.change_mine(WantedPhoto).where(WantedPhoto.id == wanted_id, WantedPhoto.status == "waiting")
    if (await work.session.execute(mine.values(status="fetched", media_id=media.id, problem=""))).rowcount == 0:
        raise NotFound("photo")
    wish = (await work.session.execute(work.mine(WantedPhoto).where(WantedPhoto.id == wanted_id))).scalar_one()
    media.source_url, media.alt, media.position = wish.url, wish.alt, wish.position or media.position
