"""What is bought, a shop's part of it line by line: alike in the cart and at the checkout."""

from typing import Any

import reflex as rx

from sellerhub.web.design import icon, icon_button, link, thumb
from sellerhub.web.language import t
from sellerhub.web.parts.checkout.state import CheckoutState
from sellerhub.web.parts.checkout.views import LineView, PartView

_co = CheckoutState


def part(part: rx.Var[PartView]) -> rx.Component:
    """At the checkout: of one product the number can still be changed."""
    return shop_part(part, rx.el.h3, _line)


def _line(line: rx.Var[LineView]) -> rx.Component:
    lone = (_co.variant != "") & (_co.basket.parts.length() == 1)
    several = rx.cond(lone, None, rx.el.span("×", line.quantity, class_name="t2 num"))
    few = rx.cond(line.left < 10, rx.el.div(t("checkout.only_left", n=line.left), class_name="help warn"), rx.fragment())
    number = units(line, fewer=_co.change_units(-1), more=_co.change_units(1), least=1)
    return rx.el.li(
        thumb(line.photo, 64, line.title),
        about(line, rx.el.div(line.title, class_name="m trunc"), several, otherwise=few),
        rx.cond(lone, number, rx.el.span(line.total, class_name="num m")),
        key=line.id,
    )


def shop_part(part: rx.Var[PartView], heading: Any, line: Any) -> rx.Component:
    """`heading` is the element of its rank on the page; `line` draws one."""
    return rx.el.section(
        heading(icon("store"), link(part.shop, href="/shop/" + part.handle, class_name="trunc"), class_name="co-shop"),
        rx.el.ul(rx.foreach(part.lines, line), class_name="co-lines"),
        rx.el.div(
            rx.el.span(t("checkout.shipping")),
            rx.el.span(rx.cond(part.shipping == "", t("checkout.free"), part.shipping), class_name="num"),
            class_name="co-fee",
        ),
        key=part.shop_id,
    )


def about(line: rx.Var[LineView], name: rx.Component, *beside_price: Any, otherwise: Any = None) -> rx.Component:
    """What it is, what one costs, and what stands in the way, or `otherwise`."""
    return rx.el.div(
        name,
        rx.cond(line.variant != "", rx.el.div(line.variant, class_name="sub trunc")),
        rx.el.div(
            rx.el.span(line.unit, class_name=rx.cond(line.before != "", "num b co-new", "num")),
            rx.cond(line.before != "", rx.el.s(line.before, class_name="num t3")),
            *beside_price,
            class_name="row co-price",
        ),
        rx.match(
            line.problem,
            ("gone", rx.el.div(t("checkout.sold_out"), class_name="help bad")),
            ("short", rx.el.div(t("checkout.only_left", n=line.left), class_name="help bad")),
            otherwise or rx.fragment(),
        ),
        class_name="grow",
    )


def units(line: rx.Var[LineView], *, fewer: Any, more: Any, least: int) -> rx.Component:
    return rx.el.div(
        icon_button("minus", t("checkout.fewer"), on_click=fewer, disabled=line.quantity <= least),
        rx.el.span(line.quantity, class_name="num m", aria_live="polite"),
        icon_button("plus", t("checkout.more"), on_click=more, disabled=line.quantity >= line.left),
        class_name="co-units",
    )
