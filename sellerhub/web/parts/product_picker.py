"""Choosing products for a LIVE: the same list in the planner and in the console."""

from typing import Any

import reflex as rx

from sellerhub.web.design import icon, link, tag, text_input, thumb
from sellerhub.web.language import t


def product_picker(found: Any, on_find: Any, on_add: Any, sought: Any) -> rx.Component:
    """A search field and its finds; `on_add` gets a product's id, `sought` is what the finds answer.

    It is no part of a form: Enter in its field finds, and sends nothing.
    """

    def row(each: Any) -> rx.Component:
        # One element whichever it says, so the keyboard stays where it was after adding.
        add = rx.el.button(
            icon(rx.cond(each.listed, "check", "plus")),
            rx.cond(each.listed, t("live.listed"), t("live.add")),
            type="button",
            class_name=rx.cond(each.listed, "btn sm ghost k-ok", "btn sm"),
            aria_label=rx.cond(each.listed, t("live.one_listed", title=each.title), t("live.add_one", title=each.title)),
            aria_disabled=each.listed,
            on_click=on_add(each.id),
        )
        return rx.el.li(
            thumb(each.photo, 40),
            rx.el.div(
                rx.el.div(each.title, class_name="m trunc", dir="auto"),
                rx.el.div(
                    rx.el.bdi(each.price),
                    " · ",
                    rx.cond(each.stock > 0, t("live.stock_n", n=each.stock), tag(t("live.sold_out"), "warn")),
                    class_name="s t2 num",
                ),
                class_name="grow",
            ),
            add,
            key=each.id,
            class_name="lpick",
            custom_attrs={"data-found": each.id},
        )

    nothing = rx.cond(
        sought != "",
        t("live.nothing_found"),
        rx.fragment(t("live.nothing_on_sale"), " ", link(t("live.to_products"), href="/seller/products", class_name="link")),
    )
    return rx.el.div(
        text_input(
            icon_name="search",
            placeholder=t("live.find_products"),
            aria_label=t("live.find_products"),
            on_change=on_find.debounce(250),
            type="search",
            auto_complete="off",
            auto_focus=True,
        ),
        rx.cond(
            found.length() > 0,
            rx.el.ul(rx.foreach(found, row), class_name="picks", aria_label=t("live.found_products")),
            rx.el.p(nothing, class_name="t2", role="status"),
        ),
        class_name="picker",
        role="search",
    )
