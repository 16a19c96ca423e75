"""Making new orders findable: their search rows follow a moment after them, many at a time.

A checkout leaves the orders' ids in `order_search_due`, in its own transaction. Whoever writes their search rows removes
them in one transaction with that, so an order waits or can be found, and never both, whatever dies when.
"""

import asyncio
import contextlib
import logging

from sqlalchemy import delete, insert, select

from sellerhub.business.orders.queue.search import OrderSearch, SearchDue, search_row
from sellerhub.business.orders.tables import Order, OrderLine, in_orders
from sellerhub.core import topics
from sellerhub.core.database import Priority
from sellerhub.core.work import Office, office

log = logging.getLogger(__name__)
GATHER_SECONDS = 0.2  # a burst is moved in few large steps
LOOK_EVERY = 2.0  # what a process left that was killed
BATCHES = 4
"""Of orders in one transaction, each of at most `lane.MOST_TOGETHER`. SQLite's other writers wait meanwhile, so there it is one."""


async def index_due(place: Office | None = None) -> int:
    """Make the oldest orders that wait findable; returns how many."""
    database = (place or office()).database
    most = 1 if database.is_sqlite else BATCHES
    due = select(SearchDue.id, SearchDue.order_ids).order_by(SearchDue.id).limit(most).with_for_update(skip_locked=True)
    async with database.writing(Priority.BULK) as connection:
        batches = (await connection.execute(due)).all()
        order_ids = [int(each) for batch in batches for each in batch.order_ids.split(",")]
        if not order_ids:
            return 0
        wanted = (Order.id, Order.shop_id, Order.number, Order.buyer_name, Order.address)
        orders = (await connection.execute(select(*wanted).where(Order.id.in_(order_ids)))).all()
        items: dict[int, list[str]] = {}
        shop_ids = {each.shop_id for each in orders}
        called = (
            select(OrderLine.order_id, OrderLine.title, OrderLine.sku)
            .where(in_orders(order_ids), OrderLine.shop_id.in_(shop_ids))
            .order_by(OrderLine.id)
        )
        for order_id, *names in await connection.execute(called):
            items.setdefault(order_id, []).extend(names)
        rows = [
            search_row(
                each.id, each.shop_id, number=each.number, buyer=each.buyer_name, city=each.address["city"], phone=each.address["phone"],
                items=items[each.id],
            )
            for each in orders
        ]  # fmt: skip
        await connection.execute(insert(OrderSearch), rows)
        await connection.execute(delete(SearchDue).where(SearchDue.id.in_([each.id for each in batches])))
    return len(rows)


async def index_all() -> None:
    """Until none waits."""
    while await index_due():
        pass


async def keep_indexing(stop: asyncio.Event) -> None:
    """A worker's loop, taken up again when the database was away."""
    with office().signals.listening([topics.TO_SEARCH]) as listener:
        while not stop.is_set():
            try:
                await index_all()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(listener.next(), LOOK_EVERY)
                    await asyncio.sleep(GATHER_SECONDS)
            except Exception:
                log.exception("indexing_interrupted")
                await asyncio.sleep(1)
