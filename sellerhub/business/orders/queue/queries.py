"""The order list as a screen reads it."""

from collections.abc import Sequence

from sqlalchemy import select

from sellerhub.business.orders.events import OrderPaid, OrderReleased, OrdersPlaced
from sellerhub.business.orders.queue import finding, keys
from sellerhub.business.orders.queue.filter import STAGE_STATUS, TAB_STATUSES, QueueFilter
from sellerhub.business.orders.queue.rows import rows_of
from sellerhub.business.orders.queue.views import About, News, OrderQueue, QueuePage, QueueRow
from sellerhub.business.orders.tables import Order, OrderCount
from sellerhub.core import paging
from sellerhub.core.access import Permission
from sellerhub.core.event_log import EventRow
from sellerhub.core.work import Work

OVERLAP = 5_000 << 22
"""Ids of the last five seconds are read again: a worker may commit an event after a later one of another worker."""
MOST_NEWS = 500
ARRIVALS = frozenset({OrdersPlaced.kind, OrderPaid.kind, OrderReleased.kind})
"""Each may be the first that a view has to do with an order: it is placed, it is sold, it is to be shipped."""


async def order_queue(work: Work, wanted: QueueFilter, size: int = paging.PAGE_SIZE) -> OrderQueue:
    """The first page with every tab's count, and from which event on news follow."""
    work.require(Permission.SEE_ORDERS)
    last_event, told = await newest_event(work)
    by_status = await _by_status(work)
    page = await _page(work, wanted, "", size, by_status)
    return OrderQueue(counts_of(by_status), page, last_event, told)


async def queue_page(work: Work, wanted: QueueFilter, after: str, size: int = paging.PAGE_SIZE) -> QueuePage:
    """The page after a cursor."""
    work.require(Permission.SEE_ORDERS)
    return await _page(work, wanted, after, size, await _by_status(work) if wanted.query else {})


async def how_many(work: Work, wanted: QueueFilter) -> About:
    """How many orders the view holds: exact from the counters when nothing is filtered, else counted up to a bound."""
    work.require(Permission.SEE_ORDERS)
    by_status = await _by_status(work)
    if not wanted.narrowed:
        return About(sum(by_status.get(status, 0) for status in wanted.statuses), or_more=False)
    if wanted.query:
        return await finding.about_found(work, wanted, by_status)
    return await keys.about(work, wanted)


async def tab_counts(work: Work) -> dict[str, int]:
    """Orders by tab (`to_ship`) and by stage (`awaiting_label`), from the counters."""
    work.require(Permission.SEE_ORDERS)
    return counts_of(await _by_status(work))


async def order_rows(work: Work, ids: Sequence[int]) -> list[QueueRow]:
    """These orders as rows, in this order."""
    work.require(Permission.SEE_ORDERS)
    return await rows_of(work, ids)


async def ids_in_view(work: Work, wanted: QueueFilter, most: int) -> list[int]:
    """Ids of the whole view in its order, up to `most`: for an action on all of it."""
    work.require(Permission.SEE_ORDERS)
    return (await _keys(work, wanted, "", most, await _by_status(work)))[0]


async def ids_after(work: Work, wanted: QueueFilter, after: str, size: int) -> tuple[list[int], str]:
    """Ids of the page after a cursor, and the next cursor."""
    work.require(Permission.SEE_ORDERS)
    return (await _keys(work, wanted, after, size, await _by_status(work)))[:2]


async def newest_event(work: Work) -> tuple[int, frozenset[int]]:
    """Where news begin for somebody who reads the list now, and the events of the last seconds that the list shows already."""
    newest = select(EventRow.id).where(EventRow.shop_id == work.shop_id).order_by(EventRow.id.desc())
    last = (await work.session.execute(newest.limit(1))).scalar() or 0
    recent = newest.where(EventRow.id > last - OVERLAP, EventRow.id <= last).limit(MOST_NEWS)
    return last, frozenset((await work.session.execute(recent)).scalars())


async def news_since(work: Work, last_event: int, known: frozenset[int] = frozenset()) -> tuple[News, frozenset[int]]:
    """Orders that came in or changed since an event. `known` are events already told; hand back what is returned."""
    work.require(Permission.SEE_ORDERS)
    recent = select(EventRow.id).where(EventRow.shop_id == work.shop_id, EventRow.id > last_event - OVERLAP)
    ids = (await work.session.execute(recent.order_by(EventRow.id.desc()).limit(MOST_NEWS))).scalars().all()
    unknown = [each for each in ids if each not in known]
    rows = []
    if unknown:  # only these are read whole: the overlap is mostly what was told already
        fields = select(EventRow.kind, EventRow.facts).where(EventRow.id.in_(unknown)).order_by(EventRow.id)
        rows = (await work.session.execute(fields)).all()
    came: dict[int, None] = {}
    changed: dict[int, None] = {}
    for kind, facts in rows:
        order_ids = facts.get("order_ids") or filter(None, [facts.get("order_id")])
        (came if kind in ARRIVALS else changed).update(dict.fromkeys(order_ids))
    newest = ids[0] if ids else last_event
    told = frozenset(each for each in ids if each > newest - OVERLAP)
    return News(newest, list(came), [order_id for order_id in changed if order_id not in came]), told


async def _page(work: Work, wanted: QueueFilter, after: str, size: int, by_status: dict[str, int]) -> QueuePage:
    ids, after, partial = await _keys(work, wanted, after, size, by_status)
    return QueuePage(await rows_of(work, ids), after, partial)


async def _keys(work: Work, wanted: QueueFilter, after: str, size: int, by_status: dict[str, int]) -> tuple[list[int], str, bool]:
    if not wanted.query:
        return *(await keys.page_of_keys(work, wanted, after, size)), False
    whole = await finding.find_whole(work, wanted.query)
    if whole:
        asked = keys.conditions(work, wanted)
        rows = work.mine(Order, Order.id).where(Order.id.in_(whole), Order.status.in_(wanted.statuses), *asked)
        return list((await work.session.execute(rows.order_by(Order.id.desc()))).scalars()), "", False
    return await finding.page_of_found(work, wanted, after, size, by_status)


async def _by_status(work: Work) -> dict[str, int]:
    rows = await work.session.execute(select(OrderCount.status, OrderCount.n).where(OrderCount.shop_id == work.shop_id))
    return {row.status: row.n for row in rows}


def counts_of(by_status: dict[str, int]) -> dict[str, int]:
    counts = {tab.value: sum(by_status.get(status, 0) for status in statuses) for tab, statuses in TAB_STATUSES.items()}
    return counts | {stage.value: by_status.get(status, 0) for stage, status in STAGE_STATUS.items()}
