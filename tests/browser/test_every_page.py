"""Every page, as the person it is for sees it: alive, without complaints, without obstacles, within the screen."""

import pytest

from tests.browser.steps import hear_troubles, obstacles, open_at, sign_in
from tests.browser.visits import Visit, every_page

VISITS = every_page()
LOOKS = {
    "light": {},
    "dark": {"dark": True},
    "arabic": {"language": "ar"},
    "phone": {"phone": True},
    "phone-arabic": {"phone": True, "language": "ar"},
}
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_a_page_is_alive_and_has_no_serious_obstacle(site, open_page, visit: Visit, look: str):
    path = visit.path(site)
    if path is None:
        pytest.skip(f"the demo has nothing to show at {visit.route}")
    page = open_page(**LOOKS[look])
    if visit.who:
        sign_in(page, visit.who)
    troubles = hear_troubles(page)
    open_at(page, path)
    assert page.locator(".empty .mono.t3").all_inner_texts() == [], "the page says that it did not load"
    assert troubles == []
    wanted = "rtl" if "arabic" in look else "ltr"
    assert page.evaluate("document.documentElement.dir || 'ltr'") == wanted
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], "the page scrolls sideways"
    assert obstacles(page) == {}
