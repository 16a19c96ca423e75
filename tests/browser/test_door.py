"""In and out, in a real browser, with forms that are posted by the browser itself."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PASSWORD = "nine green herons"


def ready(page, path):
    page.goto(path)
    page.locator("#ready").wait_for(state="attached")


def sign_in(page, email, password=PASSWORD, path="/sign-in"):
    ready(page, path)
    page.fill("#email", email)
    page.fill("#password", password)
    page.locator("form[action='/session/sign-in'] .btn.primary").click()


def confirm(page):
    """No mail server is set here, so the page shows the mail, and its code stands in the field."""
    page.wait_for_url(re.compile(r"/sign-up/?\?step=code"))
    expect(page.get_by_text("Simulated mail")).to_be_visible()
    expect(page.locator("#code")).to_have_value(re.compile(r"^\d{6}$"))
    page.locator("form[action='/session/confirm'] .btn.primary").click()


@pytest.mark.covers("ON-44")
def test_a_seller_signs_up_with_a_shop_and_loses_nothing_typed_on_a_mistake(open_page):
    page, errors = open_page(), []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    ready(page, "/sign-up?as=seller")
    page.fill("#name", "Ada Yılmaz")
    page.fill("#email", "ada@door.example")
    page.fill("#password", "password123")
    page.fill("#shop_name", "Ada Ev")
    page.locator(".btn.primary").click()
    expect(page.get_by_text("Everybody guesses this password first.")).to_be_visible()
    for name, value in (("#name", "Ada Yılmaz"), ("#email", "ada@door.example"), ("#shop_name", "Ada Ev"), ("#password", "")):
        expect(page.locator(name)).to_have_value(value)
    page.fill("#password", PASSWORD)
    page.locator(".btn.primary").click()
    confirm(page)
    page.wait_for_url(re.compile("/seller/?$"))
    ready(page, "/account")
    faces = page.locator(".account .card").filter(has_text="Where to go on").locator("li")
    expect(faces).to_contain_text(["Ada Ev", "Shop"])  # one account for the back office and the storefront
    faces.filter(has_text=re.compile("^Shop")).get_by_role("button").click()
    page.wait_for_url(lambda url: url.rstrip("/").count("/") == 2)
    ready(page, "/account")
    expect(page.get_by_role("link", name="My purchases").first).to_be_visible()
    expect(faces.filter(has_text=re.compile("^Shop"))).to_contain_text("Now")
    assert "sid" not in page.evaluate("document.cookie")
    assert not [each for each in errors if "Content Security Policy" in each]


def test_a_known_address_gets_the_same_page_and_a_wrong_code_keeps_it(open_page):
    page = open_page(phone=True)
    ready(page, "/sign-up?next=/cart")
    page.fill("#name", "Somebody")
    page.fill("#email", "zeynep@demo.example")
    page.fill("#password", PASSWORD)
    page.locator(".btn.primary").click()
    page.wait_for_url(re.compile(r"/sign-up/?\?step=code"))
    expect(page.get_by_text("A mail is on its way to zeynep@demo.example.")).to_be_visible()
    expect(page.get_by_text("this address already has an account")).to_be_visible()  # the simulated mail, told to this screen only
    page.fill("#code", "000000")
    page.locator("form[action='/session/confirm'] .btn.primary").click()
    expect(page.get_by_text("This code is not right or no longer valid.")).to_be_visible()
    assert "next=" in page.url
    page.get_by_role("button", name="Mail a new code").click()
    expect(page.get_by_text("A new mail is on its way to zeynep@demo.example.")).to_be_visible()
    assert "next=" in page.url
    assert not [each for each in page.context.cookies() if each["name"] == "sid"]


def test_a_wrong_password_is_told_in_arabic_and_the_way_on_is_kept(open_page):
    page = open_page(language="ar", phone=True)
    sign_in(page, "nobody@door.example", path="/sign-in?next=/purchases")
    expect(page.get_by_role("alert")).to_have_text("البريد الإلكتروني أو كلمة المرور غير صحيحة.")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert "next=" in page.url


def test_a_demo_account_is_one_click_and_the_person_can_go_out_again(open_page):
    page = open_page()
    ready(page, "/sign-in?next=/account")
    page.get_by_role("button", name=re.compile("Zeynep")).click()
    expect(page.get_by_text("zeynep@demo.example")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    page.wait_for_url(re.compile("/sign-in"))
    ready(page, "/account")
    page.wait_for_url(re.compile("/sign-in"))


def test_signing_out_another_browser_ends_it_there_at_once(open_page):
    here, there = open_page(), open_page()
    for page in (here, there):
        ready(page, "/sign-in?next=/account")
        page.get_by_role("button", name=re.compile("Tolga|Mira")).first.click()
        expect(page.get_by_text("@demo.example")).to_be_visible()
    here.reload()
    here.locator(".account .rows li").filter(has_text="last seen").get_by_role("button", name="Sign out").first.click()
    expect(here.get_by_text("That browser is signed out.")).to_be_visible()
    expect(there.get_by_text("@demo.example")).to_have_count(0)


def test_the_language_changes_before_any_script_is_needed(open_page, site):
    page = open_page()
    ready(page, "/sign-in")
    page.get_by_role("button", name="Türkçe").click()
    expect(page.locator("h1")).to_have_text("Giriş yap")
    expect(page.locator("html")).to_have_attribute("lang", "tr")
