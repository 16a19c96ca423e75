"""What a shop does to an order before it is shipped."""

from sellerhub.business.orders import finding, moving
from sellerhub.business.orders.cancelling import cancel_order
from sellerhub.business.orders.errors import CancelNotAsked, OrderNotAllowedNow, UnknownReason
from sellerhub.business.orders.events import CancelDeclined, OrderConfirmed
from sellerhub.business.orders.rules import PERMITS, SELLER_REASONS, Move, OrderStatus
from sellerhub.core.access import Permission
from sellerhub.core.work import Work


async def confirm(work: Work, order_id: int) -> None:
    """Take the order in hand (OR-05). Confirming twice is confirming once."""
    work.require(Permission.SHIP)
    order = await finding.of_shop(work, order_id)
    if order.confirmed_at is not None:
        return
    if not PERMITS[OrderStatus(order.status)].confirm:
        raise OrderNotAllowedNow(order.status, "confirm")
    await moving.note(work, order, "confirm", confirmed_at=work.now)
    work.record(moving.event(OrderConfirmed, order))


async def cancel_as_seller(work: Work, order_id: int, reason: str) -> None:
    """Cancel before anything is arranged; most reasons count against the shop."""
    work.require(Permission.CANCEL_ORDERS)
    if reason not in SELLER_REASONS:
        raise UnknownReason
    await cancel_order(work, await finding.of_shop(work, order_id), Move.CANCEL, reason)


async def approve_cancel(work: Work, order_id: int) -> None:
    """Grant the buyer's request."""
    work.require(Permission.CANCEL_ORDERS)
    order = await finding.of_shop(work, order_id)
    if order.cancel_requested_at is None:
        raise CancelNotAsked
    await cancel_order(work, order, Move.CANCEL, order.cancel_reason or "buyer_asked")


async def decline_cancel(work: Work, order_id: int) -> None:
    """The order goes on; the buyer is told."""
    work.require(Permission.CANCEL_ORDERS)
    order = await finding.of_shop(work, order_id)
    if order.cancel_requested_at is None:
        raise CancelNotAsked
    reason = order.cancel_reason
    await moving.note(work, order, "decline_cancel", cancel_requested_at=None, answer_by_at=None, cancel_reason="")
    work.record(moving.event(CancelDeclined, order, reason=reason))
