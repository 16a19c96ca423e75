"""Writes shared by everything that happens in a LIVE: its sequence number and its counters.

Buyers, reactions and hosts all come through here, so the shop is always named instead of taken from the actor.
"""

from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.live.tables import Live, LiveFigures, LiveMinute, LivePresence
from sellerhub.core import topics
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work


def upsert(work: Work, table: Any) -> Any:
    """INSERT ... ON CONFLICT of the database in use; both speak it alike."""
    return (sqlite if work.office.database.is_sqlite else postgresql).insert(table)


async def bump(work: Work, shop_id: int, live_id: int) -> int:
    """Something that watchers see has changed: the LIVE's next sequence number. Tells whoever watches, after the commit."""
    changed = update(Live).where(Live.shop_id == shop_id, Live.id == live_id).values(seq=Live.seq + 1).returning(Live.seq)
    seq = (await work.session.execute(changed)).scalar_one()
    work.tell(topics.live(live_id))
    return seq


async def count(work: Work, shop_id: int, live_id: int, **more: int) -> None:
    """Add to the LIVE's counters, and to this minute's where the minute keeps that figure."""
    await work.session.execute(
        update(LiveFigures)
        .where(LiveFigures.shop_id == shop_id, LiveFigures.id == live_id)
        .values({name: getattr(LiveFigures, name) + n for name, n in more.items()})
    )
    per_minute = {name: n for name, n in more.items() if name in ("orders", "gmv_minor", "comments")}
    if per_minute:
        row = {"id": new_id(), "shop_id": shop_id, "live_id": live_id, "minute": minute_of(work), "watching": 0}
        row |= {"orders": 0, "gmv_minor": 0, "comments": 0} | per_minute
        adding = {name: getattr(LiveMinute, name) + n for name, n in per_minute.items()}
        await work.session.execute(
            upsert(work, LiveMinute).values(row).on_conflict_do_update(index_elements=["live_id", "minute"], set_=adding)
        )


def minute_of(work: Work) -> int:
    return int(work.now.timestamp()) // 60


async def renew_presence(work: Work, live_id: int, worker: str, watching: int) -> None:
    row = {"id": new_id(), "live_id": live_id, "worker": worker, "watching": watching, "seen_at": work.now}
    await work.session.execute(
        upsert(work, LivePresence)
        .values(row)
        .on_conflict_do_update(index_elements=["live_id", "worker"], set_={"watching": watching, "seen_at": work.now})
    )
