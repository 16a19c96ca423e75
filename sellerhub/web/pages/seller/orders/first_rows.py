"""Rows of the order queue's first paint: a table on a desk, cards on a phone. The style sheet shows one of them.

A window that was narrow gets the cards alone, and shows them even if it was made wider since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from sellerhub.business.orders.queue.views import QueueRow
from sellerhub.core.work import Work
from sellerhub.web.first_paint import h, icon, many, photos_inside
from sellerhub.web.language.catalogue import say
from sellerhub.web.pages.seller.orders.reading import ROUTE, Seen
from sellerhub.web.shell.vocabulary import ORDER_STATUS, SOURCE_ICON
from sellerhub.web.ship_by import ShipBy

CARDS = 5  # as many as a tall phone's screen shows
IN_SIGHT = 2  # cards whose photos come in the document
COLUMNS = {
    "order": "placed",
    "buyer": "",
    "items": "",
    "quantity": "",
    "total": "total",
    "ship_by": "ship_by",
    "status": "",
    "carrier": "",
}  # and the sort that each stands for
NEXT = {
    "awaiting_shipment": ("label", "printer"),
    "partially_shipped": ("label", "printer"),
    "awaiting_collection": ("scan", "scan-barcode"),
    "cancel_requested": ("answer", "circle-slash"),
}


@dataclass(frozen=True, slots=True)
class Rows:
    seen: Seen
    language: str
    now: datetime
    narrow: bool
    inside: Mapping[str, str]  # photos that are in the document

    @classmethod
    async def of(cls, look: Work, seen: Seen, *, narrow: bool) -> "Rows":
        inside = await photos_inside(photo for row in seen.queue.page.rows[:IN_SIGHT] for photo in row.photos)
        return cls(seen, look.actor.language, look.now, narrow, inside)

    def t(self, key: str, **values: object) -> str:
        return say(self.language, f"orders.{key}", **values)

    def draw(self) -> Markup:
        rows = self.seen.queue.page.rows
        table = None
        if not self.narrow:
            table = h("table", {"class": "tb ordtb on-desk", "role": "table"}, self._head(), self._body(rows))
        cards = h("div", {"class": "ocards" if self.narrow else "ocards on-phone"}, [self._card(each) for each in rows[:CARDS]])
        return h("div", {"class": "orderlist"}, h("div", {"class": "scroll"}, self._pressing(), cards, table))

    # ---- a desk

    def _head(self) -> Markup:
        sort = self.seen.shown.sort
        caret = icon("arrow-down" if sort.startswith("-") else "arrow-up", 12)

        def column(key: str) -> Markup:
            words = self.t("due") if key == "ship_by" else self.t(f"col_{key}")
            looks = f"c-{key} {'r' if key in ('quantity', 'total') else ''}"
            sorted_by = COLUMNS[key] and sort.lstrip("-") == COLUMNS[key]
            inside = h("span", {"class": "row th-in"}, words, caret if sorted_by else None)
            return h("th", {"role": "columnheader", "scope": "col", "class": looks}, inside)

        first = h("th", {"role": "columnheader", "class": "opick"}, _box(self.t("select_page")))
        return h("thead", {"role": "rowgroup"}, h("tr", {"role": "row"}, first, [column(key) for key in COLUMNS]))

    def _body(self, rows: list[QueueRow]) -> Markup:
        return h("tbody", {"role": "rowgroup"}, [self._row(each) for each in rows])

    def _row(self, row: QueueRow) -> Markup:
        dot = h("span", {"class": "t3"}, "·")
        items = h(
            "div",
            {"class": "row", "style": "gap:10px"},
            self._photos(row, 32, {}),
            h("span", {"class": "trunc sentence"}, self._title(row)),
        )
        cells = (
            ("opick", _box(self.t("select_order", number=row.number))),
            (
                None,
                h("div", {"class": "row", "style": "gap:6px"}, self._number(row, "m num nw")),
                h("div", {"class": "s t2 num nw row", "style": "gap:4px", "title": row.placed_exactly}, row.placed, dot, self._source(row)),
            ),
            (None, h("div", {"class": "m trunc"}, h("bdi", None, row.buyer)), h("div", {"class": "s t2 trunc"}, row.city)),
            (None, items),
            ("r num t2", row.quantity),
            ("r", h("div", {"class": "num m"}, h("bdi", None, row.total)), h("div", {"class": "s t2 nw"}, self.t(f"pay_{row.payment}"))),
            (None, self._ship_by(row, meter=True) if row.ship_by else None),
            (None, self._status(row, "")),
            ("last", h("span", {"class": "carrier t2 nw"}, row.carrier or h("span", {"class": "t3"}, self.t("not_chosen")))),
        )
        return h("tr", {"role": "row", "class": ""}, [h("td", {"role": "cell", "class": looks}, *inside) for looks, *inside in cells])

    # ---- a phone

    def _pressing(self) -> Markup:
        def late(key: str, name: str, due: str, n: int) -> Markup | None:
            return h("a", {"class": "bad m row", "href": f"{ROUTE}?due={due}"}, icon(name), self.t(key, n=n)) if n else None

        pressing = self.seen.pressing
        return h(
            "div",
            {"class": "pickbar row on-phone"},
            late("overdue", "clock-alert", "overdue", pressing.overdue),
            late("due_soon", "timer", "next_2h", pressing.due_soon),
            h("button", {"type": "button", "class": "link end"}, self.t("select")),
        )

    def _card(self, row: QueueRow) -> Markup:
        due = h("span", {"class": "end row sl"}, icon("timer", 15), self._ship_by(row, meter=False)) if row.ship_by else None
        buyer = self.t("buyer_city", buyer=row.buyer, city=row.city) if row.city else row.buyer
        verb, name = NEXT.get(_shown(row), ("", ""))
        act = h("a", {"class": "btn end act", "href": f"{ROUTE}/{row.id}"}, icon(name), self.t(verb)) if verb else None
        what = h(
            "div",
            {"class": "grow"},
            h("div", {"class": "m trunc sentence"}, self._title(row)),
            h("div", {"class": "s t2 trunc sentence"}, self.t("items", n=row.quantity)),
            h("div", {"class": "s t2 trunc sentence"}, buyer),
        )
        total = h(
            "div",
            {"class": "sum"},
            h("div", {"class": "b num nw"}, h("bdi", None, row.total)),
            h("div", {"class": "s t2 nw"}, self.t(f"pay_{row.payment}")),
        )
        came = h("span", {"class": "s t2 num trunc sentence from"}, self._source(row), h("span", {"class": "t3"}, " · "), row.placed)
        return h(
            "article",
            {"class": "mcard oc"},
            h("div", {"class": "row oh"}, self._number(row, "b num"), due),
            h("div", {"class": "row om"}, self._photos(row, 44 if len(row.photos) > 1 else 56, self.inside), what, total),
            h("div", {"class": "row of"}, self._status(row, " soft"), came, act),
        )

    # ---- both

    def _number(self, row: QueueRow, looks: str) -> Markup:
        return h("a", {"class": looks, "href": f"{ROUTE}/{row.id}", "dir": "ltr"}, row.number)

    def _title(self, row: QueueRow) -> str:
        return self.t("and_more", title=row.title, n=row.more) if row.more else row.title

    def _source(self, row: QueueRow) -> Markup:
        looks = f"row src {'live' if row.source == 'live' else ''}"
        return h("span", {"class": looks}, icon(SOURCE_ICON.get(row.source, "store")), self.t(f"source_{row.source}"))

    @staticmethod
    def _photos(row: QueueRow, size: int, inside: Mapping[str, str]) -> Markup:
        """Those that are not `inside` the document are loaded when they come into sight."""

        def one(address: str) -> Markup:
            side = f"width:{size}px;height:{size}px"
            photo = {"src": inside.get(address, address), "alt": "", "width": size, "height": size}
            photo |= {"decoding": "sync"} if address in inside else {"loading": "lazy"}
            return h("span", {"class": "th", "style": side}, h("img", photo) if address else icon("image", None, "t3 none"))

        return h("span", {"class": "stack"}, [one(each) for each in row.photos or [""]])

    def _status(self, row: QueueRow, soft: str) -> Markup:
        tone, name = ORDER_STATUS.get(_shown(row), ("mute", "circle-dot"))
        return h("span", {"class": f"st k-{tone}{soft}"}, icon(name), say(self.language, f"status.{_shown(row)}"))

    def _ship_by(self, row: QueueRow, *, meter: bool) -> Markup:
        left = ShipBy(datetime.fromisoformat(row.ship_by), self.now, self.language, self.seen.zone)
        words = h("span", {"class": f"num nw m {left.tone}"}, left.words())
        bar = None
        if meter:
            share = left.share_since(datetime.fromisoformat(row.placed_at))
            bar = h("span", {"class": f"meter {left.tone}", "style": "width:84px"}, h("i", {"style": f"width:{share}%"}))
        return h("span", {"class": "sla", "title": row.ship_by_exactly}, many(words, bar))


def _shown(row: QueueRow) -> str:
    return "cancel_requested" if row.asked_to_cancel else row.status


def _box(label: str) -> Markup:
    return h("input", {"type": "checkbox", "class": "cbx", "aria-label": label})
