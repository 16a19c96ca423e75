"""What the clock does to LIVE sessions."""

from datetime import timedelta

from sqlalchemy import delete, update

from sellerhub.business.live import rules
from sellerhub.business.live.actions.audience import present
from sellerhub.business.live.actions.session import end
from sellerhub.business.live.rules import LiveStatus
from sellerhub.business.live.tables import Live, LiveFigures, LivePresence
from sellerhub.core import topics
from sellerhub.core.access import SYSTEM
from sellerhub.core.database import Priority
from sellerhub.core.work import open_reading, open_work

EVERY_SHOP = "a sweep serves every shop"
PRESENCE_KEPT = timedelta(days=1)


async def end_silent() -> int:
    """End what has been without a signal for longer than the grace time. Returns how many."""
    async with open_reading(SYSTEM) as look:
        stale = look.across_shops(Live, Live.id, Live.shop_id, why=EVERY_SHOP).where(
            Live.status == LiveStatus.INTERRUPTED, Live.interrupted_at < look.now - rules.SIGNAL_GRACE
        )
        found = (await look.session.execute(stale)).all()
    for live_id, shop_id in found:
        async with open_work(SYSTEM.in_shop(shop_id), priority=Priority.BULK) as work:
            await end(work, live_id, by_itself=True)
    return len(found)


async def count_again() -> int:
    """Watchers of a worker that died without a word are no longer counted. Returns how many LIVEs that changed."""
    async with open_reading(SYSTEM) as look:
        counted = look.across_shops(LiveFigures, LiveFigures.id, LiveFigures.shop_id, LiveFigures.watching, why=EVERY_SHOP).where(
            LiveFigures.watching > 0
        )
        stale = [(row.id, row.shop_id) for row in await look.session.execute(counted) if await present(look, row.id) != row.watching]
    for live_id, shop_id in stale:
        async with open_work(SYSTEM, priority=Priority.BULK) as work:
            now = await present(work, live_id)
            figures = update(LiveFigures).where(LiveFigures.shop_id == shop_id, LiveFigures.id == live_id)
            await work.session.execute(figures.values(watching=now))
            await work.session.execute(delete(LivePresence).where(LivePresence.seen_at < work.now - PRESENCE_KEPT))
            work.tell(topics.live(live_id))
    return len(stale)
