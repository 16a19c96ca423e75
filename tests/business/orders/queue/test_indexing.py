"""A new order can be found a moment after it was placed: its search row follows, once, whatever dies in between."""

import asyncio

import pytest
from sqlalchemy import func, select

from sellerhub.business.orders.lane import place
from sellerhub.business.orders.queue import finding, indexing
from sellerhub.business.orders.queue.filter import QueueFilter, Tab
from sellerhub.business.orders.queue.search import OrderSearch, SearchDue
from sellerhub.core.access import SYSTEM
from sellerhub.core.work import open_reading
from tests.business.marketplace import a_shop, buyer, wants


async def found(shop, query: str) -> list[int]:
    async with open_reading(shop.seller) as look:
        ids, _, _ = await finding.page_of_found(look, QueueFilter(tab=Tab.ALL, query=query), "", 100, {"unpaid": 10})
        return ids


async def rows() -> tuple[int, int]:
    """How many wait, and how many can be found."""
    async with open_reading(SYSTEM) as look:
        waiting = (await look.session.execute(select(SearchDue.order_ids))).scalars().all()
        found = (await look.session.execute(select(func.count()).select_from(OrderSearch))).scalar_one()
        return len(",".join(waiting).split(",")) if waiting else 0, found


async def buy(shop, n: int) -> list[int]:
    placed = await asyncio.gather(*(place(buyer(name="Selin Kaya"), wants((shop.variants[0], 1, shop.price_minor))) for _ in range(n)))
    return [each.orders[0].order_id for each in placed]


async def test_an_order_is_found_whole_at_once_and_by_its_words_after_indexing(office):
    shop = await a_shop(office)
    placed = await place(buyer(name="Selin Kaya"), wants((shop.variants[0], 1, shop.price_minor)))
    order = placed.orders[0]
    async with open_reading(shop.seller) as look:
        assert await finding.find_whole(look, order.number) == [order.order_id]
    assert await found(shop, "selin kaya") == []
    assert await indexing.index_due() == 1
    assert await found(shop, "selin kaya") == [order.order_id]
    assert await found(shop, "amphora") == [order.order_id]
    assert await indexing.index_due() == 0


async def test_workers_share_what_waits_and_nothing_is_indexed_twice_or_lost(office):
    shop = await a_shop(office, stock=1_000)
    ids = await buy(shop, 250)
    moved = await asyncio.gather(*(indexing.index_due() for _ in range(4)))
    await indexing.index_all()
    assert sum(moved) <= 250
    assert await rows() == (0, 250)
    async with open_reading(SYSTEM) as look:
        assert sorted((await look.session.execute(select(OrderSearch.id))).scalars()) == sorted(ids)


async def test_what_fails_halfway_waits_on(office):
    shop = await a_shop(office)
    await buy(shop, 3)

    class Killed(BaseException):
        pass

    class Dying:
        """The office's database, whose transaction dies before its commit."""

        is_sqlite = office.database.is_sqlite

        def writing(self, priority):
            return self

        async def __aenter__(self):
            self._inner = office.database.writing()
            return await self._inner.__aenter__()

        async def __aexit__(self, *_):
            killed = Killed()
            await self._inner.__aexit__(Killed, killed, None)
            raise killed

    class Place:
        database = Dying()

    with pytest.raises(Killed):
        await indexing.index_due(Place())
    assert await rows() == (3, 0)
    await indexing.index_all()
    assert await rows() == (0, 3)


async def test_a_running_worker_makes_it_findable_within_a_second(office):
    shop, stop = await a_shop(office), asyncio.Event()
    running = asyncio.create_task(indexing.keep_indexing(stop))
    await asyncio.sleep(0.05)
    [order_id] = await buy(shop, 1)
    async with asyncio.timeout(1):
        while await found(shop, "kaya") != [order_id]:  # noqa: ASYNC110 the row is on its way
            await asyncio.sleep(0.02)
    stop.set()
    running.cancel()
