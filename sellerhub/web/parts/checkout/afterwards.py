"""After the order is placed: its numbers, the bank, another try to pay."""

import reflex as rx

from sellerhub.web.design import button, callout, icon, link, link_button, thumb
from sellerhub.web.language import t
from sellerhub.web.parts.checkout.filling import card
from sellerhub.web.parts.checkout.state import CheckoutState
from sellerhub.web.parts.checkout.views import OrderView

_co = CheckoutState


def _order(order: rx.Var[OrderView]) -> rx.Component:
    return rx.el.li(
        thumb(order.photo, 48, order.title),
        rx.el.div(
            link(rx.el.bdi(order.number, class_name="num"), href="/purchases/" + order.id, class_name="link m"),
            rx.el.div(order.shop, class_name="sub trunc"),
            class_name="grow",
        ),
        rx.el.span(order.total, class_name="num m"),
        key=order.id,
    )


def numbers() -> rx.Component:
    return rx.el.div(
        rx.el.ul(rx.foreach(_co.placed.orders, _order), class_name="co-lines"),
        rx.el.div(rx.el.span(t("checkout.total")), rx.el.b(_co.placed.total, class_name="num"), class_name="co-total"),
    )


def done() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(icon("circle-check", 28), class_name="co-tick"),
            rx.el.h2(t("checkout.thanks")),
            rx.el.p(t("checkout.thanks_help"), class_name="t2"),
            class_name="co-thanks",
            role="status",
        ),
        numbers(),
        rx.el.div(
            link_button(t("checkout.see_purchases"), "/purchases", kind="primary", size="xl"),
            rx.cond(_co.open, button(t("checkout.keep_watching"), size="xl", on_click=_co.close_sheet)),
            class_name="co-after",
        ),
    )


def bank() -> rx.Component:
    return rx.el.div(
        numbers(),
        callout(
            "info",
            "landmark",
            rx.el.b(rx.cond(_co.simulated, t("checkout.bank_simulated"), t("checkout.bank"))),
            rx.el.p(t("checkout.bank_help"), class_name="t2"),
            role="status",
        ),
        button(t("checkout.leave_bank"), size="xl", class_name="co-go", on_click=_co.leave_bank),
    )


def pay_again() -> rx.Component:
    return rx.el.form(
        rx.el.p(t("checkout.unpaid_help"), class_name="t2"),
        card(),
        button(
            rx.cond(_co.busy, t("checkout.busy"), t("checkout.pay_amount", amount=_co.placed.total)),
            type="submit",
            kind="live",
            size="xl",
            class_name="co-go",
            disabled=_co.busy,
        ),
        on_submit=_co.pay,
        reset_on_submit=False,
        no_validate=True,
    )
