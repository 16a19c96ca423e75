"""The LIVE console (E1, design d): always dark, no navigation; nothing scrolls except lists."""

import reflex as rx

from sellerhub.web.build import library
from sellerhub.web.design import HoldButton, Hotkeys, OrderAlert, Ticker, button, callout, icon, icon_button, link, link_button, on_air, tag
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.live.console import cockpit, dialogs, figures, run_of_show, talk
from sellerhub.web.pages.seller.live.console.state import ConsoleState
from sellerhub.web.shell import frame
from sellerhub.web.shell.state import ShellState
from sellerhub.web.shell.template import Page

State = ConsoleState
KEYS = ["n", "u", "c", "s", "space", *"123456789"]


class DarkRoom(rx.Component):
    library = library("spark")
    tag = "DarkRoom"


def top_bar() -> rx.Component:
    head = State.head
    airing = (head.status == "live") | (head.status == "interrupted")
    return rx.el.header(
        link(icon("arrow-left"), href="/seller/live", class_name="btn ghost icon", aria_label=t("live.back")),
        frame.mark(),
        rx.el.div(
            rx.cond(
                airing,
                rx.fragment(on_air(), Ticker.create(since=head.started_at, class_name="b")),
                tag(t_dyn("live.status_", head.status)),
            ),
            rx.el.h1(head.title, class_name="b trunc"),
            rx.el.bdi("@", head.shop_handle, class_name="t2 nw roomy"),
            class_name="grow row",
            style={"gap": "10px"},
        ),
        rx.el.span(
            rx.cond(
                State.sound,
                icon_button("volume-2", t("live.sound_on"), on_click=State.toggle_sound, custom_attrs={"data-hotkey": "space"}),
                icon_button("volume-x", t("live.sound_off"), on_click=State.toggle_sound, custom_attrs={"data-hotkey": "space"}),
            ),
            button(
                t("live.shortcuts"),
                icon_name="keyboard",
                class_name="roomy",
                on_click=rx.call_function("window.dispatchEvent(new Event('sellerhub:shortcuts'))"),
            ),
            link_button(t("live.open_watch"), "/live/" + head.id, icon_name="eye", class_name="roomy", target="_blank"),
            rx.cond(head.status == "scheduled", button(t("live.go_live"), icon_name="radio", kind="live", on_click=State.go_live)),
            rx.cond(head.can_restart, button(t("live.restart"), icon_name="radio", kind="live", on_click=State.restart)),
            rx.cond(
                airing,
                HoldButton.create(
                    icon("circle-stop"),
                    rx.el.span(t("live.end_live"), class_name="roomy"),
                    word=t("live.end_word"),
                    type_label=t("live.type_end"),
                    on_confirm=State.end,
                    class_name="btn danger",
                    custom_attrs={"aria-label": t("live.end_live")},
                ),
            ),
            class_name="row",
        ),
        class_name="lt",
    )


def notices() -> rx.Component:
    head = State.head
    return rx.match(
        head.status,
        ("scheduled", callout("info", "clock", t("live.is_scheduled", time=head.starts_at))),
        ("interrupted", callout("warn", "triangle-alert", t("live.is_interrupted"), role="alert")),
        ("ended", callout("info", "info", t("live.is_ended"))),
        rx.fragment(),
    )


def body() -> rx.Component:
    return rx.el.div(
        DarkRoom.create(),
        OrderAlert.create(seq=State.head.sales_seen, sound=State.sound, pitch=880),
        Hotkeys.create(keys=KEYS, on_hotkey=lambda _: rx.noop()),
        top_bar(),
        notices(),
        figures.figures(),
        rx.el.div(
            cockpit.stage(),
            rx.el.section(
                cockpit.cockpit(),
                run_of_show.pane_tabs(),
                run_of_show.run_of_show(),
                class_name="pl",
            ),
            rx.el.section(talk.comments(), talk.orders(), class_name="rt"),
            class_name="lgrid",
            custom_attrs={"data-pane": State.pane},
        ),
        dialogs.stock_dialog(),
        dialogs.picker_dialog(),
        class_name="lc",
    )


def draw() -> rx.Component:
    shortcuts = [
        ("n", t("live.pin_next")),
        ("1", t("live.pin")),
        ("u", t("live.unpin")),
        ("s", t("live.add_stock")),
        ("c", t("live.reply_as", shop=State.head.shop_name)),
        ("space", t("live.sound_off")),
    ]
    return rx.el.div(
        frame.everywhere(t("live.console_title"), "", shortcuts),
        frame.connection_banner(),
        rx.el.main(frame.trouble_or(State.trouble, rx.cond(State.loaded, body(), DarkRoom.create())), id="main", class_name="bare-main"),
        class_name="bare dark console",
    )


page = Page("/seller/live/[live_id]", "live.console_title", draw, [State.watch, ShellState.watch], "seller")
