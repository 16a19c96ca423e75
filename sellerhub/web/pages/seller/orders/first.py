"""The first paint of the order queue: its tabs, filters and first rows, as parts.py and orderlist.jsx draw them."""

from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request

from sellerhub.business.orders.queue.filter import Stage, Tab, from_query
from sellerhub.core.access import Permission
from sellerhub.core.work import Work
from sellerhub.web.cookies import PHONE
from sellerhub.web.first_paint import Painted, first_paint, h, icon, many
from sellerhub.web.language.catalogue import say
from sellerhub.web.pages.seller.orders.first_rows import CARDS, Rows
from sellerhub.web.pages.seller.orders.reading import COUNTED, OWN_SORT, ROUTE, Seen, look_at, with_own_sort
from sellerhub.web.shell.first_frame import Frame
from sellerhub.web.shell.glance import read_glance

ROWS = 18  # as many as a tall desk's screen shows; the live page reads the rest


@first_paint(ROUTE, title="shell.orders", sheets=("50-shell", "60-tables", "65-orders"), needs=Permission.SEE_ORDERS)
async def queue(look: Work, request: Request) -> Painted:
    wanted = with_own_sort(from_query(dict(request.query_params)), request.cookies.get(OWN_SORT, ""))
    narrow = request.cookies.get(PHONE) == "1"
    seen = await look_at(look, wanted, CARDS if narrow else ROWS)
    language = look.actor.language
    frame = Frame("seller", "all_orders", await read_glance(look), language, narrow=narrow)
    around = _Around(seen, language)
    rows = await Rows.of(look, seen, narrow=narrow)
    body = (around.tabs(), around.bar(), around.segment(), around.partial(), rows.draw() if seen.queue.page.rows else around.empty())
    return Painted(frame.around(say(language, "shell.orders"), around.actions(), *body))


@dataclass(frozen=True, slots=True)
class _Around:
    seen: Seen
    language: str

    def t(self, key: str, **values: object) -> str:
        return say(self.language, f"orders.{key}", **values)

    def _count(self, name: str) -> str:
        return self.seen.figures[COUNTED.index(name)]

    def tabs(self) -> Markup:
        def one(tab: Tab) -> Markup:
            on = self.seen.shown.tab == tab.value
            looks = {"class": "on" if on else "", "href": self.seen.shown.links[tab.value], "aria-current": "page" if on else "false"}
            return h("a", looks, self.t(f"tab_{tab.value}"), h("span", {"class": "n"}, self._count(tab.value)))

        return h("nav", {"class": "tabs", "aria-label": self.t("tabs")}, [one(tab) for tab in Tab])

    def bar(self) -> Markup:
        shown = self.seen.shown
        to_ship = shown.tab == Tab.TO_SHIP.value
        chips = [
            self._chip("radio", "source", self.t("source_is", names=shown.source_names) if shown.sources else ""),
            self._chip("timer", "due", self.t("due_is", when=self.t(f"due_{shown.due}"))) if shown.due else None,
            self._chip("timer", "due", "") if to_ship and not shown.due else None,
            self._chip("wallet", "payment", self.t("payment_is", names=shown.payment_names) if shown.payments else ""),
            self._chip("radio", "", self.t("live_session")) if shown.live else None,
            self._chip("circle-slash", "asked", self.t("asked") if shown.asked else "") if shown.asked or to_ship else None,
        ]
        return h("div", {"class": "bar"}, self._search(), chips, h("span", {"class": "end row"}, self._how_many(), self._sort()))

    def _search(self) -> Markup:
        words = self.t("search")
        field = h(
            "div",
            {"class": "input"},
            icon("search"),
            h("input", {"type": "search", "name": "q", "placeholder": words, "aria-label": words, "value": self.seen.shown.query}),
            h("span", {"class": "suf"}, h("kbd", {"class": "kbd"}, "/")),
        )
        kept = h("input", {"type": "hidden", "name": "tab", "value": self.seen.shown.tab})
        return h("form", {"class": "ordsearch", "role": "search", "action": ROUTE}, field, kept)

    def _chip(self, name: str, label: str, chosen: str) -> Markup:
        if chosen:
            return h("button", {"type": "button", "class": "chip on"}, icon(name), chosen, icon("x"))
        return h("button", {"type": "button", "class": "chip dash"}, icon(name), self.t(label))

    def _how_many(self) -> Markup | None:
        if not self.seen.shown.narrowed:
            return None
        in_view = self.seen.in_view
        return h("span", {"class": "s t2 num nw"}, self.t("more_than" if in_view.more else "in_view", n=in_view.n))

    def _sort(self) -> Markup:
        if self.seen.shown.query:
            return h("span", {"class": "s t2"}, self.t("sort_found"))
        return h("button", {"type": "button", "class": "btn ghost sm"}, icon("arrow-up-down"), self.t(f"sort_{self.seen.shown.sort}"))

    def segment(self) -> Markup | None:
        shown, pressing = self.seen.shown, self.seen.pressing
        if shown.tab != Tab.TO_SHIP.value:
            return None

        def one(stage: str, key: str) -> Markup:
            name = stage or "to_ship"
            on = shown.stage == stage
            looks = {"class": "on" if on else "", "href": shown.links[name], "aria-current": "true" if on else "false"}
            return h("a", looks, self.t(key), " ", h("b", {"class": "num"}, self._count(name)))

        stages = [one("", "stage_all"), *(one(stage.value, f"stage_{stage.value}") for stage in Stage)]
        late = many(
            h("a", {"class": "bad m", "href": f"{ROUTE}?due=overdue"}, self.t("overdue", n=pressing.overdue)) if pressing.overdue else None,
            h("a", {"class": "bad m", "href": f"{ROUTE}?due=next_2h"}, self.t("due_soon", n=pressing.due_soon))
            if pressing.due_soon
            else None,
        )
        return h("div", {"class": "subtabs"}, h("div", {"class": "seg"}, stages), h("span", {"class": "end s t2 num nw row"}, late))

    def partial(self) -> Markup | None:
        page = self.seen.queue.page
        return h("p", {"class": "partial s t2"}, self.t("partial")) if page.partial and page.rows else None

    def empty(self) -> Markup:
        shown = self.seen.shown
        if shown.narrowed:
            name, title, words = "search", "found_none_title", self.t("found_none_text", n=self.seen.in_view.in_tab)
        elif self._count("all") == "0":
            name, title, words = "package", "empty_title", self.t("empty_text")
        else:
            name, title, words = "circle-check", "tab_empty_title", self.t("tab_empty_text")
        tile = h("span", {"class": "empty-tile"}, icon(name, 22))
        said = h("div", {"class": "empty"}, tile, h("h2", None, self.t(title)), h("p", {"class": "t2"}, words))
        return h("div", {"class": "orderlist"}, h("div", {"class": "scroll"}, said))

    def actions(self) -> Markup:
        export = f"{ROUTE}.csv?{self.seen.shown.address}"
        pack, filters = say(self.language, "shell.pack"), self.t("filters")
        return h(
            "span",
            {"class": "row"},
            h("a", {"class": "btn ghost wide-only", "href": export, "download": True}, icon("download"), self.t("export")),
            h("button", {"type": "button", "class": "btn ghost icon", "aria-label": self.t("sound_off")}, icon("bell-off")),
            h(
                "a",
                {"class": "btn scan", "href": "/seller/pack", "aria-label": pack},
                icon("scan-barcode"),
                h("span", {"class": "lbl"}, pack),
            ),
            h("button", {"type": "button", "class": "btn icon ghost phone-only", "aria-label": filters}, icon("sliders-horizontal")),
        )
