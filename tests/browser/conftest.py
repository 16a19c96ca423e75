"""Chromium on a production build, served once a session with the demo marketplace in a scratch database."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.site import CHROMIUM, FLAGS, Site, needless, served

expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items) -> None:
    """Playwright keeps an event loop of its own running, so tests that use it come last."""
    items.sort(key=lambda item: "playwright_browser" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def site() -> Site:
    with served() as running:
        yield running


@pytest.fixture(scope="session")
def playwright_browser() -> Browser:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, ignore_default_args=needless())
        yield browser
        browser.close()


@contextlib.contextmanager
def people(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens pages of separate people: `opened(phone=True, dark=True, language="ar")`; a page's `context.new_page()` is their next tab."""
    contexts = []

    def open_one(*, phone: bool = False, dark: bool = False, language: str = "en", **options) -> Page:
        options.setdefault("viewport", {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900})
        if phone:
            options |= {"has_touch": True, "is_mobile": True}
        context = browser.new_context(base_url=site.url, color_scheme="dark" if dark else "light", reduced_motion="reduce", **options)
        context.add_cookies([{"name": "lang", "value": language, "url": site.url}])
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(playwright_browser, site):
    with people(playwright_browser, site) as opened:
        yield opened


@pytest.fixture
def page(open_page) -> Page:
    return open_page()
