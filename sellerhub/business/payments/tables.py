"""Payments of order groups and what was done with each. No card number is ever kept, only brand and last four digits."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlmodel import Field

from sellerhub.core.columns import Row, big, time

_STANDING = text("method = 'card' AND status IN ('created', 'authorized', 'captured', 'partially_refunded')")


class Payment(Row, table=True):
    """One attempt to pay one order group; at most one of a group stands at a time."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("captured_minor + voided_minor <= amount_minor", name="ck_payment_taken"),
        CheckConstraint("refunded_minor <= captured_minor", name="ck_payment_refunded"),
        CheckConstraint("amount_minor >= 0", name="ck_payment_amount"),
        Index("ux_payment_key", "key", unique=True),
        Index("ix_payment_group", "group_id", "id"),
        Index("ux_payment_standing", "group_id", unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING),
        Index("ix_payment_due", "status", "due_at"),
    )
    group_id: int = big()
    order_ids: list[int] = Field(sa_type=JSON)  # what it pays for: orders of the group cancelled earlier are not among them
    buyer_id: int = big()
    key: str
    method: str
    status: str
    amount_minor: int = big()
    captured_minor: int = big(default=0)
    voided_minor: int = big(default=0)
    refunded_minor: int = big(default=0)
    currency: str
    reference: str = ""
    brand: str = ""
    last4: str = ""
    created_at: datetime = time()
    due_at: datetime | None = time(default=None)


class PaymentMove(Row, table=True):
    """Money to take or give back for one order. Written with the order's change, done at the gateway after it."""

    __tablename__ = "payment_move"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="ck_payment_move_amount"),
        Index("ux_payment_move_order", "order_id", "kind", "payment_id", unique=True),
        Index("ix_payment_move_due", "status", "due_at"),
    )
    payment_id: int = big()
    order_id: int = big()
    kind: str
    status: str
    amount_minor: int = big()
    tries: int = 0
    problem: str = ""
    due_at: datetime = time()
    settled_at: datetime | None = time(default=None)
