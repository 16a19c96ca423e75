"""What a buyer does to an order."""

from sellerhub.business.orders import deadlines, finding, moving
from sellerhub.business.orders.cancelling import cancel_order
from sellerhub.business.orders.errors import OrderNotAllowedNow, UnknownReason
from sellerhub.business.orders.events import CancelRequested, OrderCompleted
from sellerhub.business.orders.rules import BUYER_REASONS, PERMITS, Move, OrderStatus
from sellerhub.business.shop.markets import market_rules
from sellerhub.business.shop.queries import shop_card
from sellerhub.core.access import Permission
from sellerhub.core.work import Work


async def cancel(work: Work, order_id: int, reason: str) -> bool:
    """Cancel at once while it is free, else ask the seller (D5); True when it is cancelled now."""
    work.require(Permission.BUY)
    if reason not in BUYER_REASONS:
        raise UnknownReason
    order = await finding.of_buyer(work, order_id)
    permits = PERMITS[OrderStatus(order.status)]
    if permits.cancel_freely:
        await cancel_order(work, order, Move.CANCEL_FREELY, reason)
        return True
    if not permits.ask_to_cancel or order.cancel_requested_at is not None:
        raise OrderNotAllowedNow(order.status, Move.CANCEL)
    rules = market_rules((await shop_card(work, order.shop_id)).market)
    answer_by = deadlines.after(rules, rules.cancel_answer, work.now)
    await moving.note(work, order, "ask_to_cancel", cancel_requested_at=work.now, answer_by_at=answer_by, cancel_reason=reason)
    work.record(moving.event(CancelRequested, order, reason=reason))
    return False


async def complete(work: Work, order_id: int) -> None:
    """The buyer has it and is content."""
    work.require(Permission.BUY)
    order = await finding.of_buyer(work, order_id)
    await moving.move(work, order, Move.COMPLETE, completed_at=work.now)
    work.record(moving.event(OrderCompleted, order))
