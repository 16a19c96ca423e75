"""What a wish costs now, shop by shop: for carts, the checkout page and the sheet in a LIVE."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sellerhub.business.catalog.queries import Sellable, sellables
from sellerhub.business.inventory.queries import levels
from sellerhub.business.orders import rules
from sellerhub.business.shop.queries import ShopCard, shop_cards
from sellerhub.core.money import Money
from sellerhub.core.work import Work


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """`seen_minor` is the unit price the buyer was shown last, or None."""

    good: Sellable
    quantity: int
    seen_minor: int | None
    left: int
    buyable: bool

    @property
    def total(self) -> Money:
        return self.good.price * self.quantity

    @property
    def price_changed(self) -> bool:
        return self.seen_minor is not None and self.seen_minor != self.good.price.minor

    @property
    def short(self) -> bool:
        return self.left < self.quantity


@dataclass(frozen=True, slots=True)
class QuotePart:
    """One shop's part. Lines that cannot be bought cost nothing."""

    shop: ShopCard
    lines: tuple[QuoteLine, ...]
    items: Money
    shipping: Money

    @property
    def total(self) -> Money:
        return self.items + self.shipping


@dataclass(frozen=True, slots=True)
class Quote:
    parts: tuple[QuotePart, ...] = ()

    @property
    def lines(self) -> tuple[QuoteLine, ...]:
        return tuple(line for part in self.parts for line in part.lines)

    @property
    def currencies(self) -> frozenset[str]:
        return frozenset(part.items.currency for part in self.parts)

    @property
    def total(self) -> Money | None:
        """None when there is nothing, or more than one currency."""
        if len(self.currencies) != 1:
            return None
        return sum((part.total for part in self.parts[1:]), self.parts[0].total)


async def quote(work: Work, wanted: Sequence[tuple[int, int]], seen: Mapping[int, int] | None = None) -> Quote:
    """(variant, quantity) each, in the buyer's order; variants that never existed are left out. Anybody may ask."""
    ids = [variant_id for variant_id, _ in wanted]
    goods, left = await sellables(work, ids), await levels(work, ids)
    cards = await shop_cards(work, {good.shop_id for good in goods.values()})
    by_shop: dict[int, list[QuoteLine]] = {}
    for variant_id, quantity in wanted:
        good = goods.get(variant_id)
        if good is not None and good.shop_id in cards:
            units = left.get(variant_id, 0)
            buyable = good.on_sale and cards[good.shop_id].sells and units > 0
            by_shop.setdefault(good.shop_id, []).append(QuoteLine(good, quantity, (seen or {}).get(variant_id), units, buyable))
    return Quote(tuple(_part(cards[shop_id], tuple(lines)) for shop_id, lines in by_shop.items()))


def _part(shop: ShopCard, lines: tuple[QuoteLine, ...]) -> QuotePart:
    items = sum(line.total.minor for line in lines if line.buyable)
    free_from = shop.free_shipping_from.minor if shop.free_shipping_from else None
    shipping = rules.shipping_minor(items, shop.shipping_fee.minor, free_from) if items else 0
    return QuotePart(shop, lines, Money(items, shop.currency), Money(shipping, shop.currency))
