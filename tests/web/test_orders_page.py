"""The order queue as its tabs see it: what is pushed, to whom, how much of it, and what a click does."""

import asyncio
import contextlib
import itertools
import json

import pytest
from reflex_base.event import Event
from reflex_base.utils import format as reflex_format

from sellerhub.business.fulfilment.queries import KnownParcels
from sellerhub.business.orders import actions as orders
from sellerhub.business.orders.lane import place
from sellerhub.business.orders.queue.ports import Parcels
from sellerhub.business.orders.tables import Order
from sellerhub.business.people import actions as people
from sellerhub.business.people.queries import hash_of
from sellerhub.business.shop import actions as shops
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Role
from sellerhub.core.work import open_reading, open_work
from sellerhub.web.pages.seller.orders.state import AT_ONCE, COUNTED, OrdersState
from sellerhub.web.shell.state import ShellState
from tests.business.marketplace import TestShop, a_shop, buyer, wants
from tests.business.orders.queue import made
from tests.web.tabs import Browser, Tab, name_of, until


@pytest.fixture
async def browser(office):
    office.use(Parcels, KnownParcels())
    async with Browser() as browser:
        yield browser


async def key_of(account_id: int) -> str:
    """A session for somebody, as if they had signed in."""
    key = f"key-of-{account_id}".ljust(43, "x")
    async with open_work(SYSTEM) as work:
        await people.start_session(work, account_id, hash_of(key), "Test")
    return key


async def staff(shop: TestShop, role: Role) -> str:
    async with open_work(SYSTEM) as work:
        account_id = await people.sign_up(work, f"{role}@shop.example", "nine green herons", role.title())
    async with open_work(shop.seller) as work:
        await shops.add_member(work, account_id, role)
    return await key_of(account_id)


@contextlib.asynccontextmanager
async def open_at(browser: Browser, key: str, path: str = "/seller/orders"):
    """A tab with the queue open and its first page read."""
    tab = browser.tab(key)
    tab.path = path
    await tab.hydrate()
    event = Event(name=name_of(OrdersState.watch), router_data=tab._router(), payload={})
    await browser.processor.enqueue(tab.token, event)

    async def loaded():
        return (await tab.state(OrdersState)).loaded

    await until(loaded)
    tab.deltas.clear()
    yield tab


def count(tab: Tab, name: str) -> str:
    """As the tab was last told."""
    told = [value for delta in tab.deltas for vars_ in delta.values() for var, value in vars_.items() if var.startswith("counts")]
    return told[-1][COUNTED.index(name)] if told else ""


def pushes(tab: Tab) -> list:
    """What the tab was sent since: every `push` in order."""
    name = OrdersState.get_full_name()
    found = [vars_ for delta in tab.deltas for state, vars_ in delta.items() if state == name]
    return [value for vars_ in found for var, value in vars_.items() if var.startswith("push") and value.seq]


async def told(tab: Tab, orders_wanted: int) -> list:
    async def enough():
        return sum(len(push.came) for push in pushes(tab)) >= orders_wanted

    await until(enough)
    return [row for push in pushes(tab) for row in push.came]


async def buy(shop: TestShop, n: int = 1, payment: str = "cod", **more):
    for _ in range(n):
        await place(buyer(name="Zeynep Kaya"), wants((shop.variants[0], 1, shop.price_minor), payment=payment, **more))


@pytest.mark.covers("OR-01")
async def test_a_new_order_appears_in_every_open_tab_with_its_counts_and_nothing_else_is_sent(browser, office):
    shop = await a_shop(office)
    key = await key_of(shop.seller.account_id)
    async with open_at(browser, key) as one, open_at(browser, key, "/seller/orders?tab=all") as two:
        await buy(shop)
        for tab in (one, two):
            (row,) = await told(tab, 1)
            assert (row.buyer, row.status, row.total) == ("Zeynep Kaya", "on_hold", "₺1,539.90")
            assert (count(tab, "on_hold"), count(tab, "all")) == ("1", "1")
            assert not [vars_ for delta in tab.deltas for vars_ in delta.values() for var in vars_ if var.startswith("page")]


async def test_a_server_that_was_started_again_is_not_taken_for_one_whose_page_is_known(office):
    """The browser draws a page when its number is another one; a new server knows nothing of the numbers before."""
    office.use(Parcels, KnownParcels())
    shop = await a_shop(office)
    key, numbers = await key_of(shop.seller.account_id), []
    for _ in range(2):
        async with Browser() as server, open_at(server, key) as tab:
            numbers.append((await tab.state(OrdersState)).page.seq)
    assert numbers[0] < numbers[1] < 2**53


async def test_a_push_is_little_more_than_the_rows_it_brings(browser, office):
    shop = await a_shop(office)
    async with open_at(browser, await key_of(shop.seller.account_id)) as tab:
        await buy(shop)
        rows = await told(tab, 1)
        pushed = [delta for delta in tab.deltas if any(var.startswith("push") for vars_ in delta.values() for var in vars_)]
        sent = len(reflex_format.json_dumps(pushed[0]))
        alone = len(reflex_format.json_dumps(rows[0]))
        assert sent / alone <= 2


async def test_none_of_a_burst_is_missed_and_none_comes_twice(browser, office):
    shop = await a_shop(office, stock=100)
    async with open_at(browser, await key_of(shop.seller.account_id)) as tab:
        await asyncio.gather(*(buy(shop) for _ in range(40)))
        rows = await told(tab, 40)
        assert len({row.id for row in rows}) == len(rows) == 40
        sent = pushes(tab)
        assert len(sent) < 40, "a burst is merged"
        assert all(later.since == earlier.last for earlier, later in itertools.pairwise(sent)), "the browser can see a gap"


async def test_a_browser_that_missed_a_push_gets_what_it_missed(browser, office):
    shop = await a_shop(office)
    async with open_at(browser, await key_of(shop.seller.account_id)) as tab:
        before = (await tab.state(OrdersState)).page.last
        await buy(shop, 2)
        await told(tab, 2)
        tab.deltas.clear()
        await tab.send(OrdersState.catch_up, last=before)
        (again,) = pushes(tab)
        assert again.since == before
        assert len(again.came) == 2


async def test_what_others_do_to_an_order_changes_its_row_in_place(browser, office):
    shop = await a_shop(office)
    await buy(shop)
    async with open_reading(shop.seller) as look:
        order = (await look.session.execute(look.mine(Order))).scalar_one()
    async with open_at(browser, await key_of(shop.seller.account_id), "/seller/orders?tab=on_hold") as tab:
        async with open_work(shop.seller) as work:
            await orders.cancel_as_seller(work, order.id, "out_of_stock")

        async def changed():
            return any(row.status == "cancelled" for push in pushes(tab) for row in push.changed)

        await until(changed)
        assert not any(push.came for push in pushes(tab))
        assert count(tab, "cancelled") == "1"


async def test_a_filtered_view_is_not_disturbed_but_its_counts_stay_right(browser, office):
    shop = await a_shop(office)
    async with open_at(browser, await key_of(shop.seller.account_id), "/seller/orders?source=video") as tab:
        await buy(shop)

        async def counted():
            return count(tab, "all") == "1"

        await until(counted)
        assert not any(push.came for push in pushes(tab))


async def test_another_shops_orders_never_reach_a_tab(browser, office):
    ours, theirs = await a_shop(office), await a_shop(office, handle="ada")
    async with open_at(browser, await key_of(ours.seller.account_id)) as tab:
        await buy(theirs)
        await buy(ours)
        assert {row.number for row in await told(tab, 1)} == {await _number_of(ours)}
        assert count(tab, "all") == "1"


async def _number_of(shop: TestShop) -> str:
    async with open_reading(shop.seller) as look:
        return (await look.session.execute(look.mine(Order, Order.number))).scalar_one()


async def test_a_reload_shows_what_happened_meanwhile(browser, office):
    shop = await a_shop(office)
    key = await key_of(shop.seller.account_id)
    async with open_at(browser, key, "/seller/orders?tab=all"):
        pass
    await buy(shop, 3)
    async with open_at(browser, key, "/seller/orders?tab=all") as again:
        assert len((await again.state(OrdersState)).page.rows) == 3


async def test_pages_follow_each_other_and_only_the_next_one_is_sent(browser, office):
    await made.write([made.order(n) for n in range(1, 121)])
    async with open_work(SYSTEM) as work:
        account_id = await people.sign_up(work, "elif@shop.example", "nine green herons", "Elif")
        await people.join_shop(work, made.SHOP, account_id, Role.OWNER)
    with clock.frozen(made.NOW):
        async with open_at(browser, await key_of(account_id)) as tab:
            first = (await tab.state(OrdersState)).page
            await tab.send(OrdersState.more, after=first.after)
            second = (await tab.state(OrdersState)).page
            await tab.send(OrdersState.more, after=second.after)
            third = (await tab.state(OrdersState)).page
    assert [first.first, second.first, third.first] == [True, False, False]
    assert [len(each.rows) for each in (first, second, third)] == [50, 50, 20]
    assert [row.id for page in (first, second, third) for row in page.rows] == [str(n) for n in range(1, 121)]
    assert third.after == ""


@pytest.mark.covers("OR-02")
async def test_every_tab_has_its_address_and_filters_go_with_it(browser, office):
    shop = await a_shop(office)
    async with open_at(browser, await key_of(shop.seller.account_id), "/seller/orders?source=live&due=next_24h") as tab:
        shown = (await tab.state(OrdersState)).shown
        assert shown.links["shipped"] == "/seller/orders?tab=shipped&source=live"
        assert shown.links["awaiting_label"] == "/seller/orders?stage=awaiting_label&source=live&due=next_24h"
        assert shown.source_names == "LIVE"
        await tab.send(OrdersState.choose_source, source="creator")
        assert _went_to(tab) == "/seller/orders?source=live,creator&due=next_24h"
        await tab.send(OrdersState.drop, name="source")
        assert _went_to(tab) == "/seller/orders?due=next_24h"
        await tab.send(OrdersState.search, form={"q": " kaya "})
        assert _went_to(tab) == "/seller/orders?source=live&due=next_24h&q=kaya"
        await tab.send(OrdersState.choose_sort, sort="-total")
        assert _went_to(tab) == "/seller/orders?sort=-total&source=live&due=next_24h"


def _went_to(tab: Tab) -> str:
    return json.loads(json.dumps([event.payload["path"] for event in tab.events if event.name == "_redirect"]))[-1]


@pytest.mark.covers("OR-05")
async def test_many_orders_are_confirmed_at_once_and_what_cannot_be_is_counted(browser, office):
    shop = await a_shop(office)
    await buy(shop, 2)
    async with open_work(SYSTEM) as work:
        found = (await work.session.execute(work.across_shops(Order, why="test"))).scalars().all()
        found[0].status = "awaiting_shipment"
    ids = [str(order.id) for order in found]
    async with open_at(browser, await staff(shop, Role.PACKER), "/seller/orders?tab=all") as tab:
        await tab.send(OrdersState.confirm_orders, order_ids=[*ids, "7"], everything=False)
        toast = (await tab.state(ShellState)).toast
    async with open_reading(shop.seller) as look:
        confirmed = {order.id: order.confirmed_at for order in (await look.session.execute(look.mine(Order))).scalars()}
    assert confirmed[found[0].id] is not None
    assert confirmed[found[1].id] is None
    assert not browser.problems
    assert (toast.key, dict(toast.args)) == ("orders.some_confirmed", {"n": 1, "left": 2})


async def test_finance_sees_orders_but_confirms_none(browser, office):
    shop = await a_shop(office)
    await buy(shop)
    async with open_at(browser, await staff(shop, Role.FINANCE)) as tab:
        assert (await tab.state(OrdersState)).may.ship is False
        await tab.send(OrdersState.confirm_orders, order_ids=["1"], everything=True)
        assert [type(each).__name__ for each in browser.problems] == ["NotPermitted"]
    assert AT_ONCE == 600
