"""The cart: shops, their products, what it comes to, one button."""

import reflex as rx

from sellerhub.web.design import button, callout, empty_state, icon, icon_button, link, link_button, thumb, when_loaded
from sellerhub.web.language import t
from sellerhub.web.pages.shop.cart.state import CartState
from sellerhub.web.parts.checkout.views import LineView, PartView
from sellerhub.web.shell.template import shop_page

basket = CartState.basket


@shop_page(route="/cart", title="checkout.cart", state=CartState, nav="cart")
def page() -> rx.Component:
    return rx.el.div(
        rx.el.h1(t("checkout.cart"), class_name="co-title"),
        when_loaded(CartState.loaded, rx.cond(basket.problem == "empty", _empty(), _filled()), rows=4),
        class_name="co-page",
    )


def _empty() -> rx.Component:
    return empty_state("shopping-bag", t("checkout.empty"), t("checkout.empty_help"), link_button(t("checkout.look_around"), "/"))


def _filled() -> rx.Component:
    return rx.el.div(
        rx.cond(
            basket.changed,
            callout(
                "warn",
                "tag",
                rx.el.div(
                    rx.el.span(t("checkout.price_changed")),
                    button(t("checkout.accept_prices"), size="sm", on_click=CartState.accept),
                    class_name="row co-between",
                ),
                role="alert",
            ),
        ),
        rx.foreach(basket.parts, _part),
        rx.el.div(
            rx.el.span(t("checkout.total_of", n=basket.units)),
            rx.el.b(rx.cond(basket.total != "", basket.total, "–"), class_name="num"),
            class_name="co-total",
        ),
        rx.cond(basket.problem == "currencies", callout("warn", "coins", t("checkout.currencies"))),
        rx.cond(
            (basket.units > 0) & (basket.problem != "currencies") & (basket.problem != "short"),
            link_button(t("checkout.go"), "/checkout", kind="live", size="xl", class_name="co-go"),
            button(t("checkout.go"), kind="live", size="xl", class_name="co-go", disabled=True),
        ),
        class_name="co",
    )


def _part(part: rx.Var[PartView]) -> rx.Component:
    return rx.el.section(
        rx.el.h2(icon("store"), link(part.shop, href="/shop/" + part.handle, class_name="trunc"), class_name="co-shop"),
        rx.el.ul(rx.foreach(part.lines, _line), class_name="co-lines"),
        rx.el.div(
            rx.el.span(t("checkout.shipping")),
            rx.el.span(rx.cond(part.shipping == "", t("checkout.free"), part.shipping), class_name="num"),
            class_name="co-fee",
        ),
        key=part.shop_id,
    )


def _line(line: rx.Var[LineView]) -> rx.Component:
    units = rx.el.div(
        icon_button("minus", t("checkout.fewer"), on_click=CartState.change(line.id, line.quantity - 1)),
        rx.el.span(line.quantity, class_name="num m", aria_live="polite"),
        icon_button("plus", t("checkout.more"), on_click=CartState.change(line.id, line.quantity + 1), disabled=line.quantity >= line.left),
        class_name="co-units",
    )
    return rx.el.li(
        link(thumb(line.photo, 64, line.title), href="/p/" + line.product_id),
        rx.el.div(
            link(line.title, href="/p/" + line.product_id, class_name="m trunc"),
            rx.cond(line.variant != "", rx.el.div(line.variant, class_name="sub trunc")),
            rx.el.div(
                rx.el.span(line.unit, class_name=rx.cond(line.before != "", "num b co-new", "num")),
                rx.cond(line.before != "", rx.el.s(line.before, class_name="num t3")),
                class_name="row co-price",
            ),
            rx.match(
                line.problem,
                ("gone", rx.el.div(t("checkout.sold_out"), class_name="help bad")),
                ("short", rx.el.div(t("checkout.only_left", n=line.left), class_name="help bad")),
                rx.fragment(),
            ),
            class_name="grow",
        ),
        rx.el.div(
            rx.el.span(line.total, class_name="num m"),
            rx.el.div(units, icon_button("trash-2", t("checkout.remove"), on_click=CartState.change(line.id, 0)), class_name="row"),
            class_name="co-end",
        ),
        class_name="co-edit",
        key=line.id,
    )
