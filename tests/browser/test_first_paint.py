"""The first paint in a real browser: it is there before any script, and gives way to the same page without a jump."""

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import hear_troubles, hold_scripts, ready, sign_in

pytestmark = pytest.mark.browser
SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(each => shifted += each.hadRecentInput ? 0 : each.value))
  .observe({type: 'layout-shift', buffered: true});
"""
LIVE = (".lw .shopc", ".lw .pc .nm", ".lw .pc .pl", ".lw .pc .buy", ".lw .bagb", ".lw .say")
QUEUE = (".top h1", ".tabs", ".orderlist [data-id] .oh a, .orderlist .oh a", ".orderlist .om .sum", ".orderlist .of .st", ".tabbar")


@pytest.fixture
def live(site) -> str:
    rows = sqlite3.connect(site.settings.data_dir / "sellerhub.db")
    try:
        found = rows.execute("SELECT id FROM live WHERE status = 'live' LIMIT 1").fetchone()
        return f"/live/{found[0]}"
    finally:
        rows.close()


def looks(page: Page, names: tuple[str, ...]) -> dict[str, tuple]:
    """Words and box of the first visible element of each kind."""
    found = {}
    for name in names:
        element = page.locator(name).locator("visible=true").first
        box = element.bounding_box()
        found[name] = (re.sub(r"\s+", " ", element.inner_text()).strip(), *(round(box[side]) for side in ("x", "y", "width", "height")))
    return found


def painted_then_alive(page: Page, path: str, names: tuple[str, ...]) -> tuple[dict, dict]:
    """What stands there while the scripts are held back, and after the page came alive."""
    page.add_init_script(SHIFTS)
    let_go = hold_scripts(page)
    page.goto(path, wait_until="commit")
    expect(page.locator("first-paint #painted")).to_be_attached()
    page.wait_for_function("() => document.fonts.ready.then(() => true)")
    page.wait_for_timeout(300)
    first = looks(page, names)
    let_go()
    ready(page)
    page.wait_for_timeout(300)
    return first, looks(page, names)


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", True), ("tr", True)])
def test_a_live_is_there_before_its_scripts_and_does_not_move(open_page, live, language, dark):
    page = open_page(phone=True, dark=dark, language=language)
    troubles = hear_troubles(page)
    first, alive = painted_then_alive(page, live, LIVE)
    assert first == alive
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    assert troubles == []
    assert page.evaluate("shifted") <= 0.1


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", True)])
def test_the_queue_is_there_before_its_scripts_and_does_not_move(open_page, language, dark):
    page = open_page(phone=True, dark=dark, language=language)
    sign_in(page, "elif")
    troubles = hear_troubles(page)
    first, alive = painted_then_alive(page, "/seller/orders", QUEUE)
    assert first == alive
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is dark
    assert page.evaluate("document.documentElement.classList.contains('dark')") is dark
    assert troubles == []
    assert page.evaluate("shifted") <= 0.1


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_hours_in_the_queue_are_the_shop_s_wherever_they_are_read(open_page, zone):
    path, hours = "/seller/orders?sort=-ship_by", ".orderlist tbody tr:nth-child(-n + 5) .sla .num"
    away, home = open_page(timezone_id=zone), open_page(timezone_id="Europe/Istanbul")
    for page in (away, home):
        sign_in(page, "elif")
    home.goto(path)
    told = ready(home).locator(hours).all_inner_texts()
    assert all(re.search(r" \d\d:\d\d$", words) for words in told), "these are told by the clock"
    names = tuple(f".orderlist tbody tr:nth-child({n}) .sla .num" for n in range(1, 6))
    first, alive = painted_then_alive(away, path, names)
    assert first == alive
    assert [words for words, *_ in alive.values()] == told


def test_a_live_can_be_bought_from_without_any_script(open_page, live):
    page = open_page(phone=True, java_script_enabled=False)
    page.goto(live)
    expect(page.locator("first-paint .buy")).to_be_visible()
    assert re.fullmatch(r"/p/\d+", page.locator("first-paint .buy").get_attribute("href"))
    assert page.goto("/live/1").status == 404


def test_what_was_typed_before_the_page_was_alive_stays(open_page):
    page = open_page()
    sign_in(page, "elif")
    let_go = hold_scripts(page)
    page.goto("/seller/orders", wait_until="commit")
    page.locator("first-paint input[type=search]").fill("SH-1")
    let_go()
    ready(page)
    expect(page.locator(".ordsearch input[type=search]")).to_have_value("SH-1")
    expect(page.locator(".ordsearch input[type=search]")).to_be_focused()
