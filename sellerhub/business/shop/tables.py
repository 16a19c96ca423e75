"""Shops and their settings."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field

from sellerhub.core.columns import Row, big, time


class Shop(Row, table=True):
    __tablename__ = "shop"
    __table_args__ = (
        CheckConstraint("status IN ('live_probation', 'live', 'restricted', 'suspended', 'closed')", name="ck_shop_status"),
        CheckConstraint("shipping_fee_minor >= 0", name="ck_shop_shipping_fee"),
    )
    handle: str = Field(unique=True, index=True)
    name: str
    market: str
    currency: str
    time_zone: str
    status: str = "live_probation"
    logo_media_id: int | None = big(default=None, nullable=True)
    shipping_fee_minor: int = big(default=0)
    free_shipping_from_minor: int | None = big(default=None, nullable=True)
    sender_name: str = ""
    sender_phone: str = ""
    sender_address: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = time()
