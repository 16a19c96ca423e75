"""When each sweep runs next, in the database, so that of several workers exactly one takes each turn.

A turn is taken by moving its `due_at` on, from the value that was seen. A worker that dies in the middle loses that
turn and nothing else: sweeps are statements over what is due, so the next one does the rest. Ticks that were missed
while everything was off become one.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, SQLModel

from sellerhub.core import clock
from sellerhub.core.access import SYSTEM
from sellerhub.core.columns import time
from sellerhub.core.database import Priority
from sellerhub.core.work import open_reading, open_work

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of the timetable: what runs, and how often."""

    name: str
    every: timedelta
    run: Callable[[], Awaitable[object]]


class TimetableRow(SQLModel, table=True):
    __tablename__ = "timetable"
    name: str = Field(primary_key=True)
    due_at: datetime = time()


async def run_due(turns: Sequence[Turn]) -> list[str]:
    """Run each turn that is due and that no other worker took; returns the names of those run here."""
    async with open_reading(SYSTEM) as look:
        seen = dict((await look.session.execute(select(TimetableRow.name, TimetableRow.due_at))).all())
    ran = []
    for turn in turns:
        due_at = seen.get(turn.name)
        if (due_at is None or due_at <= clock.now()) and await _take(turn, due_at):
            await _run(turn)
            ran.append(turn.name)
    return ran


async def _take(turn: Turn, seen: datetime | None) -> bool:
    next_time = clock.now() + turn.every
    try:
        async with open_work(SYSTEM, priority=Priority.BULK) as work:
            if seen is None:
                await work.session.execute(insert(TimetableRow).values(name=turn.name, due_at=next_time))
                return True
            still_due = TimetableRow.name == turn.name, TimetableRow.due_at == seen
            return (await work.session.execute(update(TimetableRow).where(*still_due).values(due_at=next_time))).rowcount == 1
    except IntegrityError:  # another worker wrote the first row
        return False


async def _run(turn: Turn) -> None:
    try:
        await turn.run()
    except Exception:
        log.exception("turn_failed", extra={"turn": turn.name})


async def keep_running(turns: Sequence[Turn], stop: asyncio.Event, look_every: float = 1.0) -> None:
    """A worker's loop over the timetable, until `stop`."""
    while not stop.is_set():
        try:
            await run_due(turns)
        except Exception:  # the database is away: the next look finds it back
            log.exception("timetable_not_read")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), look_every)
