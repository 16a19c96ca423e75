"""Packages, what is in them, what carriers said about them, and every tracking number ever used."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index

from sellerhub.core.columns import Row, ShopRow, big, time


class Package(ShopRow, table=True):
    """One parcel of one order. `due_at`: when the carrier is to be asked about it next (for a label, for scans)."""

    __tablename__ = "package"
    __table_args__ = (
        CheckConstraint("units > 0", name="ck_package_units"),
        CheckConstraint("position > 0", name="ck_package_position"),
        Index("ux_package_order", "order_id", "position", unique=True),
        Index("ux_package_tracking", "tracking_number", unique=True),
        Index("ix_package_shop", "shop_id", "status", "id"),
        Index("ix_package_due", "status", "due_at"),
    )
    shop_id: int = big()
    order_id: int = big()
    buyer_id: int = big()
    order_number: str
    position: int
    status: str
    own: bool = False
    service: str = ""
    carrier: str = ""
    tracking_number: str | None = None
    routing: str = ""
    area: str = ""
    depot: str = ""
    attempt: int = 1
    tries: int = 0
    problem: str = ""
    price_minor: int = big(default=0)
    currency: str
    weight_grams: int = 0
    units: int
    prints: int = 0
    slip_prints: int = 0
    created_at: datetime = time()
    labelled_at: datetime | None = time(default=None)
    packed_at: datetime | None = time(default=None)
    handed_over_at: datetime | None = time(default=None)
    in_transit_at: datetime | None = time(default=None)
    delivered_at: datetime | None = time(default=None)
    due_at: datetime | None = time(default=None)


class PackageLine(ShopRow, table=True):
    """Units of one order line in one package; `packed` counts those scanned into the box."""

    __tablename__ = "package_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="ck_package_line_quantity"),
        CheckConstraint("packed >= 0 AND packed <= quantity", name="ck_package_line_packed"),
        Index("ux_package_line", "package_id", "order_line_id", unique=True),
        Index("ix_package_line_order_line", "order_line_id"),
    )
    shop_id: int = big()
    package_id: int = big()
    order_line_id: int = big()
    quantity: int
    packed: int = 0


class PackageScan(ShopRow, table=True):
    """What a carrier told, once however often it tells it."""

    __tablename__ = "package_scan"
    __table_args__ = (Index("ux_package_scan", "package_id", "event_id", unique=True),)
    shop_id: int = big()
    package_id: int = big()
    event_id: str
    kind: str
    place: str = ""
    at: datetime = time()


class UsedNumber(Row, table=True):
    """A tracking number belongs to one package for ever. `give_back_at`: when the carrier is to be told that it was not used."""

    __tablename__ = "used_tracking_number"
    __table_args__ = (
        Index("ux_used_tracking_number", "number", unique=True),
        Index("ix_used_tracking_number_due", "give_back_at"),
    )
    number: str
    package_id: int = big()
    used_at: datetime = time()
    give_back_at: datetime | None = time(default=None)
