"""What happened to orders. All carry the same core, so that a listener needs no second look."""

from dataclasses import dataclass, field

from sellerhub.core import topics
from sellerhub.core.event_log import Event, happening


@dataclass(frozen=True)
class OrderEvent(Event):
    """The core. `status` is the order's status after this; `title` and `photo` are of its first line."""

    order_id: int
    shop_id: int
    buyer_id: int
    group_id: int
    live_id: int | None
    number: str
    total_minor: int
    currency: str
    item_count: int
    title: str
    photo: str
    buyer_name: str
    city: str
    status: str
    payment_method: str
    video_id: int | None = field(default=None, kw_only=True)

    def topics(self) -> tuple[str, ...]:
        told = (topics.shop_orders(self.shop_id), topics.order(self.order_id), topics.purchases(self.buyer_id))
        return (*told, topics.live(self.live_id)) if self.live_id else told


@happening("shop", "shop_id")
@dataclass(frozen=True)
class OrdersPlaced(Event):
    """Buyers have their order numbers: the orders of one shop, LIVE and video that became durable together, as they came.

    One event for many orders, because a rush makes hundreds a tenth of a second. What each was when it was placed stands in
    its row (`placed.orders_of`) and is not written twice. Each buyer's own topic is told beside it.
    """

    shop_id: int
    live_id: int | None
    video_id: int | None
    order_ids: list[int]

    def topics(self) -> tuple[str, ...]:
        told = (topics.shop_orders(self.shop_id),)
        return (*told, topics.live(self.live_id)) if self.live_id else told


@happening("order", "order_id")
@dataclass(frozen=True)
class OrderPaid(OrderEvent):
    """A card payment is authorised. Cash on delivery never sends this: there the order is `on_hold` from the start."""


@happening("order", "order_id")
@dataclass(frozen=True)
class OrderReleased(OrderEvent):
    """The free-cancel hour is over: the order is to be shipped and its dispatch clock runs."""


@happening("order", "order_id")
@dataclass(frozen=True)
class OrderConfirmed(OrderEvent):
    """The seller has taken the order in hand (OR-05)."""


@happening("order", "order_id")
@dataclass(frozen=True)
class OrderLate(OrderEvent):
    """The promised time to ship has passed."""


@happening("order", "order_id")
@dataclass(frozen=True)
class CancelRequested(OrderEvent):
    """The buyer asks to cancel; the seller has until the answer deadline."""

    reason: str


@happening("order", "order_id")
@dataclass(frozen=True)
class CancelDeclined(OrderEvent):
    """The seller declined the request, by saying so or by shipping."""

    reason: str


@happening("order", "order_id")
@dataclass(frozen=True)
class OrderCancelled(OrderEvent):
    """`fault`: buyer, seller, carrier or platform."""

    reason: str
    fault: str


@happening("order", "order_id")
@dataclass(frozen=True)
class OrderArranged(OrderEvent):
    """Shipment arranged, for all of it or (status `partially_shipped`) for some."""


@happening("order", "order_id")
@dataclass(frozen=True)
class OrderInTransit(OrderEvent):
    """The carrier has every parcel."""


@happening("order", "order_id")
@dataclass(frozen=True)
class OrderDelivered(OrderEvent):
    """Every parcel arrived."""


@happening("order", "order_id")
@dataclass(frozen=True)
class OrderCompleted(OrderEvent):
    """The buyer confirmed, or the return window passed."""


@happening("group", "group_id")
@dataclass(frozen=True)
class PaymentRefused(Event):
    """The bank said no, or the buyer left its page. The orders stay unpaid and may be paid again."""

    group_id: int
    buyer_id: int
    outcome: str

    def topics(self) -> tuple[str, ...]:
        return (topics.purchases(self.buyer_id),)
