"""What fulfilment tells an order about its parcels."""

from sellerhub.business.orders import deadlines, finding, moving
from sellerhub.business.orders.cancelling import cancel_order
from sellerhub.business.orders.events import CancelDeclined, OrderArranged, OrderDelivered, OrderInTransit
from sellerhub.business.orders.rules import Move
from sellerhub.business.payments import actions as payments
from sellerhub.business.payments.rules import Method
from sellerhub.business.shop.markets import market_rules
from sellerhub.business.shop.queries import shop_card
from sellerhub.core.access import Permission
from sellerhub.core.money import Money
from sellerhub.core.work import Work


async def mark_arranged(work: Work, order_id: int, partly: bool = False) -> None:
    """Labels are bought for all of it, or for some. Shipping is how an open request to cancel is declined (D5)."""
    work.require(Permission.SHIP)
    order = await finding.of_shop(work, order_id)
    asked, reason = order.cancel_requested_at, order.cancel_reason
    declined = {"cancel_requested_at": None, "answer_by_at": None, "cancel_reason": ""} if asked else {}
    await moving.move(work, order, Move.ARRANGE_PART if partly else Move.ARRANGE, arranged_at=work.now, **declined)
    if asked:
        work.record(moving.event(CancelDeclined, order, reason=reason))
    work.record(moving.event(OrderArranged, order))


async def unarrange(work: Work, order_id: int) -> None:
    """Its labels were given back; it is to be shipped again."""
    work.require(Permission.SHIP)
    order = await finding.of_shop(work, order_id)
    await moving.move(work, order, Move.UNARRANGE, arranged_at=None)
    work.tell(*moving.event(OrderArranged, order).topics())


async def mark_in_transit(work: Work, order_id: int) -> None:
    """The carrier scanned every parcel; the dispatch clock stops."""
    work.require(Permission.SHIP)
    order = await finding.of_shop(work, order_id)
    await moving.move(work, order, Move.HAND_OVER, in_transit_at=work.now)
    work.record(moving.event(OrderInTransit, order))


async def mark_delivered(work: Work, order_id: int) -> None:
    """Every parcel arrived; the return window opens, and cash has been collected."""
    work.require(Permission.SHIP)
    order = await finding.of_shop(work, order_id)
    rules = market_rules((await shop_card(work, order.shop_id)).market)
    await moving.move(work, order, Move.DELIVER, delivered_at=work.now, due_at=deadlines.after(rules, rules.return_window, work.now))
    if order.payment_method == Method.COD:
        amount = Money(order.total_minor, order.currency)
        await payments.collect_cash(work, order.group_id, order.id, order.buyer_id, amount)
    work.record(moving.event(OrderDelivered, order))


async def mark_lost(work: Work, order_id: int) -> None:
    """The carrier lost it: the buyer gets the money back, nobody at the shop is to blame."""
    work.require(Permission.SHIP)
    await cancel_order(work, await finding.of_shop(work, order_id), Move.LOSE, "lost")
