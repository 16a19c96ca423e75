"""A packer with a phone, a buyer and an owner who watch: from an order to ship to the buyer's door."""

import io
import sqlite3
import time

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.browser.steps import hear_troubles, obstacles, open_at, sign_in

CARRIED = ("picked_up", "in_transit", "out_for_delivery", "delivered")
TAP = 44  # px


def waiting(site: Site, n: int) -> list[tuple[str, str]]:
    """Orders of the demo that wait to be shipped: the id of each, and its buyer's e-mail."""
    with sqlite3.connect(site.settings.data_dir / "sellerhub.db") as database:
        return database.execute(
            "SELECT CAST(o.id AS TEXT), a.email FROM shop_order o JOIN account a ON a.id = o.buyer_id "
            "WHERE o.status = 'awaiting_shipment' AND o.cancel_requested_at IS NULL ORDER BY o.id LIMIT ?",
            (n,),
        ).fetchall()


@pytest.fixture
def order(site: Site) -> tuple[str, str]:
    return waiting(site, 1)[0]


def everybody_at(open_page, order_id: str, email: str, *, packer_on_phone: bool) -> tuple[Page, Page, Page]:
    """The packer, the owner and the buyer, each looking at this order."""
    packer, owner, buyer = open_page(phone=packer_on_phone), open_page(), open_page(phone=True)
    for page, who, path in (
        (packer, "deniz", f"/seller/orders/{order_id}"),
        (owner, "elif", f"/seller/orders/{order_id}"),
        (buyer, email, f"/purchases/{order_id}"),
    ):
        sign_in(page, who)
        open_at(page, path)
    return packer, owner, buyer


def next_action(page: Page, name: str):
    """The one button within the thumb's reach."""
    action = page.locator(".nextbar .btn", has_text=name)
    expect(action).to_be_visible()
    return action


def codes_of(pdf: bytes) -> dict[str, str]:
    picture = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=203 / 72).to_pil().convert("1").convert("L")
    return {str(code.format): code.text for code in zxingcpp.read_barcodes(picture)}


@pytest.mark.browser
@pytest.mark.covers("OR-09", "OR-14", "OR-16")
def test_a_packer_ships_from_a_phone_and_buyer_and_seller_see_each_step(open_page, order):
    order_id, email = order
    packer, owner, buyer = everybody_at(open_page, order_id, email, packer_on_phone=True)
    troubles = hear_troubles(packer)

    arrange = next_action(packer, "Arrange shipment")
    assert arrange.bounding_box()["height"] >= TAP
    arrange.click()
    expect(packer.get_by_text("Simulated carrier").first).to_be_visible()
    packer.locator(".modal .btn.primary", has_text="Buy label").click()
    expect(owner.locator("[data-package=label_ready]")).to_be_visible()

    label = next_action(packer, "Print label")
    sheet = packer.context.request.get(label.get_attribute("href"))
    number = packer.locator(".trk .copy").first.inner_text().replace(" ", "")
    assert codes_of(sheet.body())["Code 128"] == number
    label.click()
    expect(owner.locator("[data-package=printed]")).to_be_visible()
    expect(owner.locator("[data-step=label_printed]")).to_be_visible()

    next_action(packer, "Hand over").click()
    for each in CARRIED:
        for page in (owner, buyer, packer):
            expect(page.locator(f"[data-step={each}]").first).to_be_visible(timeout=20_000)
    expect(owner.locator("[data-package=delivered]")).to_be_visible()
    expect(buyer.get_by_text(number).or_(buyer.get_by_text(owner.locator(".trk .copy").first.inner_text())).first).to_be_visible()
    assert packer.evaluate("document.documentElement.scrollWidth") <= 390
    assert [each for each in troubles if "favicon" not in each] == []


def type_number(page: Page, number: str) -> None:
    """The own carrier's number, in the dialog of an order that is open on a desk."""
    sheet = page.get_by_role("dialog")
    if not sheet.is_visible():
        page.get_by_role("button", name="Arrange shipment").click()
        sheet.get_by_role("button", name="My own carrier").click()
        sheet.get_by_label("Carrier").select_option("Aras Kargo")
    sheet.get_by_label("Tracking number").fill(number)
    sheet.get_by_role("button", name="Save tracking number").click()


@pytest.mark.browser
@pytest.mark.covers("OR-14")
def test_a_number_typed_by_hand_is_checked_and_is_the_parcels_for_the_shop_and_the_buyer(open_page, site):
    (order_id, email), (another_id, _) = waiting(site, 2)
    packer, owner, buyer = everybody_at(open_page, order_id, email, packer_on_phone=False)
    troubles = hear_troubles(packer)
    sheet = packer.get_by_role("dialog")

    type_number(packer, "12")
    expect(sheet.get_by_text("12 is no tracking number of this carrier.")).to_be_visible()
    assert obstacles(packer) == {}
    expect(owner.locator("[data-package=left]")).to_be_visible()
    number = f"{time.time_ns() % 10**13:013}"
    type_number(packer, f"{number[:4]} {number[4:8]}-{number[8:]}")
    expect(sheet).to_have_count(0)
    for page in (owner, packer):
        parcel = page.locator("[data-package=label_ready]")
        expect(parcel).to_contain_text("Aras Kargo")
        assert parcel.locator(".trk .copy").inner_text().replace(" ", "") == number
    expect(buyer.get_by_text("Aras Kargo").first).to_be_visible()
    assert buyer.locator("bdi .copy").first.inner_text().replace(" ", "") == number

    open_at(packer, f"/seller/orders/{another_id}")
    type_number(packer, number)
    expect(sheet.get_by_text(f"{number} already belongs to another package.")).to_be_visible()
    expect(packer.locator("[data-package=left]")).to_be_visible()

    open_at(packer, f"/seller/orders/{order_id}")
    packer.get_by_role("button", name="Hand over").click()
    expect(owner.locator("[data-package=in_transit]")).to_contain_text("Aras Kargo")
    expect(buyer.locator("[data-step=handed_over]").first).to_be_visible()
    assert troubles == []


@pytest.mark.browser
def test_the_packing_table_stops_a_wrong_item(open_page, site):
    with sqlite3.connect(site.settings.data_dir / "sellerhub.db") as database:
        number, sku = database.execute(
            "SELECT o.number, l.sku FROM package p JOIN shop_order o ON o.id = p.order_id JOIN order_line l ON l.order_id = o.id "
            "WHERE p.status IN ('label_ready', 'printed') ORDER BY p.id DESC LIMIT 1"
        ).fetchone()
    page = open_page(phone=True)
    sign_in(page, "deniz")
    open_at(page, "/seller/pack")
    answers = []
    for scan, code in enumerate((number, "NOT-OURS", sku), start=1):
        page.locator("input[name=code]").fill(code)
        page.keyboard.press("Enter")
        answer = page.locator(f"[data-seq='{scan}']")
        expect(answer).to_be_visible()
        answers.append(answer.get_attribute("data-said"))
    assert answers[:2] == ["found", "wrong"]
    assert answers[2] in ("item_ok", "done")
