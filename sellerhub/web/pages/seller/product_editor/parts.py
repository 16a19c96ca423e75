"""Pieces of the product editor (design f)."""

from typing import Any

import reflex as rx

from sellerhub.web.design import Modal, button, field, icon, icon_button, link, link_button, text_input, thumb
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.product_editor.state import EditorState
from sellerhub.web.parts.products import EditCell, FileDrop

product = EditorState.product


def actions() -> rx.Component:
    return rx.el.span(
        rx.cond(product.status == "active", link_button(t("editor.preview"), "/p/" + product.id, icon_name="eye", kind="ghost wide-only")),
        rx.cond(product.can_edit, icon_button("trash-2", t("products.delete"), on_click=EditorState.delete)),
        rx.cond(
            product.can_deactivate,
            button(
                rx.el.span(t("products.deactivate"), class_name="lbl"),
                icon_name="eye-off",
                aria_label=t("products.deactivate"),
                on_click=EditorState.deactivate,
            ),
        ),
        rx.cond(
            product.can_activate,
            button(t("products.activate"), kind="primary", disabled=product.todo.length() > 0, on_click=EditorState.activate),
        ),
        class_name="row prodactions",
    )


def basics() -> rx.Component:
    def line(name: str, value: Any, **props: Any) -> rx.Component:
        control = text_input(id=f"f-{name}", name=name, default_value=value, dir="auto", disabled=~product.can_edit, **props)
        return field(t(f"editor.f_{name}"), control, for_id=f"f-{name}")

    return rx.el.form(
        line("title", product.title, max_length=255, required=True),
        line("body", product.body, area=True, rows=5),
        rx.el.div(line("vendor", product.vendor), line("kind", product.kind), line("tags", product.tags), class_name="three"),
        rx.cond(product.can_edit, button(t("editor.save"), kind="primary", type="submit")),
        on_submit=EditorState.save,
        key=product.id,
        class_name="pesection",
    )


def photos() -> rx.Component:
    def one(photo: Any) -> rx.Component:
        tools = rx.el.span(
            rx.cond(~photo.cover, icon_button("star", t("editor.make_cover"), size="sm", on_click=EditorState.make_cover(photo.id))),
            icon_button("x", t("editor.remove_photo"), size="sm", on_click=EditorState.take_photo_away(photo.id)),
            class_name="mitools",
        )
        return rx.el.div(
            rx.el.img(src=photo.photo, alt="", width="112", height="112"),
            rx.cond(photo.cover, rx.el.span(t("editor.cover"), class_name="mcov")),
            rx.cond(product.can_edit, tools),
            class_name=rx.cond(photo.cover, "mi cov", "mi"),
            key=photo.id,
        )

    add = FileDrop.create(
        icon("image-plus", 20),
        rx.el.span(t("editor.add_photo"), class_name="s"),
        url="/seller/products/" + product.id + "/photos",
        accept="image/jpeg,image/png,image/webp,image/gif,image/avif",
        multiple=True,
        class_name="mi add",
        on_done=EditorState.uploaded,
    )
    failed = rx.el.div(icon("image-off", 14), t("products.photo_failed"), class_name="help warn")
    waiting = rx.el.div(icon("loader", 14), t("products.photo_waiting"), class_name="help")
    return rx.el.section(
        rx.el.div(t("editor.photos"), rx.el.span(t("editor.photos_help"), class_name="opt"), class_name="label"),
        rx.el.div(rx.foreach(product.photos, one), rx.cond(product.can_edit & (product.photos.length() < 9), add), class_name="ms"),
        rx.cond(product.photo_problem != "", rx.cond(product.photo_problem == "waiting", waiting, failed)),
        class_name="pesection",
    )


def _cell(variant: Any, name: str, value: Any, save: Any, *, width: int, mode: str = "decimal", tone: Any = "") -> rx.Component:
    return EditCell.create(
        value=value,
        label=t("editor.field_of", field=t(name), sku=variant.sku),
        id=variant.id,
        width=width,
        mode=mode,
        tone=tone,
        on_save=save,
    )


def variants() -> rx.Component:
    columns = (
        ("editor.col_variant", ""),
        ("products.col_sku", ""),
        ("products.col_price", "r"),
        ("editor.col_compare", "r"),
        ("products.col_stock", "r"),
        ("editor.col_barcode", ""),
        ("editor.col_weight", "r"),
        ("editor.col_sell", "r"),
    )
    head = rx.el.tr(*[rx.el.th(t(key), class_name=shape) for key, shape in columns], rx.el.th())

    def one(variant: Any) -> rx.Component:
        tone = rx.cond(variant.stock == 0, "bad", rx.cond(variant.low, "warn", ""))
        sell = rx.el.input(
            type="checkbox",
            role="switch",
            class_name="swx",
            aria_label=t("editor.sell_one", sku=variant.sku),
            checked=variant.for_sale,
            on_change=lambda on: EditorState.sell(variant.id, on),
        )
        name = rx.cond(variant.title != "", variant.title, product.title)
        remove = rx.cond(
            product.variants.length() > 1,
            icon_button("x", t("editor.remove_variant", sku=variant.sku), size="sm", on_click=EditorState.take_variant_away(variant.id)),
        )
        return rx.el.tr(
            rx.el.td(rx.el.div(thumb(variant.photo, 28), rx.el.span(name, class_name="m trunc", dir="auto"), class_name="row")),
            rx.el.td(_cell(variant, "products.col_sku", variant.sku, EditorState.save_sku, width=150, mode="text", tone="txt mono")),
            rx.el.td(_cell(variant, "products.col_price", variant.amount, EditorState.save_price, width=84), class_name="r"),
            rx.el.td(_cell(variant, "editor.col_compare", variant.compare_at, EditorState.save_compare_at, width=84), class_name="r"),
            rx.el.td(
                _cell(variant, "products.col_stock", variant.stock.to(str), EditorState.save_stock, width=60, mode="numeric", tone=tone),
                class_name="r",
            ),
            rx.el.td(
                _cell(variant, "editor.col_barcode", variant.barcode, EditorState.save_barcode, width=108, mode="text", tone="txt mono")
            ),
            rx.el.td(_cell(variant, "editor.col_weight", variant.grams, EditorState.save_weight, width=60, mode="numeric"), class_name="r"),
            rx.el.td(sell, class_name="r"),
            rx.el.td(remove),
            class_name=rx.cond(variant.for_sale, "", "off"),
            key=variant.id,
        )

    return rx.el.section(
        rx.el.div(
            rx.el.h3(t("editor.variants")),
            rx.el.span(product.currency, class_name="tag"),
            rx.cond(
                product.can_edit,
                button(t("editor.add_variant"), icon_name="plus", size="sm", class_name="end", on_click=EditorState.open_adding),
            ),
            class_name="row pesection",
        ),
        rx.el.div(
            rx.el.table(rx.el.thead(head), rx.el.tbody(rx.foreach(product.variants, one)), class_name="tb vt"), class_name="vtscroll"
        ),
    )


def adding() -> rx.Component:
    def value(name: Any, index: Any) -> rx.Component:
        return field(name, text_input(name="value_" + index.to(str), required=True, max_length=100))

    first = rx.fragment(
        field(t("editor.option_name"), text_input(name="name", required=True, max_length=60)),
        field(t("editor.option_current"), text_input(name="current", required=True, max_length=100)),
        field(t("editor.option_value"), text_input(name="value_0", required=True, max_length=100)),
    )
    form = rx.el.form(
        rx.cond(product.option_names.length() > 0, rx.foreach(product.option_names, value), first),
        button(t("editor.add_variant"), kind="primary", type="submit"),
        on_submit=EditorState.add_variant,
    )
    return Modal.create(form, open=EditorState.adding, title=t("editor.add_variant"), on_close=EditorState.close_adding)


def rail() -> rx.Component:
    def line(tone: str, icon_name: str, hint: str = "") -> Any:
        def one(name: Any) -> rx.Component:
            words = rx.el.span(t_dyn("editor.ready_", name), class_name="t2" if tone == "ok" else "m")
            below = rx.el.span(t(hint), class_name="s t2") if hint else None
            return rx.el.li(rx.el.span(icon(icon_name), class_name=tone), rx.el.div(words, below, class_name="col"), key=name)

        return one

    done, all_ = product.ready.length(), product.ready.length() + product.todo.length() + product.advice.length()
    seen = link(
        rx.el.span(
            rx.cond(
                product.photos.length() > 0, rx.el.img(src=product.photos[0].photo, alt="", width="64", height="64"), icon("image", 24)
            ),
            class_name="prevphoto",
        ),
        rx.el.span(
            rx.el.span(product.title, class_name="m trunc", dir="auto"), rx.el.bdi(product.price, class_name="b num"), class_name="grow col"
        ),
        href="/p/" + product.id,
        class_name="prev",
    )
    return rx.el.aside(
        rx.el.section(
            rx.el.div(rx.el.h3(t("editor.ready_head")), rx.el.span(done, " / ", all_, class_name="end num b"), class_name="row"),
            rx.el.ul(
                rx.foreach(product.todo, line("bad", "circle-alert", "editor.fix_first")),
                rx.foreach(product.advice, line("warn", "triangle-alert", "editor.better")),
                rx.foreach(product.ready, line("ok", "circle-check")),
                class_name="ck",
            ),
        ),
        rx.el.section(rx.el.h3(t("editor.buyers_see")), seen),
        class_name="r3",
    )
