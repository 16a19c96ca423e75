"""Which product buyers look at: exactly one is pinned, or none (LV-05, LV-06)."""

from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.live import errors, events, rules
from sellerhub.business.live.actions.finding import item_of, status_of
from sellerhub.business.live.rules import ItemStatus, QueueEntry
from sellerhub.business.live.tables import Live, LiveItem
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotAllowedNow
from sellerhub.core.work import Work


async def pin(work: Work, item_id: int) -> None:
    """Show this product to everybody who watches; what was pinned becomes shown."""
    work.require(Permission.RUN_LIVE)
    item = await item_of(work, item_id)
    cards = await product_cards(work, (item.product_id,))
    if item.product_id not in cards or not cards[item.product_id].on_sale:
        raise errors.NotPinnable("not on sale")
    # The LIVE's row is taken first: whoever pins at the same moment waits here, and the last one wins whole.
    await _show(work, item.live_id, item_id)
    await _put_down(work, item.live_id, besides=item_id)
    raised = (
        work.change_mine(LiveItem)
        .where(LiveItem.id == item_id, LiveItem.status.in_(rules.PINNABLE | {ItemStatus.PINNED}))
        .values(status=ItemStatus.PINNED, times_pinned=LiveItem.times_pinned + 1)
    )
    if (await work.session.execute(raised)).rowcount == 0:
        status = (await work.session.execute(work.mine(LiveItem, LiveItem.status).where(LiveItem.id == item_id))).scalar_one()
        raise errors.NotPinnable(status)
    work.record(events.ItemPinned(item.live_id, work.shop_id, item_id, item.product_id))


async def pin_next(work: Work, live_id: int) -> int:
    """Pin what follows in the run of show: first what nobody has seen yet. Returns the item's id."""
    work.require(Permission.RUN_LIVE)
    await status_of(work, live_id)
    listed = work.mine(LiveItem, LiveItem.id, LiveItem.position, LiveItem.status).where(
        LiveItem.live_id == live_id, LiveItem.status != ItemStatus.REMOVED
    )
    entries = [QueueEntry(row.id, row.position, ItemStatus(row.status)) for row in await work.session.execute(listed)]
    pinned = next((each.position for each in entries if each.status is ItemStatus.PINNED), None)
    found = rules.next_to_pin(entries, pinned)
    if found is None:
        raise errors.NothingToShow
    await pin(work, found)
    return found


async def unpin(work: Work, live_id: int) -> None:
    """Nothing is pinned; unpinning nothing is no mistake."""
    work.require(Permission.RUN_LIVE)
    pinned = (await work.session.execute(work.mine(Live, Live.pinned_item_id).where(Live.id == live_id))).scalar_one_or_none()
    if pinned is None:
        await status_of(work, live_id)
        return
    await _show(work, live_id, None)
    await _put_down(work, live_id)
    work.record(events.ItemUnpinned(live_id, work.shop_id, pinned))


async def _show(work: Work, live_id: int, item_id: int | None) -> None:
    changed = (
        work.change_mine(Live)
        .where(Live.id == live_id, Live.status.in_(rules.ON_AIR))
        .values(pinned_item_id=item_id, pinned_at=work.now if item_id else None, seq=Live.seq + 1)
    )
    if (await work.session.execute(changed)).rowcount == 0:
        raise NotAllowedNow("live", await status_of(work, live_id), "pin")


async def _put_down(work: Work, live_id: int, besides: int = 0) -> None:
    put_down = work.change_mine(LiveItem).where(LiveItem.live_id == live_id, LiveItem.status == ItemStatus.PINNED, LiveItem.id != besides)
    await work.session.execute(put_down.values(status=ItemStatus.SHOWN))
