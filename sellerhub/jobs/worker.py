"""One server process at work: its office, its reactions, its share of the timetable."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence

from sellerhub.business.orders.queue import indexing
from sellerhub.core import bus
from sellerhub.core.settings import settings
from sellerhub.core.work import Office, open_office
from sellerhub.jobs import imports, timetable

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def at_work(wire: Callable[[Office], None], turns: Sequence[timetable.Turn]) -> AsyncIterator[Office]:
    """Opens after the fork, inside the loop that serves; closes when the server stops."""
    place = await Office.open(settings())
    wire(place)
    open_office(place)
    stop = asyncio.Event()
    works = _reactions(stop), timetable.keep_running(turns, stop), imports.keep_running(stop), indexing.keep_indexing(stop)
    loops = [asyncio.create_task(each) for each in works]
    try:
        yield place
    finally:
        stop.set()
        _, late = await asyncio.wait(loops, timeout=4)
        for each in late:
            each.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        open_office(None)
        await place.close()


async def _reactions(stop: asyncio.Event) -> None:
    """The loop of reactions, taken up again when the database was away."""
    while not stop.is_set():
        try:
            await bus.keep_running(stop)
        except Exception:
            log.exception("reactions_interrupted")
            await asyncio.sleep(1)
