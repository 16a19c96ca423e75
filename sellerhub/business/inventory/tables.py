"""Stock levels, the holds on them, and every change by hand.

For each variant: available + held + sold = sum of its adjustments; held and sold = sums of its holds by status.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, Index, text

from sellerhub.core.columns import ShopRow, big, further, owned_by, time


class Stock(ShopRow, table=True):
    """One row a variant, from its making on; `id` is the variant's id."""

    __tablename__ = "stock"
    __table_args__ = (
        # what the "Sold out" tab starts from: few rows, and a sale touches it only with the last unit
        Index("ix_stock_gone", "shop_id", "available", "id", sqlite_where=text("available = 0"), postgresql_where=text("available = 0")),
        CheckConstraint("available >= 0", name="ck_stock_available"),
        CheckConstraint("held >= 0", name="ck_stock_held"),
        CheckConstraint("sold >= 0", name="ck_stock_sold"),
    )
    available: int = 0
    held: int = 0
    sold: int = 0


class Hold(ShopRow, table=True):
    """Units of one variant set aside for one order line, whose id the hold shares."""

    __tablename__ = "stock_hold"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="ck_stock_hold_quantity"),
        further("ix_stock_hold_order", "order_id"),
        Index("ix_stock_hold_due", "status", "expires_at"),
        Index("ix_stock_hold_variant", "variant_id", "status"),
    )
    shop_id: int = big()
    variant_id: int = big()
    order_id: int | None = big(default=None)
    quantity: int
    status: str
    expires_at: datetime = time()


def holds_of(order_ids: Collection[int]) -> ColumnElement[bool]:
    """The holds of these orders."""
    return owned_by(Hold.id, Hold.order_id, order_ids)


class StockAdjustment(ShopRow, table=True):
    """A change by hand, import or stocktake. Append only."""

    __tablename__ = "stock_adjustment"
    __table_args__ = (Index("ix_stock_adjustment_variant", "variant_id", "id"),)
    variant_id: int = big()
    delta: int
    reason: str
    actor_id: int | None = big(default=None)
    at: datetime = time()
