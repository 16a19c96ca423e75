"""Column types and row bases that both databases understand the same way."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect
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
