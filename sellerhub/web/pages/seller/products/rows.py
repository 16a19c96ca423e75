"""A product as a row of the table on a desktop, and as a card on a phone."""

from typing import Any

import reflex as rx

from sellerhub.web.design import icon, link, thumb
from sellerhub.web.language import t
from sellerhub.web.pages.seller.products.state import ROUTE, ProductsState
from sellerhub.web.parts.products import EditCell, product_status


def table() -> rx.Component:
    head = rx.el.tr(
        rx.el.th(
            rx.el.input(
                type="checkbox",
                class_name="cbx",
                aria_label=t("products.select_page"),
                checked=(ProductsState.chosen.length() > 0) & (ProductsState.chosen.length() == ProductsState.rows.length()),
                on_change=ProductsState.pick_all,
            ),
            class_name="pick",
        ),
        rx.el.th(t("products.col_product")),
        rx.el.th(t("products.col_status"), class_name="c-status"),
        rx.el.th(t("products.col_sku"), class_name="c-sku"),
        rx.el.th(t("products.col_price"), ", ", ProductsState.rows[0].currency, class_name="c-price r"),
        rx.el.th(t("products.col_stock"), class_name="c-stock r"),
    )
    return rx.el.table(rx.el.thead(head), rx.foreach(ProductsState.rows, _row), class_name="tb prodtb", aria_label=t("shell.products"))


def _pick(row: Any) -> rx.Component:
    return rx.el.input(
        type="checkbox",
        class_name="cbx",
        aria_label=t("products.select_one", title=row.title),
        checked=ProductsState.chosen.contains(row.id),
        on_change=ProductsState.pick(row.id),
        custom_attrs={"data-pick": True},
    )


def _photo_note(row: Any) -> rx.Component:
    waiting = rx.el.span(icon("loader", 13), t("products.photo_waiting"), class_name="s t2 photonote")
    failed = rx.el.span(icon("image-off", 13), t("products.photo_failed"), class_name="s warn photonote")
    return rx.cond(row.photo_problem != "", rx.cond(row.photo_problem == "waiting", waiting, failed))


def _title(row: Any) -> rx.Component:
    below = rx.cond(row.n > 1, rx.el.span(t("products.variants_n", n=row.n), class_name="s t2"))
    return rx.el.div(
        thumb(row.photo, 36),
        rx.el.div(
            link(row.title, href=f"{ROUTE}/" + row.id, class_name="m trunc open", custom_attrs={"data-open": True}, dir="auto"),
            rx.el.div(below, _photo_note(row), class_name="row under"),
            class_name="grow col",
        ),
        class_name="row prodname",
    )


def _price_cell(variant: Any) -> rx.Component:
    cell = EditCell.create(
        value=variant.amount, label=t("products.price_of", sku=variant.sku), id=variant.id, width=104, on_save=ProductsState.save_price
    )
    return rx.cond(ProductsState.may_edit, cell, variant.price)


def _stock_cell(variant: Any) -> rx.Component:
    cell = EditCell.create(
        value=variant.stock.to(str),
        label=t("products.stock_of", sku=variant.sku),
        id=variant.id,
        width=76,
        mode="numeric",
        tone=rx.cond(variant.stock == 0, "bad", rx.cond(variant.low, "warn", "")),
        on_save=ProductsState.save_stock,
    )
    return rx.cond(ProductsState.may_edit, cell, variant.stock)


def _unfold(row: Any) -> rx.Component:
    opened = ProductsState.opened.contains(row.id)
    return rx.el.button(
        icon(rx.cond(opened, "chevron-down", "chevron-right"), 14, class_name="flip"),
        type="button",
        class_name="btn icon sm ghost",
        aria_label=t("products.show_variants", title=row.title),
        aria_expanded=opened,
        on_click=ProductsState.unfold(row.id),
    )


def _row(row: Any) -> rx.Component:
    only = row.variants[0]
    many = row.n > 1
    main = rx.el.tr(
        rx.el.td(_pick(row), class_name="pick"),
        rx.el.td(_title(row)),
        rx.el.td(product_status(row.status)),
        rx.el.td(rx.cond(many, _unfold(row), rx.el.span(row.sku, class_name="mono"))),
        rx.el.td(rx.cond(many, rx.el.bdi(row.price), _price_cell(only)), class_name="r num"),
        rx.el.td(rx.cond(many, rx.el.span(row.stock, class_name=rx.cond(row.low, "warn m", "")), _stock_cell(only)), class_name="r num"),
        class_name=rx.cond(ProductsState.chosen.contains(row.id), "sel", ""),
        custom_attrs={"data-row": row.id},
    )

    def variant_row(variant: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.td(),
            rx.el.td(rx.el.div(thumb(variant.photo, 24), rx.el.span(variant.title, dir="auto"), class_name="row variantname")),
            rx.el.td(),
            rx.el.td(rx.el.span(variant.sku, class_name="mono")),
            rx.el.td(_price_cell(variant), class_name="r num"),
            rx.el.td(_stock_cell(variant), class_name="r num"),
            class_name="variantrow",
            key=variant.id,
        )

    unfolded = rx.cond(many & ProductsState.opened.contains(row.id), rx.foreach(row.variants, variant_row))
    return rx.el.tbody(main, unfolded, key=row.id)


def card(row: Any) -> rx.Component:
    """A product on a phone; prices and stock of one variant are edited in place."""
    only = row.variants[0]
    return rx.el.div(
        rx.el.div(thumb(row.photo, 56), rx.el.div(_card_words(row), class_name="grow"), _pick(row), class_name="row top-aligned"),
        rx.cond(
            row.n > 1,
            rx.el.div(rx.el.bdi(row.price, class_name="num m"), rx.el.span(t("products.in_stock", n=row.stock), class_name="end s t2")),
            rx.el.div(
                rx.el.label(t("products.col_price"), _price_cell(only), class_name="cardfield"),
                rx.el.label(t("products.col_stock"), _stock_cell(only), class_name="cardfield end"),
                class_name="row",
            ),
        ),
        class_name="prodcard",
        key=row.id,
    )


def _card_words(row: Any) -> rx.Component:
    return rx.fragment(
        link(row.title, href=f"{ROUTE}/" + row.id, class_name="m", dir="auto"),
        rx.el.div(
            product_status(row.status),
            rx.cond(row.n > 1, rx.el.span(t("products.variants_n", n=row.n), class_name="s t2")),
            class_name="row",
        ),
        _photo_note(row),
    )
