"""The seller's home: today's figures, what waits, and a new shop's first steps."""

import pytest

from sellerhub.business.fulfilment.queries import KnownParcels
from sellerhub.business.orders.queue.ports import Parcels
from sellerhub.core.access import Role
from sellerhub.web.pages.seller.home.chart import draw, spark
from sellerhub.web.pages.seller.home.state import HomeState
from tests.business.marketplace import a_shop
from tests.web.tabs import Browser, until
from tests.web.test_orders_page import buy, key_of, staff


@pytest.fixture
async def browser(office):
    office.use(Parcels, KnownParcels())
    async with Browser() as browser:
        yield browser


async def opened(browser: Browser, key: str):
    from reflex_base.event import Event

    from tests.web.tabs import name_of

    tab = browser.tab(key)
    tab.path = "/seller"
    await tab.hydrate()
    await browser.processor.enqueue(tab.token, Event(name=name_of(HomeState.watch), router_data=tab._router(), payload={}))

    async def loaded():
        state = await tab.state(HomeState)
        assert not state.trouble
        return state.loaded

    await until(loaded)
    return tab


async def test_a_new_shop_sees_its_five_steps_and_then_its_first_sale(browser, office):
    shop = await a_shop(office)
    tab = await opened(browser, await key_of(shop.seller.account_id))
    state = await tab.state(HomeState)
    assert state.is_new
    assert {step.name: step.done for step in state.steps} == {
        "sender": False, "shipping": True, "product": True, "live": False, "order": False,
    }  # fmt: skip
    await buy(shop)

    async def sold():
        tiles = {tile.name: tile.value for tile in (await tab.state(HomeState)).tiles}
        return tiles["gmv"] == "₺1,540" and tiles["orders"] == "1"

    await until(sold)
    assert not (await tab.state(HomeState)).is_new


async def test_the_sender_address_and_the_fee_are_kept_together_or_not_at_all(browser, office):
    shop = await a_shop(office)
    tab = await opened(browser, await key_of(shop.seller.account_id))
    form = {
        "name": "Toprak Atölye", "phone": "+905320001122", "line1": "Moda Cd. 1", "line2": "", "city": "İstanbul", "region": "Kadıköy",
        "postcode": "34710", "country": "TR", "fee": "abc", "free_from": "",
    }  # fmt: skip
    await tab.send(HomeState.edit)
    await tab.send(HomeState.save, form=form)
    state = await tab.state(HomeState)
    assert "fee" in state.wrong
    assert not next(step.done for step in state.steps if step.name == "sender")
    await tab.send(HomeState.save, form=form | {"fee": "59,90"})
    state = await tab.state(HomeState)
    assert (state.editing, state.wrong) == (False, {})
    assert next(step.done for step in state.steps if step.name == "sender")


async def test_a_packer_sees_the_home_but_cannot_change_the_shop(browser, office):
    shop = await a_shop(office)
    tab = await opened(browser, await staff(shop, Role.PACKER))
    await tab.send(HomeState.edit)
    assert not (await tab.state(HomeState)).editing


def test_a_small_line_is_drawn_only_when_something_happened():
    assert spark([0, 0, 0]) == ""
    assert spark([0, 5, 10]) == "M0.0 14.5 L26.0 8.0 L52.0 1.5"


def test_the_chart_ends_at_this_minute():
    from datetime import UTC, datetime

    from sellerhub.business.orders.queue.today import DaySoFar, Today
    from sellerhub.core.money import Money

    tl = lambda minor: Money(minor, "TRY")  # noqa: E731
    day = DaySoFar(tl(300), tl(0), 2, 1, (tl(100), tl(300)))
    drawn = draw(Today(day, None, datetime(2025, 11, 20, tzinfo=UTC), "UTC"), 1.5, "en", "")
    assert drawn.today == "M44.0 212.0 L74.0 172.4 L89.0 93.2"
    assert (drawn.end_x, drawn.end_y, drawn.before) == ("89.0", "93.2", "")
