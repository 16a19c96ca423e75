"""Which orders a view holds, in its order: ids only, read from indexes that start with shop and status.

A tab of several statuses is the merge of one short index range per status; there is no OFFSET and no COUNT, so the
last page costs what the first does.
"""

from datetime import timedelta

from sqlalchemy import BigInteger, ColumnElement, Select, func, literal, select, tuple_, type_coerce, union_all

from sellerhub.business.orders.queue.filter import TAB_STATUSES, Due, QueueFilter, Sort, Tab
from sellerhub.business.orders.queue.views import About
from sellerhub.business.orders.tables import Order
from sellerhub.core import paging
from sellerhub.core.work import Work

FAR = 1 << 62  # sorts an order without a ship-by time after every other
COUNTED = 2_500
_COLUMN = {Sort.SHIP_BY: Order.ship_by_at, Sort.PLACED: Order.placed_at, Sort.TOTAL: Order.total_minor}


async def page_of_keys(work: Work, wanted: QueueFilter, after: str, size: int) -> tuple[list[int], str]:
    """Ids of one page in the view's order, and the cursor of the next (empty on the last)."""
    branches = _branches(work, wanted, paging.keys(after, int, int), size + 1)
    if not branches:
        return [], ""
    _, largest_first = wanted.order
    merged = union_all(*(select(each.subquery()) for each in branches)).subquery()
    found = (
        await work.session.execute(
            select(merged.c.id, merged.c.key)
            .order_by(*(column.desc() if largest_first else column.asc() for column in (merged.c.key, merged.c.id)))
            .limit(size + 1)
        )
    ).all()
    more = len(found) > size
    found = found[:size]
    return [each.id for each in found], paging.cursor(found[-1].key, found[-1].id) if more else ""


async def about(work: Work, wanted: QueueFilter) -> About:
    """How many orders the view holds, counted up to a bound."""
    limited = [
        work.mine(Order, Order.id).where(Order.status == status, *conditions(work, wanted)).limit(COUNTED + 1)
        for status in _statuses(wanted)
    ]
    if not limited:
        return About(0, or_more=False)
    some = union_all(*(select(each.subquery()) for each in limited)).limit(COUNTED + 1).subquery()
    n = (await work.session.execute(select(func.count()).select_from(some))).scalar_one()
    return About(min(n, COUNTED), or_more=n > COUNTED)


def conditions(work: Work, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    """What the filters ask of an order, beside its shop and status."""
    asked: list[ColumnElement[bool]] = []
    if wanted.sources:
        asked.append(Order.source.in_(wanted.sources))
    if wanted.payments:
        asked.append(Order.payment_method.in_(wanted.payments))
    if wanted.live_id:
        asked.append(Order.live_id == wanted.live_id)
    if wanted.asked_to_cancel:
        asked.append(Order.cancel_requested_at.is_not(None))
    if wanted.due is not None:
        asked += due_within(work, wanted.due)
    return asked


def due_within(work: Work, due: Due) -> list[ColumnElement[bool]]:
    now = work.now
    match due:
        case Due.OVERDUE:
            return [Order.ship_by_at < now]
        case Due.NEXT_2_H:
            return [Order.ship_by_at >= now, Order.ship_by_at < now + timedelta(hours=2)]
        case Due.NEXT_24_H:
            return [Order.ship_by_at >= now, Order.ship_by_at < now + timedelta(hours=24)]
        case Due.AUTO_CANCEL:
            return [Order.arrange_by_at < now + timedelta(hours=24)]


def _statuses(wanted: QueueFilter) -> tuple[str, ...]:
    """The view's statuses; a ship-by window concerns only what is still to ship."""
    if wanted.due is Due.AUTO_CANCEL or wanted.asked_to_cancel:
        running = ("awaiting_shipment",)
    elif wanted.due is not None:
        running = TAB_STATUSES[Tab.TO_SHIP]
    else:
        return wanted.statuses
    return tuple(status for status in wanted.statuses if status in running)


def _branches(work: Work, wanted: QueueFilter, after: tuple[int, int] | None, limit: int) -> list[Select]:
    sort, largest_first = wanted.order
    asked = conditions(work, wanted)
    chosen = []
    for status in _statuses(wanted):
        base = work.mine(Order, Order.id).where(Order.status == status, *asked)
        chosen.append(_with_key(base, sort, largest_first, after, limit))
        if sort is Sort.SHIP_BY and wanted.due is None:
            without = _without_key(base, largest_first, after, limit)
            chosen += [without] if without is not None else []
    return chosen


def _with_key(base: Select, sort: Sort, largest_first: bool, after: tuple[int, int] | None, limit: int) -> Select:
    column = _COLUMN[sort]
    key = type_coerce(column, BigInteger)
    if sort is Sort.SHIP_BY:
        base = base.where(column.is_not(None))
    if after is not None:
        here, there = tuple_(key, Order.id), tuple_(literal(after[0], BigInteger), literal(after[1], BigInteger))
        base = base.where(here < there if largest_first else here > there)
    order = (column.desc(), Order.id.desc()) if largest_first else (column.asc(), Order.id.asc())
    return base.add_columns(key.label("key")).order_by(*order).limit(limit)


def _without_key(base: Select, largest_first: bool, after: tuple[int, int] | None, limit: int) -> Select | None:
    """Orders with no ship-by time, as if it were FAR. None when the cursor has passed them."""
    column = Order.ship_by_at
    if after is not None:
        if after[0] < FAR and largest_first:
            return None
        if after[0] >= FAR:
            base = base.where(Order.id < after[1] if largest_first else Order.id > after[1])
    order = (column.desc(), Order.id.desc()) if largest_first else (column.asc(), Order.id.asc())
    return base.where(column.is_(None)).add_columns(literal(FAR, BigInteger).label("key")).order_by(*order).limit(limit)
