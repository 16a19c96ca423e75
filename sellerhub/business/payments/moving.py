"""Money moves that are owed, done at the gateway: taken by one worker, asked with a key of their own, so that a crash repeats nothing."""

import logging
from datetime import timedelta

from sqlalchemy import select, update

from sellerhub.business.payments.ports import PaymentGateway
from sellerhub.business.payments.rules import MOST_TRIES, MoveKind, MoveStatus, PaymentStatus, status_of
from sellerhub.business.payments.tables import Payment, PaymentMove
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM
from sellerhub.core.database import Priority
from sellerhub.core.money import Money
from sellerhub.core.work import office, open_reading, open_work

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
LONGEST_DELAY = timedelta(hours=1)

_SUM = {MoveKind.CAPTURE: Payment.captured_minor, MoveKind.VOID: Payment.voided_minor, MoveKind.REFUND: Payment.refunded_minor}


async def settle_due(limit: int = 100) -> int:
    """A sweep: capture, void and refund what is due; returns how many moves were tried."""
    async with open_reading(SYSTEM) as look:
        due = select(PaymentMove.id).where(PaymentMove.status == MoveStatus.PENDING, PaymentMove.due_at <= clock.now())
        ids = (await look.session.execute(due.order_by(PaymentMove.id).limit(limit))).scalars().all()
    for move_id in ids:
        await _settle(move_id)
    return len(ids)


async def _settle(move_id: int) -> None:
    async with open_work(SYSTEM, priority=Priority.BULK) as work:
        waiting = PaymentMove.id == move_id, PaymentMove.status == MoveStatus.PENDING, PaymentMove.due_at <= work.now
        lease = update(PaymentMove).where(*waiting).values(due_at=work.now + LEASE, tries=PaymentMove.tries + 1)
        if (await work.session.execute(lease)).rowcount == 0:
            return  # another worker has it
        move = await work.session.get(PaymentMove, move_id, populate_existing=True)
        payment = await work.session.get(Payment, move.payment_id)
        if move.kind == MoveKind.REFUND and payment.refunded_minor + move.amount_minor > payment.captured_minor:
            return  # its capture comes first; the lease runs out and it is looked at again
    gateway = office().outside(PaymentGateway)
    amount, key = Money(move.amount_minor, payment.currency), f"move:{move_id}"
    try:
        match move.kind:
            case MoveKind.CAPTURE:
                await gateway.capture(payment.reference, key, amount)
            case MoveKind.VOID:
                await gateway.void(payment.reference, key, amount)
            case MoveKind.REFUND:
                await gateway.refund(payment.reference, key, amount)
    except OSError as problem:
        await _put_off(move, f"{type(problem).__name__}: {problem}"[:300])
        return
    async with open_work(SYSTEM, priority=Priority.BULK) as work:
        await _settled(work, move)


async def _settled(work, move: PaymentMove) -> None:
    done = update(PaymentMove).where(PaymentMove.id == move.id, PaymentMove.status == MoveStatus.PENDING)
    if (await work.session.execute(done.values(status=MoveStatus.SETTLED, settled_at=work.now, problem=""))).rowcount == 0:
        return
    total = _SUM[MoveKind(move.kind)]
    added = update(Payment).where(Payment.id == move.payment_id).values({total.key: total + move.amount_minor})
    sums = Payment.amount_minor, Payment.captured_minor, Payment.voided_minor, Payment.refunded_minor
    amount, captured, voided, refunded = (await work.session.execute(added.returning(*sums))).one()
    status = status_of(amount, captured, voided, refunded)
    changed = update(Payment).where(Payment.id == move.payment_id, Payment.status != PaymentStatus.REFUNDED)
    await work.session.execute(changed.values(status=status))


async def _put_off(move: PaymentMove, problem: str) -> None:
    given_up = move.tries >= MOST_TRIES
    delay = min(timedelta(seconds=2**move.tries), LONGEST_DELAY)
    async with open_work(SYSTEM, priority=Priority.BULK) as work:
        change = update(PaymentMove).where(PaymentMove.id == move.id, PaymentMove.status == MoveStatus.PENDING)
        status = MoveStatus.FAILED if given_up else MoveStatus.PENDING
        await work.session.execute(change.values(status=status, problem=problem, due_at=work.now + delay))
    if given_up:
        log.error("payment_move_failed", extra={"move_id": str(move.id), "kind": move.kind})
