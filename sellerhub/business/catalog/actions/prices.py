"""Set prices and stock (PR-08)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.actions.finding import find_product, find_variants, sum_up, variants_of
from sellerhub.business.catalog.errors import CompareAtNotAbove, DoesNotFit, PriceNeeded
from sellerhub.business.catalog.events import PriceChanged, ProductChanged
from sellerhub.business.catalog.ports import StockKeeping
from sellerhub.business.catalog.rules import ProductStatus
from sellerhub.business.catalog.tables import Product, Variant
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotAllowedNow
from sellerhub.core.money import Money
from sellerhub.core.work import Work


@dataclass(frozen=True, slots=True)
class NewPrice:
    price: Money
    compare_at: Money | None = None


async def set_prices(work: Work, prices: Mapping[int, NewPrice]) -> None:
    """New prices by variant id, at once on sale. A product on sale keeps a price above zero."""
    work.require(Permission.EDIT_PRODUCTS)
    changed: dict[int, list[Variant]] = {}
    for row in await find_variants(work, list(prices)):
        wanted = prices[row.id]
        if wanted.price.currency != row.currency:
            raise DoesNotFit("other_currency", "price", f"This shop sells in {row.currency}.", currency=row.currency)
        if not 0 <= wanted.price.minor <= rules.LARGEST_PRICE:
            raise DoesNotFit("price_out_of_range", "price", f"The price of {row.sku} is not between 0 and the largest price.", sku=row.sku)
        if not rules.is_real_compare_at(wanted.price, wanted.compare_at):
            raise CompareAtNotAbove(row.sku)
        compare_at_minor = wanted.compare_at.minor if wanted.compare_at else None
        if (row.price_minor, row.compare_at_minor) == (wanted.price.minor, compare_at_minor):
            continue
        if row.price_minor != wanted.price.minor:
            work.record(PriceChanged(row.product_id, row.id, row.shop_id, row.price_minor, wanted.price.minor, row.currency))
        else:
            work.record(ProductChanged(row.product_id, row.shop_id, ("compare_at",)))
        row.price_minor, row.compare_at_minor = wanted.price.minor, compare_at_minor
        changed.setdefault(row.product_id, []).append(row)
    await work.session.flush()
    for product_id, rows in changed.items():
        product: Product = await find_product(work, product_id)
        if product.status not in rules.CAN_BE_EDITED:
            raise NotAllowedNow("product", product.status, "edit")
        if product.status == ProductStatus.ACTIVE and (unpriced := [row for row in rows if row.price_minor == 0]):
            raise PriceNeeded(unpriced[0].sku)
        await sum_up(work, product, (await variants_of(work, [product_id]))[product_id])


async def set_stock(work: Work, levels: Mapping[int, int]) -> None:
    """What can be sold of each variant, as counted by a person."""
    work.require(Permission.EDIT_STOCK)
    rows = await find_variants(work, list(levels))
    for row in rows:
        if not 0 <= levels[row.id] <= rules.LARGEST_STOCK:
            raise DoesNotFit("stock_out_of_range", "stock", f"The stock of {row.sku} cannot be below zero.", sku=row.sku)
    await work.outside(StockKeeping).set_levels(work, dict(levels), reason="counted")
    work.tell(topics.shop_products(work.shop_id))
