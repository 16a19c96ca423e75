"""Attempts to pay, and money to take or give back for one order. Nothing here talks to the gateway; see `moving`."""

from datetime import timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from sellerhub.business.payments.errors import PaymentUnderWay
from sellerhub.business.payments.ports import Authorization, Outcome
from sellerhub.business.payments.rules import Method, MoveKind, MoveStatus, PaymentStatus
from sellerhub.business.payments.tables import Payment, PaymentMove
from sellerhub.core.ids import new_id
from sellerhub.core.money import Money
from sellerhub.core.work import Work

ANSWER_WITHIN = timedelta(minutes=10)
"""A buyer who has not come back from the bank's page by then has walked away. Shorter than any hold on stock."""

_TAKEN = (PaymentStatus.AUTHORIZED, PaymentStatus.CAPTURED, PaymentStatus.PARTIALLY_REFUNDED)


async def begin(work: Work, group_id: int, order_ids: list[int], amount: Money, key: str) -> tuple[int, PaymentStatus]:
    """A card attempt, before the gateway is asked; the same key is the same attempt. Raises PaymentUnderWay."""
    known = (await work.session.execute(select(Payment).where(Payment.key == key))).scalar()
    if known is not None:
        if (known.group_id, known.buyer_id) != (group_id, work.account_id):
            raise PaymentUnderWay
        return known.id, PaymentStatus(known.status)
    row = {
        "id": new_id(), "group_id": group_id, "order_ids": order_ids, "buyer_id": work.account_id, "key": key, "method": Method.CARD,
        "status": PaymentStatus.CREATED, "amount_minor": amount.minor, "currency": amount.currency, "captured_minor": 0,
        "voided_minor": 0, "refunded_minor": 0, "reference": "", "brand": "", "last4": "", "created_at": work.now,
        "due_at": work.now + ANSWER_WITHIN,
    }  # fmt: skip
    try:
        async with work.session.begin_nested():
            await work.session.execute(insert(Payment), [row])
    except IntegrityError:
        raise PaymentUnderWay from None
    return row["id"], PaymentStatus.CREATED


async def answer(work: Work, payment_id: int, told: Authorization) -> bool:
    """What the gateway said of an attempt; False when it was known already. A pending one waits on."""
    status = {Outcome.AUTHORIZED: PaymentStatus.AUTHORIZED, Outcome.DECLINED: PaymentStatus.DECLINED}.get(
        told.outcome, PaymentStatus.CREATED if told.outcome == Outcome.PENDING else PaymentStatus.FAILED
    )
    change = update(Payment).where(Payment.id == payment_id, Payment.status == PaymentStatus.CREATED)
    values = {"status": status, "reference": told.reference, "brand": told.brand, "last4": told.last4}
    if status != PaymentStatus.CREATED:
        values["due_at"] = None
    return (await work.session.execute(change.values(**values))).rowcount == 1


async def take(work: Work, group_id: int, order_id: int, amount: Money) -> None:
    """Capture an order's share of what is authorised, soon after this is committed. Cash on delivery has nothing to capture."""
    payment = await standing(work, group_id)
    if payment is not None and payment.method == Method.CARD and amount.minor:
        await _owe(work, payment.id, order_id, MoveKind.CAPTURE, amount)


async def give_back(work: Work, group_id: int, order_id: int, amount: Money) -> None:
    """Return an order's whole share: void what was only authorised, refund what is or will be captured."""
    payment = await standing(work, group_id)
    if payment is None or payment.method != Method.CARD or not amount.minor:
        return
    captured = select(PaymentMove.id).where(
        PaymentMove.payment_id == payment.id, PaymentMove.order_id == order_id, PaymentMove.kind == MoveKind.CAPTURE
    )
    was_taken = (await work.session.execute(captured)).first() is not None
    await _owe(work, payment.id, order_id, MoveKind.REFUND if was_taken else MoveKind.VOID, amount)


async def collect_cash(work: Work, group_id: int, order_id: int, buyer_id: int, amount: Money) -> None:
    """The carrier took the cash at the door."""
    row = {
        "id": new_id(), "group_id": group_id, "order_ids": [order_id], "buyer_id": buyer_id, "key": f"cod:{order_id}", "method": Method.COD,
        "status": PaymentStatus.CAPTURED, "amount_minor": amount.minor, "captured_minor": amount.minor, "voided_minor": 0,
        "refunded_minor": 0, "currency": amount.currency, "reference": "", "brand": "", "last4": "", "created_at": work.now,
        "due_at": None,
    }  # fmt: skip
    await work.session.execute(insert(Payment), [row])


async def standing(work: Work, group_id: int) -> Payment | None:
    """The payment of a group whose money is with us."""
    found = select(Payment).where(Payment.group_id == group_id, Payment.status.in_(_TAKEN), Payment.method == Method.CARD)
    return (await work.session.execute(found)).scalar()


async def _owe(work: Work, payment_id: int, order_id: int, kind: MoveKind, amount: Money) -> None:
    row = {
        "id": new_id(), "payment_id": payment_id, "order_id": order_id, "kind": kind, "status": MoveStatus.PENDING,
        "amount_minor": amount.minor, "tries": 0, "problem": "", "due_at": work.now, "settled_at": None,
    }  # fmt: skip
    await work.session.execute(insert(PaymentMove), [row])
