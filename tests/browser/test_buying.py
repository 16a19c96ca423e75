"""A stranger on a phone buys over a LIVE: signs up inside, is declined once, pays, follows the order; and a cart on its page."""

import os
import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import elsewhere
from tests.browser.steps import alive, confirm_code, hear_troubles, obstacles, open_at, ready, sign_in
from tests.business.marketplace import TestShop

pytestmark = pytest.mark.browser
LOOK_AT = os.environ.get("SELLERHUB_SHOTS", "")  # a folder for pictures of each step


@pytest.fixture
def live(site) -> str:
    rows = sqlite3.connect(site.settings.data_dir / "sellerhub.db")
    try:
        return str(rows.execute("SELECT id FROM live WHERE status = 'live' LIMIT 1").fetchone()[0])
    finally:
        rows.close()


@pytest.fixture(scope="module")
def shelf(site) -> TestShop:
    return elsewhere.opens(site, "shelf")


@pytest.fixture(scope="module")
def aired(site, shelf) -> str:
    """The shelf's own LIVE."""
    return elsewhere.airs(site, shelf)


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
    expect(alive(page).locator(".lw .pc")).to_be_visible()
    choose_something(page)
    shot(page, "1-guest")
    up = page.locator("form[action='/session/sign-up']")
    up.locator("[name=name]").fill("Aylin Güler")
    up.locator("[name=email]").fill(f"aylin{time.time_ns()}@example.com")
    up.locator("[name=password]").fill("a long enough passphrase")
    up.locator("button[type=submit]").click()
    page.wait_for_url(f"**/live/{live}?buy=*")
    expect(alive(page).locator("form[action='/session/confirm'] [name=code]")).to_be_visible()
    assert obstacles(page) == {}
    shot(page, "1b-code")
    confirm_code(page)
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


def test_a_wrong_code_in_the_sheet_is_refused_and_a_code_mailed_again_goes_on_to_buy(open_page, aired):
    page = open_page(phone=True)
    troubles = hear_troubles(page)
    page.goto(f"/live/{aired}")
    expect(alive(page).locator(".lw .pc")).to_be_visible()
    page.locator(".pc .buy").click()
    chosen = page.locator(".co-options").get_by_role("button", name="No 7", exact=True)
    chosen.click()
    expect(chosen).to_have_attribute("aria-pressed", "true")
    number = page.locator(".modal .co-units .num")
    for n in ("2", "3"):
        page.locator(".modal").get_by_role("button", name="One more").click()
        expect(number).to_have_text(n)
    address = f"derin{time.time_ns()}@example.com"
    up = page.locator("form[action='/session/sign-up']")
    for name, value in {"name": "Derin Ak", "email": address, "password": "a long enough passphrase"}.items():
        up.locator(f"[name={name}]").fill(value)
    up.locator("button[type=submit]").click()
    page.wait_for_url(f"**/live/{aired}?buy=*")
    code = alive(page).locator("form[action='/session/confirm'] [name=code]")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text(f"A mail is on its way to {address}.")
    first = code.input_value()
    code.fill("000000" if first != "000000" else "111111")
    code.press("Enter")
    wrong = sheet.get_by_text("This code is not right or no longer valid.")
    expect(wrong).to_be_visible()
    expect(sheet).to_contain_text(address)
    expect(sheet.locator(".co-lines")).to_contain_text("No 7")
    expect(number).to_have_text("3")
    expect(page.locator("first-paint")).to_have_count(0)
    assert obstacles(page) == {}
    shot(page, "11-wrong-code")

    for _ in range(2):
        sheet.get_by_role("button", name="Mail a new code").click()
        expect(sheet).to_contain_text(f"A new mail is on its way to {address}.")
        expect(page.locator("first-paint")).to_have_count(0)
    expect(wrong).to_have_count(0)
    shot(page, "12-mailed-again")
    sheet.get_by_role("button", name="Mail a new code").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Enough mails went out for now.")
    expect(page.locator("first-paint")).to_have_count(0)
    assert obstacles(page) == {}
    shot(page, "13-mailed-enough")
    confirm_code(page)
    expect(sheet.locator(".co-address")).to_be_visible()
    expect(page.locator("first-paint")).to_have_count(0)
    expect(chosen).to_have_attribute("aria-pressed", "true")
    expect(number).to_have_text("3")
    fill_in_address(page)
    page.locator(".modal .co-method", has_text="delivery").click()
    page.locator(".modal form button.co-go").click()
    expect(page.locator(".co-tick")).to_be_visible()
    assert troubles == []


def test_a_cart_is_checked_out_on_its_page_and_a_reload_shows_the_order(open_page, live, site):
    page = open_page()
    sign_in(page, "zeynep")
    page.goto(f"/live/{live}")
    expect(alive(page).locator(".lw .pc")).to_be_visible()
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


@pytest.mark.covers("PR-08", "PR-09")
def test_a_price_a_stock_and_the_end_of_a_sale_are_seen_by_who_looks_at_the_product(open_page, site, shelf):
    seller, buyer, browsing = open_page(), open_page(phone=True), open_page(phone=True)
    seller.context.add_cookies([{"name": "sid", "value": elsewhere.key_of("shelf"), "url": site.url}])
    open_at(seller, "/seller/products")
    row = seller.locator("tr[data-row]", has_text="Amphora 100")
    product = row.get_attribute("data-row")
    open_at(buyer, f"/p/{product}")
    open_at(browsing, "/shop/shelf")
    for page in (buyer, browsing):
        page.evaluate("window.sameDocument = true")
    tile = browsing.locator("a.tile", has_text="Amphora 100")
    expect(buyer.locator(".pprice")).to_have_text("₺1,490.00")

    price, stock = row.locator("input.editcell").nth(0), row.locator("input.editcell").nth(1)
    price.fill("1600,50")
    price.press("Enter")
    expect(buyer.locator(".pprice")).to_have_text("₺1,600.50")
    expect(tile).to_contain_text("₺1,600.50")
    stock.fill("3")
    stock.press("Enter")
    expect(buyer.get_by_text("Only 3 left")).to_be_visible()
    stock.fill("0")
    stock.press("Enter")
    expect(buyer.get_by_role("button", name="Buy now")).to_be_disabled()
    expect(tile).to_contain_text("Sold out")
    stock.fill("8")
    stock.press("Enter")
    expect(buyer.get_by_role("button", name="Buy now")).to_be_enabled()

    row.get_by_role("checkbox").click()
    seller.get_by_role("button", name="Deactivate").click()
    expect(row).to_contain_text("Deactivated")
    expect(buyer.get_by_role("button", name="Buy now")).to_have_count(0)
    expect(tile).to_have_count(0)
    row.get_by_role("checkbox").click()
    seller.get_by_role("button", name="Activate", exact=True).click()
    expect(row).to_contain_text("Active")
    expect(buyer.get_by_role("button", name="Buy now")).to_be_enabled()
    expect(tile).to_be_visible()
    assert all(page.evaluate("window.sameDocument === true") for page in (buyer, browsing)), "somebody was reloaded"


@pytest.mark.covers("LV-11")
def test_a_viewer_buys_from_the_storefront_and_from_a_tagged_product(open_page, aired):
    page = open_page(phone=True)
    sign_in(page, "tolga")
    page.goto(f"/live/{aired}")
    expect(alive(page).locator(".lw .pc")).to_be_visible()
    page.locator(".bagb").click()  # every product that the host has tagged, not the pinned one alone
    page.locator(".lw-bag .bi", has_text="Amphora 0").locator(".bbtn").click()
    expect(page.locator(".modal .co-lines")).to_contain_text("Amphora 0")
    page.locator(".modal .co-method", has_text="delivery").click()
    page.locator(".modal form button.co-go").click()
    expect(page.locator(".co-tick")).to_be_visible()
    tagged = page.locator(".modal .co-lines a.link").first.inner_text()
    page.get_by_role("button", name="Keep watching").click()

    page.locator("a.shopc").click()
    page.wait_for_url("**/shop/shelf")
    page.locator("a.tile", has_text="Amphora 50").click()
    page.get_by_role("button", name="No 1", exact=True).click()
    page.get_by_role("button", name="One more").click()
    page.get_by_role("button", name="Buy now").click()
    page.wait_for_url("**/checkout?variant=*")
    expect(page.locator(".co-lines li")).to_contain_text("No 1")
    expect(page.locator(".co-units .num")).to_have_text("2")
    page.locator(".co-method", has_text="delivery").click()
    page.locator("form button.co-go").click()
    expect(page.locator(".co-tick")).to_be_visible()
    stored = page.locator(".co-lines a.link").first.inner_text()

    open_at(page, "/purchases")
    for number in (tagged, stored):
        expect(page.locator(".co-order", has_text=number)).to_be_visible()
