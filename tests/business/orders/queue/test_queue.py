"""The order list: what a view holds, in which order, page by page, and what it costs in reads."""

import contextlib
from datetime import timedelta

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.dialects import sqlite

from sellerhub.business.orders.queue import board, finding, looking, queries
from sellerhub.business.orders.queue.filter import Due, QueueFilter, Sort, Stage, Tab
from sellerhub.business.orders.queue.ports import NoParcels, ParcelBrief, Parcels
from sellerhub.business.orders.queue.search import OrderSearch
from sellerhub.business.orders.tables import Order
from sellerhub.core import clock
from sellerhub.core.access import GUEST, SYSTEM, Role
from sellerhub.core.errors import NotPermitted, NotSignedIn
from sellerhub.core.work import open_reading, open_work
from tests.business.orders.queue.made import NOW, OTHER_SHOP, SHOP, order, seller, write

STATUSES = (
    "unpaid", "on_hold", "awaiting_shipment", "partially_shipped", "awaiting_collection",
    "in_transit", "delivered", "completed", "cancelled",
)  # fmt: skip


@pytest.fixture(autouse=True)
def evening(office):
    office.use(Parcels, NoParcels())
    with clock.frozen(NOW):
        yield


@contextlib.contextmanager
def counting(office):
    """The statements that reach the database inside the block."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    engine = office.database.reader.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def _all_ids(wanted: QueueFilter, size: int = 7) -> list[int]:
    """Every id of a view, walked page by page."""
    found: list[int] = []
    async with open_reading(seller()) as look:
        page = (await queries.order_queue(look, wanted, size)).page
        while True:
            found += [int(row.id) for row in page.rows]
            if not page.after:
                return found
            assert len(page.rows) == size
            page = await queries.queue_page(look, wanted, page.after, size)


async def test_a_tab_holds_its_statuses_and_counts_come_from_counters(office):
    await write([order(n, status=STATUSES[n % 9]) for n in range(1, 46)])
    async with open_reading(seller()) as look:
        queue = await queries.order_queue(look, QueueFilter())
    assert {row.status for row in queue.page.rows} == {"awaiting_shipment", "partially_shipped", "awaiting_collection"}
    assert queue.counts["to_ship"] == 15
    assert queue.counts["all"] == 45
    assert queue.counts["ready_for_pickup"] == 5
    assert await _all_ids(QueueFilter(stage=Stage.READY_FOR_PICKUP)) == [n for n in range(1, 46) if n % 9 == 4]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", list(Sort))
async def test_every_page_of_every_sort_follows_on_without_gap_or_repeat(office, sort, descending):
    # equal keys and missing deadlines are where a cursor goes wrong
    orders = [order(n, status=STATUSES[n % 9], total=1000 + n % 3, placed_at=NOW - timedelta(minutes=n % 5)) for n in range(1, 60)]
    await write(orders)

    def key(each):
        far = each["ship_by_at"] or NOW + timedelta(days=10_000)
        return ({Sort.SHIP_BY: far, Sort.PLACED: each["placed_at"], Sort.TOTAL: each["total_minor"]}[sort], each["id"])

    expected = [each["id"] for each in sorted(orders, key=key, reverse=descending)]
    assert await _all_ids(QueueFilter(tab=Tab.ALL, sort=sort, descending=descending)) == expected


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_a_page_of_orders_is_looked_up_by_their_ids_and_not_found_by_walking_the_shop(office):
    """SQLite keeps no statistics: of an index that starts with the shop it believes that few orders follow."""
    async with open_reading(seller()) as look:
        asked = look.mine(Order).where(Order.id.in_(range(1, 52)))
        sql = str(asked.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
        plan = [row[-1] for row in await look.session.execute(text("EXPLAIN QUERY PLAN " + sql))]
    assert plan == ["SEARCH shop_order USING INDEX ix_shop_order_shop (shop_id=? AND id=?)"]


async def test_filters_leave_out_what_they_say(office):
    await write(
        [
            order(1, source="live", live_id=77),
            order(2, source="live", live_id=78, payment_method="cod"),
            order(3, source="video", ship_by_at=NOW - timedelta(minutes=1)),
            order(4, ship_by_at=NOW + timedelta(hours=1)),
            order(5, ship_by_at=NOW + timedelta(hours=23), cancel_requested_at=NOW),
            order(6, ship_by_at=NOW + timedelta(hours=25), arrange_by_at=NOW + timedelta(hours=90)),
            order(7, status="completed", source="live", ship_by_at=NOW - timedelta(days=9)),
        ]
    )
    assert await _all_ids(QueueFilter(sources=("live",))) == [1, 2]
    assert await _all_ids(QueueFilter(payments=("cod",))) == [2]
    assert await _all_ids(QueueFilter(tab=Tab.ALL, live_id=77)) == [1]
    assert await _all_ids(QueueFilter(due=Due.OVERDUE)) == [3]
    assert await _all_ids(QueueFilter(tab=Tab.ALL, due=Due.OVERDUE)) == [3]
    assert 5 in await _all_ids(QueueFilter(due=Due.NEXT_24_H))
    assert 6 not in await _all_ids(QueueFilter(due=Due.NEXT_24_H))
    assert await _all_ids(QueueFilter(asked_to_cancel=True)) == [5]
    async with open_reading(seller()) as look:
        assert (await queries.how_many(look, QueueFilter(sources=("live",)))).n == 2
        assert (await queries.how_many(look, QueueFilter(tab=Tab.COMPLETED))).n == 1
        counted = await board.action_board(look)
    assert (counted.overdue, counted.asked_to_cancel) == (1, 1)
    assert counted.ship_soon == len(await _all_ids(QueueFilter(due=Due.NEXT_24_H)))
    assert counted.auto_cancelling == len(await _all_ids(QueueFilter(due=Due.AUTO_CANCEL)))


async def test_another_shop_never_appears(office):
    await write([order(1), order(2, shop_id=OTHER_SHOP, source="live"), order(3, shop_id=OTHER_SHOP)])
    for wanted in (QueueFilter(tab=Tab.ALL), QueueFilter(tab=Tab.ALL, query="simsek"), QueueFilter(tab=Tab.ALL, query="SH-250002")):
        assert set(await _all_ids(wanted)) <= {1}
    async with open_reading(seller()) as look:
        assert await queries.order_rows(look, [2, 3]) == []


async def test_only_who_may_see_orders_reads_the_list(office):
    await write([order(1)])
    async with open_reading(seller(role=Role.BUYER)) as look:
        with pytest.raises(NotPermitted):
            await queries.order_queue(look, QueueFilter())
    async with open_reading(GUEST) as look:
        with pytest.raises(NotSignedIn):
            await queries.tab_counts(look)


@pytest.mark.parametrize("small", [looking.SMALL_SHOP, 0], ids=["a small shop", "a large shop"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SH-250002", [2]),
        ("sh-250001, SH-250003\nSH-259999", [3, 1]),
        ("50002", [2]),
        ("+90 532 000 11 22", [4, 2, 1]),
        ("0001122", [4, 2, 1]),
        ("demir", [3]),
        ("AYŞE gül", [3]),
        ("ay izmir", [3]),
        ("ay", [3]),
        ("王伟", [4]),
        ("nobody", []),
    ],
)
async def test_identifiers_first_then_fragments_and_names(office, monkeypatch, small, query, expected):
    monkeypatch.setattr(looking, "SMALL_SHOP", small)
    monkeypatch.setattr(looking, "SMALL_VIEW", 0)
    other = {"name": "", "city": "İzmir", "phone": "+905550009988"}
    await write([order(1), order(2), order(3, buyer_name="Ayşe Gül Demir", address=other), order(4, buyer_name="王伟")])
    assert await _all_ids(QueueFilter(tab=Tab.ALL, query=query), size=2) == expected
    async with open_reading(seller()) as look:
        counted = await queries.how_many(look, QueueFilter(tab=Tab.ALL, query=query))
    assert (counted.n, counted.or_more) == (len(expected), False)


async def test_a_search_keeps_to_its_tab_and_filters(office):
    await write([order(1), order(2, status="completed"), order(3, source="live")])
    assert await _all_ids(QueueFilter(query="simsek")) == [3, 1]
    assert await _all_ids(QueueFilter(query="simsek", sources=("live",))) == [3]
    assert await _all_ids(QueueFilter(query="SH-250002")) == []


async def test_a_search_says_when_it_did_not_look_at_everything(office, monkeypatch):
    monkeypatch.setattr(finding, "MOST_LOOKED_AT", 10)
    monkeypatch.setattr(looking, "SMALL_VIEW", 0)
    await write([order(n, status="completed" if n > 5 else "awaiting_shipment") for n in range(1, 31)])
    async with open_reading(seller()) as look:
        page = (await queries.order_queue(look, QueueFilter(query="simsek"))).page
        whole = (await queries.order_queue(look, QueueFilter(tab=Tab.ALL, query="simsek"), size=3)).page
    assert page.rows == []
    assert page.partial
    assert (len(whole.rows), whole.partial) == (3, False)


async def test_tracking_numbers_find_orders_through_fulfilment(office):
    class Tracked(NoParcels):
        async def of_orders(self, work, order_ids):
            return {2: ParcelBrief("Yurtiçi Kargo", "YK123456")}

        async def orders_tracked_by(self, work, tracking_numbers):
            return [2] if "YK123456" in tracking_numbers else []

    office.use(Parcels, Tracked())
    await write([order(1), order(2)])
    async with open_reading(seller()) as look:
        rows = (await queries.order_queue(look, QueueFilter(query="yk123456"))).page.rows
    assert [(row.id, row.carrier) for row in rows] == [("2", "Yurtiçi Kargo")]


async def test_the_buyers_city_is_masked_until_the_hold_is_over(office):
    await write([order(1, status="on_hold"), order(2)])
    async with open_reading(seller()) as look:
        held, shown = await queries.order_rows(look, [1, 2])
    assert (held.city, shown.city) == ("", "Antalya")


async def test_a_row_is_text_in_the_readers_language(office):
    await write([order(1, total=149_000)], lines=3)
    async with open_reading(seller()) as look:
        (row,) = await queries.order_rows(look, [1])
    assert (row.total, row.placed, row.number) == ("₺1,490.00", "Wed 14:43", "SH-250001")
    assert (row.more, row.photos) == (2, ["/media/0-64.webp", "/media/1-64.webp"])
    assert (row.placed_at, row.ship_by) == ("2025-11-19T11:43:00Z", "2025-11-21T11:43:00Z")


@pytest.mark.parametrize("rows", [3, 50])
async def test_a_page_costs_the_same_reads_however_many_rows(office, rows):
    await write([order(n) for n in range(1, 61)], lines=2)
    async with open_reading(seller()) as look:
        await look.session.connection()
        with counting(office) as seen:
            page = (await queries.order_queue(look, QueueFilter(), rows)).page
    assert len(page.rows) == rows
    assert len(seen) <= 7, seen
    assert not [each for each in seen if "OFFSET" in each.upper().replace("LIMIT ? OFFSET ?", "")]


async def test_news_name_what_came_and_what_changed_once(office):
    from sellerhub.business.orders.events import OrderConfirmed, OrderPaid, OrdersPlaced

    await write([order(1), order(2)])
    core = {
        "shop_id": SHOP, "buyer_id": 9, "group_id": 1, "live_id": None, "number": "SH-1", "total_minor": 1, "currency": "TRY",
        "item_count": 1, "title": "", "photo": "", "buyer_name": "", "city": "", "status": "on_hold", "payment_method": "cod",
    }  # fmt: skip
    async with open_reading(seller()) as look:
        start, seen = await queries.newest_event(look)
    async with open_work(SYSTEM.in_shop(SHOP)) as work:
        work.record(OrdersPlaced(SHOP, None, None, [2, 3]), OrderConfirmed(order_id=1, **core), OrderConfirmed(order_id=2, **core))
        work.record(OrdersPlaced(OTHER_SHOP, None, None, [9]))
    async with open_reading(seller()) as look:
        news, told = await queries.news_since(look, start, seen)
        assert (news.came, news.changed) == ([2, 3], [1])
        again, _ = await queries.news_since(look, news.last_event, told)
        assert (again.came, again.changed) == ([], [])
    async with open_work(SYSTEM.in_shop(SHOP)) as work:
        work.record(OrderPaid(order_id=1, **core))
    async with open_reading(seller()) as look:
        paid, _ = await queries.news_since(look, news.last_event, told)
        assert (paid.came, paid.changed) == ([1], []), "a sale is news where an unpaid order was none"


async def test_a_changed_address_is_found_by_the_new_one(office):
    await write([order(1)])
    async with open_work(SYSTEM) as work:
        await work.session.execute(update(OrderSearch).where(OrderSearch.id == 1).values(text="sh-250001 okan bursa"))
        await work.session.execute(update(Order).where(Order.id == 1).values(buyer_name="Okan"))
    assert await _all_ids(QueueFilter(query="antalya")) == []
    assert await _all_ids(QueueFilter(query="bursa")) == [1]
