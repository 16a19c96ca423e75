"""Planning: the session and its list of products (LV-02, LV-03, LV-18)."""

from datetime import datetime, timedelta

from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.catalog.tables import Media
from sellerhub.business.inventory.queries import levels
from sellerhub.business.live import counting, errors, events, rules
from sellerhub.business.live.actions.finding import item_of, status_of
from sellerhub.business.live.rules import ItemStatus
from sellerhub.business.live.tables import Live, LiveFigures, LiveItem
from sellerhub.business.shop.queries import shop_card
from sellerhub.core.access import Permission
from sellerhub.core.errors import Invalid, NotAllowedNow, NotFound
from sellerhub.core.work import Work


async def plan(
    work: Work,
    title: str,
    starts_at: datetime,
    *,
    minutes: int = 120,
    cover_media_id: int | None = None,
    product_ids: tuple[int, ...] = (),
) -> int:
    """Schedule a LIVE; its products may follow later. Returns its id."""
    work.require(Permission.RUN_LIVE)
    await _check_cover(work, cover_media_id)
    shop = await shop_card(work, work.shop_id)
    live = Live(
        shop_id=work.shop_id,
        title=_title(title),
        starts_at=starts_at,
        planned_minutes=_minutes(minutes),
        cover_media_id=cover_media_id,
        currency=shop.currency,
    )
    work.session.add_all([live, LiveFigures(id=live.id, shop_id=live.shop_id)])
    await work.session.flush()
    work.record(events.LivePlanned(live.id, live.shop_id, live.title))
    if product_ids:
        await add_products(work, live.id, product_ids)
    return live.id


async def change_plan(
    work: Work, live_id: int, title: str, starts_at: datetime, *, minutes: int, cover_media_id: int | None = None
) -> None:
    """Another title, time or cover while it is still only planned. No cover given keeps the present one."""
    work.require(Permission.RUN_LIVE)
    values = {"title": _title(title), "starts_at": starts_at, "planned_minutes": _minutes(minutes), "seq": Live.seq + 1}
    await _check_cover(work, cover_media_id)
    if cover_media_id is not None:
        values["cover_media_id"] = cover_media_id
    changed = work.change_mine(Live).where(Live.id == live_id, Live.status == rules.LiveStatus.SCHEDULED).values(values)
    if (await work.session.execute(changed)).rowcount == 0:
        raise NotAllowedNow("live", await status_of(work, live_id), "change")
    work.record(events.LivePlanned(live_id, work.shop_id, values["title"]))


async def add_products(work: Work, live_id: int, product_ids: tuple[int, ...]) -> None:
    """Put products of this shop at the end of the list. What is on it already stays; what was removed comes back (LV-02)."""
    work.require(Permission.RUN_LIVE)
    await _open_list(work, live_id)
    wanted = tuple(dict.fromkeys(product_ids))
    cards = await product_cards(work, wanted)
    if any(each not in cards or cards[each].shop_id != work.shop_id for each in wanted):
        raise NotFound("product")
    known = {item.product_id: item for item in (await work.session.scalars(work.mine(LiveItem).where(LiveItem.live_id == live_id)))}
    there = [item for item in known.values() if item.status != ItemStatus.REMOVED]
    fresh = [each for each in wanted if each not in known or known[each].status == ItemStatus.REMOVED]
    if len(there) + len(fresh) > rules.MOST_ITEMS:
        raise errors.ListIsFull(rules.MOST_ITEMS)
    stock = await levels(work, [variant.variant_id for each in fresh for variant in cards[each].variants])
    position = max((item.position for item in there), default=0)
    for product_id in fresh:
        position += 1
        start = sum(stock.get(variant.variant_id, 0) for variant in cards[product_id].variants)
        status = ItemStatus.QUEUED if start else ItemStatus.SOLD_OUT
        if product_id in known:
            item = known[product_id]
            item.position, item.status, item.stock_start = position, status, start
        else:
            work.session.add(
                LiveItem(shop_id=work.shop_id, live_id=live_id, product_id=product_id, position=position, status=status, stock_start=start)
            )
    await work.session.flush()
    if fresh:
        work.record(events.ItemsAdded(live_id, work.shop_id, tuple(fresh)))


async def set_products(work: Work, live_id: int, product_ids: tuple[int, ...]) -> None:
    """Make the list exactly these products, in this order."""
    await add_products(work, live_id, product_ids)
    rows = await work.session.scalars(work.mine(LiveItem).where(LiveItem.live_id == live_id, LiveItem.status != ItemStatus.REMOVED))
    places = {product_id: place for place, product_id in enumerate(dict.fromkeys(product_ids), start=1)}
    for item in list(rows.all()):
        if item.product_id in places:
            item.position = places[item.product_id]
        else:
            await remove_item(work, item.id)
    await work.session.flush()


async def copy_list(work: Work, live_id: int, from_live_id: int) -> None:
    """The products of an earlier LIVE of this shop, in their order."""
    work.require(Permission.RUN_LIVE)
    await status_of(work, from_live_id)
    earlier = (
        work.mine(LiveItem, LiveItem.product_id)
        .where(LiveItem.live_id == from_live_id, LiveItem.status != ItemStatus.REMOVED)
        .order_by(LiveItem.position)
    )
    ids = tuple((await work.session.scalars(earlier)).all())
    cards = await product_cards(work, ids)
    await add_products(work, live_id, tuple(each for each in ids if each in cards))


async def copy_last(work: Work, live_id: int) -> None:
    """The products of the shop's newest other session that was on air, in their order."""
    work.require(Permission.RUN_LIVE)
    aired = work.mine(Live, Live.id).where(Live.id != live_id, Live.started_at.is_not(None)).order_by(Live.id.desc()).limit(1)
    last = (await work.session.execute(aired)).scalar_one_or_none()
    if last is None:
        raise NotFound("live")
    await copy_list(work, live_id, last)


async def reorder(work: Work, item_id: int, to: int) -> None:
    """Move a product to place `to` of the list, counted from 1."""
    work.require(Permission.RUN_LIVE)
    item = await item_of(work, item_id)
    await _open_list(work, item.live_id)
    standing = (
        work.mine(LiveItem)
        .where(LiveItem.live_id == item.live_id, LiveItem.status != ItemStatus.REMOVED)
        .order_by(LiveItem.position, LiveItem.id)
    )
    rows = {row.id: row for row in (await work.session.scalars(standing))}
    for place, each in enumerate(rules.reordered(list(rows), item_id, to), start=1):
        rows[each].position = place
    await work.session.flush()
    work.record(events.ItemsReordered(item.live_id, work.shop_id))


async def remove_item(work: Work, item_id: int) -> None:
    """Take a product off the list; a pinned one is unpinned first."""
    work.require(Permission.RUN_LIVE)
    item = await item_of(work, item_id)
    await _open_list(work, item.live_id)
    unpinned = (
        work.change_mine(Live).where(Live.id == item.live_id, Live.pinned_item_id == item_id).values(pinned_item_id=None, pinned_at=None)
    )
    await work.session.execute(unpinned)
    item.status, item.position = ItemStatus.REMOVED, 0
    await work.session.flush()
    work.record(events.ItemRemoved(item.live_id, work.shop_id, item.product_id))


async def _open_list(work: Work, live_id: int) -> None:
    """Take the LIVE's row first, so that two hands on one list follow each other; refuses once it is over."""
    status = await status_of(work, live_id)
    if status not in rules.PLANNABLE:
        raise NotAllowedNow("live", status, "change the list of")
    await counting.bump(work, work.shop_id, live_id)


async def _check_cover(work: Work, media_id: int | None) -> None:
    if media_id is not None and (await work.session.execute(work.mine(Media, Media.id).where(Media.id == media_id))).first() is None:
        raise NotFound("photo")


def _title(text: str) -> str:
    title = rules.tidy(text)
    if not title:
        raise Invalid("title", "Give this LIVE a title.")
    if len(title) > rules.TITLE_LENGTH:
        raise Invalid("title", f"Keep the title within {rules.TITLE_LENGTH} characters.", most=rules.TITLE_LENGTH)
    return title


def _minutes(minutes: int) -> int:
    if not rules.SHORTEST_PLAN <= timedelta(minutes=minutes) <= rules.LONGEST_PLAN:
        raise Invalid("minutes", "A LIVE lasts from 30 minutes to 13 hours.")
    return minutes
