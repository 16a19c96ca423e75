"""The lines of a preview: what each would do, what is wrong in which cell, and the cell's mending."""

from typing import Any

import reflex as rx

from sellerhub.web.design import Modal, button, checkbox, icon, text_input, thumb
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.product_import.state import ImportState

job = ImportState.job
COLUMNS = {
    "row": ("import.col_row", "r c-row"),
    "result": ("import.col_result", "c-result"),
    "title": ("import.col_title", ""),
    "options": ("import.col_options", "c-options"),
    "sku": ("products.col_sku", "c-sku"),
    "price": ("products.col_price", "c-price"),
    "stock": ("products.col_stock", "c-stock"),
    "weight": ("import.col_weight", "c-weight"),
    "other": ("import.col_other", "c-other"),
}


def preview() -> rx.Component:
    head = [rx.el.th(t(key), class_name=shape) for key, shape in COLUMNS.values()]
    body = rx.el.tbody(rx.foreach(ImportState.rows, _row))
    return rx.el.div(
        rx.cond(job.ignored != "", rx.el.p(t("import.ignored", names=job.ignored), class_name="partial s t2")),
        rx.cond(
            ImportState.rows.length() > 0,
            rx.el.table(rx.el.thead(rx.el.tr(*head)), body, class_name="tb imp"),
            rx.el.p(t("import.no_rows"), class_name="empty t2"),
        ),
        rx.cond(ImportState.after != "", rx.el.div(button(t("products.more"), on_click=ImportState.more), class_name="more")),
        class_name="scroll",
        role="region",
        aria_label=t("import.step_check"),
        tab_index=0,  # a keyboard scrolls it, also when no row has anything to press
    )


def _row(row: Any) -> rx.Component:
    asks = rx.cond(
        row.asks,
        checkbox(t("import.accept_price"), checked=row.accepted, on_change=lambda on: ImportState.accept(row.id, on)),
    )
    may_leave = row.skipped | (row.result == "error")
    leave = rx.cond(
        row.skipped,
        button(t("import.take_row"), size="sm", kind="ghost", on_click=ImportState.skip(row.id, False)),
        rx.cond(row.result == "error", button(t("import.skip_row"), size="sm", kind="ghost", on_click=ImportState.skip(row.id, True))),
    )
    return rx.el.tr(
        rx.el.td(row.number, class_name="num t3 r"),
        rx.el.td(rx.el.span(t_dyn("import.tag_", row.result), class_name=rx.Var.create("tag ") + row.tone)),
        rx.el.td(rx.el.div(thumb(row.photo, 28), _cell(row, row.title, long=True), class_name="row")),
        _labelled("options", rx.el.bdi(row.options), empty=row.options == ""),
        _labelled("sku", _cell(row, row.sku, mono=True), empty=_is_empty(row.sku)),
        _labelled("price", _cell(row, row.price), rx.el.div(asks, class_name="s"), empty=_is_empty(row.price)),
        _labelled("stock", _cell(row, row.stock), empty=_is_empty(row.stock)),
        _labelled("weight", _cell(row, row.grams), empty=_is_empty(row.grams)),
        _labelled("other", rx.foreach(row.others, lambda cell: _other(row, cell)), leave, empty=(row.others.length() == 0) & ~may_leave),
        class_name=rx.cond(row.skipped, "off", ""),
        key=row.id,
    )


def _labelled(column: str, *value: Any, empty: Any) -> rx.Component:
    """A cell that carries its column's name: a phone has no header row, and shows no cell without a value."""
    return rx.el.td(
        rx.el.span(t(COLUMNS[column][0]), class_name="celllabel", aria_hidden="true"),
        rx.el.div(*value, class_name="cellvalue"),
        class_name=rx.cond(empty, "none", ""),
    )


def _is_empty(cell: Any) -> Any:
    return (cell.text == "") & (cell.before == "") & (cell.tone == "")


def _cell(row: Any, cell: Any, *, mono: bool = False, long: bool = False) -> rx.Component:
    """`long` texts stand below each other, before above after."""
    shape = "mono" if mono else "num"
    words = rx.cond(cell.text != "", rx.el.bdi(cell.text), rx.cond(cell.tone != "", t("import.empty_cell"), ""))
    was = rx.cond(cell.before != "", rx.fragment(rx.el.bdi(cell.before, class_name="strike"), icon("arrow-right", 12)))
    wrong = rx.el.button(
        rx.el.span(was, words, class_name=rx.cond(cell.tone == "warn", f"ec wn {shape}", f"ec {shape}")),
        rx.el.span(
            icon(rx.cond(cell.tone == "warn", "triangle-alert", "circle-alert"), 12),
            rx.cond(cell.fix != "", t("import.did_you_mean", fix=cell.fix), cell.says),
            class_name=rx.cond(cell.tone == "warn", "em wn", "em"),
        ),
        type="button",
        class_name="cellfix",
        aria_label=t("import.fix_cell", column=cell.column, row=row.number),
        on_click=ImportState.open_fix(row.id, cell.key),
    )
    changed = rx.el.span(
        rx.el.bdi(cell.before, class_name="strike"),
        icon("arrow-right", 12),
        rx.el.bdi(cell.text),
        class_name=f"df {shape} lines" if long else f"df {shape}",
    )
    plain = rx.el.span(rx.el.bdi(cell.text), class_name=f"{shape} trunc")
    return rx.cond(cell.tone != "", wrong, rx.cond(cell.before != "", changed, plain))


def _other(row: Any, cell: Any) -> rx.Component:
    wrong = rx.el.span(
        icon(rx.cond(cell.tone == "warn", "triangle-alert", "circle-alert"), 12),
        rx.cond(cell.column != "", cell.column + ": ", ""),
        cell.says,
        class_name=rx.cond(cell.tone == "warn", "em wn", "em"),
    )
    changed = rx.el.span(
        rx.cond(cell.before != "", rx.el.bdi(cell.before, class_name="strike")), " ", rx.el.bdi(cell.text), class_name="df s"
    )
    return rx.el.div(rx.cond(cell.says != "", wrong, changed))


def fix_dialog() -> rx.Component:
    fix = ImportState.fix
    form = rx.el.form(
        rx.el.label(fix.says, html_for="fix-cell", class_name="label"),
        text_input(id="fix-cell", name="cell", default_value=fix.text, key=fix.row_id + fix.key, auto_complete="off", auto_focus=True),
        rx.el.div(
            button(t("import.apply_one"), kind="primary", type="submit"),
            rx.cond(fix.can_all, button(t("import.apply_all"), on_click=ImportState.mend_all)),
            button(t("import.skip_row"), kind="ghost", on_click=ImportState.skip(fix.row_id, True)),
            class_name="row fixacts",
        ),
        on_submit=ImportState.mend,
    )
    return Modal.create(
        form,
        open=fix.row_id != "",
        title=t("import.fix_title", row=fix.number, column=fix.column),
        on_close=ImportState.close_fix,
    )
