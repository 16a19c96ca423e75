"""Orders, their lines, the counters of every tab, remembered checkouts, carts."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, Index, text
from sqlmodel import Field, SQLModel

from sellerhub.core.columns import Row, ShopRow, big, further, owned_by, time

_IN_A_LIVE = text("live_id IS NOT NULL")


class Order(ShopRow, table=True):
    """One shop's part of one checkout, whose first order gives the group its id. Ids grow with time: `id DESC` is newest first."""

    __tablename__ = "shop_order"
    __table_args__ = (
        CheckConstraint("total_minor = items_minor + shipping_minor - discount_minor", name="ck_shop_order_total"),
        Index("ux_shop_order_number", "number", unique=True),
        # without statistics SQLite would rather walk the whole shop than look its orders up by their ids
        Index("ix_shop_order_shop", "shop_id", "id"),
        # The order list reads these three alone (queue/keys.py); source and payment ride along so that a filter need not
        # visit the rows it leaves out.
        Index("ix_shop_order_placed", "shop_id", "status", "placed_at", "id", "source", "payment_method"),
        Index("ix_shop_order_ship_by", "shop_id", "status", "ship_by_at", "id", "source", "payment_method"),
        Index("ix_shop_order_total", "shop_id", "status", "total_minor", "id", "source", "payment_method"),
        Index(
            "ix_shop_order_asked",
            "shop_id",
            "cancel_requested_at",
            sqlite_where=text("cancel_requested_at IS NOT NULL"),
            postgresql_where=text("cancel_requested_at IS NOT NULL"),
        ),
        Index("ix_shop_order_buyer", "buyer_id", "id"),
        Index("ix_shop_order_live", "live_id", "id", sqlite_where=_IN_A_LIVE, postgresql_where=_IN_A_LIVE),
        Index(
            "ix_shop_order_live_tab",
            "live_id",
            "shop_id",
            "status",
            "placed_at",
            "id",
            sqlite_where=text("live_id IS NOT NULL"),
            postgresql_where=text("live_id IS NOT NULL"),
        ),
        further("ix_shop_order_group", "group_id"),
        Index("ix_shop_order_due", "status", "due_at"),
    )
    shop_id: int = big()
    number: str
    group_id: int = big()
    buyer_id: int = big()
    buyer_name: str
    status: str
    source: str
    live_id: int | None = big(default=None)
    video_id: int | None = big(default=None)
    address: dict[str, Any] = Field(sa_type=JSON)
    items_minor: int = big()
    shipping_minor: int = big()
    discount_minor: int = big(default=0)
    total_minor: int = big()
    currency: str
    item_count: int
    first_title: str
    first_photo: str = ""
    payment_method: str
    placed_at: datetime = time()
    paid_at: datetime | None = time(default=None)
    released_at: datetime | None = time(default=None)
    confirmed_at: datetime | None = time(default=None)
    ship_by_at: datetime | None = time(default=None)
    late_at: datetime | None = time(default=None)
    arrange_by_at: datetime | None = time(default=None)
    arranged_at: datetime | None = time(default=None)
    in_transit_at: datetime | None = time(default=None)
    delivered_at: datetime | None = time(default=None)
    completed_at: datetime | None = time(default=None)
    cancel_requested_at: datetime | None = time(default=None)
    answer_by_at: datetime | None = time(default=None)
    cancelled_at: datetime | None = time(default=None)
    cancel_reason: str = ""
    cancel_fault: str = ""
    due_at: datetime | None = time(default=None)


class OrderLine(ShopRow, table=True):
    """What was bought, as it was called and priced at that moment. An order's first line has the order's id."""

    __tablename__ = "order_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="ck_order_line_quantity"),
        CheckConstraint("total_minor = unit_minor * quantity", name="ck_order_line_total"),
        further("ix_order_line_order", "order_id"),
    )
    shop_id: int = big()
    order_id: int = big()
    variant_id: int = big()
    product_id: int = big()
    title: str
    variant_title: str
    sku: str
    photo: str
    quantity: int
    unit_minor: int = big()
    total_minor: int = big()


def of_group(group_id: int) -> ColumnElement[bool]:
    """The orders of one checkout."""
    return owned_by(Order.id, Order.group_id, [group_id])


def in_orders(order_ids: Collection[int]) -> ColumnElement[bool]:
    """The lines of these orders."""
    return owned_by(OrderLine.id, OrderLine.order_id, order_ids)


class OrderCount(SQLModel, table=True):
    """How many orders of a shop have a status: changed where the status changes, checked by `check counters`."""

    __tablename__ = "order_count"
    __table_args__ = (CheckConstraint("n >= 0", name="ck_order_count"),)
    shop_id: int = big(primary_key=True)
    status: str = Field(primary_key=True)
    n: int = 0


class CheckoutKey(SQLModel, table=True):
    """A checkout that made orders, under its buyer and the key they sent (`42:3f9c...`); a repeat gets the same answer."""

    __tablename__ = "checkout_key"
    id: str = Field(primary_key=True)
    digest: str
    group_id: int = big()
    at: datetime = time()


class OrderNumbers(SQLModel, table=True):
    """The next order number; processes take blocks of them."""

    __tablename__ = "order_numbers"
    id: int = Field(default=1, primary_key=True)
    next: int = big()


class CartLine(Row, table=True):
    """What a buyer put in the cart, and the price they saw then."""

    __tablename__ = "cart_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="ck_cart_line_quantity"),
        Index("ux_cart_line", "buyer_id", "variant_id", unique=True),
        Index("ix_cart_line_variant", "variant_id"),
    )
    buyer_id: int = big()
    variant_id: int = big()
    quantity: int
    seen_minor: int = big()
    live_id: int | None = big(default=None)
    video_id: int | None = big(default=None)
    added_at: datetime = time()
