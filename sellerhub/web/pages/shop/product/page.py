"""A product's public page (LV-11, LV-12): phone first; the two buttons stay in reach."""

from typing import Any

import reflex as rx

from sellerhub.web.design import avatar, button, icon, icon_button, link, link_button, when_loaded
from sellerhub.web.language import t
from sellerhub.web.pages.shop.product.state import ProductState
from sellerhub.web.shell.template import shop_page

shown, variant = ProductState.shown, ProductState.variant


@shop_page(route="/p/[product_id]", title="store.products", state=ProductState, nav="shop")
def page() -> rx.Component:
    about = rx.el.div(
        rx.el.h1(shown.title, dir="auto"),
        _price(),
        rx.foreach(ProductState.options, _option),
        _left(),
        _shipping(),
        _buy(),
        _shop(),
        class_name="pabout",
    )
    description = rx.cond(
        shown.body_html != "",
        rx.el.section(
            rx.el.h2(t("store.description"), class_name="storehead"),
            rx.html(shown.body_html, class_name="prose", dir="auto"),
            class_name="pbody",
        ),
    )
    return when_loaded(
        ProductState.loaded,
        rx.el.article(rx.el.div(_photos(), about, class_name="pgrid"), description, class_name="ppage"),
        rows=3,
        height=240,
    )


def _photos() -> rx.Component:
    large = rx.cond(
        shown.photos.length() > 0,
        rx.el.img(src=shown.photos[ProductState.photo], alt=shown.title, width="560", height="560"),
        rx.el.span(icon("image", 40), class_name="t3"),
    )

    def small(src: Any, index: Any) -> rx.Component:
        return rx.el.button(
            rx.el.img(src=src, alt="", width="64", height="64"),
            type="button",
            aria_label=t("store.photo_n", n=index + 1),
            aria_pressed=ProductState.photo == index,
            class_name=rx.cond(ProductState.photo == index, "on", ""),
            on_click=ProductState.look_at(index),
        )

    return rx.el.div(
        rx.el.div(large, class_name="plarge"),
        rx.cond(shown.thumbs.length() > 1, rx.el.div(rx.foreach(shown.thumbs, small), class_name="pthumbs")),
        class_name="pphotos",
    )


def _price() -> rx.Component:
    return rx.el.p(
        rx.el.bdi(variant.price, class_name="pprice num"),
        rx.cond(variant.compare_at != "", rx.el.bdi(variant.compare_at, class_name="strike t3 num")),
        class_name="row",
        aria_live="polite",
    )


def _option(option: Any) -> rx.Component:
    def value(each: Any) -> rx.Component:
        return rx.el.button(
            each.text,
            type="button",
            dir="auto",
            aria_pressed=each.on,
            title=rx.cond(each.off, t("store.sold_out"), ""),
            class_name=rx.cond(each.on, "pval on", rx.cond(each.off, "pval off", "pval")),
            on_click=ProductState.choose(option.index, each.text),
        )

    return rx.el.fieldset(
        rx.el.legend(option.name, class_name="label", dir="auto"), rx.el.div(rx.foreach(option.choices, value), class_name="pvals")
    )


def _left() -> rx.Component:
    few = rx.el.span(icon("package-minus", 15), t("store.few_left", n=variant.stock), class_name="warn row m")
    some = rx.el.span(icon("circle-check", 15), t("store.in_stock"), class_name="ok row m")
    none = rx.el.span(icon("package-x", 15), t("store.sold_out"), class_name="bad row m")
    return rx.el.div(rx.cond(variant.can_buy, rx.cond(variant.few, few, some), none), role="status")


def _shipping() -> rx.Component:
    free = rx.cond(shown.ship_free_from != "", rx.el.span(t("store.free_from", amount=shown.ship_free_from), class_name="t2"))
    return rx.el.div(icon("truck", 15), t("store.shipping", fee=shown.ship_fee), free, class_name="row s pship")


def _buy() -> rx.Component:
    quantity = rx.el.div(
        icon_button("minus", t("store.fewer"), on_click=ProductState.change_quantity(-1), disabled=ProductState.quantity <= 1),
        rx.el.output(ProductState.quantity, class_name="num b", aria_label=t("store.quantity")),
        icon_button("plus", t("store.one_more"), on_click=ProductState.change_quantity(1), disabled=ProductState.quantity >= variant.stock),
        class_name="qty",
    )
    return rx.el.div(
        quantity,
        icon_button("shopping-bag", t("store.add_to_cart"), kind="", on_click=ProductState.add_to_cart, disabled=~variant.can_buy),
        button(t("store.buy_now"), kind="live", size="xl", class_name="grow", disabled=~variant.can_buy, on_click=ProductState.buy_now),
        class_name="pbuy",
    )


def _shop() -> rx.Component:
    logo = rx.cond(
        shown.shop_logo != "",
        rx.el.img(src=shown.shop_logo, alt="", width="40", height="40", class_name="shoplogo"),
        avatar(shown.initials, "b2", style={"width": "40px", "height": "40px"}),
    )
    return rx.el.div(
        logo,
        rx.el.div(
            rx.el.div(t("store.sold_by"), class_name="s t2"),
            link(shown.shop_name, href="/shop/" + shown.shop_handle, class_name="m", dir="auto"),
            class_name="grow",
        ),
        link_button(t("store.visit"), "/shop/" + shown.shop_handle),
        class_name="card pshop",
    )
