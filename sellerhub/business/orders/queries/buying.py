"""What a buyer sees of their own orders."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from sellerhub.business.orders import finding
from sellerhub.business.orders.rules import PERMITS, OrderStatus, Permits
from sellerhub.business.orders.tables import Order, OrderLine, in_orders
from sellerhub.business.payments.tables import Payment
from sellerhub.business.shop.queries import ShopCard, shop_card, shop_cards
from sellerhub.core import paging
from sellerhub.core.access import Permission
from sellerhub.core.address import Address
from sellerhub.core.money import Money
from sellerhub.core.paging import Page
from sellerhub.core.work import Work

PAGE = 20
TABS: dict[str, tuple[OrderStatus, ...]] = {
    "all": tuple(OrderStatus),
    "to_pay": (OrderStatus.UNPAID,),
    "to_ship": (OrderStatus.ON_HOLD, OrderStatus.AWAITING_SHIPMENT, OrderStatus.PARTIALLY_SHIPPED, OrderStatus.AWAITING_COLLECTION),
    "to_receive": (OrderStatus.IN_TRANSIT,),
    "done": (OrderStatus.DELIVERED, OrderStatus.COMPLETED),
    "cancelled": (OrderStatus.CANCELLED,),
}


@dataclass(frozen=True, slots=True)
class Purchase:
    """One order in the buyer's list."""

    id: int
    group_id: int
    number: str
    shop: ShopCard
    status: OrderStatus
    title: str
    photo: str
    item_count: int
    total: Money
    placed_at: datetime
    permits: Permits


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    id: int
    product_id: int
    title: str
    variant_title: str
    photo: str
    quantity: int
    unit: Money
    total: Money


@dataclass(frozen=True, slots=True)
class PurchaseDetail:
    purchase: Purchase
    lines: tuple[PurchaseLine, ...]
    items: Money
    shipping: Money
    discount: Money
    address: Address
    payment_method: str
    card: str
    """`Visa 4242`, or empty."""
    payment_open: int | None
    """The id of an attempt that is still at the bank."""
    due_at: datetime | None
    cancel_requested_at: datetime | None
    cancel_reason: str


async def purchases(work: Work, tab: str = "all", after: str = "") -> Page[Purchase]:
    """The buyer's orders, newest first."""
    work.require(Permission.BUY)
    rows = work.across_shops(Order, why="buyers see what they bought in any shop").where(Order.buyer_id == work.account_id)
    if tab in TABS and tab != "all":
        rows = rows.where(Order.status.in_(TABS[tab]))
    if before := paging.keys(after, int):
        rows = rows.where(Order.id < before[0])
    found = list((await work.session.execute(rows.order_by(Order.id.desc()).limit(PAGE + 1))).scalars())
    shown = found[:PAGE]
    cards = await shop_cards(work, {order.shop_id for order in shown})
    more = paging.cursor(shown[-1].id) if len(found) > PAGE else ""
    return Page([_purchase(order, cards[order.shop_id]) for order in shown], more)


async def purchase(work: Work, order_id: int) -> PurchaseDetail:
    """Raises NotFound, for somebody else's order too."""
    work.require(Permission.BUY)
    order = await finding.of_buyer(work, order_id)
    rows = work.across_shops(OrderLine, why="the lines of the buyer's own order").where(in_orders([order_id]))
    lines = (await work.session.execute(rows.order_by(OrderLine.id))).scalars()
    paid = select(Payment).where(Payment.group_id == order.group_id, Payment.method == "card").order_by(Payment.id.desc()).limit(1)
    payment = (await work.session.execute(paid)).scalar()
    money = order.currency
    return PurchaseDetail(
        purchase=_purchase(order, await shop_card(work, order.shop_id)),
        lines=tuple(
            PurchaseLine(
                line.id, line.product_id, line.title, line.variant_title, line.photo, line.quantity, Money(line.unit_minor, money),
                Money(line.total_minor, money),
            )
            for line in lines
        ),
        items=Money(order.items_minor, money),
        shipping=Money(order.shipping_minor, money),
        discount=Money(order.discount_minor, money),
        address=Address.of(order.address),
        payment_method=order.payment_method,
        card=f"{payment.brand} {payment.last4}".strip() if payment and payment.status not in ("declined", "failed", "created") else "",
        payment_open=payment.id if payment and payment.status == "created" else None,
        due_at=order.due_at,
        cancel_requested_at=order.cancel_requested_at,
        cancel_reason=order.cancel_reason,
    )  # fmt: skip


async def group(work: Work, group_id: int) -> list[Purchase]:
    """The orders of one checkout of the actor. Raises NotFound."""
    work.require(Permission.BUY)
    orders = await finding.group_of_buyer(work, group_id)
    cards = await shop_cards(work, {order.shop_id for order in orders})
    return [_purchase(order, cards[order.shop_id]) for order in orders]


async def last_address(work: Work) -> Address | None:
    """Where the buyer's newest order went."""
    work.require(Permission.BUY)
    rows = work.across_shops(Order, Order.address, why="the buyer's own address").where(Order.buyer_id == work.account_id)
    facts = (await work.session.execute(rows.order_by(Order.id.desc()).limit(1))).scalar()
    return Address.of(facts) if facts else None


def _purchase(order: Order, shop: ShopCard) -> Purchase:
    status = OrderStatus(order.status)
    return Purchase(
        id=order.id, group_id=order.group_id, number=order.number, shop=shop, status=status, title=order.first_title,
        photo=order.first_photo, item_count=order.item_count, total=Money(order.total_minor, order.currency),
        placed_at=order.placed_at, permits=PERMITS[status],
    )  # fmt: skip
