"""Put a product on sale, take it off, delete it, bring it back."""

from collections.abc import Sequence

from sqlalchemy import func

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.actions.finding import count, find_product, variants_of
from sellerhub.business.catalog.errors import HandleTaken, NotReadyForSale, SkuTaken
from sellerhub.business.catalog.events import ProductMoved
from sellerhub.business.catalog.rules import Move, ProductStatus
from sellerhub.business.catalog.tables import Product, Variant
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotAllowedNow
from sellerhub.core.work import Work


async def activate(work: Work, product_id: int) -> None:
    """On sale from now. Raises NotReadyForSale with what is missing."""
    work.require(Permission.EDIT_PRODUCTS)
    product = await find_product(work, product_id)
    if product.status == ProductStatus.ACTIVE:
        return
    status: ProductStatus | str = product.status
    for move in rules.way_to_sale(status):
        status = rules.after(status, move)
    variants = (await variants_of(work, [product_id]))[product_id]
    missing = rules.missing_for_sale(product.title, [each.price_minor for each in variants])
    if missing:
        raise NotReadyForSale(product.title, missing)
    await _move(work, product, status)


async def deactivate(work: Work, product_id: int) -> None:
    """Off sale; buyers no longer see it, LIVE lists grey it out."""
    work.require(Permission.EDIT_PRODUCTS)
    product = await find_product(work, product_id)
    if product.status == ProductStatus.INACTIVE:
        return
    await _move(work, product, rules.after(product.status, Move.DEACTIVATE))


async def delete_product(work: Work, product_id: int) -> None:
    """Out of sight; its handle and SKUs are free again."""
    work.require(Permission.EDIT_PRODUCTS)
    product = await find_product(work, product_id)
    await _move(work, product, rules.after(product.status, Move.DELETE), deleted_at=work.now)
    await work.session.execute(
        work.change_mine(Variant).where(Variant.product_id == product_id, Variant.deleted_at.is_(None)).values(deleted_at=work.now)
    )


async def restore_product(work: Work, product_id: int) -> None:
    """Back from deletion, off sale, with the variants that were deleted with it. Raises HandleTaken, SkuTaken."""
    work.require(Permission.EDIT_PRODUCTS)
    product = await find_product(work, product_id)
    wanted = rules.after(product.status, Move.RESTORE)
    with_it = work.mine(Variant).where(Variant.product_id == product_id, Variant.deleted_at == product.deleted_at)
    variants = (await work.session.execute(with_it)).scalars().all()
    await _refuse_when_taken(work, product, [each.sku for each in variants])
    for each in variants:
        each.deleted_at = None
    await work.session.flush()
    await _move(work, product, wanted, deleted_at=None)


async def _refuse_when_taken(work: Work, product: Product, skus: Sequence[str]) -> None:
    used = work.mine(Product, func.count()).where(Product.handle == product.handle, Product.deleted_at.is_(None))
    if (await work.session.execute(used)).scalar():
        raise HandleTaken(product.handle)
    taken = work.mine(Variant, Variant.sku).where(Variant.sku.in_(skus), Variant.deleted_at.is_(None)).limit(1)
    if (sku := (await work.session.execute(taken)).scalar()) is not None:
        raise SkuTaken(sku)


async def _move(work: Work, product: Product, wanted: ProductStatus, **also: object) -> None:
    """Change the status if it is still what was read; the counters follow in the same transaction."""
    before = product.status
    moved = await work.session.execute(
        work.change_mine(Product)
        .where(Product.id == product.id, Product.status == before)
        .values(status=wanted, status_reason="", updated_at=work.now, **also)
    )
    if moved.rowcount == 0:
        raise NotAllowedNow("product", before, wanted)
    await count(work, {before: -1, wanted: 1})
    work.record(ProductMoved(product.id, product.shop_id, before, wanted))
