"""What others may know of stock."""

from collections.abc import Collection

from sqlalchemy import Select, exists, literal_column
from sqlalchemy.orm import aliased

from sellerhub.business.catalog.tables import Variant
from sellerhub.business.inventory.rules import HoldStatus
from sellerhub.business.inventory.tables import Hold, Stock
from sellerhub.core.work import Work

_GONE = literal_column("stock.available = 0")  # in words: SQLite takes ix_stock_gone only for the very condition it was made with


async def levels(work: Work, variant_ids: Collection[int]) -> dict[int, int]:
    """Units that can be bought now, by variant; 0 for what was never stocked."""
    wanted = set(variant_ids)
    if not wanted:
        return {}
    rows = work.across_shops(Stock, Stock.id, Stock.available, why="buyers of any shop see what is left").where(Stock.id.in_(wanted))
    return dict.fromkeys(wanted, 0) | dict((await work.session.execute(rows)).all())


def sold_out_products(work: Work) -> Select:
    """Ids of this shop's products with variants for sale of which none has a unit left; as costly as the shop has empty variants."""
    gone, sibling, left = Variant, aliased(Variant), aliased(Stock)
    something = (
        exists()
        .where(sibling.product_id == gone.product_id, sibling.deleted_at.is_(None), sibling.paused_at.is_(None))
        .where(left.id == sibling.id, left.available > 0)
    )
    empty = work.mine(Stock, gone.product_id).select_from(Stock).join(gone, gone.id == Stock.id).where(_GONE)
    return empty.where(gone.deleted_at.is_(None), gone.paused_at.is_(None), ~something)


async def held_variants(work: Work, variant_ids: Collection[int]) -> set[int]:
    """Which of these are set aside for an order that may still be paid."""
    wanted = work.mine(Hold, Hold.variant_id).where(
        Hold.variant_id.in_(variant_ids), Hold.status.in_([HoldStatus.HELD, HoldStatus.COMMITTED, HoldStatus.EXPIRED])
    )
    return set((await work.session.execute(wanted.distinct())).scalars())


async def held_products(work: Work, product_ids: Collection[int]) -> set[int]:
    """The same by product."""
    variants = work.mine(Variant, Variant.id, Variant.product_id).where(Variant.product_id.in_(product_ids))
    product_of = {variant_id: product_id for variant_id, product_id in await work.session.execute(variants)}
    return {product_of[each] for each in await held_variants(work, product_of)}
