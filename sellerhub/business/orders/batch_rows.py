"""The rows of a batch of new orders, as tuples, and writing them table by table."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sellerhub.business.inventory import taking
from sellerhub.business.orders import counters
from sellerhub.business.orders.checkout import Placed, PlacedOrder
from sellerhub.business.orders.events import OrderPlaced
from sellerhub.business.orders.numbers import Numbers
from sellerhub.business.orders.queue.search import OrderSearch, search_row
from sellerhub.business.orders.remembered import first_status
from sellerhub.business.orders.rules import OrderStatus
from sellerhub.business.orders.tables import Order, OrderLine
from sellerhub.business.shop.markets import MarketRules, market_rules
from sellerhub.core import topics
from sellerhub.core.access import SYSTEM
from sellerhub.core.bulk import Together, micros
from sellerhub.core.event_rows import EventRows
from sellerhub.core.ids import new_id
from sellerhub.core.money import Money

if TYPE_CHECKING:
    from sellerhub.business.orders.batch import Part, Plan

_ORDER = (
    "id", "shop_id", "number", "group_id", "buyer_id", "buyer_name", "status", "source", "live_id", "video_id", "address", "items_minor",
    "shipping_minor", "discount_minor", "total_minor", "currency", "item_count", "first_title", "first_photo", "payment_method",
    "placed_at", "due_at", "cancel_reason", "cancel_fault",
)  # fmt: skip
_LINE = (
    "id", "shop_id", "order_id", "variant_id", "product_id", "title", "variant_title", "sku", "photo", "quantity", "unit_minor",
    "total_minor",
)  # fmt: skip
_SEARCH = ("id", "shop_id", "phone", "text")
_FROM_CART = "DELETE FROM cart_line WHERE buyer_id = ? AND variant_id = ?"
_FROM_CART_POSTGRES = (
    "DELETE FROM cart_line USING unnest($1::bigint[], $2::bigint[]) AS w(buyer, variant) "
    "WHERE cart_line.buyer_id = w.buyer AND cart_line.variant_id = w.variant"
)


class Rows:
    """Collects what a batch of plans writes. `held_until`: when what a card buyer holds goes back on sale unless they have paid."""

    def __init__(self, now: datetime, held_until: datetime) -> None:
        self._now = now
        self._held_until = held_until
        self._at = micros(now)
        self._markets: dict[str, MarketRules] = {}
        self._orders: list[tuple] = []
        self._lines: list[tuple] = []
        self._search: list[tuple] = []
        self._events = EventRows(now)
        self._takings: list[taking.Taking] = []
        self._from_cart: list[tuple[int, int]] = []
        self._tabs: list[tuple[int, str]] = []
        self._topics: dict[str, None] = {}

    def add(self, plan: "Plan", numbers: Numbers) -> Placed:
        """Everything that one checkout writes; returns its answer."""
        orders = [self._add_order(plan, part, number) for part, number in zip(plan.parts, numbers.take(len(plan.parts)), strict=True)]
        if plan.request.wanted.from_cart:
            self._topics[topics.cart(plan.request.actor.account_id)] = None
            self._from_cart += [(plan.request.actor.account_id, line.variant_id) for line in plan.request.wanted.lines]
        return Placed(plan.group_id, tuple(orders))

    def _add_order(self, plan: "Plan", part: "Part", number: str) -> PlacedOrder:
        actor, wanted, shop = plan.request.actor, plan.request.wanted, part.shop
        order_id, status = new_id(), first_status(wanted.payment)
        rules = self._markets.get(shop.market) or self._markets.setdefault(shop.market, market_rules(shop.market))
        paid = status == OrderStatus.ON_HOLD
        due = self._now + (rules.hold if paid else rules.unpaid_expiry)
        total, count = part.items_minor + part.shipping_minor, 0
        for line, good in part.lines:
            count += line.quantity
            self._lines.append(
                (new_id(), shop.id, order_id, good.variant_id, good.product_id, good.title, good.variant_title, good.sku, good.photo,
                 line.quantity, good.price.minor, good.price.minor * line.quantity)
            )  # fmt: skip
            held_until = due if paid else self._held_until
            self._takings.append(taking.Taking(good.variant_id, shop.id, order_id, line.quantity, paid, held_until))
        first, buyer, address = part.lines[0][1], actor.name or wanted.address.name, wanted.address
        self._orders.append(
            (order_id, shop.id, number, plan.group_id, actor.account_id, buyer, status.value, wanted.source, wanted.live_id,
             wanted.video_id, plan.request.address, part.items_minor, part.shipping_minor, 0, total, shop.currency, count,
             first.title, first.photo, wanted.payment, self._at, micros(due), "", "")
        )  # fmt: skip
        found_by = search_row(
            order_id, shop.id, number=number, buyer=buyer, city=address.city, phone=address.phone,
            items=[word for _, good in part.lines for word in (good.title, good.sku)],
        )  # fmt: skip
        self._search.append((order_id, shop.id, found_by["phone"], found_by["text"]))
        self._tabs.append((shop.id, status.value))
        self._topics[topics.shop_products(shop.id)] = None
        self._events.add(
            OrderPlaced(
                order_id, shop.id, actor.account_id, plan.group_id, wanted.live_id, number, total, shop.currency, count, first.title,
                first.photo, buyer, address.city, status.value, wanted.payment, video_id=wanted.video_id,
            ),
            actor,
        )  # fmt: skip
        return PlacedOrder(order_id, number, shop.id, Money(total, shop.currency), status.value)

    async def write(self, bulk: Together, levels: Mapping[int, int]) -> list[str]:
        """Stock first (it may refuse), counters last (they are shared with every other sale of the shop); returns topics to tell."""
        for event in await taking.take(bulk, self._takings, levels):
            self._events.add(event, SYSTEM)
        await bulk.insert(Order, _ORDER, self._orders)
        await bulk.insert(OrderLine, _LINE, self._lines)
        await bulk.insert(OrderSearch, _SEARCH, self._search)
        await self._events.write(bulk)
        await bulk.change(_FROM_CART, _FROM_CART_POSTGRES, self._from_cart)
        await bulk.flush()
        await counters.add_placed(bulk, self._tabs)
        return [*self._events.topics, *self._topics]
