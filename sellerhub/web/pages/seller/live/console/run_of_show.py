"""The list of products of the session, in their order, each with its next step."""

from typing import Any

import reflex as rx

from sellerhub.business.live.queries import ConsoleItem
from sellerhub.web.design import Menu, button, empty_state, icon, tag, thumb
from sellerhub.web.language import t
from sellerhub.web.pages.seller.live.console.cockpit import stock_meter
from sellerhub.web.pages.seller.live.console.state import ConsoleState as State


def pane_tabs() -> rx.Component:
    """On a phone one of three is below the pinned product."""

    def one(name: str, label: Any) -> rx.Component:
        return rx.el.button(
            label,
            type="button",
            class_name=rx.cond(State.pane == name, "on", ""),
            aria_pressed=State.pane == name,
            on_click=State.show_pane(name),
        )

    return rx.el.div(
        one("products", t("live.products")),
        one("comments", t("live.comments")),
        one("orders", t("live.orders")),
        class_name="seg panes",
        role="group",
    )


def run_of_show() -> rx.Component:
    head = State.head
    return rx.el.div(
        rx.el.div(
            rx.el.h3(t("live.run_of_show")),
            rx.el.span(t("live.n_products", n=head.products), class_name="t2 nw"),
            rx.el.span(t("live.n_shown", n=head.shown), class_name="t2 nw"),
            button(t("live.add_products"), icon_name="plus", size="sm", class_name="end", on_click=State.open_picker),
            class_name="row rh",
        ),
        rx.cond(
            State.items.length() > 0,
            rx.el.ol(rx.foreach(State.items, row), class_name="pql"),
            empty_state(
                "tag",
                t("live.empty_list"),
                "",
                button(t("live.add_products"), kind="primary", on_click=State.open_picker),
                button(t("live.copy_last"), on_click=State.copy_last),
            ),
        ),
        class_name="show",
    )


def row(item: rx.Var[ConsoleItem]) -> rx.Component:
    move = [
        {"id": "top", "label": t("live.move_top"), "icon": "arrow-up-to-line"},
        {"id": "up", "label": t("live.move_up"), "icon": "arrow-up"},
        {"id": "down", "label": t("live.move_down"), "icon": "arrow-down"},
        {"id": "remove", "label": t("live.remove"), "icon": "trash-2", "tone": "bad"},
    ]
    key = rx.cond(item.place < 10, item.place.to(str), "")
    pin = rx.match(
        item.status,
        ("pinned", tag(t("live.pinned"), "live", "pin")),
        (
            "sold_out",
            button(
                rx.el.span(t("live.add_stock"), class_name="word"),
                icon_name="package-plus",
                aria_label=t("live.add_stock"),
                size="sm",
                on_click=State.open_stock(item.product_id),
            ),
        ),
        (
            "shown",
            button(
                rx.el.span(t("live.pin_again"), class_name="word"),
                icon_name="pin",
                aria_label=t("live.pin_again"),
                size="sm",
                on_click=State.pin(item.id),
                custom_attrs={"data-hotkey": key},
            ),
        ),
        rx.el.button(
            icon("pin"),
            rx.el.span(t("live.pin"), class_name="word"),
            type="button",
            aria_label=t("live.pin"),
            class_name=rx.cond(item.is_next, "btn sm accent", "btn sm"),
            on_click=State.pin(item.id),
            custom_attrs={"data-hotkey": key},
        ),
    )
    return rx.el.li(
        rx.el.span(item.place, class_name="pos num"),
        thumb(item.photo, 40),
        rx.el.div(
            rx.el.div(item.title, class_name="m trunc"),
            rx.el.div(
                rx.el.span(item.sku, class_name="mono t3 trunc"),
                rx.cond(item.status == "sold_out", tag(t("live.sold_out"), "bad")),
                rx.cond(item.is_next, tag(t("live.next"), "acc")),
                rx.cond(item.on_sale, None, tag(t("live.not_on_sale"), "warn", "triangle-alert")),
                class_name="s t2 row sub",
            ),
            class_name="grow",
        ),
        rx.el.div(
            rx.el.bdi(item.price, class_name="m nw"), rx.el.bdi(item.compare_at, class_name="s t3 strike nw"), class_name="num c-price"
        ),
        rx.el.div(rx.el.div(item.sold, class_name="m"), rx.el.div(t("live.sold"), class_name="s t3"), class_name="num c-sold"),
        rx.el.div(
            rx.el.div(
                rx.el.span(item.stock, class_name=rx.Var.create("m ") + item.level),
                rx.el.span(t("live.of_n", n=item.stock_start), class_name="t3"),
                class_name="row s num between",
            ),
            stock_meter(item),
            class_name="c-stock",
        ),
        rx.el.div(pin, class_name="c-act"),
        Menu.create(
            icon("ellipsis-vertical"),
            items=move,
            label=t("live.more"),
            trigger_class="btn icon sm ghost",
            on_pick=lambda change: State.change_item(item.id, change),
        ),
        key=item.id,
        class_name=rx.cond(item.status == "pinned", "pq foc", "pq"),
        custom_attrs={"data-item": item.id},
    )
