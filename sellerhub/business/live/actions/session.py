"""The life of a session: on air, interrupted, over (features D7)."""

from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from sellerhub.business.live import errors, events, rules
from sellerhub.business.live.actions.finding import status_of
from sellerhub.business.live.rules import ItemStatus, LiveMove
from sellerhub.business.live.tables import Live, LiveItem
from sellerhub.business.shop.queries import shop_card
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotAllowedNow
from sellerhub.core.work import Work


async def go_live(work: Work, live_id: int) -> None:
    """Open the doors. Orders and comments are possible from now on."""
    work.require(Permission.RUN_LIVE)
    await _refuse_an_empty_list(work, live_id)
    shop = await shop_card(work, work.shop_id)
    if not shop.sells:
        raise NotAllowedNow("shop", shop.status, LiveMove.GO_LIVE)
    await _take_the_air(work, live_id, LiveMove.GO_LIVE, started_at=work.now)
    work.record(events.LiveStarted(live_id, work.shop_id, again=False))


async def restart(work: Work, live_id: int) -> None:
    """Take up an ended LIVE again: the same session, within two hours."""
    work.require(Permission.RUN_LIVE)
    ended_at = (await work.session.execute(work.mine(Live, Live.ended_at).where(Live.id == live_id))).scalar_one_or_none()
    if ended_at is not None and not rules.can_restart(ended_at, work.now):
        raise errors.TooLateToRestart
    await _take_the_air(work, live_id, LiveMove.RESTART, ended_at=None)
    work.record(events.LiveStarted(live_id, work.shop_id, again=True))


async def lose_signal(work: Work, live_id: int) -> None:
    """The host's stream stopped. Orders stay open; the session ends by itself after the grace time."""
    work.require(Permission.RUN_LIVE)
    await move(work, live_id, LiveMove.LOSE_SIGNAL, interrupted_at=work.now)
    work.record(events.LiveInterrupted(live_id, work.shop_id))


async def signal_back(work: Work, live_id: int) -> None:
    work.require(Permission.RUN_LIVE)
    await move(work, live_id, LiveMove.SIGNAL_BACK, interrupted_at=None)
    work.record(events.LiveResumed(live_id, work.shop_id))


async def end(work: Work, live_id: int, by_itself: bool = False) -> None:
    """Close the session: nothing is pinned any more and nobody is counted as watching."""
    work.require(Permission.RUN_LIVE)
    await move(work, live_id, LiveMove.END, ended_at=work.now, interrupted_at=None, pinned_item_id=None, pinned_at=None)
    shown = work.change_mine(LiveItem).where(LiveItem.live_id == live_id, LiveItem.status == ItemStatus.PINNED)
    await work.session.execute(shown.values(status=ItemStatus.SHOWN))
    work.record(events.LiveEnded(live_id, work.shop_id, by_itself))


async def cancel(work: Work, live_id: int) -> None:
    """Call off a planned LIVE."""
    work.require(Permission.RUN_LIVE)
    await move(work, live_id, LiveMove.CANCEL)
    work.record(events.LiveCancelled(live_id, work.shop_id))


async def move(work: Work, live_id: int, by: LiveMove, **values: Any) -> None:
    """One step of the session, only from where it is allowed; watchers see it, so `seq` grows with it."""
    allowed, to = rules.SESSION_MOVES[by]
    stepped = work.change_mine(Live).where(Live.id == live_id, Live.status.in_(allowed)).values(status=to, seq=Live.seq + 1, **values)
    if (await work.session.execute(stepped)).rowcount == 0:
        raise NotAllowedNow("live", await status_of(work, live_id), by)


async def _take_the_air(work: Work, live_id: int, by: LiveMove, **values: Any) -> None:
    try:
        async with work.session.begin_nested():
            await move(work, live_id, by, **values)
    except IntegrityError:  # uq_live_on_air
        raise errors.AlreadyOnAir from None


async def _refuse_an_empty_list(work: Work, live_id: int) -> None:
    listed = exists().where(LiveItem.shop_id == work.shop_id, LiveItem.live_id == live_id, LiveItem.status != ItemStatus.REMOVED)
    found = (await work.session.execute(select(listed))).scalar()
    if not found:
        await status_of(work, live_id)  # a LIVE that is not here is not empty
        raise errors.NothingToShow
