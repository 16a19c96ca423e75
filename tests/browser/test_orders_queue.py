"""The order queue in a real browser: what comes in while it is open, what waits, and what survives a cut."""

import asyncio
import re
import threading

import pytest
from playwright.sync_api import Page, expect

from sellerhub.business.orders.lane import place
from sellerhub.business.people import actions as people
from sellerhub.business.people.queries import hash_of
from sellerhub.core import work
from sellerhub.core.access import SYSTEM
from sellerhub.core.work import Office, open_work
from sellerhub.wiring import wire
from tests.business.marketplace import TestShop, a_shop, buyer, wants

pytestmark = pytest.mark.browser
KEY = "queue-journey".ljust(43, "x")


def elsewhere(site, doing):
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


@pytest.fixture(scope="module")
def shop(site) -> TestShop:
    async def make(office):
        shop = await a_shop(office, handle="journey", stock=1_000)
        async with open_work(SYSTEM) as doing:
            await people.start_session(doing, shop.seller.account_id, hash_of(KEY), "Test")
        return shop

    return elsewhere(site, make)


def sells(site, shop: TestShop, name: str) -> None:
    async def buy(office):
        await place(buyer(name=name), wants((shop.variants[0], 1, shop.price_minor), payment="cod"))

    elsewhere(site, buy)


def queue(page: Page, site, path: str = "/seller/orders?tab=all") -> Page:
    page.context.add_cookies([{"name": "sid", "value": KEY, "url": site.url}])
    page.goto(path)
    expect(page.locator("first-paint")).to_have_count(0)
    page.locator(".orderlist").wait_for()
    expect(page.locator(".skel-order")).to_have_count(0)
    return page


@pytest.mark.covers("OR-01", "OR-02")
def test_an_order_appears_by_itself_waits_while_something_is_selected_and_is_there_after_a_reload(open_page, site, shop):
    page = queue(open_page(), site)
    before = page.locator("tr[data-id]").count()
    sells(site, shop, "Zeynep Kaya")
    row = page.locator("tr.fresh", has_text="Zeynep Kaya").first
    expect(row.get_by_text("New", exact=True)).to_be_visible()
    expect(page.locator("tr[data-id]")).to_have_count(before + 1)
    expect(page.locator(".tabs a.on .n")).to_have_text(str(before + 1))
    expect(page.locator("tr.fresh")).to_have_count(0, timeout=10_000)  # it fades after six seconds

    page.locator("body").click(position={"x": 700, "y": 20})
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".bulk")).to_contain_text("1 selected")
    sells(site, shop, "Mert Yıldırım")
    pill = page.locator(".newpill")
    expect(pill).to_contain_text("1 new order. Show")
    expect(page.get_by_text("Mert Yıldırım")).to_have_count(0)
    pill.click()
    expect(page.locator("tr[data-id]").first).to_contain_text("Mert Yıldırım")
    page.keyboard.press("Escape")
    expect(page.locator(".bulk")).to_have_count(0)

    page.reload()
    expect(page.locator("tr[data-id]").first).to_contain_text("Mert Yıldırım")


def test_tabs_are_addresses_that_the_back_button_knows(open_page, site, shop):
    sells(site, shop, "Selin Çelik")
    page = queue(open_page(), site)
    page.locator(".tabs a", has_text="Completed").click()
    page.wait_for_url(re.compile("tab=completed"))
    expect(page.get_by_text("Nothing here now")).to_be_visible()
    page.go_back()
    expect(page.locator("tr[data-id]").filter(has_text="Selin Çelik").first).to_be_visible()


def test_two_tabs_and_a_cut_connection_are_right_again_without_help(open_page, site, shop):
    first, second = queue(open_page(), site), queue(open_page(), site)
    second.context.set_offline(True)
    second.evaluate("window.dispatchEvent(new Event('offline'))")
    sells(site, shop, "Burak Aydın")
    expect(first.locator("tr[data-id]").first).to_contain_text("Burak Aydın")
    second.context.set_offline(False)
    second.evaluate("window.dispatchEvent(new Event('online'))")
    expect(second.locator("tr[data-id]").first).to_contain_text("Burak Aydın", timeout=60_000)
    sells(site, shop, "Nazlı Öztürk")
    for page in (first, second):
        expect(page.locator("tr[data-id]").first).to_contain_text("Nazlı Öztürk", timeout=30_000)


@pytest.mark.covers("SV-10")
def test_on_a_phone_orders_are_cards_with_one_action_and_a_bulk_bar(open_page, site, shop):
    sells(site, shop, "Gizem Polat")
    page = queue(open_page(phone=True), site)
    card = page.locator("article.oc", has_text="Gizem Polat").first
    expect(card).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Select", exact=True).click()
    card.click()
    expect(page.locator(".bulk")).to_contain_text("1 selected")
    expect(page.locator("article.picked")).to_have_count(1)


def test_the_export_is_the_view_on_screen_and_holds_no_formula(open_page, site, shop):
    sells(site, shop, "=HYPERLINK(1)")
    page = queue(open_page(), site)
    answer = page.request.get("/seller/orders.csv?tab=all")
    assert answer.headers["content-type"].startswith("text/csv")
    lines = answer.text().splitlines()
    assert len(lines) == 1 + int(page.locator(".tabs a.on .n").inner_text())
    assert any("'=HYPERLINK(1)" in line for line in lines)
    assert not any(",=HYPERLINK" in line for line in lines)
