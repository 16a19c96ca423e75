"""Many rows in one round trip, on a bare write connection: for checkout and other hot paths that have no time for an ORM.

Values come as the database keeps them: times as whole microseconds (`micros`), JSON as text (`as_json`).
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_sqlite_inserts: dict[tuple[str, tuple[str, ...]], str] = {}
_RACES = frozenset({"40001", "40P01"})  # serialization failure, deadlock
as_json = json.JSONEncoder(ensure_ascii=False).encode


def lost_a_race(problem: BaseException) -> bool:
    """Whether PostgreSQL ended the transaction only because of another one: doing it again is right."""
    return (getattr(problem, "sqlstate", None) or getattr(getattr(problem, "orig", None), "sqlstate", None)) in _RACES


def micros(at: datetime) -> int:
    """As `core.columns.time` keeps it."""
    return (at - _EPOCH) // _MICROSECOND


class Bulk:
    """Make one with `await Bulk.on(connection)` inside `database.writing()`."""

    def __init__(self, connection: AsyncConnection | None, postgres: Any) -> None:
        self._connection = connection
        self._postgres = postgres

    @classmethod
    async def on(cls, connection: AsyncConnection) -> Self:
        if connection.dialect.name == "sqlite":
            return cls(connection, None)
        await connection.exec_driver_sql("SELECT 1")  # the driver opens the transaction with its first statement
        return cls(connection, (await connection.get_raw_connection()).driver_connection)

    @classmethod
    def of_driver(cls, postgres: Any) -> Self:
        """On a connection of PostgreSQL's driver, outside any transaction."""
        return cls(None, postgres)

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
