"""Ending an order: units back on sale, money back to the buyer, in the transaction that cancels it."""

from sellerhub.business.inventory import holds
from sellerhub.business.orders import moving
from sellerhub.business.orders.events import OrderCancelled
from sellerhub.business.orders.rules import FAULT_OF, Move
from sellerhub.business.orders.tables import Order
from sellerhub.business.payments import actions as payments
from sellerhub.core.money import Money
from sellerhub.core.work import Work


async def cancel_order(work: Work, order: Order, step: Move, reason: str) -> None:
    """Raises OrderNotAllowedNow."""
    fault = FAULT_OF[reason]
    await moving.move(
        work, order, step, cancelled_at=work.now, cancel_reason=reason, cancel_fault=fault, cancel_requested_at=None, answer_by_at=None
    )
    if step != Move.LOSE:  # what the carrier lost does not come back to the shelf
        await holds.release(work, [order.id])
    await payments.give_back(work, order.group_id, order.id, Money(order.total_minor, order.currency))
    work.record(moving.event(OrderCancelled, order, reason=reason, fault=fault))
