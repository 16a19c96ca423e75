"""Products, their variants, their photos, and counters of the list's tabs."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlmodel import Field

from sellerhub.core.columns import ShopRow, big, time

_KEPT = text("deleted_at IS NULL")


def _unique_while_kept(name: str, *columns: str) -> Index:
    """Unique among rows that are not deleted, so that a deleted product's name can be used again."""
    return Index(name, *columns, unique=True, sqlite_where=_KEPT, postgresql_where=_KEPT)


class Product(ShopRow, table=True):
    __tablename__ = "product"
    __table_args__ = (
        _unique_while_kept("ux_product_handle", "shop_id", "handle"),
        Index("ix_product_list", "shop_id", "status", "id"),
        Index("ix_product_on_sale", "status", "id"),
        CheckConstraint("price_min_minor >= 0 AND price_max_minor >= price_min_minor", name="ck_product_prices"),
    )
    handle: str
    title: str
    body_html: str = ""
    vendor: str = ""
    kind: str = ""
    tags: list[str] = Field(default_factory=list, sa_type=JSON)
    option_names: list[str] = Field(default_factory=list, sa_type=JSON)
    status: str = "draft"
    status_reason: str = ""
    cover_media_id: int | None = big(default=None)
    photo_problem: str = ""  # why the file's picture is not here: a code of ports.Fetched, or "waiting"
    variant_count: int = 0
    price_min_minor: int = big(default=0)
    price_max_minor: int = big(default=0)
    currency: str
    words: str = ""  # lower-case title, vendor, kind and SKUs, for the list's search
    created_at: datetime = time()
    updated_at: datetime = time()
    deleted_at: datetime | None = time(default=None)


class Variant(ShopRow, table=True):
    __tablename__ = "variant"
    __table_args__ = (
        _unique_while_kept("ux_variant_sku", "shop_id", "sku"),
        Index("ix_variant_product", "product_id", "position"),
        CheckConstraint("price_minor >= 0", name="ck_variant_price"),
        CheckConstraint("weight_grams >= 0", name="ck_variant_weight"),
    )
    product_id: int = big()
    sku: str
    title: str = ""
    options: list[str] = Field(default_factory=list, sa_type=JSON)  # values, in the order of Product.option_names
    price_minor: int = big()
    compare_at_minor: int | None = big(default=None)
    currency: str
    weight_grams: int = 0
    barcode: str = ""
    position: int = 0
    media_id: int | None = big(default=None)
    paused_at: datetime | None = time(default=None)  # not for sale, though the product is
    deleted_at: datetime | None = time(default=None)


class Media(ShopRow, table=True):
    """A photo. Its bytes lie in files `media/<id>-<size>.webp`."""

    __tablename__ = "media"
    __table_args__ = (Index("ix_media_product", "product_id", "position", "id"),)
    product_id: int | None = big(default=None)
    name: str = ""
    alt: str = ""
    width: int
    height: int
    bytes: int
    position: int = 0
    source_url: str = ""
    created_at: datetime = time()
    deleted_at: datetime | None = time(default=None)


class WantedPhoto(ShopRow, table=True):
    """A picture that a file named by its address."""

    __tablename__ = "wanted_photo"
    __table_args__ = (
        Index("ix_wanted_photo_product", "product_id"),
        Index("ix_wanted_photo_waiting", "status", "id"),
        Index("ix_wanted_photo_import", "import_id", "status"),
        Index("ux_wanted_photo_url", "product_id", "url_hash", unique=True),
    )
    product_id: int = big()
    import_id: int | None = big(default=None)
    url: str
    url_hash: str
    alt: str = ""
    position: int = 0
    status: str = "waiting"  # waiting | fetched | failed
    problem: str = ""
    media_id: int | None = big(default=None)
    asked_at: datetime = time()


class ProductCount(ShopRow, table=True):
    """How many products a shop has in a status; changed with the status itself."""

    __tablename__ = "product_count"
    __table_args__ = (
        Index("ux_product_count", "shop_id", "status", unique=True),
        CheckConstraint("n >= 0", name="ck_product_count"),
    )
    status: str
    n: int = 0


def as_dict(row: Any) -> dict[str, Any]:
    """A row's columns for a bulk insert."""
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}
