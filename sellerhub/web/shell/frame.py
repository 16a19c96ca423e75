"""The frame of each face: sidebar and top bar on a desktop, tab bar on a phone, and what every page has."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from sellerhub.web.build import library
from sellerhub.web.design import Hotkeys, Menu, Modal, Ticker, avatar, callout, count, icon, link, on_air
from sellerhub.web.design.panels import RADIX
from sellerhub.web.language import t, t_dyn
from sellerhub.web.language.catalogue import catalogue
from sellerhub.web.shell.places import PLACES, Place
from sellerhub.web.shell.state import ShellState


class Toasts(rx.Component):
    library = library("toasts")
    tag = "Toasts"
    toast: rx.Var[Any]


class Palette(rx.Component):
    library = library("palette")
    tag = "Palette"
    lib_dependencies: list[str] = [RADIX]
    places: rx.Var[list[dict[str, str]]]
    found: rx.Var[list[Any]]
    on_find: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_go: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class DocumentTitle(rx.Component):
    library = library("frame")
    tag = "DocumentTitle"
    words: rx.Var[str]


class LineWatch(rx.Component):
    """Notices a line that died silently, at wake, and replaces it. Draws its children while the page is not connected."""

    library = library("line")
    tag = "LineWatch"
    lost: rx.Var[bool]


class GiveWay(rx.Component):
    """Where it is drawn, the page has something to show: the server's first paint goes."""

    library = library("frame")
    tag = "GiveWay"


class PaletteOpener(rx.Component):
    library = library("frame")
    tag = "PaletteOpener"
    label: rx.Var[str]


class ThemeChoice(rx.Component):
    library = library("frame")
    tag = "ThemeChoice"


class ShortcutList(rx.Component):
    """The list behind `?`: rows of {keys, label}."""

    library = library("shortcuts")
    tag = "ShortcutList"
    lib_dependencies: list[str] = [RADIX]
    rows: rx.Var[list[Any]]


def mark() -> rx.Component:
    """The product's tag with its one red light."""
    svg = rx.el.svg
    return svg(
        svg.rect(width="30", height="30", rx="8", fill="var(--ink)"),
        svg.path(
            d="M7 9.4A2.4 2.4 0 0 1 9.4 7h5.5c.64 0 1.25.25 1.7.7l6 6a2.4 2.4 0 0 1 0 3.4l-5.5 5.5a2.4 2.4 0 0 1-3.4 0"
            "l-6-6a2.4 2.4 0 0 1-.7-1.7z",
            fill="var(--on-ink)",
        ),
        svg.circle(cx="12", cy="12", r="2.35", fill="var(--live-solid)"),
        class_name="mark",
        view_box="0 0 30 30",
        aria_hidden="true",
    )


def everywhere(title: Any, face: str, shortcuts: list[tuple[str, Any]]) -> rx.Component:
    """Toasts, palette, navigation keys, title, skip link, connection banner."""
    places = PLACES.get(face, ())
    go = {place.keys: place.href for place in places if place.keys}
    jump = rx.Var.create(go)
    rows = [{"keys": keys, "label": label} for keys, label in shortcuts]
    rows += [{"keys": place.keys, "label": t("shell.go_to", page=t(place.key))} for place in places if place.keys]
    rows += [{"keys": "mod+k", "label": t("design.search_everything")}, {"keys": "?", "label": t("shell.shortcuts")}]
    return rx.fragment(
        rx.el.a(t("shell.skip"), href="#main", class_name="skip"),
        DocumentTitle.create(words=title),
        Toasts.create(toast=ShellState.toast),
        Palette.create(
            places=[
                {"key": p.key, "english": str(catalogue()[p.key]["en"]), "icon": p.icon, "href": p.href, "keys": p.keys} for p in places
            ],
            found=ShellState.found,
            on_find=ShellState.find,
            on_go=ShellState.go,
        ),
        Hotkeys.create(keys=list(go), on_hotkey=lambda key: ShellState.go(jump[key].to(str))) if go else None,
        ShortcutList.create(rows=rows),
        rx.cond(rx.State.is_hydrated, rx.el.i(id="ready", hidden=True)),
    )


def connection_banner() -> rx.Component:
    lost = callout("warn", "wifi-off", rx.el.b(t("shell.lost_title")), " ", t("shell.lost_text"), role="status")
    return LineWatch.create(lost, GiveWay.create(), lost=has_connection_errors)


def _place(place: Place, active: str) -> rx.Component:
    badge = None
    if place.badge == "to_ship":
        badge = rx.cond(ShellState.glance.to_ship > 0, rx.el.span(ShellState.glance.to_ship, class_name="end"))
    elif place.badge == "on_air":
        badge = rx.cond(ShellState.glance.live_id != "", rx.el.span(rx.el.i(class_name="dot"), t("shell.on_air"), class_name="end airing"))
    on = place.id == active
    shown = link(
        icon(place.icon) if not place.under else None,
        rx.el.span(t(place.key), class_name="lbl"),
        badge,
        href=place.href,
        class_name=("sub " if place.under else "") + ("on" if on else ""),
        title=t(place.key),
        **({"aria_current": "page"} if on else {}),
    )
    return _if_allowed(place, shown)


def _if_allowed(place: Place, shown: rx.Component) -> rx.Component:
    """Nobody is shown a way they may not go; the page itself refuses them anyhow."""
    return shown if place.needs is None else rx.cond(ShellState.glance.may.contains(place.needs.value), shown)


def sidebar(face: str, active: str) -> rx.Component:
    """Sub-items only for the open section."""
    places = PLACES[face]
    section = next((p.under for p in places if p.id == active and p.under), active)
    glance = ShellState.glance
    head = {"seller": glance.shop_name, "creator": t("shell.creator_face"), "operator": t("shell.operator_face")}[face]
    return rx.el.nav(
        rx.el.div(
            mark(),
            rx.el.div(
                rx.el.div(head, class_name="nm trunc"),
                rx.el.div(
                    "SellerHub",
                    rx.cond(glance.market != "", " · " + glance.market, "") if face == "seller" else "",
                    class_name="sub trunc sentence",
                ),
                class_name="grow lbl",
            ),
            None
            if face != "seller"
            else rx.cond(
                glance.shops.length() > 0,
                Menu.create(
                    icon("chevrons-up-down", 14), items=glance.shops, label=t("shell.switch_shop"), trigger_class="btn icon sm ghost lbl"
                ),
            ),
            class_name="shop",
        ),
        PaletteOpener.create(
            icon("search", 14),
            rx.el.span(t("shell.search"), class_name="s lbl"),
            rx.el.span(
                rx.el.kbd("Ctrl", class_name="kbd"), rx.el.kbd("K", class_name="kbd"), class_name="end row lbl", style={"gap": "2px"}
            ),
            class_name="input find",
            label=t("shell.search"),
        ),
        *[
            _place(place, active if place.under or section == active else section)
            for place in places
            if not place.under or place.under == section
        ],
        rx.el.div(style={"flex": "1"}),
        rx.el.div(
            avatar(glance.initials, "b2"),
            rx.el.div(
                rx.el.div(glance.person, class_name="m trunc", style={"line-height": "16px"}),
                rx.el.div(rx.cond(glance.role != "", t_dyn("shell.role_", glance.role), ""), class_name="sub"),
                class_name="grow lbl",
            ),
            person_menu(),
            class_name="shop me",
        ),
        class_name="nav",
        aria_label=t("shell.main"),
    )


def person_menu() -> rx.Component:
    """Faces this person has, account, sign-out (a full navigation)."""
    glance = ShellState.glance

    def face(id_: str, key: str, icon_name: str, href: str, has: Any) -> rx.Var:
        return rx.cond(has, [{"id": href, "label": t(key), "icon": icon_name, "line": False}], [])

    items = (
        face("seller", "shell.seller_center", "store", "/seller", glance.is_seller).to(list)
        + face("creator", "shell.creator_face", "handshake", "/creator", glance.is_creator).to(list)
        + face("operator", "shell.operator_face", "shield-check", "/operator", glance.is_operator).to(list)
        + rx.Var.create(
            [
                {"id": "/", "label": t("shell.shop_face"), "icon": "shopping-bag", "line": False},
                {"id": "/account", "label": t("shell.account"), "icon": "circle-user", "line": False},
                {"id": "out", "label": t("shell.sign_out"), "icon": "log-out", "line": False, "post": "/session/sign-out"},
            ]
        ).to(list)
    )
    return Menu.create(
        icon("ellipsis", 14), items=items, label=t("shell.more"), on_pick=ShellState.go, trigger_class="btn icon sm ghost end lbl"
    )


def tab_bar(face: str, active: str) -> rx.Component:
    """The phone's navigation: at most five."""
    places = [place for place in PLACES[face] if not place.under][:4]
    section = next((p.under for p in PLACES[face] if p.id == active and p.under), active)

    def one(place: Place) -> rx.Component:
        badge = None
        if place.badge == "to_ship":
            badge = rx.cond(ShellState.glance.to_ship > 0, count(ShellState.glance.to_ship, "hot"))
        elif place.badge == "on_air":
            badge = rx.cond(ShellState.glance.live_id != "", rx.el.i(class_name="ld"))
        elif place.badge == "cart":
            badge = rx.cond(ShellState.glance.cart > 0, count(ShellState.glance.cart, "hot"))
        on = {"class_name": "on", "aria_current": "page"} if place.id == section else {}
        return _if_allowed(place, link(icon(place.icon), rx.el.span(t(place.key)), badge, href=place.href, **on))

    more = [] if face == "shop" else [link(icon("menu"), rx.el.span(t("shell.more")), href="/account")]
    return rx.el.nav(*[one(place) for place in places], *more, class_name="tabbar", aria_label=t("shell.main"))


def live_pill() -> rx.Component:
    """The only red in the frame: the running LIVE, wherever the seller is."""
    glance = ShellState.glance
    return rx.cond(
        glance.live_id != "",
        link(
            on_air(),
            Ticker.create(since=glance.live_since),
            rx.el.span("·", aria_hidden="true"),
            rx.el.span(t("shell.watching", n=glance.watching), class_name="lbl"),
            href="/seller/live/" + glance.live_id,
            class_name="livepill",
        ),
    )


def trouble_or(trouble: Any, body: rx.Component, face: str = "seller") -> rx.Component:
    """The page, or why it is not there."""
    from sellerhub.web.design import empty_state

    def instead(*shown: Any) -> rx.Component:
        return rx.fragment(empty_state(*shown), GiveWay.create())

    again = rx.el.button(t("shell.try_again"), class_name="btn", type="button", on_click=rx.call_function("window.location.reload()"))
    return rx.match(
        trouble,
        ("", body),
        ("locked", instead("lock", t("shell.locked_title"), t("shell.locked_text" if face == "seller" else "shell.locked_face"))),
        ("missing", instead("search", t("shell.missing_title"), t("shell.missing_text"))),
        instead("triangle-alert", t("shell.not_loaded"), rx.el.span(trouble, class_name="mono t3"), again),
    )


__all__ = ["Modal", "connection_banner", "everywhere", "live_pill", "mark", "sidebar", "tab_bar", "trouble_or"]
