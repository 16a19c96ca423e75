"""`python -m tests.browser.shots [--only orders]`: a picture of every screen, at 1440 light and dark, at 390, and in Arabic.

`--readme` renews the few, small ones of the README instead.
"""

import argparse
import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.site import CHROMIUM, FLAGS, Site, served
from tests.browser.steps import open_at, sign_in
from tests.browser.visits import Visit, every_page

FOLDER = Path(__file__).parent / "shots"
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LOOKS = {
    "light": {"viewport": DESK, "color_scheme": "light"},
    "dark": {"viewport": DESK, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "color_scheme": "light", "device_scale_factor": 2, "has_touch": True, "is_mobile": True},
    "arabic": {"viewport": DESK, "color_scheme": "light", "language": "ar"},
    "phone-arabic": {
        "viewport": PHONE,
        "color_scheme": "light",
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
        "language": "ar",
    },
}
# what the README shows: (route, look)
SHOWN = (
    ("/seller/orders", "light"),
    ("/seller/orders/[order_id]", "light"),
    ("/seller/live/[live_id]", "light"),
    ("/live/[live_id]", "phone"),
)


def shoot(browser: Browser, site: Site, visit: Visit, look: str) -> bytes | None:
    """A PNG of the screen, or None when the demo has nothing to show there."""
    path = visit.path(site)
    if path is None:
        return None
    options = dict(LOOKS[look])
    language = options.pop("language", "en")
    context = browser.new_context(base_url=site.url, reduced_motion="reduce", **options)
    context.add_cookies([{"name": "lang", "value": language, "url": site.url}])
    try:
        page = context.new_page()
        if visit.who:
            sign_in(page, visit.who)
        open_at(page, path)
        page.wait_for_load_state("networkidle")
        return page.screenshot(animations="disabled")
    finally:
        context.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.shots")
    parser.add_argument("--only", default="", help="part of a page's name, e.g. orders")
    parser.add_argument("--look", default="", choices=["", *LOOKS], help="one look only")
    parser.add_argument("--readme", action="store_true", help="renew docs/pictures")
    wanted = parser.parse_args()
    pages = every_page()
    if wanted.readme:
        chosen = [(visit, look) for route, look in SHOWN for visit in pages if visit.route == route]
    else:
        chosen = [(visit, look) for visit in pages if wanted.only in visit.name for look in LOOKS if wanted.look in ("", look)]
    with served(hold_seconds=20, carrier_step_seconds=600) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for visit, look in chosen:
            picture = shoot(browser, site, visit, look)
            if picture is None:
                print(f"nothing to show at {visit.route}")
            else:
                print(keep(picture, f"{visit.name}-{look}", small=wanted.readme))
        browser.close()


def keep(picture: bytes, name: str, *, small: bool) -> Path:
    """The whole PNG among the shots; for the README a WebP of at most 1000 pixels."""
    if not small:
        FOLDER.mkdir(exist_ok=True)
        path = FOLDER / f"{name}.png"
        path.write_bytes(picture)
        return path
    PICTURES.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.thumbnail((1000, 1000))
    path = PICTURES / f"{name}.webp"
    image.save(path, quality=78, method=6)
    return path


if __name__ == "__main__":
    main()
