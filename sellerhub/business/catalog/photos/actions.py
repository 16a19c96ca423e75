"""Add, order and remove the photos of a product. Files are written before the transaction that shows them."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import func

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.actions.finding import find_product
from sellerhub.business.catalog.errors import TooManyPhotos
from sellerhub.business.catalog.events import ProductChanged
from sellerhub.business.catalog.photos.encoding import Encoded, encode
from sellerhub.business.catalog.ports import Files
from sellerhub.business.catalog.tables import Media, Product, Variant, WantedPhoto
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


async def remove_photo(work: Work, media_id: int) -> None:
    """Its address keeps working for orders that show it; products no longer do."""
    work.require(Permission.EDIT_PRODUCTS)
    media = await _find_photo(work, media_id)
    product = await find_product(work, media.product_id, to_edit=True)
    media.deleted_at = work.now
    await work.session.flush()
    await work.session.execute(work.change_mine(Variant).where(Variant.media_id == media_id).values(media_id=None))
    if product.cover_media_id == media_id:
        left = work.mine(Media, Media.id).where(Media.product_id == product.id, Media.deleted_at.is_(None))
        product.cover_media_id = (await work.session.execute(left.order_by(Media.position, Media.id).limit(1))).scalar()
    work.record(ProductChanged(product.id, product.shop_id, ("photos",)))


async def order_photos(work: Work, product_id: int, media_ids: Sequence[int]) -> None:
    """The first is the cover. Photos that are not named keep their places after these."""
    work.require(Permission.EDIT_PRODUCTS)
    product = await find_product(work, product_id, to_edit=True)
    kept = work.mine(Media).where(Media.product_id == product_id, Media.deleted_at.is_(None))
    photos = {row.id: row for row in (await work.session.execute(kept.order_by(Media.position, Media.id))).scalars()}
    if not set(media_ids) <= photos.keys():
        raise NotFound("photo")
    wanted = [*dict.fromkeys(media_ids), *(each for each in photos if each not in set(media_ids))]
    for position, media_id in enumerate(wanted, 1):
        photos[media_id].position = position
    product.cover_media_id = wanted[0] if wanted else None
    work.record(ProductChanged(product_id, product.shop_id, ("photos",)))


async def show_variant_with(work: Work, variant_id: int, media_id: int | None) -> None:
    """Choose the photo of a variant, or none."""
    work.require(Permission.EDIT_PRODUCTS)
    variant = (await work.session.execute(work.mine(Variant).where(Variant.id == variant_id))).scalar_one_or_none()
    if variant is None:
        raise NotFound("variant")
    if media_id is not None and (await _find_photo(work, media_id)).product_id != variant.product_id:
        raise NotFound("photo")
    variant.media_id = media_id
    work.record(ProductChanged(variant.product_id, variant.shop_id, ("photos",)))


async def _find_photo(work: Work, media_id: int) -> Media:
    kept = work.mine(Media).where(Media.id == media_id, Media.deleted_at.is_(None), Media.product_id.is_not(None))
    row = (await work.session.execute(kept)).scalar_one_or_none()
    if row is None:
        raise NotFound("photo")
    return row


async def give_up_photo(work: Work, wanted_id: int, problem: str) -> None:
    """A picture that cannot be had; its product says so and waits for an uploaded one."""
    work.require(Permission.EDIT_PRODUCTS)
    mine = work.change_mine(WantedPhoto).where(WantedPhoto.id == wanted_id, WantedPhoto.status == "waiting")
    if (await work.session.execute(mine.values(status="failed", problem=problem))).rowcount == 0:
        return
    wish = (await work.session.execute(work.mine(WantedPhoto).where(WantedPhoto.id == wanted_id))).scalar_one()
    bare = work.change_mine(Product).where(Product.id == wish.product_id, Product.cover_media_id.is_(None))
    await work.session.execute(bare.values(photo_problem=problem))
    work.record(ProductChanged(wish.product_id, work.shop_id, ("photos",)))
