"""Order and remove the photos of a product, and give up those that cannot be had."""

from collections.abc import Sequence

from sellerhub.business.catalog.actions.finding import find_product
from sellerhub.business.catalog.events import ProductChanged
from sellerhub.business.catalog.tables import Media, Product, Variant, WantedPhoto
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.work import Work


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
