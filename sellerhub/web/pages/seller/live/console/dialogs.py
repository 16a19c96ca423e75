"""Over the console: more stock for a product, more products for the list."""

from typing import Any

import reflex as rx

from sellerhub.web.design import Modal, button
from sellerhub.web.language import t
from sellerhub.web.pages.seller.live.console.state import ConsoleState as State
from sellerhub.web.parts.product_picker import product_picker


def stock_dialog() -> rx.Component:
    def one(each: Any) -> rx.Component:
        return rx.el.label(
            rx.el.span(rx.el.span(each.title, class_name="m"), " ", rx.el.span(each.sku, class_name="mono t3"), class_name="grow trunc"),
            rx.el.span(t("live.stock_now", n=each.stock), class_name="t2 num nw"),
            rx.el.div(
                rx.el.input(
                    type="number", name=each.id, min="0", max="99999", input_mode="numeric", placeholder="0", aria_label=t("live.add_stock")
                ),
                class_name="input",
                style={"width": "88px"},
            ),
            key=each.id,
            class_name="row stk",
        )

    return Modal.create(
        rx.el.form(
            rx.foreach(State.stock_of.variants, one),
            rx.el.div(
                button(t("live.add_stock"), kind="primary", icon_name="package-plus", type="submit"),
                class_name="row",
                style={"margin-top": "14px"},
            ),
            on_submit=State.add_stock,
        ),
        open=State.stock_of.product_id != "",
        title=t("live.add_stock_to", title=State.stock_of.title),
        on_close=State.close_stock,
    )


def picker_dialog() -> rx.Component:
    return Modal.create(
        product_picker(State.found, State.find, State.add_product, State.sought),
        open=State.picking,
        title=t("live.add_products"),
        on_close=State.close_picker,
    )
