"""Pages are right again without help: after a dead line, a server that was started again, another tab, back and forward."""

import re
import time

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser import elsewhere
from tests.browser.elsewhere import pins_next, says, sells
from tests.browser.steps import alive, open_at, ready, sign_in
from tests.business.marketplace import TestShop

pytestmark = pytest.mark.browser
HANDLE = "steady"
SAID_WITHIN = 2_000  # ms
WELL_AGAIN = 30_000


@pytest.fixture(scope="module")
def shop(site) -> TestShop:
    return elsewhere.opens(site, HANDLE)


@pytest.fixture(scope="module")
def live(site, shop) -> str:
    return elsewhere.airs(site, shop)


@pytest.fixture
def seller(open_page, site):
    """The seller's browser: `seller("/seller/orders")` is one more of its tabs."""
    first = open_page()
    first.context.add_cookies([{"name": "sid", "value": elsewhere.key_of(HANDLE), "url": site.url}])
    fresh = [first]

    def tab(path: str) -> Page:
        page = fresh.pop() if fresh else first.context.new_page()
        page.goto(path)
        return ready(page)

    return tab


@pytest.fixture
def three(seller, open_page, live):
    """The order queue and the LIVE console of the seller, and a guest's phone."""
    queue, console, guest = seller("/seller/orders?tab=all"), seller(f"/seller/live/{live}"), open_page(phone=True)
    guest.goto(f"/live/{live}")
    expect(alive(guest).locator(".pc .nm")).to_have_text(console.locator(".pinned h2").inner_text())
    return queue, console, guest


def say_that_the_line_is_dead(queue: Page, console: Page, guest: Page) -> None:
    since = time.monotonic()
    for sign in (queue.locator(".lost"), console.locator(".lost"), guest.locator(".meta .off")):
        expect(sign).to_be_visible(timeout=max(1, SAID_WITHIN - 1000 * (time.monotonic() - since)))


def are_right(queue: Page, console: Page, guest: Page, *, newest: str, pinned: str, said: str) -> None:
    for sign in (queue.locator(".lost"), console.locator(".lost"), guest.locator(".meta .off")):
        expect(sign).to_have_count(0, timeout=WELL_AGAIN)
    lists_every_order_once(queue, newest)
    expect(console.locator(".pinned h2")).to_have_text(pinned)
    expect(console.locator("li[data-order]").first).to_contain_text(newest.split(maxsplit=1)[0])
    expect(guest.locator(".pc .nm")).to_have_text(pinned)
    for talk in (console.locator(".cms"), guest.locator(".cm")):
        expect(talk.get_by_text(said)).to_have_count(1)


def lists_every_order_once(queue: Page, newest: str) -> None:
    expect(queue.locator("tr[data-id]").first).to_contain_text(newest, timeout=WELL_AGAIN)
    orders = queue.locator("tr[data-id]").evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert len(orders) == len(set(orders)), "an order is listed twice"
    expect(queue.locator(".tabs a.on .n")).to_have_text(str(len(orders)))


def next_pinned(console: Page) -> str:
    """The title of the row that Pin next will take."""
    return console.locator(".pq", has_text="Next").locator(".m.trunc").first.inner_text()


def test_five_seconds_without_a_line_are_said_and_then_made_good(three, site, shop, live):
    queue, console, guest = three
    pinned = next_pinned(console)
    for page in (queue, guest):
        page.context.set_offline(True)
    say_that_the_line_is_dead(*three)
    cut = time.monotonic()
    sells(site, shop, "Gizem Polat", live)
    sells(site, shop, "Burak Aydın", live)
    pins_next(site, shop, live)
    says(site, live, "Is it dishwasher safe?")
    queue.wait_for_timeout(max(0, 5_000 - 1000 * (time.monotonic() - cut)))
    for page in (queue, guest):
        page.context.set_offline(False)
    are_right(*three, newest="Burak Aydın", pinned=pinned, said="Is it dishwasher safe?")
    sells(site, shop, "Nazlı Öztürk", live)
    lists_every_order_once(queue, "Nazlı Öztürk")


class Line:
    """The connections of a page, which can be made deaf in both directions while both ends take them for open."""

    def __init__(self, page: Page) -> None:
        self.opened, self._deaf = 0, False
        page.route_web_socket(re.compile("/_event/"), self._open)

    def _open(self, ours: WebSocketRoute) -> None:
        self.opened += 1
        number, theirs = self.opened, ours.connect_to_server()
        ours.on_message(lambda message: None if self._is_deaf(number) else theirs.send(message))
        theirs.on_message(lambda message: None if self._is_deaf(number) else ours.send(message))
        ours.on_close(lambda code, reason: None if self._is_deaf(number) else theirs.close())

    def _is_deaf(self, number: int) -> bool:
        return self._deaf and number == 1

    def falls_silent(self) -> None:
        self._deaf = True


def wakes(page: Page, sign: str) -> None:
    target = "document" if sign == "visibilitychange" else "window"
    page.evaluate(f"() => {target}.dispatchEvent(new Event('{sign}'))")


def token_of(page: Page) -> str:
    return page.evaluate("() => sessionStorage.getItem('token')")


@pytest.mark.parametrize("sign", ["visibilitychange", "online"])
def test_a_line_that_died_in_silence_is_noticed_at_wake_and_replaced(open_page, site, shop, sign):
    queue = open_page()
    queue.context.add_cookies([{"name": "sid", "value": elsewhere.key_of(HANDLE), "url": site.url}])
    line = Line(queue)
    open_at(queue, "/seller/orders?tab=all")
    token = token_of(queue)
    line.falls_silent()
    sells(site, shop, f"Silent {sign}")
    wakes(queue, sign)
    expect(queue.locator(".lost")).to_be_visible(timeout=SAID_WITHIN)
    lists_every_order_once(queue, f"Silent {sign}")
    expect(queue.locator(".lost")).to_have_count(0)
    assert line.opened == 2
    assert token_of(queue) == token, "the tab is taken for a copy of itself"
    sells(site, shop, f"After {sign}")
    lists_every_order_once(queue, f"After {sign}")


def test_a_line_that_falls_silent_in_front_of_somebody_is_noticed_soon(open_page, site, shop):
    queue = open_page()
    queue.context.add_cookies([{"name": "sid", "value": elsewhere.key_of(HANDLE), "url": site.url}])
    line = Line(queue)
    open_at(queue, "/seller/orders?tab=all")
    line.falls_silent()
    expect(queue.locator(".lost")).to_be_visible(timeout=20_000)
    expect(queue.locator(".lost")).to_have_count(0)
    assert line.opened == 2


def test_a_line_that_lives_is_left_alone(open_page, site, shop):
    queue = open_page()
    queue.context.add_cookies([{"name": "sid", "value": elsewhere.key_of(HANDLE), "url": site.url}])
    line = Line(queue)
    open_at(queue, "/seller/orders?tab=all")
    for sign in ("visibilitychange", "online", "pageshow"):
        wakes(queue, sign)
        queue.wait_for_timeout(1_500)
    expect(queue.locator(".lost")).to_have_count(0)
    assert line.opened == 1


def test_a_server_that_is_started_again_is_found_again(three, site, shop, live):
    queue, console, guest = three
    pinned = next_pinned(console)
    sign_in(guest, "zeynep")
    guest.reload()
    alive(guest)
    field = guest.locator(".say input")
    field.fill("Good evening!")
    field.press("Enter")
    expect(field).to_have_value("")
    field.fill("Half a sent")
    site.stop()
    try:
        say_that_the_line_is_dead(*three)
        sells(site, shop, "Selin Çelik", live)
        pins_next(site, shop, live)
        says(site, live, "Which glaze is it?")
    finally:
        site.start()
    are_right(*three, newest="Selin Çelik", pinned=pinned, said="Which glaze is it?")
    expect(field).to_have_value("Half a sent")
    sells(site, shop, "Mert Yıldırım", live)
    lists_every_order_once(queue, "Mert Yıldırım")
    expect(console.locator("li[data-order]").first).to_contain_text("Mert Y.")
    pins_next(site, shop, live)
    expect(guest.locator(".pc .nm")).not_to_have_text(pinned)
    expect(console.locator(".pinned h2")).to_have_text(guest.locator(".pc .nm").inner_text())


def test_what_one_tab_does_the_other_shows(seller, site, shop):
    sells(site, shop, "Aslı Demir")
    queue = seller("/seller/orders?tab=all")
    row = queue.locator("tr[data-id]", has_text="Aslı Demir").first
    other = seller(f"/seller/orders/{row.get_attribute('data-id')}")
    cancelled = queue.locator(".tabs a", has_text="Cancelled").locator(".n")
    before = int(cancelled.inner_text())
    other.get_by_role("button", name="Cancel order").first.click()
    other.locator(".modal .offer input, .modal input[type=radio]").first.check()
    other.locator(".modal .btn.danger, .modal .ft .btn.primary").first.click()
    expect(row).to_contain_text("Cancelled")
    expect(cancelled).to_have_text(str(before + 1))
    expect(other.get_by_text("Cancelled").first).to_be_visible()


def test_back_and_forward_show_what_is_true_now(seller, site, shop):
    sells(site, shop, "Deniz Kara")
    queue = seller("/seller/orders?tab=all")
    row = queue.locator("tr[data-id]", has_text="Deniz Kara").first
    order = row.get_attribute("data-id")
    row.get_by_role("link").first.click()
    queue.wait_for_url(f"**/seller/orders/{order}")
    number = ready(queue).locator(".crumb h1").inner_text()
    sells(site, shop, "Pelin Ateş")
    queue.go_back()
    lists_every_order_once(queue, "Pelin Ateş")
    queue.go_forward()
    expect(queue.locator(".crumb h1")).to_have_text(number)
    sells(site, shop, "Onur Taş")
    queue.go_back()
    lists_every_order_once(queue, "Onur Taş")
    sells(site, shop, "Ece Uçar")
    lists_every_order_once(queue, "Ece Uçar")


def test_a_message_is_said_once_and_not_again_on_the_next_page_or_after_a_reload(seller, site, shop):
    sells(site, shop, "Can Er")
    page = seller("/seller/orders?tab=all")
    expect(page.locator("tr[data-id]").first).to_contain_text("Can Er")
    page.locator("tr[data-id] input[type=checkbox]").first.check()
    page.get_by_role("button", name="Confirm orders").click()
    toast = page.locator(".toast")
    expect(toast).to_have_count(1)
    expect(toast).to_have_count(0)  # by itself
    page.get_by_role("link", name=re.compile("Products")).first.click()
    page.wait_for_url("**/seller/products")
    expect(ready(page).locator(".prodtb")).to_be_visible()
    expect(toast).to_have_count(0)
    page.reload()
    expect(ready(page).locator(".prodtb")).to_be_visible()
    expect(toast).to_have_count(0)


def test_a_half_filled_plan_outlives_the_server_and_a_reload(seller, site, shop):
    page = seller("/seller/live")
    page.get_by_role("button", name="Plan a LIVE").first.click()
    sheet = page.get_by_role("dialog", name="Plan a LIVE")
    sheet.locator("#live-title").fill("Autumn glazes")
    sheet.locator("#live-minutes").select_option("60")
    sheet.get_by_role("button", name="Add products").click()
    sheet.locator("[data-found] button").first.click()
    chosen = sheet.locator("[data-chosen]")
    expect(chosen).to_have_count(1)
    sheet.locator("#live-title").fill("Autumn glazes, second half")
    site.stop()
    site.start()
    expect(page.locator(".lost")).to_have_count(0, timeout=WELL_AGAIN)
    for again in (lambda: None, page.reload):
        again()
        expect(sheet.locator("#live-title")).to_have_value("Autumn glazes, second half", timeout=WELL_AGAIN)
        expect(sheet.locator("#live-minutes")).to_have_value("60")
        expect(chosen).to_have_count(1)
    sheet.get_by_role("button", name="Save plan").click()
    expect(sheet).to_have_count(0)
    expect(page.locator("[data-live]", has_text="Autumn glazes, second half")).to_have_count(1)
    page.reload()
    expect(ready(page).locator("[data-live]", has_text="Autumn glazes")).to_have_count(1)
    expect(sheet).to_have_count(0)


def test_a_plan_that_was_put_away_does_not_come_back(seller, site, shop):
    page = seller("/seller/live")
    page.get_by_role("button", name="Plan a LIVE").first.click()
    sheet = page.get_by_role("dialog", name="Plan a LIVE")
    sheet.locator("#live-title").fill("Never mind")
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_have_count(0)
    page.reload()
    ready(page)
    page.wait_for_timeout(500)
    expect(sheet).to_have_count(0)
    page.get_by_role("button", name="Plan a LIVE").first.click()
    expect(sheet.locator("#live-title")).to_have_value("")
