"""LIVE sessions and everything said and sold in them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from sellerhub.business.live.rules import CommentStatus, ItemStatus, LiveStatus
from sellerhub.core.columns import Row, ShopRow, big, time


class Live(ShopRow, table=True):
    """`seq` grows by one with every change that watchers can see, in the transaction of that change."""

    __tablename__ = "live"
    __table_args__ = (
        Index("ix_live_shop_status", "shop_id", "status", "id"),
        Index("ix_live_status", "status", "id"),
        # one shop is on air once
        Index(
            "uq_live_on_air",
            "shop_id",
            unique=True,
            sqlite_where=text("status IN ('live', 'interrupted')"),
            postgresql_where=text("status IN ('live', 'interrupted')"),
        ),
        CheckConstraint("(pinned_item_id IS NULL) OR (status IN ('live', 'interrupted'))", name="ck_live_pinned_on_air"),
    )
    title: str
    status: str = LiveStatus.SCHEDULED
    cover_media_id: int | None = big(default=None)
    currency: str
    starts_at: datetime = time()
    planned_minutes: int = 120
    started_at: datetime | None = time(default=None)
    interrupted_at: datetime | None = time(default=None)
    ended_at: datetime | None = time(default=None)
    pinned_item_id: int | None = big(default=None)
    pinned_at: datetime | None = time(default=None)
    pinned_comment_id: int | None = big(default=None)
    seq: int = big(default=0)


class LiveItem(ShopRow, table=True):
    """One product of the run of show. `stock_start` is what was there when it was added: the meter's full length."""

    __tablename__ = "live_item"
    __table_args__ = (
        Index("uq_live_item_product", "live_id", "product_id", unique=True),
        Index("ix_live_item_position", "live_id", "position"),
        Index("ix_live_item_product", "product_id"),
        Index(
            "uq_live_item_pinned",
            "live_id",
            unique=True,
            sqlite_where=text("status = 'pinned'"),
            postgresql_where=text("status = 'pinned'"),
        ),
    )
    live_id: int = big()
    product_id: int = big()
    position: int
    status: str = ItemStatus.QUEUED
    times_pinned: int = 0
    sold: int = 0
    stock_start: int = 0


class LiveComment(ShopRow, table=True):
    __tablename__ = "live_comment"
    __table_args__ = (
        Index("ix_live_comment_live", "live_id", "status", "id"),
        Index("ix_live_comment_person", "live_id", "account_id", "id"),
    )
    live_id: int = big()
    account_id: int = big()
    name: str
    words: str
    status: str = CommentStatus.VISIBLE
    by_host: bool = False
    question: bool = False
    answers_id: int | None = big(default=None)
    at: datetime = time()


class LiveSale(ShopRow, table=True):
    """One order placed in a LIVE; its id is the order's."""

    __tablename__ = "live_sale"
    __table_args__ = (
        Index("ix_live_sale_live", "live_id", "counted", "at"),
        Index("ix_live_sale_buyer", "live_id", "buyer_id"),
    )
    live_id: int = big()
    buyer_id: int = big()
    number: str
    buyer_name: str
    city: str
    title: str
    photo: str
    item_count: int
    total_minor: int = big()
    currency: str
    at: datetime = time()
    counted: bool = False
    """In the figures: paid, or to be paid at the door."""
    cancelled: bool = False


class LiveFigures(ShopRow, table=True):
    """Counters of one LIVE; its id is the LIVE's."""

    __tablename__ = "live_figures"
    __table_args__ = (CheckConstraint("orders >= 0 AND watching >= 0", name="ck_live_figures"),)
    watching: int = 0
    peak: int = 0
    views: int = 0
    watch_seconds: int = big(default=0)
    orders: int = 0
    pieces: int = 0
    gmv_minor: int = big(default=0)
    cancelled: int = 0
    comments: int = 0


class LiveMinute(ShopRow, table=True):
    """The same per minute (whole minutes since 1970), for the small charts."""

    __tablename__ = "live_minute"
    __table_args__ = (Index("uq_live_minute", "live_id", "minute", unique=True),)
    live_id: int = big()
    minute: int = big()
    watching: int = 0
    orders: int = 0
    gmv_minor: int = big(default=0)
    comments: int = 0


class LivePresence(Row, table=True):
    """How many watch through one worker. A row that is not renewed no longer counts."""

    __tablename__ = "live_presence"
    __table_args__ = (Index("uq_live_presence", "live_id", "worker", unique=True),)
    live_id: int = big()
    worker: str = Field(max_length=64)
    watching: int = 0
    seen_at: datetime = time()
