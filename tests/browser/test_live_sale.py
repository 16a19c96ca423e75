"""A LIVE in three browsers: the host's desk, a guest's phone, a buyer's phone. Nobody reloads anything."""

import os
import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import elsewhere
from tests.browser.steps import alive, hear_troubles, hold_scripts, obstacles, open_at, sign_in

pytestmark = pytest.mark.browser
LOOK_AT = os.environ.get("SELLERHUB_SHOTS", "")  # a folder for pictures


@pytest.fixture
def live(site) -> str:
    rows = sqlite3.connect(site.settings.data_dir / "sellerhub.db")
    try:
        return str(rows.execute("SELECT id FROM live WHERE status = 'live' LIMIT 1").fetchone()[0])
    finally:
        rows.close()


def watch(page, live: str):
    page.goto(f"/live/{live}")
    expect(page.locator("first-paint")).to_have_count(0)
    expect(page.locator(".lw .pc")).to_be_visible()
    page.evaluate("window.sameDocument = true")
    return page


@pytest.mark.covers("LV-03", "LV-04", "LV-06")
def test_a_pin_and_a_question_reach_every_phone_and_the_desk(open_page, live):
    desk, guest, buyer = open_page(), open_page(phone=True), open_page(phone=True)
    sign_in(desk, "elif")
    sign_in(buyer, "zeynep")
    troubles = [hear_troubles(page) for page in (desk, guest, buyer)]

    desk.goto(f"/seller/live/{live}")
    expect(desk.locator(".pq").first).to_be_visible()
    watch(guest, live)
    watch(buyer, live)
    expect(guest.locator("[data-watching]")).to_have_attribute("data-watching", re.compile("^[2-9]"))

    before = guest.locator(".pc .nm").inner_text()
    desk.locator("body").press("n")
    expect(guest.locator(".pc .nm")).not_to_have_text(before)
    pinned = guest.locator(".pc .nm").inner_text()
    expect(buyer.locator(".pc .nm")).to_have_text(pinned)
    expect(desk.locator(".pinned h2")).to_have_text(pinned)

    buyer.locator(".say input").fill("Do you ship to Cyprus?")
    buyer.locator(".say input").press("Enter")
    expect(guest.locator(".cm")).to_contain_text("Do you ship to Cyprus?")
    expect(desk.locator(".cms")).to_contain_text("Do you ship to Cyprus?")
    expect(buyer.locator(".say input")).to_have_value("")

    buyer.locator(".pc .add").click()
    choice = buyer.locator(".lw-bag .bi .bbtn.p")
    expect(choice.first.or_(buyer.locator(".toast").first)).to_be_visible()
    if choice.count():  # several variants: one is chosen
        choice.first.click()
    expect(buyer.locator(".toast").first).to_be_visible()

    assert all(page.evaluate("window.sameDocument === true") for page in (guest, buyer)), "somebody was reloaded"
    assert troubles == [[], [], []]


def test_a_phone_whose_line_drops_comes_back_to_the_truth(open_page, live):
    desk, guest = open_page(), open_page(phone=True)
    sign_in(desk, "elif")
    desk.goto(f"/seller/live/{live}")
    expect(desk.locator(".pq").first).to_be_visible()
    watch(guest, live)
    before = guest.locator(".pc .nm").inner_text()
    guest.context.set_offline(True)
    guest.evaluate("() => new Promise(done => setTimeout(done, 300))")
    desk.locator("body").press("n")
    expect(desk.locator(".pinned h2")).not_to_have_text(before)
    guest.context.set_offline(False)
    expect(guest.locator(".pc .nm")).to_have_text(desk.locator(".pinned h2").inner_text())
    guest.goto("/sign-in")
    guest.go_back()
    expect(guest.locator(".pc .nm")).to_have_text(desk.locator(".pinned h2").inner_text())


@pytest.mark.parametrize("scripts", ["at once", "late"])
def test_who_comes_late_reads_the_newest_words_and_keeps_what_they_scrolled_back_to(open_page, site, live, scripts):
    elsewhere.says(site, live, *(f"{scripts}, word {n}" for n in range(20)))
    guest = open_page(phone=True)
    if scripts == "late":
        let_go = hold_scripts(guest)
        guest.goto(f"/live/{live}", wait_until="commit")
        expect(guest.locator("first-paint .cm")).to_contain_text(f"{scripts}, word 19")
        let_go()
        alive(guest)
    else:
        watch(guest, live)
    newest = guest.locator(".lw .cm li")
    expect(newest.get_by_text(f"{scripts}, word 19")).to_be_in_viewport()
    elsewhere.says(site, live, *(f"{scripts}, more {n}" for n in range(9)))  # more than fits, perhaps in one message
    expect(newest.get_by_text(f"{scripts}, more 8")).to_be_in_viewport()

    guest.locator(".lw .cm").evaluate("box => box.scrollTop = 0")
    elsewhere.says(site, live, f"{scripts}, the last")
    expect(newest.get_by_text(f"{scripts}, the last")).to_have_count(1)
    assert guest.locator(".lw .cm").evaluate("box => box.scrollTop") < 100, "it ran away from what was being read"


def test_a_guest_can_open_the_bag_and_is_asked_to_sign_in_to_talk(open_page, live):
    guest = watch(open_page(phone=True), live)
    guest.locator(".bagb").click()
    rows = guest.locator(".lw-bag .bi")
    expect(rows.first).to_be_visible()
    assert rows.count() > 3
    guest.keyboard.press("Escape")
    assert guest.locator("a.say").get_attribute("href") == f"/sign-in?next=%2Flive%2F{live}"


@pytest.mark.parametrize("phone", [False, True])
def test_a_plan_is_made_with_the_keyboard_and_nothing_typed_is_lost_by_a_slip(open_page, phone):
    page = open_page(phone=phone)
    sign_in(page, "elif")
    open_at(page, "/seller/live")
    page.get_by_role("button", name="Plan a LIVE").first.click()
    title = page.get_by_role("textbox", name="Title")
    title.fill("Not yet saved")
    page.get_by_role("button", name="Add products").click()
    search = page.get_by_label("Find by title or SKU")
    expect(search).to_be_focused()
    found = page.get_by_role("list", name="Products to add").get_by_role("listitem")
    chosen = page.get_by_role("list", name="Products in this LIVE").get_by_role("listitem")
    first = found.first.get_by_role("button")
    first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # a second time adds nothing
    expect(chosen).to_have_count(1)
    expect(first).to_have_text("On the list")
    expect(first).to_be_focused()
    search.fill("nothing is called so")
    expect(page.get_by_text("No product on sale matches")).to_be_visible()
    search.press("Escape")
    page.mouse.click(5, 5)  # beside the sheet
    expect(title).to_have_value("Not yet saved")
    search.fill("")
    expect(found.nth(1)).to_be_visible()
    if LOOK_AT:
        page.screenshot(path=Path(LOOK_AT) / f"planner-{'phone' if phone else 'desk'}.png")
    assert obstacles(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    chosen.get_by_role("button", name="Remove").click()
    expect(chosen).to_have_count(0)
    page.get_by_role("button", name="Close").click()
    expect(title).to_have_count(0)


def test_a_plan_is_called_off_only_by_holding_the_button(open_page):
    page = open_page()
    sign_in(page, "elif")
    open_at(page, "/seller/live")
    page.get_by_role("button", name="Plan a LIVE").first.click()
    page.get_by_role("textbox", name="Title").fill("To be called off")
    page.get_by_role("button", name="Save plan").dblclick()
    row = page.locator("tr[data-live]", has_text="To be called off")
    expect(row).to_have_count(1)
    row.get_by_role("button", name="Change plan").click()
    hold = page.get_by_role("button", name="Hold to call off")
    hold.click()
    expect(row).to_have_count(1)
    hold.click(delay=1_500)
    expect(row).to_have_count(0)
    expect(page.get_by_text("The LIVE is called off")).to_be_visible()
