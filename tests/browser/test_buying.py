"""A stranger on a phone buys over a LIVE: signs up inside, is declined once, pays, follows the order; and a cart on its page."""

import os
import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import hear_troubles, obstacles, ready, sign_in

pytestmark = pytest.mark.browser
LOOK_AT = os.environ.get("SELLERHUB_SHOTS", "")  # a folder for pictures of each step


@pytest.fixture
def live(site) -> str:
    rows = sqlite3.connect(site.settings.data_dir / "sellerhub.db")
    try:
        return str(rows.execute("SELECT id FROM live WHERE status = 'live' LIMIT 1").fetchone()[0])
    finally:
        rows.close()


def shot(page: Page, name: str) -> None:
    if LOOK_AT:
        page.screenshot(path=Path(LOOK_AT) / f"{name}.png")


def choose_something(page: Page) -> None:
    page.locator(".pc .buy").click()
    choice = page.locator(".lw-bag .bi .bbtn.p")
    sheet = page.locator(".modal .co-total").first
    expect(choice.first.or_(sheet)).to_be_visible()
    if choice.count():
        choice.first.click()
    expect(sheet).to_be_visible()


def fill_in_address(page: Page) -> None:
    for name, value in {"phone": "0532 123 45 67", "line1": "Moda Cd. 12", "city": "İstanbul", "postcode": "34710"}.items():
        page.locator(f".co-address [name={name}]").fill(value)
    page.locator(".co-address [name=country]").select_option("TR")


@pytest.mark.covers("LV-10")
def test_a_stranger_signs_up_inside_the_sheet_is_declined_pays_and_follows(open_page, live):
    page = open_page(phone=True)
    troubles = hear_troubles(page)
    page.goto(f"/live/{live}")
    expect(page.locator("first-paint")).to_have_count(0)
    expect(page.locator(".lw .pc")).to_be_visible()
    choose_something(page)
    shot(page, "1-guest")
    up = page.locator("form[action='/session/sign-up']")
    up.locator("[name=name]").fill("Aylin Güler")
    up.locator("[name=email]").fill(f"aylin{time.time_ns()}@example.com")
    up.locator("[name=password]").fill("a long enough passphrase")
    up.locator("button[type=submit]").click()

    page.wait_for_url(f"**/live/{live}?buy=*")
    expect(page.locator("first-paint")).to_have_count(0)
    go = page.locator(".modal form button.co-go")
    expect(go).to_be_visible()
    shot(page, "2-form")
    go.click()
    expect(page.locator(".co-address .help.bad").first).to_be_visible()
    fill_in_address(page)
    page.locator("[name=card_number]").fill("4000 0000 0000 0002")
    assert obstacles(page) == {}
    shot(page, "3-filled")
    go.dblclick()
    expect(page.locator(".co .callout.bad")).to_be_visible()
    shot(page, "4-declined")
    page.locator("[name=card_number]").fill("4242 4242 4242 4242")
    page.locator(".modal form button.co-go").click()
    expect(page.locator(".co-tick")).to_be_visible()
    number = page.locator(".co-lines a.link").first.inner_text()
    shot(page, "5-done")
    assert number.startswith("SH-")

    page.goto("/purchases")
    ready(page)
    expect(page.locator(".co-order")).to_have_count(1)
    expect(page.locator(".co-order")).to_contain_text(number)
    shot(page, "6-purchases")
    page.locator(".co-order").click()
    expect(page.locator("[data-step]").first).to_be_visible()
    expect(page.get_by_text(number).first).to_be_visible()
    shot(page, "7-purchase")
    assert troubles == []


def test_a_cart_is_checked_out_on_its_page_and_a_reload_shows_the_order(open_page, live, site):
    page = open_page()
    sign_in(page, "zeynep")
    page.goto(f"/live/{live}")
    expect(page.locator("first-paint")).to_have_count(0)
    expect(page.locator(".lw .pc")).to_be_visible()
    page.locator(".pc .add").click()
    choice = page.locator(".lw-bag .bi .bbtn.p")
    expect(choice.first.or_(page.locator(".toast").first)).to_be_visible()
    if choice.count():
        choice.first.click()
    expect(page.locator(".toast").first).to_be_visible()
    page.goto("/cart")
    ready(page)
    expect(page.locator(".co-lines li").first).to_be_visible()
    assert obstacles(page) == {}
    shot(page, "8-cart")
    page.locator("a.co-go").click()
    expect(page.locator("form button.co-go")).to_be_visible()
    if not page.locator(".co-address [name=line1]").input_value():
        fill_in_address(page)
    shot(page, "9-checkout")
    page.locator("[name=card_number]").fill("4000 0000 0000 3220")
    page.locator("form button.co-go").click()
    page.wait_for_url("**/checkout?order=*")
    leave = page.locator("button.co-go")
    expect(page.locator(".callout.info")).to_be_visible()
    shot(page, "10-bank")
    page.reload()
    expect(page.locator(".callout.info")).to_be_visible()
    leave.click()
    expect(page.locator(".co .callout.warn")).to_be_visible()
    page.locator("[name=card_number]").fill("4242 4242 4242 4242")
    page.locator("form button.co-go").click()
    expect(page.locator(".co-tick")).to_be_visible()
    page.reload()
    expect(page.locator(".co-tick")).to_be_visible()
