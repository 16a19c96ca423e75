"""Which products orders and carts name: the orders' part of the catalogue's Uses port."""

from collections.abc import Collection

from sqlalchemy import exists, select

from sellerhub.business.catalog.ports import Use
from sellerhub.business.catalog.tables import Variant
from sellerhub.business.inventory.tables import Hold
from sellerhub.business.orders.tables import CartLine
from sellerhub.core.work import Work


class OrderUses:
    """Any order counts, a cancelled one too: its page still leads to the product. Each of its lines has, or had, a hold."""

    async def of_products(self, work: Work, product_ids: Collection[int]) -> dict[int, Use]:
        variants = work.mine(Variant, Variant.product_id).where(Variant.product_id.in_(product_ids))
        in_carts = variants.join(CartLine, CartLine.variant_id == Variant.id)
        ordered = variants.where(exists().where(Hold.variant_id == Variant.id))
        return await _found(work, in_carts, ordered)

    async def of_variants(self, work: Work, variant_ids: Collection[int]) -> dict[int, Use]:
        in_carts = select(CartLine.variant_id).where(CartLine.variant_id.in_(variant_ids))
        ordered = work.mine(Variant, Variant.id).where(Variant.id.in_(variant_ids), exists().where(Hold.variant_id == Variant.id))
        return await _found(work, in_carts, ordered)


async def _found(work: Work, in_carts, ordered) -> dict[int, Use]:
    carted = dict.fromkeys((await work.session.execute(in_carts.distinct())).scalars(), Use.IN_CART)
    return carted | dict.fromkeys((await work.session.execute(ordered.distinct())).scalars(), Use.ORDERED)
