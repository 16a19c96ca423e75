"""What buyers see, and the pinned product with what can be done to it."""

from typing import Any

import reflex as rx

from sellerhub.web.design import Ticker, button, icon, tag, thumb
from sellerhub.web.language import t
from sellerhub.web.pages.seller.live.console.state import ConsoleState as State


def stage() -> rx.Component:
    """What buyers see. Moving pictures come with a stream; until then the cover, else the pinned product's photo."""
    pinned, head = State.pinned, State.head
    photo = rx.cond(head.cover != "", head.cover, pinned.photo.replace("-480.", "-1080."))
    return rx.el.section(
        rx.el.div(
            rx.cond(photo != "", rx.el.img(src=photo, alt=""), rx.el.div(icon("image", 28), t("live.no_cover"), class_name="nocover t2")),
            rx.el.div(
                rx.el.span(class_name="end"),
                rx.el.span(icon("eye", 13), State.figures.watching, class_name="glass num"),
                class_name="ov1",
            ),
            rx.cond(
                pinned.id != "",
                rx.el.div(
                    thumb(pinned.photo, 38),
                    rx.el.div(
                        rx.el.div(pinned.title, class_name="m trunc"),
                        rx.el.div(
                            rx.el.bdi(pinned.price, class_name="num b"),
                            " ",
                            rx.el.bdi(pinned.compare_at, class_name="num strike"),
                            class_name="s",
                        ),
                        class_name="grow",
                    ),
                    class_name="vpin",
                ),
            ),
            class_name="vid",
        ),
        rx.el.div(t("live.what_buyers_see"), class_name="s chk"),
        class_name="pv",
    )


def cockpit() -> rx.Component:
    pinned = State.pinned

    def fact(label: Any, value: Any, after: Any = None, tone: Any = "") -> rx.Component:
        return rx.el.div(
            rx.el.div(label, class_name="s t2"),
            rx.el.div(
                value, " ", rx.el.span(after, class_name="s t2") if after is not None else None, class_name=rx.Var.create("big num ") + tone
            ),
        )

    full = rx.el.section(
        rx.el.div(
            thumb(pinned.photo, 92),
            rx.el.div(
                rx.el.div(
                    tag(rx.fragment(t("live.pinned"), " ", Ticker.create(since=State.head.pinned_since)), "live", "pin"),
                    rx.el.h2(pinned.title, class_name="trunc"),
                    class_name="row",
                ),
                rx.el.div(
                    fact(t("live.price"), rx.el.bdi(pinned.price), rx.el.bdi(pinned.compare_at, class_name="strike")),
                    fact(t("live.sold_in_live"), pinned.sold),
                    fact(t("live.left_to_sell"), pinned.stock, t("live.of_n", n=pinned.stock_start), pinned.level),
                    class_name="pg",
                ),
                stock_meter(pinned, "live"),
                class_name="grow",
            ),
            class_name="row pin-row",
        ),
        rx.el.div(
            button(t("live.pin_next"), icon_name="pin", kind="live", keys="N", on_click=State.pin_next, custom_attrs={"data-hotkey": "n"}),
            button(
                t("live.add_stock"),
                icon_name="package-plus",
                keys="S",
                on_click=State.open_stock(pinned.product_id),
                custom_attrs={"data-hotkey": "s"},
            ),
            button(
                t("live.unpin"),
                icon_name="pin-off",
                kind="ghost",
                keys="U",
                class_name="end",
                on_click=State.unpin,
                custom_attrs={"data-hotkey": "u"},
            ),
            class_name="row acts",
        ),
        class_name="pinned",
    )
    airing = (State.head.status == "live") | (State.head.status == "interrupted")
    nothing = rx.el.section(
        rx.el.div(
            icon("pin", 18),
            rx.el.div(rx.el.h2(t("live.nothing_pinned")), rx.el.p(t("live.nothing_pinned_text"), class_name="t2"), class_name="grow"),
            button(t("live.pin_next"), icon_name="pin", kind="live", keys="N", on_click=State.pin_next, custom_attrs={"data-hotkey": "n"}),
            class_name="row",
        ),
        class_name="pinned empty-pin",
    )
    return rx.cond(pinned.id != "", full, rx.cond(airing, nothing))


def stock_meter(item: Any, tone: str = "") -> rx.Component:
    shape = rx.cond(item.level != "", item.level, tone)
    return rx.el.span(
        rx.el.i(style={"width": item.stock_percent.to(str) + "%"}),
        class_name=rx.Var.create("meter ") + shape,
        role="img",
        aria_label=t("live.stock_n", n=item.stock),
    )
