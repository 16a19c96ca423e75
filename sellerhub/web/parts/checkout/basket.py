"""What is bought: a shop's part of the checkout, line by line."""

import reflex as rx

from sellerhub.web.design import icon, icon_button, link, thumb
from sellerhub.web.language import t
from sellerhub.web.parts.checkout.state import CheckoutState
from sellerhub.web.parts.checkout.views import LineView, PartView

_co = CheckoutState


def part(part: rx.Var[PartView]) -> rx.Component:
    return rx.el.section(
        rx.el.h3(icon("store"), link(part.shop, href="/shop/" + part.handle, class_name="trunc"), class_name="co-shop"),
        rx.el.ul(rx.foreach(part.lines, _line), class_name="co-lines"),
        rx.el.div(
            rx.el.span(t("checkout.shipping")),
            rx.el.span(rx.cond(part.shipping == "", t("checkout.free"), part.shipping), class_name="num"),
            class_name="co-fee",
        ),
        key=part.shop_id,
    )


def _line(line: rx.Var[LineView]) -> rx.Component:
    lone = (_co.variant != "") & (_co.basket.parts.length() == 1)
    units = rx.el.div(
        icon_button("minus", t("checkout.fewer"), on_click=_co.change_units(-1), disabled=line.quantity <= 1),
        rx.el.span(line.quantity, class_name="num m", aria_live="polite"),
        icon_button("plus", t("checkout.more"), on_click=_co.change_units(1), disabled=line.quantity >= line.left),
        class_name="co-units",
    )
    return rx.el.li(
        thumb(line.photo, 64, line.title),
        rx.el.div(
            rx.el.div(line.title, class_name="m trunc"),
            rx.cond(line.variant != "", rx.el.div(line.variant, class_name="sub trunc")),
            rx.el.div(
                rx.el.span(line.unit, class_name=rx.cond(line.before != "", "num b co-new", "num")),
                rx.cond(line.before != "", rx.el.s(line.before, class_name="num t3")),
                rx.cond(lone, None, rx.el.span("×", line.quantity, class_name="t2 num")),
                class_name="row co-price",
            ),
            rx.match(
                line.problem,
                ("gone", rx.el.div(t("checkout.sold_out"), class_name="help bad")),
                ("short", rx.el.div(t("checkout.only_left", n=line.left), class_name="help bad")),
                rx.cond(line.left < 10, rx.el.div(t("checkout.only_left", n=line.left), class_name="help warn"), rx.fragment()),
            ),
            class_name="grow",
        ),
        rx.cond(lone, units, rx.el.span(line.total, class_name="num m")),
        key=line.id,
    )
