"""Paying a checkout by card: what is written before the bank is asked, asking, and what is written after.

No transaction is open while the bank thinks. A crash in between leaves an attempt that `close_open_attempts` finishes.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from sellerhub.business.inventory import holds
from sellerhub.business.orders import finding, moving
from sellerhub.business.orders.cancelling import cancel_order
from sellerhub.business.orders.errors import OrderNotAllowedNow
from sellerhub.business.orders.events import OrderPaid, PaymentRefused
from sellerhub.business.orders.rules import Move, OrderStatus
from sellerhub.business.orders.tables import Order, OrderLine, in_orders, of_group
from sellerhub.business.payments import actions as payments
from sellerhub.business.payments.errors import BadCard
from sellerhub.business.payments.ports import Authorization, Card, Outcome, PaymentGateway
from sellerhub.business.payments.rules import PaymentStatus, card_digits
from sellerhub.business.payments.tables import Payment
from sellerhub.business.shop.markets import market_rules
from sellerhub.business.shop.queries import shop_cards
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Actor, Permission
from sellerhub.core.money import Money
from sellerhub.core.work import Work, office, open_reading, open_work

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Paid:
    """What the screen says: `authorized`, `declined`, `pending` (still at the bank) or `failed` (walked away)."""

    payment_id: int
    outcome: str


async def pay(actor: Actor, group_id: int, card: Card, key: str) -> Paid:
    """Pay what is unpaid in a checkout. The same key asks for the same attempt.

    Raises NotFound, OrderNotAllowedNow, SoldOut (the hold had run out), PaymentUnderWay, BadCard.
    """
    digits = card_digits(card.number)
    if not digits:
        raise BadCard
    async with open_work(actor) as work:
        work.require(Permission.BUY)
        payment_id, status, amount = await _begin(work, group_id, key)
    if status != PaymentStatus.CREATED:
        return Paid(payment_id, _OUTCOMES.get(status, Outcome.AUTHORIZED))
    try:
        told = await office().outside(PaymentGateway).authorize(_key(payment_id), amount, Card(digits))
    except OSError:
        log.warning("gateway_away", extra={"payment_id": str(payment_id)})
        return Paid(payment_id, Outcome.PENDING)  # it may have been heard: `close_open_attempts` will ask
    async with open_work(actor) as work:
        await _finish(work, payment_id, group_id, told)
    return Paid(payment_id, told.outcome)


_OUTCOMES = {PaymentStatus.DECLINED: Outcome.DECLINED, PaymentStatus.FAILED: "failed"}


async def close_open_attempts(limit: int = 50) -> int:
    """A sweep: attempts that nobody came back to end now, as the bank then says; returns how many."""
    async with open_reading(SYSTEM) as look:
        due = select(Payment.id, Payment.group_id).where(Payment.status == PaymentStatus.CREATED, Payment.due_at <= clock.now())
        rows = (await look.session.execute(due.order_by(Payment.due_at).limit(limit))).all()
    gateway = office().outside(PaymentGateway)
    for payment_id, group_id in rows:
        told = await gateway.cancel(_key(payment_id))
        async with open_work(SYSTEM) as work:
            await _finish(work, payment_id, group_id, told)
    return len(rows)


async def abandon(actor: Actor, payment_id: int) -> Paid:
    """The buyer left the bank's page, or asks how the attempt stands: close it now, as the bank then says."""
    async with open_reading(actor) as look:
        mine = select(Payment.group_id, Payment.status).where(Payment.id == payment_id, Payment.buyer_id == look.account_id)
        row = (await look.session.execute(mine)).one_or_none()
    if row is None or row.status != PaymentStatus.CREATED:
        return Paid(payment_id, _OUTCOMES.get(row.status, Outcome.AUTHORIZED) if row else "failed")
    told = await office().outside(PaymentGateway).cancel(_key(payment_id))
    async with open_work(actor) as work:
        await _finish(work, payment_id, row.group_id, told)
    return Paid(payment_id, Outcome.AUTHORIZED if told.outcome == Outcome.AUTHORIZED else "failed")


def _key(payment_id: int) -> str:
    return f"payment:{payment_id}"


async def _begin(work: Work, group_id: int, key: str) -> tuple[int, PaymentStatus, Money]:
    orders = await finding.group_of_buyer(work, group_id, locked=True)
    unpaid = [order for order in orders if order.status == OrderStatus.UNPAID]
    total = Money(sum(order.total_minor for order in unpaid), orders[0].currency)
    known = (await work.session.execute(select(Payment).where(Payment.key == key, Payment.group_id == group_id))).scalar()
    if known is None and not unpaid:
        raise OrderNotAllowedNow(orders[0].status, Move.PAY)
    payment_id, status = await payments.begin(work, group_id, [order.id for order in unpaid], total, key)
    if known is None:
        ids = [order.id for order in unpaid]
        until = work.now + max(payments.ANSWER_WITHIN * 1.5, timedelta(seconds=work.settings.checkout_hold_seconds))
        await holds.keep(work, ids, until, await _titles(work, ids))
    return payment_id, status, Money(known.amount_minor, known.currency) if known else total


async def _titles(work: Work, order_ids: list[int]) -> dict[int, str]:
    lines = work.across_shops(OrderLine, OrderLine.variant_id, OrderLine.title, why="the buyer's own lines")
    return dict((await work.session.execute(lines.where(in_orders(order_ids)))).all())


async def _finish(work: Work, payment_id: int, group_id: int, told: Authorization) -> None:
    """Write what the bank said; whoever comes second finds it written."""
    group = work.across_shops(Order, why="a checkout spans shops").where(of_group(group_id)).order_by(Order.id)
    orders = list((await work.session.execute(group.with_for_update())).scalars())
    if not await payments.answer(work, payment_id, told):
        return
    if told.outcome == Outcome.AUTHORIZED:
        paid_for = (await work.session.execute(select(Payment.order_ids).where(Payment.id == payment_id))).scalar_one()
        await _paid(work, [order for order in orders if order.id in paid_for])
    elif told.outcome != Outcome.PENDING:
        work.record(PaymentRefused(group_id, orders[0].buyer_id, told.outcome))


async def _paid(work: Work, orders: list[Order]) -> None:
    cards = await shop_cards(work, {order.shop_id for order in orders})
    await holds.lock(work, [order.id for order in orders if order.status == OrderStatus.UNPAID])
    for order in orders:
        if order.status != OrderStatus.UNPAID:  # cancelled while the bank thought: its share goes back
            await payments.give_back(work, order.group_id, order.id, Money(order.total_minor, order.currency))
            continue
        if not await holds.secure(work, order.id):
            await cancel_order(work, order, Move.EXPIRE, "paid_too_late")
            continue
        hold = market_rules(cards[order.shop_id].market).hold
        await moving.move(work, order, Move.PAY, paid_at=work.now, due_at=work.now + hold)
        await holds.commit(work, [order.id])
        work.record(moving.event(OrderPaid, order))
