"""Short videos, what is tagged in them, and what they brought."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index

from sellerhub.business.content.rules import VideoStatus
from sellerhub.core.columns import ShopRow, big, time


class Video(ShopRow, table=True):
    __tablename__ = "video"
    __table_args__ = (
        Index("ix_video_shop_status", "shop_id", "status", "id"),
        Index("ix_video_published", "status", "published_at", "id"),
        CheckConstraint("(status = 'published') = (published_at IS NOT NULL)", name="ck_video_published"),
    )
    title: str = ""
    file_name: str = ""
    status: str = VideoStatus.DRAFT
    container: str
    millis: int
    width: int
    height: int
    bytes: int = big()
    created_at: datetime = time()
    published_at: datetime | None = time(default=None)
    deleted_at: datetime | None = time(default=None)


class VideoTag(ShopRow, table=True):
    """One product tagged in a video, in its place."""

    __tablename__ = "video_tag"
    __table_args__ = (Index("uq_video_tag", "video_id", "product_id", unique=True),)
    video_id: int = big()
    product_id: int = big()
    position: int


class VideoSale(ShopRow, table=True):
    """One order placed from a video; its id is the order's."""

    __tablename__ = "video_sale"
    __table_args__ = (Index("ix_video_sale_video", "video_id", "id"),)
    video_id: int = big()
    total_minor: int = big()
    currency: str
    counted: bool = False
    """In the figures: paid, or to be paid at the door."""
    cancelled: bool = False


class VideoFigures(ShopRow, table=True):
    """Counters of one video; its id is the video's."""

    __tablename__ = "video_figures"
    __table_args__ = (CheckConstraint("views >= 0 AND orders >= 0", name="ck_video_figures"),)
    views: int = big(default=0)
    orders: int = 0
    sold_minor: int = big(default=0)
    currency: str
