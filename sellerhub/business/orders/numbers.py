"""Order numbers: `SH-250087`. Each process takes blocks, in a transaction of its own, so that none is given twice."""

import contextlib
import time
from collections.abc import AsyncIterator, Iterator

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.orders.tables import OrderNumbers
from sellerhub.core.database import Database, Priority

FIRST = 100_001
BLOCK, LARGEST = 2_000, 16_000
USED_UP = 1.0  # a block that lasted no longer than these seconds is followed by one twice its size


class Numbers:
    """One per process and lane. A crash leaves a gap, never a double."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._next = 0
        self._end = 0
        self._promised = 0
        self._size = BLOCK
        self._taken_at = 0.0

    @contextlib.asynccontextmanager
    async def at_hand(self, most: int) -> AsyncIterator["Numbers"]:
        """Up to `most` numbers can be taken in the block. Enter it before the batch's own transaction."""
        self._promised += most
        try:
            while self._end - self._next < self._promised:
                await self._take_block(max(self._next_size(), self._promised))
            yield self
        finally:
            self._promised -= most

    def take(self, n: int) -> Iterator[str]:
        first, self._next = self._next, self._next + n
        return (f"SH-{number}" for number in range(first, first + n))

    def _next_size(self) -> int:
        at, before = time.monotonic(), self._taken_at
        self._taken_at = at
        self._size = min(2 * self._size, LARGEST) if at - before < USED_UP else BLOCK
        return self._size

    async def _take_block(self, size: int) -> None:
        table = OrderNumbers.__table__
        dialect = sqlite if self._database.is_sqlite else postgresql
        async with self._database.writing(Priority.CHECKOUT) as connection:
            await connection.execute(dialect.insert(table).values(id=1, next=FIRST).on_conflict_do_nothing())
            end = (await connection.execute(update(table).values(next=table.c.next + size).returning(table.c.next))).scalar_one()
        self._next, self._end = end - size, end
