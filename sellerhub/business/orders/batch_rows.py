"""What a batch of new orders writes: collected once, then written table by table, or all at once (`batch_statement`)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from json.encoder import encode_basestring as _json
from typing import TYPE_CHECKING

from sellerhub.business.inventory import taking
from sellerhub.business.orders import counters
from sellerhub.business.orders.checkout import Placed, PlacedOrder
from sellerhub.business.orders.events import OrderPlaced
from sellerhub.business.orders.queue.search import SearchDue
from sellerhub.business.orders.remembered import first_status
from sellerhub.business.orders.rules import OrderStatus
from sellerhub.business.orders.tables import Order, OrderLine
from sellerhub.business.shop.markets import market_rules
from sellerhub.core import topics
from sellerhub.core.access import SYSTEM
from sellerhub.core.bulk import Bulk, micros
from sellerhub.core.event_log import from_plain, json_form
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

# What many orders of a batch share: shop, currency, status, source, LIVE, video, payment method, due time, status and end of the holds
Kind = tuple[int, str, str, str, int | None, int | None, str, int, str, int]


class Rows:
    """Collects what a batch of plans writes. `held_until`: when what a card buyer holds goes back on sale unless they have paid.

    Orders and lines name their kind and their goods by place, so that what is the same is kept, and sent, once. Every
    order and every line takes one of `ids`, every order's event another.
    """

    def __init__(self, now: datetime, held_until: datetime, ids: Iterator[int], numbers: Iterator[str]) -> None:
        self.at = micros(now)
        self.kinds: list[Kind] = []
        self.goods: list[Sellable] = []
        self.orders: list[tuple] = []
        self.lines: list[tuple] = []
        self.events = EventRows(now)
        self.from_cart: list[tuple[int, int]] = []
        self._now = now
        self._held_until = micros(held_until)
        self._ids = ids
        self._numbers = numbers
        self._kind_places: dict[tuple, tuple[int, str, str]] = {}
        self._good_places: dict[int, tuple[int, str, str]] = {}
        self._topics: dict[str, None] = {topics.TO_SEARCH: None}

    def add(self, plan: "Plan") -> Placed:
        """Everything that one checkout writes; returns its answer."""
        orders = tuple([self._add_order(plan, part) for part in plan.parts])
        if plan.request.wanted.from_cart:
            self._topics[topics.cart(plan.request.actor.account_id)] = None
            self.from_cart += [(plan.request.actor.account_id, line.variant_id) for line in plan.request.wanted.lines]
        return Placed(plan.group_id, orders)

    @property
    def tabs(self) -> dict[tuple[int, str], int]:
        """New orders by shop and status."""
        tabs: dict[tuple[int, str], int] = {}
        for place, n in Counter([order[_KIND] for order in self.orders]).items():
            shop_id, _, status, *_ = self.kinds[place]
            tabs[shop_id, status] = tabs.get((shop_id, status), 0) + n
        return tabs

    @property
    def to_search(self) -> list[tuple[int, str]]:
        """What `queue.indexing` is to make findable."""
        return [(self.orders[0][0], ",".join([str(each[0]) for each in self.orders]))] if self.orders else []

    @property
    def topics(self) -> list[str]:
        """What changed when it is written."""
        return [*self.events.topics, *self._topics]

    def _add_order(self, plan: "Plan", part: "Part") -> PlacedOrder:
        request, shop, ids = plan.request, part.shop, self._ids
        actor, wanted, address = request.actor, request.wanted, request.wanted.address
        order_id, number = next(ids), next(self._numbers)
        key = shop.id, wanted.payment, wanted.source, wanted.live_id, wanted.video_id
        kind, status, form = self._kind_places.get(key) or self._new_kind(key, shop)
        count, good_places = 0, self._good_places
        for line, good in part.lines:
            count += line.quantity
            place, _, _ = good_places.get(good.variant_id) or self._new_good(good)
            self.lines.append((next(ids), order_id, line.quantity, place, kind))
        first, buyer, total = part.lines[0][1], actor.name or address.name, part.items_minor + part.shipping_minor
        place, title, photo = good_places[first.variant_id]
        event_id, buyer_id, group_id = next(ids), actor.account_id, plan.group_id
        self.orders.append(
            (order_id, number, group_id, buyer_id, buyer, request.address, part.items_minor, part.shipping_minor, count, place, kind,
             event_id, actor.name)
        )  # fmt: skip
        placed = from_plain(
            OrderPlaced, order_id=order_id, shop_id=shop.id, buyer_id=buyer_id, group_id=group_id, live_id=wanted.live_id, number=number,
            total_minor=total, currency=shop.currency, item_count=count, title=first.title, photo=first.photo, buyer_name=buyer,
            city=address.city, status=status, payment_method=wanted.payment, video_id=wanted.video_id,
        )  # fmt: skip
        facts = form % (order_id, buyer_id, group_id, _json(number), total, count, title, photo, _json(buyer), _json(address.city))
        self.events.add(placed, actor, event_id, facts)
        return PlacedOrder(order_id, number, shop.id, Money(total, shop.currency), status)

    def _new_kind(self, key: tuple, shop: "ShopTerms") -> tuple[int, str, str]:
        """Its place, its status, and the form of its orders' events."""
        shop_id, payment, source, live_id, video_id = key
        status, rules = first_status(payment), market_rules(shop.market)
        paid = status is OrderStatus.ON_HOLD
        due = micros(self._now + (rules.hold if paid else rules.unpaid_expiry))
        held_until = due if paid else self._held_until
        form = json_form(
            OrderPlaced, shop_id=shop_id, live_id=live_id, currency=shop.currency, status=status.value, payment_method=payment,
            video_id=video_id,
        )  # fmt: skip
        self._kind_places[key] = place = len(self.kinds), status.value, form
        held = taking.held_as(paid)
        self.kinds.append((shop_id, shop.currency, status.value, source, live_id, video_id, payment, due, held, held_until))
        self._topics[topics.shop_products(shop_id)] = None
        return place

    def _new_good(self, good: "Sellable") -> tuple[int, str, str]:
        """Its place, and its title and photo in JSON."""
        self._good_places[good.variant_id] = place = len(self.goods), _json(good.title), _json(good.photo)
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
        order_id, number, group_id, buyer_id, buyer, address, items, shipping, count, good, kind, *_ = order
        shop_id, currency, status, source, live_id, video_id, method, due, *_ = self.kinds[kind]
        first = self.goods[good]
        return (
            order_id, shop_id, number, group_id, buyer_id, buyer, status, source, live_id, video_id, address, items, shipping, 0,
            items + shipping, currency, count, first.title, first.photo, method, self.at, due, "", "",
        )  # fmt: skip

    def _line_row(self, line: tuple) -> tuple:
        line_id, order_id, quantity, good, kind = line
        sold = self.goods[good]
        return (
            line_id, self.kinds[kind][0], order_id, sold.variant_id, sold.product_id, sold.title, sold.variant_title, sold.sku, sold.photo,
            quantity, sold.price.minor, sold.price.minor * quantity,
        )  # fmt: skip

    def _takings(self) -> list[taking.Taking]:
        takings = []
        for line_id, order_id, quantity, good, kind in self.lines:
            shop_id, *_, held_as, held_until = self.kinds[kind]
            takings.append(taking.Taking(line_id, self.goods[good].variant_id, shop_id, order_id, quantity, held_as, held_until))
        return takings
