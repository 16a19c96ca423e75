"""The whole front on a stranger's phone: list, product, checkout, LIVE and tagged video; and the seller who made the video."""

import os
import re
import sqlite3
import tempfile
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import clips
from tests.browser.steps import alive, confirm_code, hear_troubles, obstacles, open_at, ready, sign_in

pytestmark = pytest.mark.browser
TIME = "() => document.querySelector('video').currentTime"
LOOK_AT = os.environ.get("SELLERHUB_SHOTS", "")  # a folder for pictures of each step


@pytest.fixture
def video(site) -> tuple[str, str]:
    """Id and title of a published one of the demo."""
    rows = sqlite3.connect(site.settings.data_dir / "sellerhub.db")
    try:
        return tuple(map(str, rows.execute("SELECT id, title FROM video WHERE title = 'Tea for two'").fetchone()))
    finally:
        rows.close()


def shot(page: Page, name: str) -> None:
    if LOOK_AT:
        page.screenshot(path=Path(LOOK_AT) / f"{name}.png")


def sign_up(page: Page, name: str) -> None:
    """In the sheet, without leaving the page."""
    up = page.locator("form[action='/session/sign-up']")
    up.locator("[name=name]").fill(name)
    up.locator("[name=email]").fill(f"video{time.time_ns()}@example.com")
    up.locator("[name=password]").fill("a long enough passphrase")
    up.locator("button[type=submit]").click()
    confirm_code(page)


def pay(page: Page) -> str:
    """Address and card in the open sheet; returns the order's number."""
    expect(page.locator(".modal form button.co-go")).to_be_visible()
    for name, value in {"phone": "0532 123 45 67", "line1": "Moda Cd. 12", "city": "İstanbul", "postcode": "34710"}.items():
        page.locator(f".co-address [name={name}]").fill(value)
    page.locator(".co-address [name=country]").select_option("TR")
    page.locator("[name=card_number]").fill("4242 4242 4242 4242")
    page.locator(".modal form button.co-go").click()
    expect(page.locator(".co-tick")).to_be_visible()
    return page.locator(".co-lines a.link").first.inner_text()


@pytest.mark.covers("LV-01", "LV-11", "LV-12")
def test_a_stranger_goes_from_the_list_to_product_checkout_live_and_tagged_video_and_buys_there(open_page, video):
    video_id, title = video
    page = open_page(phone=True)
    troubles = hear_troubles(page)

    # the list
    open_at(page, "/")
    tile = page.locator(".tiles .tile", has_text="Teapot, 1 L")
    expect(tile).to_be_visible()
    shot(page, "video-0-home")
    price = tile.locator(".num").inner_text()
    assert re.search(r"1[,.]490", price)

    # the product's page, and its checkout for a guest
    tile.click()
    page.wait_for_url("**/p/*")
    expect(page.locator("h1")).to_have_text("Teapot, 1 L")
    expect(page.locator(".pprice")).to_have_text(price)
    page.locator(".pbuy .btn.livebtn").click()
    page.wait_for_url("**/checkout?variant=*")
    expect(page.locator(".co-lines")).to_contain_text("Teapot, 1 L")
    expect(page.locator("form[action='/session/sign-up']")).to_be_visible()

    # the LIVE
    open_at(page, "/")
    page.locator(".livestrip:not(.videostrip) .livetile").first.click()
    page.wait_for_url("**/live/*")
    expect(alive(page).locator(".lw .pc .buy")).to_be_visible()

    # the tagged video
    open_at(page, "/")
    page.locator(".videostrip .livetile", has_text=title).click()
    page.wait_for_url(f"**/video/{video_id}")
    expect(page.locator(".lw .pc .nm")).to_have_text("Teapot, 1 L")
    expect(page.locator(".pc .pr")).to_contain_text("1,490")
    page.evaluate("window.sameDocument = true")
    page.locator(".bagb").click()
    expect(page.locator(".lw-bag .bi")).to_have_count(3)
    shot(page, "video-0-bag")
    page.keyboard.press("Escape")

    # bought without leaving it
    page.locator(".pc .buy").click()
    expect(page.locator(".modal .co-total").first).to_be_visible()
    assert page.evaluate("window.sameDocument === true"), "the sheet opens over the video"
    shot(page, "video-1-guest")
    sign_up(page, "Ece Tan")
    page.wait_for_url(f"**/video/{video_id}?buy=*")
    expect(page.locator(".modal form button.co-go")).to_be_visible()
    assert obstacles(page) == {}
    shot(page, "video-2-form")
    page.evaluate("window.sameDocument = true")
    number = pay(page)
    assert page.evaluate("window.sameDocument === true"), "and is paid over it"
    assert f"/video/{video_id}" in page.url
    shot(page, "video-3-done")
    assert troubles == []

    # the seller sees where it came from
    desk = open_page()
    sign_in(desk, "elif")
    open_at(desk, "/seller/orders?tab=all&source=video")
    row = desk.locator("tr[data-id]", has_text=number)
    expect(row.locator(".src")).to_have_text("Video")
    shot(desk, "video-4-queue")
    row.get_by_text(number).first.click()
    expect(desk.locator(f"a[href='/video/{video_id}']")).to_be_visible()
    open_at(desk, "/seller/videos")
    expect(desk.locator(f"[data-video='{video_id}'] [data-label=Orders]")).to_have_text("1")


def test_it_plays_by_itself_unless_less_motion_is_asked_for(open_page, video):
    """Silently, in a loop; a view counts once."""
    path = f"/video/{video[0]}"
    lively = open_page(phone=True)
    lively.emulate_media(reduced_motion="no-preference")
    lively.goto(path)
    expect(lively.locator("[data-video]")).to_have_attribute("data-playing", "true")
    lively.wait_for_function(f"{TIME} > 0.3")
    assert lively.evaluate("document.querySelector('video').muted")
    lively.get_by_role("button", name="Turn sound on").click()
    assert not lively.evaluate("document.querySelector('video').muted")
    lively.get_by_role("button", name="Pause").click()
    expect(lively.locator("[data-video]")).to_have_attribute("data-playing", "false")

    calm = open_page(phone=True)
    calm.goto(path)
    expect(calm.locator(".lw .pc")).to_be_visible()
    calm.evaluate("() => new Promise(done => setTimeout(done, 800))")
    assert calm.evaluate(TIME) == 0
    calm.get_by_role("button", name="Play").click()
    calm.wait_for_function(f"{TIME} > 0.1")
    calm.get_by_role("button", name="Pause").click()
    for _ in range(5):
        calm.locator(".seek").press("PageUp")
    calm.wait_for_function(f"{TIME} > 1.5")


def test_a_seller_uploads_tags_and_publishes_and_a_guest_watches_it(open_page, site):
    desk = open_page()
    sign_in(desk, "elif")
    troubles = hear_troubles(desk)
    open_at(desk, "/seller/videos")
    title = f"Glaze {time.time_ns()}"
    with tempfile.TemporaryDirectory() as home:
        page_of_text, film = Path(home) / "film.mp4", Path(home) / "phone.mp4"
        page_of_text.write_bytes(b"<html>not a film</html>")
        film.write_bytes(clips.told_where())
        desk.get_by_role("button", name="Upload a video").first.click()
        desk.locator(".filedrop input").set_input_files(page_of_text)
        expect(desk.locator(".filedrop .help.bad")).to_contain_text("no MP4 or WebM video")
        assert [each for each in troubles if "422" not in each] == []
        shot(desk, "video-6-refused")
        troubles.clear()
        desk.locator(".filedrop input").set_input_files(film)
        expect(desk.locator("#video-title")).to_be_visible(timeout=20_000)
    desk.locator("#video-title").fill(title)
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator(".field .help.bad")).to_contain_text("Tag at least one product")
    desk.get_by_role("button", name="Add products").click()
    desk.locator(".picker input").fill("teapot")
    expect(desk.locator(".picker .lpick")).to_have_count(1)
    shot(desk, "video-5-form")
    assert obstacles(desk) == {}
    desk.locator(".picker .lpick .btn").click()
    expect(desk.locator("[data-tagged]")).to_have_count(1)
    desk.get_by_role("button", name="Save").click()
    row = desk.locator("[data-video]", has_text=title)
    expect(row).to_be_visible()
    assert troubles == []

    guest = open_page(phone=True)
    guest.goto(f"/video/{row.get_attribute('data-video')}")
    expect(guest.locator(".lw .pc .nm")).to_have_text("Teapot, 1 L")
    guest.get_by_role("button", name="Play").click()
    guest.wait_for_function(f"{TIME} > 0.1")

    row.get_by_role("button", name="Unpublish").click()
    expect(guest.locator(".empty")).to_be_visible()
    desk.get_by_role("button", name="Drafts").click()
    row.get_by_role("button", name="Delete").click()
    desk.locator(".modal").get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    ready(desk)
