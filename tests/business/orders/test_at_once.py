"""PostgreSQL takes a batch in one statement when there is enough of everything; it writes what the careful way writes."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, text

from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.inventory.tables import Hold, Stock
from sellerhub.business.orders import batch
from sellerhub.business.orders import lane as orders_lane
from sellerhub.business.orders.checks import recount
from sellerhub.business.orders.errors import KeyReused
from sellerhub.business.orders.lane import CheckoutLane, place
from sellerhub.business.orders.queue.search import SearchDue
from sellerhub.business.orders.tables import CartLine, CheckoutKey, Order, OrderCount, OrderLine
from sellerhub.core.access import SYSTEM
from sellerhub.core.bus import DueReaction
from sellerhub.core.event_log import EventRow
from sellerhub.core.ids import new_id
from sellerhub.core.work import open_reading, open_work
from tests.business.marketplace import a_shop, buyer, wants

WRITTEN = (Order, OrderLine, SearchDue, Hold, EventRow, DueReaction, CheckoutKey, CartLine, Stock, OrderCount)


@pytest.fixture
def ways(office, monkeypatch) -> list[str]:
    """Which way each batch went."""
    if office.database.is_sqlite:
        pytest.skip("SQLite has one way")
    taken, at_once = [], batch._run_at_once

    async def seen(*arguments):
        outcome = await at_once(*arguments)
        taken.append("carefully" if outcome is None else "at once")
        return outcome

    monkeypatch.setattr(batch, "_run_at_once", seen)
    return taken


async def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of the tables that a checkout writes, with ids and times as their places among all ids and times."""
    async with open_reading(SYSTEM) as work:
        tables = {each.__tablename__: (await work.session.execute(select(each.__table__))).mappings().all() for each in WRITTEN}
    return {name: [dict(row) for row in rows] for name, rows in tables.items()}


async def buy_of_all_kinds(shop, other) -> None:
    elif_, okan = buyer(1, "Elif"), buyer(2, "")
    async with open_work(SYSTEM) as work:
        work.session.add(CartLine(buyer_id=1, variant_id=shop.variants[0], quantity=1, seen_minor=1, added_at=work.now))
    await asyncio.gather(
        place(elif_, wants((shop.variants[0], 2, shop.price_minor), key="of-elif-1", from_cart=True)),
        place(okan, wants((shop.variants[1], 1, shop.price_minor), key="of-okan-1", payment="cod", live_id=77, source="live")),
        place(okan, wants((shop.variants[0], 1, shop.price_minor), (other.variants[0], 3, other.price_minor), key="of-okan-2")),
    )


async def test_both_ways_write_the_same(office, ways, monkeypatch):
    shop, other = await a_shop(office, variants=2), await a_shop(office, "cini", price_minor=10_000)
    async with open_work(SYSTEM) as work:
        await work.session.execute(DueReaction.__table__.delete())  # of opening the shops
    before = await everything()
    await buy_of_all_kinds(shop, other)
    assert ways == ["at once"]
    at_once = await everything()
    async with open_work(SYSTEM) as work:  # back to the start
        for table in WRITTEN:
            if table is not EventRow and table is not Stock:
                await work.session.execute(table.__table__.delete())
        await work.session.execute(EventRow.__table__.delete().where(EventRow.kind == "OrdersPlaced"))
        await work.session.execute(text("UPDATE stock SET available = available + held + sold, held = 0, sold = 0"))
    assert (await everything())["stock"] == before["stock"]

    async def never(*_):
        return None

    monkeypatch.setattr(batch, "_run_at_once", never)
    await buy_of_all_kinds(shop, other)
    carefully = await everything()
    assert {name: alike(rows) for name, rows in carefully.items()} == {name: alike(rows) for name, rows in at_once.items()}
    async with open_reading(SYSTEM) as work:
        assert await recount(work) == []


def alike(rows: list[dict[str, Any]]) -> list[str]:
    """Rows without what differs each time: ids of rows, order numbers, times."""

    def kept(value: Any, name: str) -> Any:
        if isinstance(value, dict):
            return {key: kept(each, key) for key, each in value.items()}
        fresh = name in ("id", "order_id", "group_id", "subject_id", "event_id", "number", "digest") or name.endswith("_at") or name == "at"
        return (value is None) if fresh else str(value).count(",") if name == "order_ids" else value

    return sorted(str(kept(row, "")) for row in rows)


async def test_the_last_unit_is_taken_carefully_and_told(office, ways):
    shop = await a_shop(office, stock=3)
    wanted = shop.variants[0], 1, shop.price_minor
    await place(buyer(), wants(wanted))
    await asyncio.gather(place(buyer(), wants(wanted)), place(buyer(), wants(wanted)))
    assert ways == ["at once", "carefully"]
    async with open_reading(SYSTEM) as work:
        kinds = (await work.session.execute(select(EventRow.kind).where(EventRow.kind == "SoldOutNow"))).scalars().all()
        assert kinds == ["SoldOutNow"]
        assert (await work.session.execute(select(Stock.available, Stock.held))).one() == (0, 3)


async def test_two_processes_with_one_key_make_one_order(office, ways):
    shop = await a_shop(office, stock=1_000)
    somebody, lanes = buyer(), [CheckoutLane(office) for _ in range(4)]
    for _ in range(10):
        wanted = wants((shop.variants[0], 1, shop.price_minor))
        answers = await asyncio.gather(*(lane.place(somebody, wanted) for lane in lanes))
        assert len({each.group_id for each in answers}) == 1
    assert "carefully" in ways
    async with open_reading(SYSTEM) as work:
        assert len((await work.session.execute(select(Order.id))).all()) == 10
        assert await recount(work) == []


async def test_processes_that_sell_the_same_things_in_another_order_all_finish(office, ways):
    shop = await a_shop(office, stock=60, variants=8)
    lanes = [CheckoutLane(office) for _ in range(4)]

    async def buy(n: int) -> bool:
        variants = [shop.variants[(n + i) % 8] for i in range(3)]
        basket = [(each, 1, shop.price_minor) for each in (variants if n % 2 else variants[::-1])]
        try:
            return bool(await lanes[n % 4].place(buyer(new_id()), wants(*basket)))
        except SoldOut:
            return False

    bought = await asyncio.gather(*(buy(n) for n in range(240)))
    assert sum(bought) <= 160
    async with open_reading(SYSTEM) as work:
        assert await recount(work) == []
        levels = (await work.session.execute(select(Stock.available, Stock.held))).all()
        assert all(available >= 0 and available + held == 60 for available, held in levels)
        assert sum(held for _, held in levels) == 3 * sum(bought)


async def test_a_repeat_is_looked_up_by_who_answered_it_and_found_by_failing_elsewhere(office, ways):
    shop, somebody, key = await a_shop(office, stock=100), buyer(), "of-elif-1"
    lane = CheckoutLane(office)
    first = await lane.place(somebody, wants((shop.variants[0], 1, shop.price_minor), key=key))
    assert await lane.place(somebody, wants((shop.variants[0], 1, shop.price_minor), key=key)) == first
    assert ways == ["at once", "at once"]
    elsewhere = CheckoutLane(office)
    for expected in ("carefully", "at once"):
        assert await elsewhere.place(somebody, wants((shop.variants[0], 1, shop.price_minor), key=key)) == first
        assert ways[-1] == expected
    with pytest.raises(KeyReused):
        await CheckoutLane(office).place(somebody, wants((shop.variants[0], 2, shop.price_minor), key=key))


async def test_only_the_latest_answers_are_remembered(office, monkeypatch):
    monkeypatch.setattr(orders_lane, "ANSWERED", 3)
    shop, lane = await a_shop(office, stock=100), CheckoutLane(office)
    for n in range(5):
        await lane.place(buyer(7), wants((shop.variants[0], 1, shop.price_minor), key=f"of-seven-{n}"))
    assert list(lane._answered) == ["7:of-seven-2", "7:of-seven-3", "7:of-seven-4"]
