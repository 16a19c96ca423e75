"""Who watches: each worker reports its own watchers, the sum counts."""

from datetime import timedelta

from sqlalchemy import case, func, select, update

from sellerhub.business.live import counting
from sellerhub.business.live.tables import Live, LiveFigures, LiveMinute, LivePresence
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work

PRESENT_FOR = timedelta(seconds=30)
"""A worker that reported nothing for so long is gone, and its watchers with it."""


async def count_watchers(work: Work, live_id: int, worker: str, *, watching: int, joined: int, watched_seconds: int) -> int:
    """One worker's report: watchers now, and joins and seconds watched since its last report. Returns the sum of all workers."""
    work.require(Permission.ACT_FOR_SYSTEM)
    shop_id = (
        await work.session.execute(work.across_shops(Live, Live.shop_id, why="the room's worker reports").where(Live.id == live_id))
    ).scalar_one_or_none()
    if shop_id is None:
        raise NotFound("live")
    await counting.renew_presence(work, live_id, worker, watching)
    total = await present(work, live_id)
    figures = LiveFigures
    before = (
        await work.session.execute(work.across_shops(figures, figures.watching, why="as above").where(figures.id == live_id))
    ).scalar()
    await work.session.execute(
        update(figures)
        .where(figures.shop_id == shop_id, figures.id == live_id)
        .values(
            watching=total,
            peak=case((figures.peak < total, total), else_=figures.peak),
            views=figures.views + joined,
            watch_seconds=figures.watch_seconds + watched_seconds,
        )
    )
    row = {"id": new_id(), "shop_id": shop_id, "live_id": live_id, "minute": counting.minute_of(work), "watching": total}
    row |= {"orders": 0, "gmv_minor": 0, "comments": 0}
    highest = case((LiveMinute.watching < total, total), else_=LiveMinute.watching)
    await work.session.execute(
        counting.upsert(work, LiveMinute)
        .values(row)
        .on_conflict_do_update(index_elements=["live_id", "minute"], set_={"watching": highest})
    )
    if total != before:
        work.tell(topics.live(live_id))
    return total


async def present(work: Work, live_id: int) -> int:
    """Watchers of all workers that reported lately."""
    everywhere = select(func.coalesce(func.sum(LivePresence.watching), 0)).where(
        LivePresence.live_id == live_id, LivePresence.seen_at > work.now - PRESENT_FOR
    )
    return int((await work.session.execute(everywhere)).scalar_one())
