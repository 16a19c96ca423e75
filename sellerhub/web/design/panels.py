"""Blocks of a page: tabs, cards, empty and loading states, callouts, dialogs, menus."""

from typing import Any

import reflex as rx

from sellerhub.web.build import library
from sellerhub.web.design.controls import Text, classes
from sellerhub.web.design.icons import icon

RADIX = "radix-ui@1.4.3"


class Modal(rx.Component):
    """`shape`: dialog (480 px), sheet (side) or bottom; on a phone all are bottom sheets. `footer` is a component.

    `steady`: holds something typed, so a click beside it or Escape in a field does not close it.
    """

    library = library("dialog")
    tag = "Modal"
    lib_dependencies: list[str] = [RADIX]
    open: rx.Var[bool]
    title: rx.Var[str]
    shape: rx.Var[str]
    hide_title: rx.Var[bool]
    steady: rx.Var[bool]
    footer: rx.Component | None = None
    on_close: rx.EventHandler[rx.event.no_args_event_spec]


class Menu(rx.Component):
    """`items`: a list of {id, label, icon, tone, keys, off, on, post} or {line: True}; `on_pick` gets the id.

    An item with `post` (`/session/face?face=seller`) leaves the page by a form post.
    """

    library = library("menu")
    tag = "Menu"
    lib_dependencies: list[str] = [RADIX]
    items: rx.Var[list[dict[str, Any]]]
    label: rx.Var[str]
    align: rx.Var[str]
    trigger_class: rx.Var[str]
    on_pick: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class HoldButton(rx.Component):
    """Held for 1.2 s, or the word typed by keyboard."""

    library = library("hold")
    tag = "HoldButton"
    word: rx.Var[str]
    type_label: rx.Var[str]
    on_confirm: rx.EventHandler[rx.event.no_args_event_spec]


class CopyText(rx.Component):
    library = library("copy")
    tag = "CopyText"
    text: rx.Var[str]


class ShipBy(rx.Component):
    """Time left until an ISO instant, with the meter of the share elapsed since another."""

    library = library("countdown")
    tag = "ShipBy"
    until: rx.Var[str]
    since: rx.Var[str]
    title: rx.Var[str]
    zone: rx.Var[str]
    meter: rx.Var[bool]
    width: rx.Var[int]


class Ticker(rx.Component):
    """Counts down to `until` or up from `since` (ISO instants)."""

    library = library("countdown")
    tag = "Ticker"
    until: rx.Var[str]
    since: rx.Var[str]


class OrderAlert(rx.Component):
    """Sound and title badge when `seq` grows."""

    library = library("alerts")
    tag = "OrderAlert"
    seq: rx.Var[int]
    sound: rx.Var[bool]
    pitch: rx.Var[int]


class Hotkeys(rx.Component):
    """Keys matched in the browser. An element with `data-hotkey` is clicked there; other hits go to `on_hotkey`."""

    library = library("hotkeys")
    tag = "Hotkeys"
    keys: rx.Var[list[str]]
    on_hotkey: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def tabs(*items: rx.Component, label: Text) -> rx.Component:
    return rx.el.nav(*items, class_name="tabs", aria_label=label)


def tab(label: Text, n: Any = None, *, on: Any, **props) -> rx.Component:
    """One tab with its count; give it `on_click` or use it inside a link."""
    props.setdefault("type", "button")
    return rx.el.button(
        label,
        rx.el.span(n, class_name="n") if n is not None else None,
        class_name=rx.cond(on, "on", "") if isinstance(on, rx.Var) else ("on" if on else ""),
        aria_current=rx.cond(on, "page", "false") if isinstance(on, rx.Var) else ("page" if on else "false"),
        **props,
    )


def card(*body: Any, title: Any = None, actions: Any = None, **props) -> rx.Component:
    head = rx.el.div(rx.el.h3(title), rx.el.span(class_name="end"), actions, class_name="hd") if title is not None else None
    return rx.el.section(head, rx.el.div(*body, class_name="bd"), class_name=classes("card", props.pop("class_name", "")), **props)


def empty_state(icon_name: str, title: Text, text: Text = "", *actions: rx.Component) -> rx.Component:
    """First use: one line that says what will appear, one primary action, one secondary."""
    return rx.el.div(
        rx.el.span(icon(icon_name, 22), class_name="empty-tile"),
        rx.el.h2(title),
        rx.el.p(text, class_name="t2") if not isinstance(text, str) or text else None,
        rx.el.div(*actions, class_name="row") if actions else None,
        class_name="empty",
    )


def callout(tone: str, icon_name: str, *body: Any, **props) -> rx.Component:
    return rx.el.div(icon(icon_name), rx.el.div(*body, class_name="grow"), class_name=f"callout {tone}", **props)


def skeleton_rows(rows: int, height: int = 52) -> rx.Component:
    """Grey rows of the real height; shown only after 150 ms, so a quick answer never flashes."""
    bar = rx.el.div(rx.el.span(class_name="skel"), class_name="skel-row", style={"height": f"{height}px"})
    return rx.el.div(*[bar for _ in range(min(rows, 8))], class_name="skeleton", aria_hidden="true")


def when_loaded(loaded: Any, content: Any, *, rows: int = 8, height: int = 52) -> rx.Component:
    return rx.cond(loaded, content, skeleton_rows(rows, height))


def facts(*pairs: tuple[Any, Any]) -> rx.Component:
    """Definition rows: label at the start, figure at the end."""
    return rx.el.dl(*[part for name, value in pairs for part in (rx.el.dt(name), rx.el.dd(value))], class_name="dl")
