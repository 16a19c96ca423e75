"""Two server processes on PostgreSQL and Redis are one program to everybody who looks."""

import asyncio
import contextlib
import http.client
import time
from functools import partial

import asyncpg
import pytest

from sellerhub.web.pages.seller.orders.state import OrdersState
from sellerhub.web.parts.checkout import CheckoutState
from tests.browser.site import Site, served
from tests.workers.tab import Tab, process_of, session_cookie

ADDRESS = {
    "name": "Zeynep Kurt",
    "phone": "0555 010 01 01",
    "line1": "Papatya Sk. 12",
    "city": "İzmir",
    "postcode": "35220",
    "country": "TR",
}
IN_STOCK = "SELECT v.id FROM variant v JOIN stock s ON s.id = v.id WHERE s.available > 5 ORDER BY v.id LIMIT 1"
CHECKOUT, ORDERS = CheckoutState.get_full_name(), OrdersState.get_full_name()


@pytest.fixture(scope="module")
def site(postgres_server, redis_server):
    with served(pages=False, workers=2, database_url=f"{postgres_server}/{_database(postgres_server)}", redis_url=redis_server) as running:
        yield running


def _database(server: str) -> str:
    async def create() -> None:
        connection = await asyncpg.connect(f"{server}/postgres")
        await connection.execute("CREATE DATABASE workers")
        await connection.close()

    asyncio.run(create())
    return "workers"


@pytest.fixture
async def one_tab_each(site: Site):
    """The seller's order queue, open once on each worker."""
    cookie = await session_cookie(site.url, "elif@demo.example")
    async with contextlib.AsyncExitStack() as stack:
        tabs: dict[int, Tab] = {}
        for _ in range(60):
            tab = await stack.enter_async_context(Tab(site.url, cookie, "/seller/orders"))
            tabs.setdefault(tab.worker, tab)
            if len(tabs) == 2:
                break
        assert len(tabs) == 2, f"60 connections all went to {list(tabs)}"
        for tab in tabs.values():
            await tab.until(lambda tab: tab.vars.get(ORDERS, {}).get(_rx("loaded")))
        yield tabs


def _rx(name: str) -> str:
    """Reflex marks the names of state vars."""
    return f"{name}_rx_state_"


async def _variant(site: Site) -> str:
    connection = await asyncpg.connect(site.settings.database_url)
    try:
        return str(await connection.fetchval(IN_STOCK))
    finally:
        await connection.close()


async def _on_worker(stack: contextlib.AsyncExitStack, site: Site, cookie: str, path: str, worker: int) -> Tab:
    for _ in range(60):
        tab = await stack.enter_async_context(Tab(site.url, cookie, path))
        if tab.worker == worker:
            return tab
    raise AssertionError(f"60 connections, none to {worker}")


async def test_an_order_placed_through_one_worker_appears_in_a_tab_of_the_other(site, one_tab_each):
    buyer = await session_cookie(site.url, "zeynep@demo.example")
    variant = await _variant(site)
    for far, near in (tuple(one_tab_each), tuple(one_tab_each)[::-1]):
        seller = one_tab_each[far]
        async with contextlib.AsyncExitStack() as stack:
            tab = await _on_worker(stack, site, buyer, "/cart", near)
            assert (tab.worker, seller.worker) == (near, far)
            await tab.until(lambda tab: CHECKOUT in tab.vars or tab.heard)
            await tab.send(f"{CHECKOUT}.open_sheet", variant_id=variant, live_id="")
            await tab.until(lambda tab: tab.vars.get(CHECKOUT, {}).get(_rx("open")))
            await tab.send(f"{CHECKOUT}.choose_payment", method="cod")
            await tab.send(f"{CHECKOUT}.submit", form=ADDRESS)
            before = time.monotonic()
            await tab.until(lambda tab: tab.vars.get(CHECKOUT, {}).get(_rx("stage")) == "done")
            number = _number(tab)
            await seller.until(partial(_heard, number))
            print(f"{number} placed on {near}, seen on {far} after {(time.monotonic() - before) * 1000:.0f} ms")


def _heard(number: str, tab: Tab) -> bool:
    return any(number in message for message in tab.heard)


def _number(tab: Tab) -> str:
    import re

    return re.search(r"SH-\d{6,}", str(tab.vars[CHECKOUT][_rx("placed")]))[0]


async def test_a_tab_that_reconnects_to_the_other_worker_is_the_same_tab(site, one_tab_each):
    """Its state lies in Redis: the token finds it from any worker."""
    first, second = one_tab_each
    cookie = one_tab_each[first].cookie
    async with contextlib.AsyncExitStack() as stack:
        async with Tab(site.url, cookie, "/seller/orders") as tab:
            await tab.until(lambda tab: tab.vars.get(ORDERS, {}).get(_rx("loaded")))
            token, was = tab.token, tab.worker
        for _ in range(60):
            again = Tab(site.url, cookie, "/seller/orders")
            again.token = token
            await stack.enter_async_context(again)
            await again.until(lambda tab: tab.heard)
            if again.worker != was and again.token == token:  # another token: the end of the first line was not yet known
                break
            await again.__aexit__()
        assert again.worker == (second if was == first else first)
        await again.until(lambda tab: tab.vars.get(ORDERS, {}).get(_rx("loaded")))


async def test_a_dead_line_is_let_go_whichever_worker_its_tab_tells(site, one_tab_each):
    (holder, tab), (other, _) = one_tab_each.items()
    assert await _is_a_copy(site, tab), "nobody said that its line is dead"
    assert tab.worker == holder
    assert await asyncio.to_thread(_post_to, site, other, "/line-lost", tab.line) == 204
    assert not await _is_a_copy(site, tab)


async def _is_a_copy(site: Site, tab: Tab) -> bool:
    """Whether who comes with this tab's token is taken for a second tab."""
    again = Tab(site.url, tab.cookie, "/seller/orders")
    again.token = tab.token
    async with again:
        await again.until(lambda tab: tab.heard)
        return again.token != tab.token


def _post_to(site: Site, worker: int, path: str, body: str) -> int:
    """POST through a connection that this worker has taken."""
    for _ in range(60):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", site.settings.port, timeout=10)) as connection:
            connection.request("GET", "/health")
            connection.getresponse().read()
            if process_of(connection.sock.getsockname()[1]) == worker:
                connection.request("POST", path, body, {"Sec-Fetch-Site": "same-origin"})
                return connection.getresponse().status
    raise AssertionError(f"60 connections, none to {worker}")
