"""Column types and row bases that both databases understand the same way."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Dialect, Index, and_, or_, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from sellerhub.core.ids import new_id

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time kept as whole microseconds since 1970: exact, sortable, equal on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


class Row(SQLModel):
    """Every table has a time-sorted 63-bit id."""

    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})


class ShopRow(Row):
    """A row that belongs to one shop; read it through `work.mine`."""

    shop_id: int = Field(sa_type=BigInteger, index=True)


def big(**kwargs):
    """A whole number that may pass 2^31: ids, minor units."""
    return Field(sa_type=BigInteger, **kwargs)


def time(**kwargs):
    """An aware UTC time."""
    return Field(sa_type=UtcTime, **kwargs)


# Where nearly every owner has one row (an order its line, a checkout its order), that row has the owner's own id, and only the
# further ones are listed by an index: a rush of orders writes a third fewer index entries.


def further(name: str, owner: str, *more: str) -> Index:
    """The index of rows that are not their owner's first."""
    others = text(f"id <> {owner}")
    return Index(name, owner, *more, sqlite_where=others, postgresql_where=others)


def owned_by(row_id: Any, owner: Any, owners: Collection[int]) -> ColumnElement[bool]:
    """All rows of these owners: by their own ids, and by the index of the further ones."""
    return or_(and_(row_id.in_(owners), owner == row_id), and_(owner.in_(owners), row_id != owner))
