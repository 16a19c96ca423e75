"""What the clock does to orders: each call takes a bounded batch of what is due. A missed tick costs lateness, nothing else."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sellerhub.business.inventory import holds
from sellerhub.business.orders import deadlines, moving
from sellerhub.business.orders.cancelling import cancel_order
from sellerhub.business.orders.events import OrderCompleted, OrderLate, OrderReleased
from sellerhub.business.orders.rules import Move, OrderStatus
from sellerhub.business.orders.tables import Order
from sellerhub.business.payments import actions as payments
from sellerhub.business.shop.markets import MarketRules, market_rules
from sellerhub.business.shop.queries import shop_cards
from sellerhub.core.access import SYSTEM
from sellerhub.core.database import Priority
from sellerhub.core.money import Money
from sellerhub.core.work import Work, in_work

BATCH = 50


async def sweep_orders() -> int:
    """Everything that is due now: unpaid ones expire, the hold hour ends, late ones are flagged or cancelled, delivered ones
    complete; returns how many orders moved."""
    moved = 0
    while True:
        some = await in_work(SYSTEM, sweep, priority=Priority.BULK)
        moved += some
        if some < BATCH:
            return moved


async def sweep_holds() -> int:
    """Holds past their time go back on sale."""
    gone = 0
    while True:
        some = await in_work(SYSTEM, holds.expire, priority=Priority.BULK)
        gone += some
        if some == 0:
            return gone


async def sweep(work: Work, limit: int = BATCH) -> int:
    """One batch, in this transaction."""
    due = work.across_shops(Order, why="the clock sweeps every shop").where(
        Order.status.in_((OrderStatus.UNPAID, *_STEPS)), Order.due_at <= work.now
    )
    rows = due.order_by(Order.due_at).limit(limit).with_for_update(skip_locked=True)
    orders = list((await work.session.execute(rows)).scalars())
    cards = await shop_cards(work, {order.shop_id for order in orders})
    ending = {order.id: end for order in orders if (end := _end_of(order, work.now))}
    await holds.lock(work, ending)
    for order in orders:
        if order.id in ending:
            await cancel_order(work, order, *ending[order.id])
        else:
            await _STEPS[OrderStatus(order.status)](work, order, market_rules(cards[order.shop_id].market))
    return len(orders)


def _end_of(order: Order, now: datetime) -> tuple[Move, str] | None:
    """How an order that is due ends, and why; None when it goes on."""
    match order.status:
        case OrderStatus.UNPAID:
            return Move.EXPIRE, "unpaid"
        case OrderStatus.AWAITING_SHIPMENT if order.answer_by_at is not None and order.answer_by_at <= now:
            return Move.CANCEL, "not_answered"
        case OrderStatus.AWAITING_SHIPMENT if order.arrange_by_at is not None and order.arrange_by_at <= now:
            return Move.CANCEL, "not_arranged"
    return None


async def _release(work: Work, order: Order, rules: MarketRules) -> None:
    await moving.move(
        work, order, Move.RELEASE, released_at=work.now,
        ship_by_at=deadlines.after(rules, rules.to_ship, work.now),
        arrange_by_at=deadlines.after(rules, rules.auto_cancel, order.paid_at or order.placed_at),
    )  # fmt: skip
    await payments.take(work, order.group_id, order.id, Money(order.total_minor, order.currency))
    work.record(moving.event(OrderReleased, order))


async def _flag_late(work: Work, order: Order, rules: MarketRules) -> None:
    await moving.note(work, order, "be_late", late_at=work.now)
    work.record(moving.event(OrderLate, order))


async def _complete(work: Work, order: Order, rules: MarketRules) -> None:
    await moving.move(work, order, Move.COMPLETE, completed_at=work.now)
    work.record(moving.event(OrderCompleted, order))


_STEPS: dict[OrderStatus, Callable[[Work, Order, MarketRules], Awaitable[None]]] = {
    OrderStatus.ON_HOLD: _release,
    OrderStatus.AWAITING_SHIPMENT: _flag_late,
    OrderStatus.AWAITING_COLLECTION: _flag_late,
    OrderStatus.DELIVERED: _complete,
}
