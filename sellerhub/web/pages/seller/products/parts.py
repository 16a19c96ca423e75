"""Pieces of the product list: tabs, bar, table on a desktop, cards on a phone, bulk bar, empty states."""

from typing import Any

import reflex as rx

from sellerhub.business.catalog.queries.listing import TABS
from sellerhub.web.build import library
from sellerhub.web.design import button, chip, empty_state, icon, link, link_button, plain_link, status, text_input, thumb, when_loaded
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.products.state import ROUTE, ProductsState
from sellerhub.web.shell.vocabulary import PRODUCT_STATUS

_TONES = rx.Var.create({name: look[0] for name, look in PRODUCT_STATUS.items()})
_ICONS = rx.Var.create({name: look[1] for name, look in PRODUCT_STATUS.items()})


class EditCell(rx.Component):
    """See products.jsx."""

    library = library("products")
    tag = "EditCell"
    value: rx.Var[str]
    label: rx.Var[str]
    id: rx.Var[str]
    tone: rx.Var[str]
    width: rx.Var[int]
    mode: rx.Var[str]
    on_save: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]


class RowKeys(rx.Component):
    library = library("products")
    tag = "RowKeys"


def status_of(name: Any, *, soft: bool = False) -> rx.Component:
    return status(t_dyn("status", name), _ICONS[name].to(str), _TONES[name].to(str), soft=soft)


def tabs() -> rx.Component:
    def one(tab: str) -> rx.Component:
        on = ProductsState.tab == tab
        href = ROUTE if tab == "all" else f"{ROUTE}?tab={tab}"
        n = ProductsState.counts[tab]
        return link(
            t(f"products.tab_{tab}"),
            rx.el.span(n, class_name="n"),
            href=href,
            class_name=rx.cond(on, "on", ""),
            aria_current=rx.cond(on, "page", "false"),
        )

    return rx.el.nav(*[one(tab) for tab in TABS], class_name="tabs", aria_label=t("products.tabs"))


def bar() -> rx.Component:
    search = text_input(
        icon_name="search",
        suffix=rx.el.kbd("/", class_name="kbd"),
        name="q",
        type="search",
        placeholder=t("products.search"),
        aria_label=t("products.search"),
        default_value=ProductsState.query,
        key=ProductsState.query,
        auto_complete="off",
        data_hotkey="/",
    )
    return rx.el.div(
        rx.el.form(search, on_submit=ProductsState.search, class_name="ordsearch", role="search"),
        chip(icon("image-off"), t("products.no_photo"), on=ProductsState.no_photo, on_click=ProductsState.toggle_no_photo),
        rx.cond(
            (ProductsState.query != "") | ProductsState.no_photo,
            button(t("products.clear"), kind="ghost", size="sm", on_click=ProductsState.clear_filters),
        ),
        class_name="bar open",
    )


def actions() -> rx.Component:
    return rx.el.span(
        plain_link(
            icon("download"),
            t("products.export"),
            href="/seller/products.csv",
            class_name="btn ghost wide-only",
            custom_attrs={"download": True},
        ),
        rx.cond(
            ProductsState.may_edit,
            rx.fragment(
                link_button(
                    rx.el.span(t("products.import"), class_name="lbl"),
                    f"{ROUTE}/import",
                    icon_name="upload",
                    aria_label=t("products.import"),
                ),
                button(
                    rx.el.span(t("products.add"), class_name="lbl"),
                    icon_name="plus",
                    kind="primary",
                    aria_label=t("products.add"),
                    on_click=ProductsState.add,
                ),
            ),
        ),
        class_name="row prodactions",
    )


def product_list() -> rx.Component:
    return when_loaded(
        ProductsState.loaded,
        rx.cond(
            ProductsState.rows.length() > 0,
            rx.el.div(
                table(),
                rx.el.div(rx.foreach(ProductsState.rows, _card), class_name="prodcards"),
                rx.cond(ProductsState.after != "", rx.el.div(button(t("products.more"), on_click=ProductsState.more), class_name="more")),
                class_name="scroll",
            ),
            _empty(),
        ),
    )


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
        rx.el.td(status_of(row.status)),
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


def _card(row: Any) -> rx.Component:
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
            status_of(row.status), rx.cond(row.n > 1, rx.el.span(t("products.variants_n", n=row.n), class_name="s t2")), class_name="row"
        ),
        _photo_note(row),
    )


def bulk_bar() -> rx.Component:
    deleted = ProductsState.tab == "deleted"
    return rx.cond(
        ProductsState.chosen.length() > 0,
        rx.el.div(
            rx.el.span(t("products.selected", n=ProductsState.chosen.length()), class_name="picked-n", role="status"),
            rx.el.span(class_name="sep"),
            rx.cond(
                deleted,
                button(t("products.restore"), icon_name="rotate-ccw", on_click=ProductsState.restore_chosen),
                rx.fragment(
                    button(t("products.activate"), icon_name="circle-check", on_click=ProductsState.activate_chosen),
                    button(t("products.deactivate"), icon_name="eye-off", on_click=ProductsState.deactivate_chosen),
                    button(t("products.delete"), icon_name="trash-2", on_click=ProductsState.delete_chosen),
                ),
            ),
            rx.el.span(class_name="sep"),
            button(t("products.clear"), icon_name="x", on_click=ProductsState.pick_none),
            class_name="bulk",
        ),
    )


def _empty() -> rx.Component:
    first_use = empty_state(
        "tag",
        t("products.empty_title"),
        t("products.empty_text"),
        link_button(t("products.import"), f"{ROUTE}/import", icon_name="upload", kind="primary"),
        button(t("products.add"), icon_name="plus", on_click=ProductsState.add),
    )
    filtered = empty_state(
        "search", t("products.none_title"), t("products.none_text"), button(t("products.clear"), on_click=ProductsState.clear_filters)
    )
    narrowed = (ProductsState.query != "") | ProductsState.no_photo
    return rx.cond(narrowed, filtered, rx.cond(ProductsState.tab == "all", first_use, empty_state("circle-check", t("products.tab_empty"))))
