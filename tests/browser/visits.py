"""Every page of the program with a path that shows something in the demo, and who looks at it."""

import re
import sqlite3
from dataclasses import dataclass

import sellerhub.app
from tests.browser.site import Site

LOOKERS = {"seller": "elif", "shop": "zeynep", "creator": "mira", "operator": "kerem", "": ""}
# a row that a page with this parameter can show to the person above
TO_SHIP = "status IN ('awaiting_collection', 'awaiting_shipment')"
ZEYNEPS = "FROM shop_order o JOIN account a ON a.id = o.buyer_id WHERE a.email LIKE 'zeynep%' ORDER BY o.id LIMIT 1"
EXAMPLES = {
    "order_id": f"SELECT id FROM shop_order WHERE {TO_SHIP} AND shop_id = :shop ORDER BY id LIMIT 1",
    "live_id": "SELECT id FROM live WHERE status = 'live' LIMIT 1",
    "video_id": "SELECT id FROM video WHERE status = 'published' LIMIT 1",
    "product_id": "SELECT id FROM product WHERE status = 'active' AND shop_id = :shop ORDER BY id LIMIT 1",
    "handle": "SELECT handle FROM shop WHERE id = :shop",
    "group_id": f"SELECT o.group_id {ZEYNEPS}",
    "tracking_number": "SELECT tracking_number FROM package WHERE tracking_number IS NOT NULL ORDER BY id LIMIT 1",
}


@dataclass(frozen=True, slots=True)
class Visit:
    name: str
    route: str
    who: str  # a first name of the demo, or nobody

    def path(self, site: Site) -> str | None:
        """The route with its parameters filled; None when the demo has no such row."""
        rows = sqlite3.connect(site.settings.data_dir / "sellerhub.db")
        try:
            shop = rows.execute("SELECT id FROM shop ORDER BY id LIMIT 1").fetchone()[0]
            path = re.sub(r"/\[\[\w+\]\]", "", self.route)
            for name in re.findall(r"\[(\w+)\]", path):
                query = f"SELECT o.id {ZEYNEPS}" if name == "order_id" and self.who == "zeynep" else EXAMPLES.get(name)
                found = rows.execute(query, {"shop": shop}).fetchone() if query else None
                if found is None:
                    return None
                path = path.replace(f"[{name}]", str(found[0]))
            return path
        finally:
            rows.close()


def every_page() -> list[Visit]:
    return [Visit(re.sub(r"\W+", "-", page.route).strip("-") or "home", page.route, LOOKERS[page.face]) for page in sellerhub.app.PAGES]
