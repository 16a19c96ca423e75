"""The whole main job, through the screens only: a new seller imports, goes LIVE, sells, ships; everybody sees it happen."""

import csv
import io
import os
import re
import time
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import people
from tests.browser.site import served
from tests.browser.steps import alive, confirm_code, hear_troubles, open_at, ready

pytestmark = pytest.mark.browser
SHARED = Path(os.environ.get("SELLERHUB_SHARED", Path(__file__).parents[3] / "shared")) / "data"
PASSWORD = "nine green herons"
GOOD, DECLINED, AT_THE_BANK = "4242 4242 4242 4242", "4000 0000 0000 0002", "4000 0000 0000 3220"
CARRIED = ("picked_up", "in_transit", "out_for_delivery", "delivered")
MISTAKES = """Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty
linen-apron,Linen apron,,,APRON,45.50,6
tea-towel,Tea towel,,,TOWEL,cheap,4
,,,,,12,1
bread-bin,Bread bin,,,BIN,80,-2
"""
# Counts the tones that are really started; a window that somebody else covers has no focus.
LISTEN = """
window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...at) { window.tones += 1; return start.apply(this, at); };
"""


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"shared data is not here: {name}")
    return path


@pytest.fixture
def opened(playwright_browser):
    """People on a server of their own, where nothing is sold yet."""
    with served(fill=False) as site, people(playwright_browser, site) as opened:
        yield opened


# ---- the seller's catalogue


def sign_up_as_seller(page: Page) -> str:
    email = f"ada{time.time_ns()}@shop.example"
    open_at(page, "/sign-up?as=seller")
    for name, typed in {"#name": "Ada Yılmaz", "#email": email, "#password": PASSWORD, "#shop_name": "Ada Ev"}.items():
        page.fill(name, typed)
    page.locator("form[action='/session/sign-up'] .btn.primary").click()
    confirm_code(page)
    page.wait_for_url(re.compile("/seller/?$"))
    ready(page)
    return email


def check_file(page: Page, file, rows: int) -> None:
    """From Products to the preview of a file."""
    open_at(page, "/seller/products").get_by_role("link", name="Import").first.click()
    page.wait_for_url("**/seller/products/import")
    page.locator(".filedrop input[type=file]").set_input_files(file)
    expect(page.locator("table.imp tbody tr")).to_have_count(rows)


def begin_import(page: Page, rows: int) -> None:
    page.get_by_role("button", name=f"Import {rows} rows").click()
    expect(page.locator(".impfigures b").first).to_have_text(str(rows), timeout=20_000)


def import_catalogues(page: Page) -> None:
    check_file(page, shared("shopify-apparel.csv"), 22)
    expect(page.locator(".lg2").first).to_contain_text("22")
    expect(page.locator("table.imp tr", has_text="Classic Varsity Top").first).to_contain_text("60")
    begin_import(page, 22)
    expect(page.get_by_text("Import finished", exact=True)).to_be_visible()
    check_file(page, shared("shopify-home-and-garden.csv"), 21)
    begin_import(page, 21)


def import_mistakes(page: Page) -> None:
    """Each problem at its row and column; what cannot be used is downloaded."""
    check_file(page, {"name": "autumn.csv", "mimeType": "text/csv", "buffer": MISTAKES.encode()}, 4)
    expect(page.get_by_text("3 rows will be skipped")).to_be_visible()
    price = page.locator("table.imp tr", has_text="Tea towel").get_by_role("button", name="Variant Price")
    expect(price).to_have_accessible_name(re.compile(r"Variant Price.*\b3\b"))
    expect(price).to_contain_text("cheap")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Error rows").click()
    rows = list(csv.DictReader(io.StringIO(Path(fetched.value.path()).read_text("utf-8-sig"))))
    assert [each["Variant Price"] for each in rows] == ["cheap", "12", "80"]
    begin_import(page, 1)
    expect(page.locator(".impfigures")).to_contain_text("3")


def see_products(page: Page) -> None:
    """Products, their variants, prices and stock; a price and a stock are changed where they stand."""
    page.get_by_role("link", name="See products").click()
    page.wait_for_url("**/seller/products")
    expect(page.locator(".tabs a.on .n")).to_have_text("41")
    page.locator("input[name=q]").fill("clay")
    page.locator("input[name=q]").press("Enter")
    row = page.locator("tr[data-row]", has_text="Clay Plant Pot")
    expect(page.locator("tr[data-row]")).to_have_count(1)
    row.get_by_role("button", name="Show the variants").or_(row.locator("button[aria-expanded]")).first.click()
    large = page.locator("tr.variantrow", has_text="Large")
    price, stock = large.locator("input.editcell").nth(0), large.locator("input.editcell").nth(1)
    expect(price).to_have_value("15.99")
    expect(stock).to_have_value("3")
    price.fill("17,50")
    price.press("Enter")
    expect(price).to_have_value("17.50")
    stock.fill("12")
    stock.press("Enter")
    expect(row.locator("td").last).to_have_text("13")  # with the one of the smaller pot


# ---- the LIVE


def plan_live(page: Page) -> str:
    """Title and three products, one of them sold out; the sheet is filled in with the keyboard where that is natural."""
    open_at(page, "/seller/live").get_by_role("button", name="Plan a LIVE").first.click()
    page.get_by_label("Title").fill("Autumn shelf")
    page.get_by_role("button", name="Add products").click()
    search, sheet = page.get_by_label("Find by title or SKU"), page.locator(".live-products")
    for words, title in (("clay", "Clay Plant Pot"), ("bean", "Black Beanbag"), ("armchair", "Pink Armchair")):
        search.fill(words)
        search.press("Enter")  # finds; it must not save the half-made plan
        sheet.get_by_role("list", name="Products to add").get_by_role("button", name=f"Add {title}").click()
        expect(sheet.get_by_role("list", name="Products in this LIVE").get_by_text(title)).to_be_visible()
    expect(sheet.locator("[data-chosen]")).to_have_count(3)
    page.get_by_role("button", name="Save plan").click()
    row = page.locator("tr[data-live]")
    expect(row).to_contain_text("Autumn shelf")
    return row.get_attribute("data-live")


def go_live(page: Page, live: str) -> None:
    open_at(page, f"/seller/live/{live}")
    page.get_by_role("button", name="Go LIVE").click()
    expect(page.locator(".lt .onair")).to_be_visible()
    page.locator("body").press("n")
    expect(page.locator(".pinned h2")).to_have_text("Clay Plant Pot")


def watch(page: Page, live: str) -> Page:
    page.goto(f"/live/{live}")
    expect(alive(page).locator(".pc .nm")).to_have_text("Clay Plant Pot")
    page.evaluate("window.sameDocument = true")
    return page


def pin_another(desk: Page, *watchers: Page) -> None:
    desk.locator("body").press("n")
    expect(desk.locator(".pinned h2")).to_have_text("Black Beanbag")
    for page in watchers:
        expect(page.locator(".pc .nm")).to_have_text("Black Beanbag")


# ---- buying


def sign_up_in_sheet(page: Page, live: str) -> None:
    page.locator(".pc .buy").click()
    form = page.locator("form[action='/session/sign-up']")
    form.locator("[name=name]").fill("Aylin Güler")
    form.locator("[name=email]").fill(f"aylin{time.time_ns()}@home.example")
    form.locator("[name=password]").fill(PASSWORD)
    form.locator("button[type=submit]").click()
    page.wait_for_url(f"**/live/{live}?buy=*")
    confirm_code(alive(page))
    expect(page.locator(".modal form button.co-go")).to_be_visible()


def fill_in_address(page: Page) -> None:
    for name, value in {"phone": "0532 123 45 67", "line1": "Moda Cd. 12", "city": "İstanbul", "postcode": "34710"}.items():
        page.locator(f".co-address [name={name}]").fill(value)
    page.locator(".co-address [name=country]").select_option("TR")


def pay(page: Page, card: str) -> None:
    page.locator(".modal [name=card_number]").fill(card)
    page.locator(".modal form button.co-go").click()


def number_of(page: Page) -> str:
    return page.locator(".modal .co-lines a.link").first.inner_text()


def done(page: Page) -> str:
    expect(page.locator(".co-tick")).to_be_visible()
    number = number_of(page)
    page.get_by_role("button", name="Keep watching").click()
    expect(page.locator(".modal")).to_have_count(0)
    return number


def buy_the_pot(page: Page, live: str) -> str:
    """The larger of two variants, at the price that the seller has just typed, with its shipping fee; paid by card."""
    sign_up_in_sheet(page, live)
    page.locator(".modal .co-options").get_by_role("button", name="Large").click()
    expect(page.locator(".modal .co-lines")).to_contain_text("17.50")
    expect(page.locator(".modal .co-fee")).to_contain_text("Free")
    expect(page.locator(".modal .co-total")).to_contain_text("17.50")
    fill_in_address(page)
    pay(page, GOOD)
    return done(page)


def buy_the_beanbag(page: Page) -> str:
    """One card declines, one is left at the bank; the third pays."""
    page.locator(".pc .buy").click()
    expect(page.locator(".co-address [name=line1]")).to_have_value("Moda Cd. 12")
    pay(page, DECLINED)
    expect(page.locator(".modal .callout.bad")).to_be_visible()
    pay(page, AT_THE_BANK)
    page.get_by_role("button", name=re.compile("Leave")).click()
    expect(page.locator(".modal .callout.warn").first).to_be_visible()
    pay(page, GOOD)
    return done(page)


def buy_at_the_door(page: Page) -> str:
    page.locator(".pc .buy").click()
    page.locator(".modal .co-method", has_text="delivery").click()
    page.locator(".modal form button.co-go").click()
    return done(page)


def see_purchases(page: Page, number: str, orders: int) -> None:
    """All of them are there; the page of one stays open."""
    open_at(page, "/purchases")
    expect(page.locator(".co-order")).to_have_count(orders)
    page.locator(".co-order", has_text=number).click()
    expect(page.locator("[data-step]").first).to_be_visible()


# ---- the seller's windows


def queue_of(page: Page) -> Page:
    """The order queue in another window: its sound is on, and somebody else's window covers it."""
    page.add_init_script(LISTEN)
    open_at(page, "/seller/orders?tab=all")
    page.get_by_role("button", name="Sound off").click()
    page.evaluate("document.hasFocus = () => false")
    page.evaluate("window.sameDocument = true")
    return page


def sees_order(queue: Page, desk: Page, number: str, orders: int) -> None:
    expect(queue.locator("tr[data-id]").first).to_contain_text(number)
    expect(queue.locator(".tabs a", has_text="All").locator(".n")).to_have_text(str(orders))
    expect(queue).to_have_title(re.compile(rf"^\({orders}\) "))
    queue.wait_for_function(f"window.tones >= {2 * orders}")  # two notes each
    expect(desk.locator("li[data-order]")).to_have_count(orders)
    expect(desk.locator("li[data-order]").first).to_contain_text("Aylin G.")


def codes_of(pdf: bytes) -> dict[str, str]:
    picture = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=203 / 72).to_pil().convert("1").convert("L")
    return {str(code.format): code.text for code in zxingcpp.read_barcodes(picture)}


def words_of(pdf: bytes) -> str:
    return pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_range()


def ship(phone: Page, *watchers: Page) -> None:
    """On a phone: arrange, print the label and the slip, hand over; the carrier does the rest. Everybody sees each step."""

    def act(name: str):
        action = phone.locator(".nextbar .btn", has_text=name)
        expect(action).to_be_visible()
        return action

    def everybody_sees(*steps: str) -> None:
        for step in steps:
            for page in (phone, *watchers):
                expect(page.locator(f"[data-step={step}]").first).to_be_visible(timeout=20_000)

    act("Arrange shipment").click()
    expect(phone.locator(".modal").get_by_text("Simulated carrier").first).to_be_visible()
    phone.locator(".modal .btn.primary", has_text="Buy label").click()
    label = act("Print label")
    number = phone.locator(".trk .copy").first.inner_text().replace(" ", "")
    sheet = phone.context.request.get(label.get_attribute("href")).body()
    page = pypdfium2.PdfDocument(io.BytesIO(sheet))[0]
    assert (page.get_width(), page.get_height()) == (288, 432)  # 4 x 6 inches
    codes = codes_of(sheet)
    assert codes["Code 128"] == number
    assert codes["QR Code"]
    slip = phone.get_by_role("link", name="Packing slip").first
    assert "Clay Plant Pot" in words_of(phone.context.request.get(slip.get_attribute("href")).body())
    with phone.context.expect_page() as paper:
        label.click()
    paper.value.close()
    act("Hand over").click()
    everybody_sees(*CARRIED)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def confirm(queue: Page, row: Locator) -> Page:
    """Take the order in hand from the list; the order's own page, in one more tab, says who did."""
    expect(row).to_contain_text("Awaiting label", timeout=20_000)  # its free-cancel time is over
    row.get_by_role("checkbox").check()
    queue.get_by_role("button", name="Confirm orders").click()
    owner = open_at(queue.context.new_page(), f"/seller/orders/{row.get_attribute('data-id')}")
    expect(owner.locator("[data-step=confirmed]").first).to_be_visible()
    return owner


def sign_in_on_phone(phone: Page, email: str, path: str) -> Page:
    open_at(phone, f"/sign-in?next={path}")
    phone.fill("#email", email)
    phone.fill("#password", PASSWORD)
    phone.locator("form[action='/session/sign-in'] .btn.primary").click()
    phone.wait_for_url(f"**{path}")
    return ready(phone)


# ---- all of it


@pytest.mark.covers("PR-08", "PR-11", "LV-03", "LV-06", "LV-10", "OR-01", "OR-05", "OR-09", "OR-16", "SV-10")
def test_a_new_seller_imports_goes_live_sells_and_ships(opened):
    shared("shopify-apparel.csv")
    shared("shopify-home-and-garden.csv")
    desk, guest, buyer = opened(accept_downloads=True), opened(phone=True), opened(phone=True)
    troubles = {name: hear_troubles(page) for name, page in (("desk", desk), ("guest", guest), ("buyer", buyer))}
    email = sign_up_as_seller(desk)
    import_catalogues(desk)
    import_mistakes(desk)
    see_products(desk)

    live = plan_live(desk)
    queue = queue_of(desk.context.new_page())
    go_live(desk, live)
    watch(guest, live)
    watch(buyer, live)
    expect(guest.locator("[data-watching]")).to_have_attribute("data-watching", re.compile("^[2-9]"))

    pot = buy_the_pot(buyer, live)
    sees_order(queue, desk, pot, 1)
    buyer.locator(".say input").fill("Is the beanbag heavy?")
    buyer.locator(".say input").press("Enter")
    expect(guest.locator(".cm")).to_contain_text("Is the beanbag heavy?")
    pin_another(desk, guest, buyer)
    beanbag = buy_the_beanbag(buyer)
    sees_order(queue, desk, beanbag, 2)
    door = buy_at_the_door(buyer)
    sees_order(queue, desk, door, 3)
    assert guest.evaluate("window.sameDocument"), "the guest's page was loaded again"
    assert queue.evaluate("window.sameDocument"), "the queue was loaded again"

    see_purchases(buyer, pot, 3)
    row = queue.locator("tr[data-id]", has_text=pot)
    owner = confirm(queue, row)
    phone = sign_in_on_phone(opened(phone=True), email, f"/seller/orders/{row.get_attribute('data-id')}")
    ship(phone, owner, buyer)
    expect(row).to_contain_text("Delivered")
    assert {name: each for name, each in troubles.items() if each} == {}
