"""Right side of the console: what is said, then what is sold."""

from typing import Any

import reflex as rx

from sellerhub.business.live.queries import ConsoleComment, ConsoleSale
from sellerhub.web.design import Menu, avatar, button, count, icon, icon_button, link, tab, tabs, tag, thumb
from sellerhub.web.language import t
from sellerhub.web.pages.seller.live.console.state import ConsoleState as State


def comments() -> rx.Component:
    head = State.head
    questions = rx.cond(head.questions > 0, count(head.questions), None)
    return rx.el.div(
        tabs(
            tab(t("live.comments"), on=State.talk == "comments", on_click=State.show_talk("comments")),
            tab(t("live.questions"), questions, on=State.talk == "questions", on_click=State.show_talk("questions")),
            tab(
                t("live.held"),
                rx.cond(State.held.length() > 0, count(State.held.length(), "warnc"), None),
                on=State.talk == "held",
                on_click=State.show_talk("held"),
            ),
            label=t("live.comments"),
        ),
        rx.cond(
            head.pinned_comment != "",
            rx.el.div(
                icon("pin", 13),
                rx.el.span(rx.el.b(t("live.pinned_by_you")), " ", rx.el.bdi(head.pinned_comment, dir="auto"), class_name="s grow"),
                icon_button("x", t("live.unpin"), size="sm", on_click=State.unpin_comment),
                class_name="pinm",
            ),
        ),
        rx.match(
            State.talk,
            ("held", _list(State.held, t("live.no_held"), held=True)),
            ("questions", _list(State.comments, t("live.no_questions"), questions=True)),
            _list(State.comments, t("live.no_comments")),
        ),
        rx.el.form(
            rx.el.div(
                rx.el.input(
                    name="words",
                    max_length=200,
                    auto_complete="off",
                    dir="auto",
                    placeholder=t("live.reply_as", shop=head.shop_name),
                    aria_label=t("live.reply_as", shop=head.shop_name),
                    custom_attrs={"data-hotkey": "c"},
                ),
                rx.el.kbd("C", class_name="kbd roomy"),
                class_name="input grow",
            ),
            icon_button("send", t("live.send"), kind="", type="submit"),
            on_submit=State.reply,
            reset_on_submit=True,
            class_name="row say",
        ),
        class_name="talkbox",
    )


def _list(rows: Any, empty: Any, *, held: bool = False, questions: bool = False) -> rx.Component:
    def one(row: rx.Var[ConsoleComment]) -> rx.Component:
        drawn = comment(row, held)
        return rx.cond(row.question, drawn, rx.fragment(key=row.id)) if questions else drawn

    none = State.head.questions == 0 if questions else rows.length() == 0
    return rx.cond(none, rx.el.p(empty, class_name="t2 none-said"), rx.el.ul(rx.foreach(rows, one), class_name="cms"))


def comment(row: rx.Var[ConsoleComment], held: bool) -> rx.Component:
    menu = [
        {"id": "pin", "label": t("live.pin_comment"), "icon": "pin"},
        {"id": "hide", "label": t("live.hide"), "icon": "eye-off", "tone": "bad"},
    ]
    actions = (
        rx.el.div(
            button(t("live.let_through"), size="sm", icon_name="check", on_click=State.moderate(row.id, "allow")),
            button(t("live.hide"), size="sm", kind="ghost", on_click=State.moderate(row.id, "hide")),
            class_name="row",
            style={"margin-top": "4px"},
        )
        if held
        else None
    )
    return rx.el.li(
        avatar(row.initial, row.tint),
        rx.el.div(
            rx.el.div(
                rx.el.bdi(row.name, class_name="m t2"),
                rx.cond(row.by_host, tag(t("live.host"), "info")),
                rx.cond(row.question, tag(t("live.question"), "acc")),
                rx.cond(row.bought, tag(t("live.bought"), "ok")),
                rx.el.span(row.at, class_name="t3 num end"),
                class_name="s row cmh",
            ),
            rx.el.div(row.words, class_name="tx", dir="auto"),
            actions,
            class_name="grow",
        ),
        None
        if held
        else Menu.create(
            icon("ellipsis-vertical"),
            items=menu,
            label=t("live.more"),
            trigger_class="btn icon sm ghost",
            on_pick=lambda verdict: State.moderate(row.id, verdict),
        ),
        key=row.id,
        class_name=rx.cond(row.question, "cm q", "cm"),
        custom_attrs={"data-comment": row.id},
    )


def orders() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h3(t("live.orders")),
            rx.cond(State.figures.orders_last_minute > 0, tag(t("live.n_last_minute", n=State.figures.orders_last_minute), "live")),
            link(t("live.open_queue"), href="/seller/orders", class_name="link s end"),
            class_name="row loh",
        ),
        rx.cond(
            State.sales.length() > 0,
            rx.el.ul(rx.foreach(State.sales, sale), class_name="ofl", aria_live="polite"),
            rx.el.p(t("live.no_orders"), class_name="t2 none-said"),
        ),
        class_name="feed",
    )


def sale(row: rx.Var[ConsoleSale]) -> rx.Component:
    return rx.el.li(
        link(
            thumb(row.photo, 28),
            rx.el.span(rx.el.bdi(row.buyer, class_name="m"), " ", rx.el.bdi(row.city, class_name="t2"), class_name="grow trunc"),
            rx.cond(
                row.cancelled,
                tag(t("live.cancelled_order")),
                rx.cond(row.item_count > 1, rx.el.span(t("live.items_n", n=row.item_count), class_name="s t2")),
            ),
            rx.el.bdi(row.total, class_name=rx.cond(row.cancelled, "num m strike", "num m")),
            href="/seller/orders/" + row.order_id,
            class_name=rx.cond(row.fresh, "lof nw1", "lof"),
        ),
        key=row.order_id,
        custom_attrs={"data-order": row.order_id},
    )
