"""Around the product list: tabs, bar, actions, bulk bar, empty states. Its rows are in rows.py."""

import reflex as rx

from sellerhub.business.catalog.queries.listing import TABS
from sellerhub.web.design import button, chip, empty_state, icon, link, link_button, plain_link, text_input, when_loaded
from sellerhub.web.language import t
from sellerhub.web.pages.seller.products.rows import card, table
from sellerhub.web.pages.seller.products.state import ROUTE, ProductsState


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
                rx.el.div(rx.foreach(ProductsState.rows, card), class_name="prodcards"),
                rx.cond(ProductsState.after != "", rx.el.div(button(t("products.more"), on_click=ProductsState.more), class_name="more")),
                class_name="scroll",
            ),
            _empty(),
        ),
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
