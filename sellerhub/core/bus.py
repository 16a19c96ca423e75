"""Reactions, run: each exactly once on the database.

A row per (event, reaction) is written with the event itself. A reaction runs in its own transaction, which begins by
deleting that row: whoever deletes it has the right to run it, and a crash brings it back. Failures are kept with
their reason and a growing delay, for an operator to see and to retry; so is what this version of the program does not know.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from sellerhub.core import clock, reactions, topics
from sellerhub.core.access import SYSTEM, Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.event_log import EventRow, from_facts
from sellerhub.core.reactions import DueReaction, due_rows, reacts_to
from sellerhub.core.work import Work, office, open_reading, open_work

__all__ = ["DueReaction", "due_rows", "reacts_to"]  # one name for what reacts and what runs it

log = logging.getLogger(__name__)

FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(hours=1)
BATCH = 100


class UnknownReaction(LookupError):
    """The program has no reaction of this name to this event: it was renamed or taken out, or a newer version wrote the row."""


def delay_after(tries: int) -> timedelta:
    """How long a reaction waits after failing `tries` times: doubling from two seconds to an hour."""
    return min(FIRST_DELAY * 2 ** (tries - 1), LONGEST_DELAY) if tries < 20 else LONGEST_DELAY


async def run_due(limit: int = BATCH) -> int:
    """Run reactions that are due, oldest first; returns how many were tried."""
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
    try:
        async with open_work(SYSTEM) as work:
            mine = delete(DueReaction).where(DueReaction.event_id == event_id, DueReaction.reaction == name)
            if (await work.session.execute(mine)).rowcount == 0:
                return  # another worker has it
            row = await work.session.get(EventRow, event_id)
            run = reactions.named(row.kind, name)
            if run is None:
                raise UnknownReaction(f"{name} to {row.kind}")
            if row.shop_id is not None:
                work.actor = SYSTEM.in_shop(row.shop_id)
            await run(work, from_facts(row.kind, row.facts))
    except UnknownReaction as unknown:  # it stays due, for a version that knows it and for the operator
        log.warning("reaction_unknown", extra={"reaction": name, "event_id": str(event_id)})
        await _put_back(event_id, name, f"UnknownReaction: {unknown}"[:500])
    except Exception as problem:
        log.exception("reaction_failed", extra={"reaction": name, "event_id": str(event_id)})
        await _put_back(event_id, name, f"{type(problem).__name__}: {problem}"[:500])


async def _put_back(event_id: int, name: str, problem: str) -> None:
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
    known: bool  # whether this version has a reaction of that name


async def waiting(look: Work, most: int) -> int:
    """How many reactions wait, counted up to `most`."""
    some = select(DueReaction.event_id).limit(most).subquery()
    return (await look.session.execute(select(func.count()).select_from(some))).scalar_one()


async def failing(look: Work, limit: int = 100) -> list[Failing]:
    """What keeps failing, for an operator; the most stubborn first."""
    look.require(Permission.OPERATE)
    rows = await look.session.execute(
        select(DueReaction, EventRow.kind)
        .join(EventRow, EventRow.id == DueReaction.event_id)
        .where(DueReaction.tries > 0)
        .order_by(DueReaction.tries.desc(), DueReaction.event_id)
        .limit(limit)
    )
    return [
        Failing(row.event_id, kind, row.reaction, row.tries, row.problem, row.due_at, reactions.named(kind, row.reaction) is not None)
        for row, kind in rows
    ]


async def try_again(work: Work, event_id: int, reaction: str) -> None:
    """Make a failing reaction due now. Raises NotFound when it has run meanwhile."""
    work.require(Permission.OPERATE)
    mine = update(DueReaction).where(DueReaction.event_id == event_id, DueReaction.reaction == reaction)
    if not (await work.session.execute(mine.values(due_at=work.now))).rowcount:
        raise NotFound("reaction")
    work.tell(topics.REACTIONS)


async def try_all_again(work: Work, most: int = 100) -> int:
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
    with office().signals.listening([topics.REACTIONS]) as listener:
        while not stop.is_set():
            while await run_due():
                pass
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(listener.next(), look_every)
