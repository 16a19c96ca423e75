"""Engines and sessions, and the few places where SQLite and PostgreSQL differ.

SQLite has one writer: every write transaction of this process goes through one lane, first come first served within
a priority, so that contending connections never starve each other. PostgreSQL needs no lane.
"""

import asyncio
import contextlib
import heapq
import itertools
from collections.abc import AsyncIterator
from enum import IntEnum
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import event, insert, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlmodel import Field, SQLModel

from sellerhub.core import ids
from sellerhub.core.bulk import lost_a_race
from sellerhub.core.errors import BusinessError, OutOfReach, TooBusy
from sellerhub.core.settings import Settings

AT_ONCE = 3


class Priority(IntEnum):
    """Who goes first when writers wait for SQLite's one lane."""

    CHECKOUT = 0
    PERSON = 1
    BULK = 2


class ProcessSlot(SQLModel, table=True):
    """Counts processes that opened the database; see core.ids."""

    __tablename__ = "process_slot"
    id: int = Field(default=1, primary_key=True)
    taken: int = 0


class _Lane:
    """A fair lock with priorities, for one event loop."""

    def __init__(self) -> None:
        self._busy = False
        self._waiting: list[tuple[int, int, asyncio.Future]] = []
        self._order = itertools.count()

    @contextlib.asynccontextmanager
    async def turn(self, priority: Priority) -> AsyncIterator[None]:
        if self._busy:
            mine = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (priority, next(self._order), mine))
            try:
                await mine
            except asyncio.CancelledError:
                if mine.done() and not mine.cancelled():
                    self._pass_on()
                raise
        self._busy = True
        try:
            yield
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        while self._waiting:
            _, _, waiter = heapq.heappop(self._waiting)
            if not waiter.done():
                waiter.set_result(None)  # _busy stays True: the turn is handed over
                return
        self._busy = False


class Database:
    """Open with `await Database.open(settings)` inside the event loop that will use it."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self.writer = writer
        self.reader = reader
        self.is_sqlite = writer.dialect.name == "sqlite"
        self._lane = _Lane()
        self._statements: asyncpg.Pool | None = None

    @classmethod
    async def open(cls, settings: Settings) -> "Database":
        if settings.is_sqlite:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
            url = sqlite_url(settings.data_dir / "sellerhub.db")
            writer = _sqlite_engine(url, 1, settings.sqlite_synchronous, writes=True)
            reader = _sqlite_engine(url, settings.database_pool, settings.sqlite_synchronous, writes=False)
            database = cls(writer, reader)
        else:
            engine = create_async_engine(
                async_url(settings.database_url),
                pool_size=settings.database_pool,
                max_overflow=settings.database_pool,
                pool_pre_ping=True,
                connect_args={"server_settings": {"jit": "off"}},  # compiling costs more than any query of ours saves
            )
            database = cls(engine, engine.execution_options(postgresql_readonly=True))
            database._statements = await _statement_pool(engine)
        await database._take_slot()
        return database

    async def close(self) -> None:
        if self._statements is not None:
            await self._statements.close()
        await self.writer.dispose()
        await self.reader.dispose()

    async def _take_slot(self) -> None:
        async with self.writer.begin() as connection:
            if not await connection.run_sync(lambda sync: sync.dialect.has_table(sync, ProcessSlot.__tablename__)):
                return  # not migrated yet: `setup` is about to
            row = (await connection.execute(update(ProcessSlot).values(taken=ProcessSlot.taken + 1).returning(ProcessSlot.taken))).scalar()
            if row is None:
                await connection.execute(insert(ProcessSlot).values(id=1, taken=1))
                row = 1
        ids.use_slot(row)

    @contextlib.asynccontextmanager
    async def writing(self, priority: Priority = Priority.PERSON) -> AsyncIterator[AsyncConnection]:
        """One write transaction on a bare connection; commits at the end, rolls back on an error. Raises OutOfReach."""
        async with self._turn(priority), _in_reach(), self.writer.begin() as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def looking(self) -> AsyncIterator[AsyncConnection]:
        """A bare connection for questions; it waits for no writer."""
        async with _in_reach(), self.reader.connect() as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def statements(self) -> AsyncIterator[Any]:
        """A connection of PostgreSQL's driver for few, short statements that find their rows by key.

        Each is a transaction of its own, and planned once: a table that was empty then is no reason to read it whole later.
        Raises OutOfReach.
        """
        async with _in_reach(), self._statements.acquire() as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def session(self, *, reading: bool = False, priority: Priority = Priority.PERSON) -> AsyncIterator[AsyncSession]:
        """One transaction with the ORM. A reading one never waits for writers. Raises OutOfReach, TooBusy."""
        engine = self.reader if reading else self.writer
        async with contextlib.AsyncExitStack() as stack:
            if not reading:
                await stack.enter_async_context(self._turn(priority))
            await stack.enter_async_context(_in_reach(races=True))
            session = await stack.enter_async_context(AsyncSession(engine, expire_on_commit=False, autoflush=False))
            async with session.begin():
                yield session

    def _turn(self, priority: Priority) -> contextlib.AbstractAsyncContextManager[None]:
        return self._lane.turn(priority) if self.is_sqlite else contextlib.nullcontext()

    async def is_ready(self) -> bool:
        async with self.reader.connect() as connection:
            return (await connection.execute(text("SELECT 1"))).scalar() == 1


@contextlib.asynccontextmanager
async def _in_reach(*, races: bool = False) -> AsyncIterator[None]:
    """Says OutOfReach for all the ways in which a connection to the server ends or does not begin.

    With `races`, says TooBusy for a transaction that PostgreSQL ended because of another one, which changed nothing.
    """
    try:
        yield
    except BusinessError:
        raise
    except Exception as problem:
        if _is_away(problem):
            raise OutOfReach from problem
        if races and lost_a_race(problem):
            raise TooBusy from problem
        raise


def _is_away(problem: BaseException | None) -> bool:
    """Whether the server is what failed: no connection, one that broke, or a server that is going down or coming up."""
    while problem is not None:
        state = getattr(problem, "sqlstate", None) or ""
        if isinstance(problem, ConnectionError) or state.startswith("08") or state in _GOING_DOWN:
            return True
        if isinstance(problem, asyncpg.InternalClientError) and "another operation (2)" in str(problem):
            return True  # its state 2: it is still reading the farewell that a server ends a connection with
        if getattr(problem, "connection_invalidated", False) or (type(problem).__name__ == "InterfaceError" and "closed" in str(problem)):
            return True
        problem = getattr(problem, "orig", None) or problem.__cause__
    return False


_GOING_DOWN = frozenset({"57P01", "57P02", "57P03"})  # admin shutdown, crash shutdown, cannot connect now


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def async_url(url: str) -> str:
    """`postgresql://...` with the driver that we use."""
    scheme, rest = url.split("://", 1)
    return f"{scheme.split('+')[0].replace('postgres', 'postgresql').replace('postgresqlql', 'postgresql')}+asyncpg://{rest}"


def _statement_pool(engine: AsyncEngine) -> asyncpg.Pool:
    arguments, named = engine.dialect.create_connect_args(engine.url)
    return asyncpg.create_pool(
        *arguments,
        **named,
        min_size=0,
        max_size=AT_ONCE,
        max_queries=10**9,
        max_inactive_connection_lifetime=60,
        reset=_leave_as_it_is,
        server_settings={"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off", "enable_bitmapscan": "off"},
    )


async def _leave_as_it_is(_connection: asyncpg.Connection) -> None:
    """Nothing is set on these connections that a reset would undo."""


def _sqlite_engine(url: str, size: int, synchronous: str, *, writes: bool) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=size, max_overflow=0, connect_args={"timeout": 30})

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection, _record):
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "busy_timeout=30000",
            "cache_size=-65536",
            "temp_store=MEMORY",
            f"query_only={'OFF' if writes else 'ON'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
