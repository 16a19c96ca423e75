"""P11: the order screen of a shop with half a million of a marketplace's million orders, opened cold until its rows are painted.

SQLite and one worker, as a shop begins; Chromium at 1440 with nothing kept. The bar: under a second.
"""

import asyncio
import statistics
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from playwright.sync_api import Browser, sync_playwright

from sellerhub.business.people import actions as people
from sellerhub.business.people.queries import hash_of
from sellerhub.business.people.tables import Account, ShopMember
from sellerhub.commands.database import alembic_config
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM
from sellerhub.core.settings import Settings
from sellerhub.core.work import Office, open_office, open_work
from tests.bench.many_orders import WHALE, fill_sqlite
from tests.browser.site import CHROMIUM, FLAGS, Site, served

MANY, LOADS = 1_000_000, 20
AT_MOST_MS = 1000
KEY = "bench-session".ljust(43, "x")
OWNER = 1
PAINTED = """() => {
  const shown = () => [...document.querySelectorAll("td")].some(cell => cell.textContent.includes("SH-"));
  const note = () => {
    if (window.rowsAt || !shown()) return;
    window.rowsAt = -1;
    requestAnimationFrame(() => setTimeout(() => { window.rowsAt = performance.now(); }));
  };
  new MutationObserver(note).observe(document, {childList: true, subtree: true});
}"""
VIEWS = {"first page": "/seller/orders", "first page of All": "/seller/orders?tab=all"}


async def _staff(settings: Settings) -> None:
    """The large shop's owner, signed in."""
    office = await Office.open(settings)
    open_office(office)
    try:
        async with open_work(SYSTEM) as work:
            work.session.add(Account(id=OWNER, email="owner@example.com", name="Deniz", password_hash="", created_at=clock.now()))
            work.session.add(ShopMember(shop_id=WHALE, account_id=OWNER, role="owner"))
            await work.session.flush()
            await people.start_session(work, OWNER, hash_of(KEY), "bench")
    finally:
        open_office(None)
        await office.close()


def _opened(browser: Browser, site: Site, path: str) -> float:
    """Milliseconds from the navigation until rows are painted, in a browser that has seen nothing of ours."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1440, "height": 900})
    try:
        context.add_cookies([{"name": "sid", "value": KEY, "url": site.url}])
        page = context.new_page()
        page.add_init_script(f"({PAINTED})()")
        page.goto(path)
        page.wait_for_function("window.rowsAt > 0")
        page.locator(".orderlist[data-seq]").wait_for()  # the live page took over; only then is the next one opened
        return page.evaluate("window.rowsAt")
    finally:
        context.close()


def run() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="sellerhub-million-") as folder:
        settings = Settings(data_dir=Path(folder) / "data", insecure_cookies=True)
        fill_sqlite(settings.data_dir / "sellerhub.db", MANY)
        command.stamp(alembic_config(settings), "head")
        asyncio.run(_staff(settings))
        with served(fill=False, data_dir=settings.data_dir) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            rows = []
            for name, path in VIEWS.items():
                _opened(browser, site, path)
                taken = sorted(_opened(browser, site, path) for _ in range(LOADS))
                p95 = taken[int(len(taken) * 0.95)]
                rows.append({
                    "id": "P11", "what": f"{name} opened until painted, {MANY:,} orders, sqlite, Chromium at 1440",
                    "ours": f"{statistics.median(taken):.0f} ms (p95 {p95:.0f})", "reference": f"{AT_MOST_MS} ms",
                    "ratio": round(p95 / AT_MOST_MS, 3), "rounds": [round(each / AT_MOST_MS, 3) for each in taken],
                    "bar": "<= 1", "holds": p95 <= AT_MOST_MS,
                })  # fmt: skip
            browser.close()
            return rows


if __name__ == "__main__":
    for each in run():
        print(each)
