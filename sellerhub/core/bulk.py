"""Many rows in one round trip, on a bare write connection: for checkout and other hot paths that have no time for an ORM.

Values come as the database keeps them: times as whole microseconds (`micros`), JSON as text.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Self

from sqlalchemy import JSON, BigInteger, Integer
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_sqlite_inserts: dict[tuple[str, tuple[str, ...]], str] = {}


_RACES = frozenset({"40001", "40P01"})  # serialization failure, deadlock


def lost_a_race(problem: BaseException) -> bool:
    """Whether PostgreSQL ended the transaction only because of another one: doing it again is right."""
    return (getattr(problem, "sqlstate", None) or getattr(getattr(problem, "orig", None), "sqlstate", None)) in _RACES


def micros(at: datetime) -> int:
    """As `core.columns.time` keeps it."""
    return (at - _EPOCH) // _MICROSECOND


class Bulk:
    """Make one with `await Bulk.on(connection)` inside `database.writing()`."""

    def __init__(self, connection: AsyncConnection, postgres: Any) -> None:
        self._connection = connection
        self._postgres = postgres

    @classmethod
    async def on(cls, connection: AsyncConnection) -> Self:
        if connection.dialect.name == "sqlite":
            return cls(connection, None)
        await connection.exec_driver_sql("SELECT 1")  # the driver opens the transaction with its first statement
        return cls(connection, (await connection.get_raw_connection()).driver_connection)

    @property
    def is_sqlite(self) -> bool:
        return self._postgres is None

    async def insert(self, table: type[SQLModel], columns: tuple[str, ...], rows: Sequence[tuple]) -> None:
        """Insert rows whose values stand in the order of `columns`."""
        if not rows:
            return
        name = table.__tablename__
        if self._postgres is not None:
            await self._postgres.copy_records_to_table(name, records=rows, columns=columns)
            return
        sql = _sqlite_inserts.get((name, columns))
        if sql is None:
            sql = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 names of ours
            _sqlite_inserts[name, columns] = sql
        await self._connection.exec_driver_sql(sql, list(rows))

    async def change(self, sqlite: str, postgres: str, rows: Sequence[tuple]) -> int:
        """Run one statement for many rows; returns how many table rows it touched.

        SQLite runs `sqlite` once a row with `?`; PostgreSQL runs `postgres` once with one array a column (`$1`, `$2`, ...).
        """
        if not rows:
            return 0
        if self._postgres is None:
            return (await self._connection.exec_driver_sql(sqlite, list(rows))).rowcount
        done = await self._postgres.execute(postgres, *(list(column) for column in zip(*rows, strict=True)))
        return int(done.rsplit(" ", 1)[-1])

    async def returned(self, sqlite: str, postgres: str, rows: Sequence[tuple]) -> list[tuple]:
        """Like `change`, for statements that answer with rows, questions too. In `sqlite`, `{rows}` becomes `(?, ...), (?, ...)`."""
        if not rows:
            return []
        if self._postgres is not None:
            return [tuple(row) for row in await self._postgres.fetch(postgres, *(list(column) for column in zip(*rows, strict=True)))]
        one = f"({', '.join('?' * len(rows[0]))})"
        sql = sqlite.replace("{rows}", ", ".join([one] * len(rows)))
        values = tuple(value for row in rows for value in row)
        return [tuple(row) for row in (await self._connection.exec_driver_sql(sql, values)).all()]


class Together(Bulk):
    """A Bulk whose inserts wait for `flush` and then go to PostgreSQL as one statement: one round trip for many tables."""

    def __init__(self, connection: AsyncConnection, postgres: Any) -> None:
        super().__init__(connection, postgres)
        self._waiting: list[tuple[type[SQLModel], tuple[str, ...], Sequence[tuple]]] = []

    async def insert(self, table: type[SQLModel], columns: tuple[str, ...], rows: Sequence[tuple]) -> None:
        if self.is_sqlite:
            await super().insert(table, columns, rows)
        elif rows:
            self._waiting.append((table, columns, rows))

    async def flush(self) -> None:
        """Must come before the commit. The order among the tables is not fixed."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        sql = _together(tuple((table, columns) for table, columns, _ in waiting))
        arrays = [list(column) for _, _, rows in waiting for column in zip(*rows, strict=True)]
        await self._postgres.execute(sql, *arrays)


@lru_cache(64)
def _together(inserts: tuple[tuple[type[SQLModel], tuple[str, ...]], ...]) -> str:
    parts, place = [], 0
    for number, (table, columns) in enumerate(inserts):
        kinds = [_kind(table.__table__.c[column].type) for column in columns]
        arrays = ", ".join(f"${place + i + 1}::{'text' if kind == 'json' else kind}[]" for i, kind in enumerate(kinds))
        values = ", ".join(f"v{i}::json" if kind == "json" else f"v{i}" for i, kind in enumerate(kinds))
        names = ", ".join(f"v{i}" for i in range(len(columns)))
        into = f"INSERT INTO {table.__tablename__} ({', '.join(columns)})"
        parts.append(f"i{number} AS ({into} SELECT {values} FROM unnest({arrays}) AS v({names}))")  # noqa: S608 names of ours
        place += len(columns)
    return f"WITH {', '.join(parts)} SELECT 1"


def _kind(column: Any) -> str:
    if isinstance(column, JSON):
        return "json"
    kept = getattr(column, "impl_instance", None) or getattr(column, "impl", column)
    return "bigint" if isinstance(kept, BigInteger) else "int" if isinstance(kept, Integer) else "text"
