"""What a batch of new orders writes: collected once, then written table by table, or all at once (`batch_statement`)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sellerhub.business.inventory import taking
from sellerhub.business.inventory.rules import HoldStatus
from sellerhub.business.orders import counters
from sellerhub.business.orders.checkout import Placed, PlacedOrder
from sellerhub.business.orders.events import OrdersPlaced
from sellerhub.business.orders.queue.search import SearchDue
from sellerhub.business.orders.remembered import first_status
from sellerhub.business.orders.rules import OrderStatus
from sellerhub.business.orders.tables import Order, OrderLine
from sellerhub.business.shop.markets import market_rules
from sellerhub.core import topics
from sellerhub.core.access import SYSTEM
from sellerhub.core.bulk import Bulk, micros
from sellerhub.core.event_rows import EventRows
from sellerhub.core.money import Money

if TYPE_CHECKING:
    from sellerhub.business.catalog.queries import Sellable
    from sellerhub.business.orders.batch import Part, Plan
    from sellerhub.business.shop.queries import ShopTerms

_ORDER = (
    "id", "shop_id", "number", "group_id", "buyer_id", "buyer_name", "status", "source", "live_id", "video_id", "address", "items_minor",
    "shipping_minor", "discount_minor", "total_minor", "currency", "item_count", "first_title", "first_photo", "payment_method",
    "placed_at", "due_at", "cancel_reason", "cancel_fault",
)  # fmt: skip
_LINE = (
    "id", "shop_id", "order_id", "variant_id", "product_id", "title", "variant_title", "sku", "photo", "quantity", "unit_minor",
    "total_minor",
)  # fmt: skip
_SEARCH = ("id", "order_ids")
_KIND = 10  # its place in the tuple of an order
_FROM_CART = "DELETE FROM cart_line WHERE buyer_id = ? AND variant_id = ?"
FROM_CART_POSTGRES = (
    "DELETE FROM cart_line USING unnest($1::bigint[], $2::bigint[]) AS w(buyer, variant) "
    "WHERE cart_line.buyer_id = w.buyer AND cart_line.variant_id = w.variant"
)


class Kind(NamedTuple):
    """What many orders of a batch share. Times are microseconds; `held_as` and `held_until` are of the holds."""

    shop_id: int
    currency: str
    status: str
    source: str
    live_id: int | None
    video_id: int | None
    payment_method: str
    due_at: int
    held_as: str
    held_until: int


class Rows:
    """Collects what a batch of plans writes. `held_until`: when what a card buyer holds goes back on sale unless they have paid.

    Orders and lines name their kind and their goods by place, so that what is the same is kept, and sent, once. A group has
    the id of its first order, an order's first line has the order's; every further one takes one of `ids`. When all are
    added, `done` says what happened.
    """

    def __init__(self, now: datetime, held_until: datetime, ids: Iterator[int], numbers: Iterator[str]) -> None:
        self.at = micros(now)
        self.kinds: list[Kind] = []
        self.goods: list[Sellable] = []
        self.orders: list[tuple] = []
        self.lines: list[tuple] = []
        self.events = EventRows(now)
        self._placed: dict[tuple[int, int | None, int | None], list[int]] = {}
        self.from_cart: list[tuple[int, int]] = []
        self._now = now
        self._held_until = micros(held_until)
        self._ids = ids
        self._numbers = numbers
        self._kind_places: dict[tuple, tuple[int, str, list[int]]] = {}
        self._good_places: dict[int, int] = {}
        self._topics: dict[str, None] = {topics.TO_SEARCH: None}

    def add(self, plan: "Plan") -> Placed:
        """Everything that one checkout writes; returns its answer."""
        orders = (self._add_order(plan, plan.parts[0], plan.group_id),)
        if len(plan.parts) > 1:
            orders += tuple([self._add_order(plan, part, next(self._ids)) for part in plan.parts[1:]])
        if plan.request.wanted.from_cart:
            self._topics[topics.cart(plan.request.actor.account_id)] = None
            self.from_cart += [(plan.request.actor.account_id, line.variant_id) for line in plan.request.wanted.lines]
        return Placed(plan.group_id, orders)

    @property
    def tabs(self) -> dict[tuple[int, str], int]:
        """New orders by shop and status."""
        tabs: dict[tuple[int, str], int] = {}
        for place, n in Counter([order[_KIND] for order in self.orders]).items():
            tab = self.kinds[place].shop_id, self.kinds[place].status
            tabs[tab] = tabs.get(tab, 0) + n
        return tabs

    @property
    def sums(self) -> dict[int, tuple[int, int]]:
        """Units of each variant to hold, and to sell."""
        sums: dict[int, tuple[int, int]] = {}
        for _, _, quantity, good, kind in self.lines:
            variant_id = self.goods[good].variant_id
            held, sold = sums.get(variant_id, (0, 0))
            sums[variant_id] = (held + quantity, sold) if self.kinds[kind].held_as == HoldStatus.HELD else (held, sold + quantity)
        return sums

    @property
    def to_search(self) -> list[tuple[int, str]]:
        """What `queue.indexing` is to make findable."""
        return [(self.orders[0][0], ",".join([str(each[0]) for each in self.orders]))] if self.orders else []

    @property
    def topics(self) -> list[str]:
        """What changed when it is written."""
        return [*self.events.topics, *self._topics]

    def done(self) -> None:
        """All checkouts are added: what happened."""
        for (shop_id, live_id, video_id), order_ids in self._placed.items():
            self.events.add(OrdersPlaced(shop_id, live_id, video_id, order_ids), SYSTEM)

    def _add_order(self, plan: "Plan", part: "Part", order_id: int) -> PlacedOrder:
        request, shop, number = plan.request, part.shop, next(self._numbers)
        actor, wanted = request.actor, request.wanted
        key = shop.id, wanted.payment, wanted.source, wanted.live_id, wanted.video_id
        kind, status, placed = self._kind_places.get(key) or self._new_kind(key, shop)
        placed.append(order_id)
        line_id, count, good_places = order_id, 0, self._good_places
        for line, good in part.lines:
            count += line.quantity
            place = good_places.get(good.variant_id)
            if place is None:
                place = self._new_good(good)
            self.lines.append((line_id or next(self._ids), order_id, line.quantity, place, kind))
            line_id = 0
        first = good_places[part.lines[0][1].variant_id]
        buyer_id = actor.account_id
        self.orders.append(
            (order_id, number, plan.group_id, buyer_id, actor.name or wanted.address.name, request.address, part.items_minor,
             part.shipping_minor, count, first, kind)
        )  # fmt: skip
        self._topics[topics.purchases(buyer_id)] = None
        return PlacedOrder(order_id, number, shop.id, Money(part.items_minor + part.shipping_minor, shop.currency), status)

    def _new_kind(self, key: tuple, shop: "ShopTerms") -> tuple[int, str, list[int]]:
        """Its place, its status, and where its orders are listed for their event."""
        shop_id, payment, source, live_id, video_id = key
        status, rules = first_status(payment), market_rules(shop.market)
        paid = status is OrderStatus.ON_HOLD
        due = micros(self._now + (rules.hold if paid else rules.unpaid_expiry))
        held_until = due if paid else self._held_until
        placed = self._placed.setdefault((shop_id, live_id, video_id), [])
        self._kind_places[key] = found = len(self.kinds), status.value, placed
        held = taking.held_as(paid)
        self.kinds.append(Kind(shop_id, shop.currency, status.value, source, live_id, video_id, payment, due, held, held_until))
        self._topics[topics.shop_products(shop_id)] = None
        return found

    def _new_good(self, good: "Sellable") -> int:
        """Its place."""
        self._good_places[good.variant_id] = place = len(self.goods)
        self.goods.append(good)
        return place

    async def write(self, bulk: Bulk, levels: Mapping[int, int]) -> list[str]:
        """Stock first (it may refuse), counters last (they are shared with every other sale of the shop); returns topics to tell."""
        for event in await taking.take(bulk, self._takings(), levels):
            self.events.add(event, SYSTEM)
        await bulk.insert(Order, _ORDER, [self._order_row(each) for each in self.orders])
        await bulk.insert(OrderLine, _LINE, [self._line_row(each) for each in self.lines])
        await bulk.insert(SearchDue, _SEARCH, self.to_search)
        await self.events.write(bulk)
        await bulk.change(_FROM_CART, FROM_CART_POSTGRES, self.from_cart)
        await counters.add_placed(bulk, self.tabs)
        return self.topics

    def _order_row(self, order: tuple) -> tuple:
        order_id, number, group_id, buyer_id, buyer, address, items, shipping, count, good, kind = order
        shared, first = self.kinds[kind], self.goods[good]
        return (
            order_id, shared.shop_id, number, group_id, buyer_id, buyer, shared.status, shared.source, shared.live_id, shared.video_id,
            address, items, shipping, 0, items + shipping, shared.currency, count, first.title, first.photo, shared.payment_method, self.at,
            shared.due_at, "", "",
        )  # fmt: skip

    def _line_row(self, line: tuple) -> tuple:
        line_id, order_id, quantity, good, kind = line
        sold = self.goods[good]
        return (
            line_id, self.kinds[kind].shop_id, order_id, sold.variant_id, sold.product_id, sold.title, sold.variant_title, sold.sku,
            sold.photo, quantity, sold.price.minor, sold.price.minor * quantity,
        )  # fmt: skip

    def _takings(self) -> list[taking.Taking]:
        takings = []
        for line_id, order_id, quantity, good, kind in self.lines:
            variant_id, shared = self.goods[good].variant_id, self.kinds[kind]
            takings.append(taking.Taking(line_id, variant_id, shared.shop_id, order_id, quantity, shared.held_as, shared.held_until))
        return takings
