"""Work: one transaction, who acts, when, and what happened in it.

`async with open_work(actor) as work:` commits at the end or rolls everything back; actions never commit. What was
recorded is told to open pages and other workers only after the commit.
"""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Delete, Select, Update, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sellerhub.core import clock, reactions, topics
from sellerhub.core.access import Actor, Permission
from sellerhub.core.columns import ShopRow
from sellerhub.core.database import Database, Priority
from sellerhub.core.errors import TooBusy
from sellerhub.core.event_log import Event, EventRow, to_facts
from sellerhub.core.ids import new_id
from sellerhub.core.settings import Settings
from sellerhub.core.signals import Signals

Port = TypeVar("Port")
T = TypeVar("T")
Tally = Callable[["Work", Mapping[Any, int]], Awaitable[None]]
"""Writes how much each counter goes up or down."""
TRIES = 4


class Office:
    """What a process needs to work: its database, its signals, its adapters. Made once at start, by `app` or a test."""

    def __init__(self, settings: Settings, database: Database, signals: Signals) -> None:
        self.settings = settings
        self.database = database
        self.signals = signals
        self._adapters: dict[type, Any] = {}

    @classmethod
    async def open(cls, settings: Settings) -> "Office":
        office = cls(settings, await Database.open(settings), Signals(settings.redis_url, settings.data_dir))
        await office.signals.start()
        return office

    async def close(self) -> None:
        await self.signals.stop()
        await self.database.close()

    def use(self, port: type[Port], adapter: Port) -> None:
        """Decide which adapter stands behind a port."""
        self._adapters[port] = adapter

    def outside(self, port: type[Port]) -> Port:
        return self._adapters[port]


_office: Office | None = None


def open_office(office: Office | None) -> None:
    """Make this the process's office (None closes it)."""
    global _office
    _office = office


def is_open() -> bool:
    """Whether this process has an office now."""
    return _office is not None


def office() -> Office:
    if _office is None:
        raise RuntimeError("no office is open: app.py, a command or a test opens one first")
    return _office


@dataclass
class Work:
    session: AsyncSession
    actor: Actor
    now: datetime
    office: Office
    reading: bool = False
    _events: list[Event] = field(default_factory=list)
    _topics: list[str] = field(default_factory=list)
    _tallies: dict[Tally, Counter[Any]] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return self.office.settings

    @property
    def shop_id(self) -> int:
        """The shop this work is for. Raises NotPermitted when the actor acts in none."""
        if self.actor.shop_id is None:
            self.actor.require(Permission.SEE_SHOP)
            raise LookupError("a shop's work needs an actor in a shop")
        return self.actor.shop_id

    @property
    def account_id(self) -> int:
        """The person acting. Raises NotSignedIn for a guest."""
        if self.actor.account_id is None:
            self.actor.require(Permission.BUY)
            raise LookupError("the system is no person")
        return self.actor.account_id

    def require(self, permission: Permission) -> None:
        self.actor.require(permission)

    def outside(self, port: type[Port]) -> Port:
        return self.office.outside(port)

    # Shop-owned rows: these three are the only way to them (tests/architecture).

    def mine(self, table: type[ShopRow], *columns: Any) -> Select:
        """SELECT of this shop's rows."""
        return select(*(columns or (table,))).where(table.shop_id == self.shop_id)

    def change_mine(self, table: type[ShopRow]) -> Update:
        """UPDATE of this shop's rows; add the expected status to its WHERE."""
        return update(table).where(table.shop_id == self.shop_id)

    def remove_mine(self, table: type[ShopRow]) -> Delete:
        return delete(table).where(table.shop_id == self.shop_id)

    def across_shops(self, table: type[ShopRow], *columns: Any, why: str) -> Select:
        """SELECT that is not bound to the actor's shop: what buyers see, what the system sweeps. `why` is for the reader."""
        return select(*(columns or (table,)))

    def change_across_shops(self, table: type[ShopRow], *, why: str) -> Update:
        """UPDATE that is not bound to the actor's shop: what the system sweeps, what a buyer's order touches."""
        return update(table)

    def record(self, *events: Event) -> None:
        """Something happened; written with this transaction, told after it."""
        self._events += events

    def tell(self, *changed: str) -> None:
        """Topics that changed without an event worth keeping."""
        self._topics += changed

    def count(self, tally: Tally, changes: Mapping[Any, int]) -> None:
        """Counters that go up or down; summed up, and written as this transaction's last act.

        Many transactions share their rows: nobody waits long for them, and whoever has them waits for nothing else.
        """
        self._tallies.setdefault(tally, Counter()).update(changes)

    @contextlib.asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part that may fail alone: its changes and its events go, the rest of the transaction stays."""
        events, told = len(self._events), len(self._topics)
        tallies = {tally: Counter(changes) for tally, changes in self._tallies.items()}
        try:
            async with self.session.begin_nested():
                yield
        except BaseException:
            del self._events[events:], self._topics[told:]
            self._tallies = tallies
            raise

    async def _write_tallies(self) -> None:
        for tally, changes in self._tallies.items():
            await tally(self, changes)

    async def _write_events(self) -> None:
        if not self._events:
            return
        rows, due = [], []
        for event in self._events:
            row_id = new_id()
            rows.append(
                {
                    "id": row_id,
                    "kind": event.kind,
                    "subject": event.subject,
                    "subject_id": getattr(event, event.subject_field),
                    "shop_id": getattr(event, "shop_id", None),
                    "actor_id": self.actor.account_id,
                    "actor_name": self.actor.name,
                    "at": self.now,
                    "facts": to_facts(event),
                }
            )
            due += reactions.due_rows(event, row_id, self.now)
            self._topics += event.topics()
        await self.session.flush()
        await self.session.execute(insert(EventRow), rows)
        if due:
            await self.session.execute(insert(reactions.DueReaction), due)
            self._topics.append(topics.REACTIONS)


@contextlib.asynccontextmanager
async def open_work(actor: Actor, *, priority: Priority = Priority.PERSON) -> AsyncIterator[Work]:
    """One transaction that may change things."""
    place = office()
    async with place.database.session(priority=priority) as session:
        work = Work(session, actor, clock.now(), place)
        yield work
        await work._write_events()
        await session.flush()
        await work._write_tallies()
    place.signals.tell(work._topics)


async def in_work(actor: Actor, act: Callable[[Work], Awaitable[T]], *, priority: Priority = Priority.PERSON) -> T:
    """`act` in a transaction of its own, and again a few times where PostgreSQL ended it in favour of another one.

    Nothing of a lost one is left, so `act` may do anything that it does only through its work. Raises TooBusy at last.
    """
    for _ in range(TRIES - 1):
        with contextlib.suppress(TooBusy):
            async with open_work(actor, priority=priority) as work:
                return await act(work)
        await asyncio.sleep(random.uniform(0, 0.05))  # noqa: S311 a pause, not a secret
    async with open_work(actor, priority=priority) as work:
        return await act(work)


@contextlib.asynccontextmanager
async def open_reading(actor: Actor) -> AsyncIterator[Work]:
    """One consistent look; it changes nothing and waits for nobody."""
    place = office()
    async with place.database.session(reading=True) as session:
        yield Work(session, actor, clock.now(), place, reading=True)
