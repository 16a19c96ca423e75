"""Choosing products for a LIVE: the same list in the planner and in the console."""

from typing import Any

import reflex as rx

from sellerhub.web.design import button, tag, text_input, thumb
from sellerhub.web.language import t


def product_picker(found: Any, on_find: Any, on_add: Any) -> rx.Component:
    """A search field and its finds; `on_add` gets a product's id."""

    def row(each: Any) -> rx.Component:
        return rx.el.li(
            thumb(each.photo, 40),
            rx.el.div(
                rx.el.div(each.title, class_name="m trunc"),
                rx.el.div(rx.el.bdi(each.price), " · ", t("live.stock_n", n=each.stock), class_name="s t2 num"),
                class_name="grow",
            ),
            rx.cond(
                each.listed,
                tag(t("live.listed"), "ok", "check"),
                button(t("live.add"), icon_name="plus", size="sm", on_click=on_add(each.id)),
            ),
            key=each.id,
            class_name="lpick",
        )

    return rx.el.div(
        text_input(
            icon_name="search",
            placeholder=t("live.find_products"),
            aria_label=t("live.find_products"),
            on_change=on_find.debounce(250),
            type="search",
            auto_complete="off",
        ),
        rx.cond(
            found.length() > 0,
            rx.el.ul(rx.foreach(found, row), class_name="picks"),
            rx.el.p(t("live.nothing_found"), class_name="t2"),
        ),
        class_name="picker",
    )
