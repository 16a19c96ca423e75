"""The order queue in a real browser: what comes in while it is open, what waits, and what survives a cut."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import elsewhere
from tests.browser.elsewhere import sells
from tests.browser.steps import open_at, ready, sign_in
from tests.business.marketplace import TestShop

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shop(site) -> TestShop:
    return elsewhere.opens(site, "journey")


def queue(page: Page, site, path: str = "/seller/orders?tab=all") -> Page:
    page.context.add_cookies([{"name": "sid", "value": elsewhere.key_of("journey"), "url": site.url}])
    page.goto(path)
    expect(page.locator("first-paint")).to_have_count(0)
    page.locator(".orderlist").wait_for()
    expect(page.locator(".skel-order")).to_have_count(0)
    return page


@pytest.mark.covers("OR-01")
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


STATUSES = {  # of an order, in each tab
    "Unpaid": {"Unpaid"},
    "On hold": {"On hold"},
    "To ship": {"Awaiting label", "Ready for pickup", "Partially shipped"},
    "Shipped": {"In transit"},
    "Delivered": {"Delivered"},
    "Completed": {"Completed"},
    "Cancelled": {"Cancelled"},
}
PAGE = 50


@pytest.mark.covers("OR-02")
def test_every_tab_says_how_many_it_holds_and_holds_them(open_page):
    page = open_page()
    sign_in(page, "elif")
    open_at(page, "/seller/orders?tab=all")
    tabs = page.get_by_role("navigation", name="Order status").get_by_role("link")
    names = [each.split("\n", maxsplit=1)[0].strip() for each in tabs.all_inner_texts()]
    assert [re.sub(r"\s*[\d,]+$", "", each) for each in names] == ["All", *STATUSES]
    seen = {}
    for name, statuses in {"All": {"Cancel requested"}.union(*STATUSES.values()), **STATUSES}.items():
        tabs.filter(has_text=name).click()
        expect(tabs.filter(has_text=name)).to_have_attribute("aria-current", "page")
        ready(page)
        seen[name] = int(tabs.filter(has_text=name).locator(".n").inner_text().replace(",", ""))
        rows = page.locator("tr[data-id]")
        if seen[name]:
            expect(rows.first).to_be_visible()
            expect(page.locator("tr[data-id] .st").first).to_have_text(re.compile("|".join(statuses | {"Cancel requested"})))
            assert set(page.locator("tr[data-id] .st").all_inner_texts()) <= statuses | {"Cancel requested"}
            assert rows.count() >= min(seen[name], PAGE)
        else:
            expect(page.get_by_text("Nothing here now")).to_be_visible()
    assert seen["All"] == sum(seen[name] for name in STATUSES) > len(STATUSES)


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
