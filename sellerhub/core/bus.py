"""Reactions: which function answers which event. Each runs exactly once on the database.

A row per (event, reaction) is written with the event itself. A reaction runs in its own transaction, which begins by
deleting that row: whoever deletes it has the right to run it, and a crash brings it back. Failures are kept with
their reason and a growing delay, for an operator to see and to retry.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Index, delete, func, select, update
from sqlmodel import Field, SQLModel

from sellerhub.core import clock, topics
from sellerhub.core.access import SYSTEM, Permission
from sellerhub.core.columns import big, time
from sellerhub.core.errors import NotFound
from sellerhub.core.event_log import Event, EventRow, from_facts

if TYPE_CHECKING:
    from sellerhub.core.work import Work

log = logging.getLogger(__name__)

Reaction = Callable[["Work", Any], Awaitable[None]]
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(hours=1)
BATCH = 100


@dataclass(frozen=True, slots=True)
class Registered:
    name: str
    run: Reaction
    when: Callable[[Any], object]


_reactions: dict[str, list[Registered]] = {}


def _always(_event: Event) -> bool:
    return True


def reacts_to(*events: type[Event], when: Callable[[Any], object] = _always):
    """Register an async `(work, event)` function for these events, under its module and name.

    `when` sees the event as it is recorded: where it says no, nothing becomes due.
    """

    def register(run: Reaction) -> Reaction:
        name = f"{run.__module__.removesuffix('.reactions').rsplit('.')[-1]}.{run.__name__}"
        for event in events:
            known = _reactions.setdefault(event.kind, [])
            if all(each.name != name for each in known):
                known.append(Registered(name, run, when))
        return run

    return register


def reactions_to(event: Event) -> list[str]:
    """The names of those that this event makes due."""
    return [each.name for each in _reactions.get(event.kind, ()) if each.when(event)]


class DueReaction(SQLModel, table=True):
    __tablename__ = "due_reaction"
    __table_args__ = (Index("ix_due_reaction_due", "due_at", "event_id"),)
    event_id: int = big(primary_key=True)
    reaction: str = Field(primary_key=True)
    shop_id: int | None = big(default=None)
    due_at: datetime = time()
    tries: int = 0
    problem: str = ""


def due_rows(event: Event, event_id: int, at: datetime) -> list[dict[str, Any]]:
    """The rows that make this event's reactions due."""
    shop_id = getattr(event, "shop_id", None)
    return [
        {"event_id": event_id, "reaction": name, "shop_id": shop_id, "due_at": at, "tries": 0, "problem": ""}
        for name in reactions_to(event)
    ]


def delay_after(tries: int) -> timedelta:
    """How long a reaction waits after failing `tries` times: doubling from two seconds to an hour."""
    return min(FIRST_DELAY * 2 ** (tries - 1), LONGEST_DELAY) if tries < 20 else LONGEST_DELAY


async def run_due(limit: int = BATCH) -> int:
    """Run reactions that are due, oldest first; returns how many were tried."""
    from sellerhub.core.work import open_reading

    async with open_reading(SYSTEM) as look:
        due = (
            await look.session.execute(
                select(DueReaction.event_id, DueReaction.reaction)
                .where(DueReaction.due_at <= clock.now())
                .order_by(DueReaction.due_at, DueReaction.event_id)
                .limit(limit)
            )
        ).all()
    for event_id, reaction in due:
        await _run_one(event_id, reaction)
    return len(due)


async def _run_one(event_id: int, name: str) -> None:
    from sellerhub.core.work import open_work

    try:
        async with open_work(SYSTEM) as work:
            mine = delete(DueReaction).where(DueReaction.event_id == event_id, DueReaction.reaction == name)
            if (await work.session.execute(mine)).rowcount == 0:
                return  # another worker has it
            row = await work.session.get(EventRow, event_id)
            run = next((each.run for each in _reactions.get(row.kind, ()) if each.name == name), None)
            if run is not None:
                if row.shop_id is not None:
                    work.actor = SYSTEM.in_shop(row.shop_id)
                await run(work, from_facts(row.kind, row.facts))
    except Exception as problem:
        log.exception("reaction_failed", extra={"reaction": name, "event_id": str(event_id)})
        await _put_back(event_id, name, f"{type(problem).__name__}: {problem}"[:500])


async def _put_back(event_id: int, name: str, problem: str) -> None:
    from sellerhub.core.work import open_work

    async with open_work(SYSTEM) as work:
        row = await work.session.get(DueReaction, (event_id, name))
        if row is not None:
            tries = row.tries + 1
            await work.session.execute(
                update(DueReaction)
                .where(DueReaction.event_id == event_id, DueReaction.reaction == name)
                .values(tries=tries, problem=problem, due_at=clock.now() + delay_after(tries))
            )


@dataclass(frozen=True, slots=True)
class Failing:
    """A reaction that failed and waits for its next try."""

    event_id: int
    kind: str
    reaction: str
    tries: int
    problem: str
    due_at: datetime


async def waiting(look: "Work", most: int) -> int:
    """How many reactions wait, counted up to `most`."""
    some = select(DueReaction.event_id).limit(most).subquery()
    return (await look.session.execute(select(func.count()).select_from(some))).scalar_one()


async def failing(look: "Work", limit: int = 100) -> list[Failing]:
    """What keeps failing, for an operator; the most stubborn first."""
    look.require(Permission.OPERATE)
    rows = await look.session.execute(
        select(DueReaction, EventRow.kind)
        .join(EventRow, EventRow.id == DueReaction.event_id)
        .where(DueReaction.tries > 0)
        .order_by(DueReaction.tries.desc(), DueReaction.event_id)
        .limit(limit)
    )
    return [Failing(row.event_id, kind, row.reaction, row.tries, row.problem, row.due_at) for row, kind in rows]


async def try_again(work: "Work", event_id: int, reaction: str) -> None:
    """Make a failing reaction due now. Raises NotFound when it has run meanwhile."""
    work.require(Permission.OPERATE)
    mine = update(DueReaction).where(DueReaction.event_id == event_id, DueReaction.reaction == reaction)
    if not (await work.session.execute(mine.values(due_at=work.now))).rowcount:
        raise NotFound("reaction")
    work.tell(topics.REACTIONS)


async def try_all_again(work: "Work", most: int = 100) -> int:
    """Make up to `most` failing reactions due now; returns how many."""
    work.require(Permission.OPERATE)
    found = await failing(work, most)
    for each in found:
        mine = update(DueReaction).where(DueReaction.event_id == each.event_id, DueReaction.reaction == each.reaction)
        await work.session.execute(mine.values(due_at=work.now))
    work.tell(topics.REACTIONS)
    return len(found)


async def keep_running(stop: asyncio.Event, look_every: float = 2.0) -> None:
    """A worker's loop: woken by new events, and now and then for what was put back."""
    from sellerhub.core.work import office

    with office().signals.listening([topics.REACTIONS]) as listener:
        while not stop.is_set():
            while await run_due():
                pass
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(listener.next(), look_every)
