"""Making new orders findable: their search rows follow a moment after them, many at a time.

A checkout leaves the row in `order_search_due`, in its own transaction. Whoever moves it on does so in one transaction, so
it is in one of the two tables and never in both, whatever dies when.
"""

import asyncio
import contextlib
import logging

from sqlalchemy import text

from sellerhub.core import topics
from sellerhub.core.database import Priority
from sellerhub.core.work import Office, office

log = logging.getLogger(__name__)
GATHER_SECONDS = 0.2  # a burst is moved in few large steps
LOOK_EVERY = 2.0  # what a process left that was killed
_MOVE = (
    "WITH due AS (DELETE FROM order_search_due WHERE id IN "
    "(SELECT id FROM order_search_due ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED) RETURNING id, shop_id, phone, text) "
    "INSERT INTO order_search (id, shop_id, phone, text) SELECT id, shop_id, phone, text FROM due"
)
_COPY = "INSERT INTO order_search (id, shop_id, phone, text) SELECT id, shop_id, phone, text FROM order_search_due ORDER BY id LIMIT :most"
_REMOVE = "DELETE FROM order_search_due WHERE id IN (SELECT id FROM order_search_due ORDER BY id LIMIT :most)"


async def index_due(place: Office | None = None) -> int:
    """Make the oldest orders that wait findable; returns how many."""
    database = (place or office()).database
    # SQLite's writers wait for each other: few at a time, so that no checkout notices
    statements, most = ((text(_COPY), text(_REMOVE)), 100) if database.is_sqlite else ((text(_MOVE),), 2_000)
    async with database.writing(Priority.BULK) as connection:
        for statement in statements:
            moved = (await connection.execute(statement, {"most": most})).rowcount
    return moved


async def index_all() -> None:
    """Until none waits."""
    while await index_due():
        pass


async def keep_indexing(stop: asyncio.Event) -> None:
    """A worker's loop, taken up again when the database was away."""
    with office().signals.listening([topics.TO_SEARCH]) as listener:
        while not stop.is_set():
            try:
                await index_all()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(listener.next(), LOOK_EVERY)
                    await asyncio.sleep(GATHER_SECONDS)
            except Exception:
                log.exception("indexing_interrupted")
                await asyncio.sleep(1)
