"""The frame of a desk's page in its first paint: the same elements as frame.py, with links where menus need a script."""

from datetime import datetime
from typing import Any

from markupsafe import Markup

from sellerhub.core import clock
from sellerhub.web.first_paint.html import h, icon, many
from sellerhub.web.language.catalogue import say
from sellerhub.web.shell.glance import Glance
from sellerhub.web.shell.places import PLACES, Place


class Frame:
    """Around one page for one person. A `narrow` window has no place for the sidebar."""

    def __init__(self, face: str, active: str, glance: Glance, language: str, *, narrow: bool = False) -> None:
        self.narrow = narrow
        self.face, self.active, self.glance, self.language = face, active, glance, language
        places = PLACES[face]
        self.section = next((each.under for each in places if each.id == active and each.under), active)
        self.places = [each for each in places if each.needs is None or each.needs.value in glance.may]

    def t(self, key: str, **values: object) -> str:
        return say(self.language, f"shell.{key}", **values)

    def around(self, heading: str, actions: Markup, *body: Any) -> Markup:
        top = h("header", {"class": "top"}, h("h1", None, heading), h("span", {"class": "end"}), actions, self._live())
        return h(
            "div", {"class": "app"}, None if self.narrow else self._sidebar(), h("main", {"class": "main"}, top, *body), self._tab_bar()
        )

    def _sidebar(self) -> Markup:
        glance = self.glance
        head = glance.shop_name if self.face == "seller" else self.t(f"{self.face}_face")
        under = "SellerHub" + (f" · {glance.market}" if self.face == "seller" and glance.market else "")
        names = h("div", {"class": "grow lbl"}, h("div", {"class": "nm trunc"}, head), h("div", {"class": "sub trunc sentence"}, under))
        shown = [each for each in self.places if not each.under or each.under == self.section]
        return h(
            "nav",
            {"class": "nav", "aria-label": self.t("main")},
            h("div", {"class": "shop"}, _mark(), names, self._menu("chevrons-up-down", "switch_shop", "") if glance.shops else None),
            h(
                "button",
                {"type": "button", "class": "input find", "aria-label": self.t("search")},
                icon("search", 14),
                h("span", {"class": "s lbl"}, self.t("search")),
                h(
                    "span",
                    {"class": "end row lbl", "style": "gap:2px"},
                    h("kbd", {"class": "kbd"}, "Ctrl"),
                    h("kbd", {"class": "kbd"}, "K"),
                ),
            ),
            [self._place(each) for each in shown],
            h("div", {"style": "flex:1"}),
            self._me(),
        )

    def _place(self, place: Place) -> Markup:
        glance, badge = self.glance, None
        if place.badge == "to_ship" and glance.to_ship:
            badge = h("span", {"class": "end"}, glance.to_ship)
        elif place.badge == "on_air" and glance.live_id:
            badge = h("span", {"class": "end airing"}, h("i", {"class": "dot"}), self.t("on_air"))
        on = place.id == (self.active if place.under or self.section == self.active else self.section)
        looks = ("sub " if place.under else "") + ("on" if on else "")
        return h(
            "a",
            {"class": looks, "href": place.href, "title": say(self.language, place.key), "aria-current": "page" if on else None},
            None if place.under else icon(place.icon),
            h("span", {"class": "lbl"}, say(self.language, place.key)),
            badge,
        )

    def _me(self) -> Markup:
        glance = self.glance
        return h(
            "div",
            {"class": "shop me"},
            h("span", {"class": "av b2", "aria-hidden": "true"}, glance.initials),
            h(
                "div",
                {"class": "grow lbl"},
                h("div", {"class": "m trunc", "style": "line-height:16px"}, glance.person),
                h("div", {"class": "sub"}, self.t(f"role_{glance.role}") if glance.role else ""),
            ),
            self._menu("ellipsis", "more", "end "),
        )

    def _menu(self, name: str, label: str, more: str) -> Markup:
        return h("button", {"type": "button", "class": f"btn icon sm ghost {more}lbl", "aria-label": self.t(label)}, icon(name, 14))

    def _live(self) -> Markup | None:
        glance = self.glance
        if self.face != "seller" or not glance.live_id:
            return None
        return h(
            "a",
            {"class": "livepill", "href": f"/seller/live/{glance.live_id}"},
            h("span", {"class": "onair"}, "LIVE"),
            h("span", {"class": "num", "dir": "ltr"}, _elapsed(glance.live_since)),
            h("span", {"aria-hidden": "true"}, "·"),
            h("span", {"class": "lbl"}, self.t("watching", n=glance.watching)),
        )

    def _tab_bar(self) -> Markup:
        glance = self.glance

        def one(place: Place) -> Markup:
            badge = None
            if place.badge == "to_ship" and glance.to_ship:
                badge = h("span", {"class": "cnt hot"}, glance.to_ship)
            elif place.badge == "on_air" and glance.live_id:
                badge = h("i", {"class": "ld"})
            on = {"class": "on", "aria-current": "page"} if place.id == self.section else {}
            return h("a", {"href": place.href, **on}, icon(place.icon), h("span", None, say(self.language, place.key)), badge)

        first = [each for each in PLACES[self.face] if not each.under][:4]
        places = [one(each) for each in first if each in self.places]
        more = h("a", {"href": "/account"}, icon("menu"), h("span", None, self.t("more")))
        return h("nav", {"class": "tabbar", "aria-label": self.t("main")}, many(*places), more)


def _elapsed(since: str) -> str:
    """`4:07`, `1:04:07`: as the running clock of the live page begins."""
    seconds = max(0, int((clock.now() - datetime.fromisoformat(since)).total_seconds())) if since else 0
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def _mark() -> Markup:
    tag = (
        "M7 9.4A2.4 2.4 0 0 1 9.4 7h5.5c.64 0 1.25.25 1.7.7l6 6a2.4 2.4 0 0 1 0 3.4l-5.5 5.5a2.4 2.4 0 0 1-3.4 0l-6-6a2.4 2.4 0 0 1-.7-1.7z"
    )
    return h(
        "svg",
        {"class": "mark", "viewBox": "0 0 30 30", "aria-hidden": "true"},
        h("rect", {"width": 30, "height": 30, "rx": 8, "fill": "var(--ink)"}),
        h("path", {"d": tag, "fill": "var(--on-ink)"}),
        h("circle", {"cx": 12, "cy": 12, "r": 2.35, "fill": "var(--live-solid)"}),
    )
