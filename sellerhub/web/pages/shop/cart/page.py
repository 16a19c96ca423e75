"""The cart: shops, their products, what it comes to, one button."""

import reflex as rx

from sellerhub.web.design import button, callout, empty_state, icon_button, link, link_button, thumb, when_loaded
from sellerhub.web.language import t
from sellerhub.web.pages.shop.cart.state import CartState
from sellerhub.web.parts.checkout.basket import about, shop_part, units
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
    return shop_part(part, rx.el.h2, _line)


def _line(line: rx.Var[LineView]) -> rx.Component:
    page = "/p/" + line.product_id
    fewer, more = (CartState.change(line.id, line.quantity + by) for by in (-1, 1))
    number = units(line, fewer=fewer, more=more, least=0)
    return rx.el.li(
        link(thumb(line.photo, 64, line.title), href=page),
        about(line, link(line.title, href=page, class_name="m trunc")),
        rx.el.div(
            rx.el.span(line.total, class_name="num m"),
            rx.el.div(number, icon_button("trash-2", t("checkout.remove"), on_click=CartState.change(line.id, 0)), class_name="row"),
            class_name="co-end",
        ),
        class_name="co-edit",
        key=line.id,
    )
