"""A sweep like the product's: each part in a transaction of its own, and only what is not done yet."""

import asyncio
from dataclasses import dataclass

from sqlalchemy import select

from sellerhub.core.access import SYSTEM
from sellerhub.core.event_log import Event, EventRow, happening
from sellerhub.core.work import open_work

PARTS = 20


@happening("part", "part_id")
@dataclass(frozen=True)
class Swept(Event):
    part_id: int
    shop_id: int = 1


async def sweep_all(pause: float = 0.0) -> None:
    for part in range(1, PARTS + 1):
        async with open_work(SYSTEM) as work:
            done = select(EventRow.id).where(EventRow.kind == Swept.__name__, EventRow.subject_id == part)
            if (await work.session.execute(done)).first() is None:
                work.record(Swept(part))
        await asyncio.sleep(pause)
