"""What happens while nobody looks: a shop, its orders and its LIVE, made by another process on the site's own database."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from sellerhub.business.catalog.queries import sellables
from sellerhub.business.live import actions as lives
from sellerhub.business.orders.lane import place
from sellerhub.business.people import actions as people
from sellerhub.business.people.queries import hash_of
from sellerhub.core import clock, work
from sellerhub.core.access import GUEST, SYSTEM
from sellerhub.core.work import Office, open_reading, open_work
from sellerhub.wiring import wire
from tests.browser.site import Site
from tests.business.marketplace import TestShop, a_shop, buyer, wants

T = TypeVar("T")


def elsewhere(site: Site, doing: Callable[[Office], Awaitable[T]]) -> T:
    """Run a coroutine in another thread with its own office on the site's database: as another worker would."""
    found = {}

    async def run():
        office = await Office.open(site.settings)
        wire(office)
        work.open_office(office)
        try:
            found["answer"] = await doing(office)
        finally:
            work.open_office(None)
            await office.close()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    thread.join(60)
    return found["answer"]


def key_of(handle: str) -> str:
    """What the owner's session cookie of a shop made by `opens` holds."""
    return f"{handle}-journey".ljust(43, "x")


def opens(site: Site, handle: str) -> TestShop:
    """A shop with three products and plenty of stock, whose owner is signed in."""

    async def make(office):
        shop = await a_shop(office, handle=handle, stock=1_000, variants=101)
        async with open_work(SYSTEM) as doing:
            await people.start_session(doing, shop.seller.account_id, hash_of(key_of(handle)), "Test")
        return shop

    return elsewhere(site, make)


def sells(site: Site, shop: TestShop, name: str, live_id: str = "") -> None:
    """Somebody of that name buys one piece, to be paid at the door; in the LIVE if one is given."""

    async def buy(office):
        source = {"live_id": int(live_id), "source": "live"} if live_id else {}
        await place(buyer(name=name), wants((shop.variants[0], 1, shop.price_minor), payment="cod", **source))

    elsewhere(site, buy)


def airs(site: Site, shop: TestShop) -> str:
    """The shop is LIVE with its products, the first one pinned. Returns the LIVE's id."""

    async def go(office):
        async with open_reading(GUEST) as look:
            products = tuple(dict.fromkeys(each.product_id for each in (await sellables(look, shop.variants)).values()))
        async with open_work(shop.seller) as doing:
            live_id = await lives.plan(doing, "Staying right", clock.now() + timedelta(hours=1), product_ids=products)
        for act in (lives.go_live, lives.pin_next):
            async with open_work(shop.seller) as doing:
                await act(doing, live_id)
        return str(live_id)

    return elsewhere(site, go)


def pins_next(site: Site, shop: TestShop, live_id: str) -> None:
    async def pin(office):
        async with open_work(shop.seller) as doing:
            await lives.pin_next(doing, int(live_id))

    elsewhere(site, pin)


def says(site: Site, live_id: str, *words: str) -> None:
    """Buyers' comments on a LIVE, each by somebody else."""

    async def comment(office):
        for each in words:
            async with open_work(buyer(name="Zeynep Kaya")) as doing:
                await lives.comment(doing, int(live_id), each)

    elsewhere(site, comment)
