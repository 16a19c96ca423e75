"""The whole front on a stranger's phone: list, product, checkout, LIVE and tagged video; and the seller who made the video."""

import os
import re
import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import alive, confirm_code, hear_troubles, obstacles, open_at, sign_in

pytestmark = pytest.mark.browser
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


@pytest.mark.covers("LV-11", "LV-12")
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
