"""Left and middle of the console: figures, stage, the pinned product's cockpit, the run of show."""

from typing import Any

import reflex as rx

from sellerhub.business.live.queries import ConsoleItem
from sellerhub.web.build import library
from sellerhub.web.design import Menu, Modal, Ticker, button, count, empty_state, icon, tag, thumb
from sellerhub.web.language import t
from sellerhub.web.pages.seller.live.console.state import ConsoleState as State
from sellerhub.web.parts.product_picker import product_picker


class Spark(rx.Component):
    """`shape`: line or bars."""

    library = library("spark")
    tag = "Spark"
    values: rx.Var[list[int]]
    shape: rx.Var[str]
    color: rx.Var[str]


def figures() -> rx.Component:
    f = State.figures

    def one(label: Any, value: Any, below: Any, chart: rx.Component | None = None, tone: str = "t2") -> rx.Component:
        return rx.el.div(
            rx.el.div(label, class_name="s t2"),
            rx.el.div(
                rx.el.div(rx.el.div(value, class_name="kv num"), rx.el.div(below, class_name=f"s num {tone}")),
                chart,
                class_name="row kr",
            ),
            class_name="kp",
        )

    return rx.el.section(
        one(
            t("live.watching"),
            f.watching,
            t("live.peak_n", n=f.peak),
            Spark.create(values=f.watching_series, shape="line", color="var(--c1)"),
        ),
        one(
            t("live.gmv"),
            rx.el.bdi(f.gmv),
            t("live.last_minute", amount=f.gmv_last_minute),
            Spark.create(values=f.gmv_series, shape="bars", color="var(--c2)"),
            "live",
        ),
        one(
            t("live.orders"),
            f.orders,
            t("live.n_last_minute", n=f.orders_last_minute),
            Spark.create(values=f.orders_series, shape="bars", color="var(--c3)"),
        ),
        one(t("live.conversion"), rx.cond(f.conversion == "", "–", f.conversion), t("live.views", n=f.views)),
        one(
            t("live.avg_watch"),
            rx.cond(
                f.watch_time_minutes + f.watch_time_seconds > 0, t("live.watch_time", m=f.watch_time_minutes, s=f.watch_time_seconds), "–"
            ),
            t("live.comments_minute", n=f.comments_last_minute),
        ),
        class_name="kps",
        aria_live="off",
    )


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


__all__ = ["cockpit", "count", "figures", "pane_tabs", "picker_dialog", "run_of_show", "stage", "stock_dialog"]
