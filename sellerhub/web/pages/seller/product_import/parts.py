"""Pieces of the import screen (design g-import-preview)."""

from typing import Any

import reflex as rx

from sellerhub.web.build import library
from sellerhub.web.design import (
    Modal,
    button,
    callout,
    checkbox,
    icon,
    link,
    link_button,
    plain_link,
    status,
    switch,
    text_input,
    thumb,
    when_loaded,
)
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.product_import.state import ROUTE, SHOWS, ImportState

job = ImportState.job
BAR = (("new", "ok-solid", job.new), ("update", "info-solid", job.updates), ("same", "g7", job.same), ("error", "bad-solid", job.errors))


class FileDrop(rx.Component):
    """See upload.jsx; `on_done` gets the ids that the route answered, comma-separated."""

    library = library("upload")
    tag = "FileDrop"
    url: rx.Var[str]
    accept: rx.Var[str]
    multiple: rx.Var[bool]
    on_done: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def actions() -> rx.Component:
    in_preview = job.phase == "preview"
    errors = plain_link(
        icon("download"),
        t("import.error_rows"),
        href=f"{ROUTE}/" + job.id + "/errors.csv",
        class_name="btn wide-only",
        custom_attrs={"download": True},
    )
    begin = button(
        rx.cond(job.ready > 0, t("import.begin", n=job.ready), t("import.begin_none")),
        kind="primary",
        disabled=job.ready == 0,
        on_click=ImportState.begin,
    )
    return rx.el.span(
        rx.cond(in_preview | (job.doing == "running") & (job.phase == "work"), _cancel()),
        rx.cond((job.errors > 0) & in_preview, errors),
        rx.cond(in_preview, begin),
        class_name="row",
    )


def _cancel() -> rx.Component:
    return button(t("import.stop_all"), kind="ghost", on_click=ImportState.cancel)


def start() -> rx.Component:
    drop = FileDrop.create(
        rx.el.span(icon("file-spreadsheet", 24), class_name="empty-tile"),
        rx.el.b(t("import.drop_title")),
        rx.el.span(t("import.drop_text"), class_name="t2"),
        rx.el.span(icon("upload"), t("import.choose"), class_name="btn primary"),
        url=f"{ROUTE}/file",
        accept=".csv,.xlsx,text/csv",
        class_name="big",
        on_done=ImportState.uploaded,
    )
    template = plain_link(
        icon("file-down"),
        t("import.template"),
        href="/seller/products/template.csv",
        class_name="link row",
        custom_attrs={"download": True},
    )
    return rx.el.div(
        rx.el.div(drop, template, class_name="col importstart"),
        when_loaded(ImportState.loaded, rx.cond(ImportState.past.length() > 0, _history())),
        class_name="scroll",
    )


def _history() -> rx.Component:
    def one(past: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.td(link(past.file_name, href=f"{ROUTE}?id=" + past.id, class_name="m link")),
            rx.el.td(past.by_name, class_name="wide-cell"),
            rx.el.td(past.when, class_name="num"),
            rx.el.td(past.rows, class_name="num r"),
            rx.el.td(status(t_dyn("import.stage_", past.stage), "file-spreadsheet", past.tone)),
            key=past.id,
        )

    names = [("hist_file", ""), ("hist_by", "wide-cell"), ("hist_when", ""), ("hist_rows", "r"), ("col_result", "")]
    head = [rx.el.th(t(f"import.{name}"), class_name=shape) for name, shape in names]
    return rx.el.section(
        rx.el.h2(t("import.history"), class_name="importhist"),
        rx.el.table(rx.el.thead(rx.el.tr(*head)), rx.el.tbody(rx.foreach(ImportState.past, one)), class_name="tb"),
    )


def steps() -> rx.Component:
    def one(number: int, key: str) -> rx.Component:
        done = job.step > number
        dot = rx.cond(done, icon("check", 12), rx.el.span(str(number + 1)))
        return rx.el.li(
            rx.el.span(dot, class_name="sd"),
            rx.el.span(t(f"import.{key}"), class_name="lbl"),
            class_name=rx.cond(done, "dn", rx.cond(job.step == number, "on", "")),
            aria_current=rx.cond(job.step == number, "step", "false"),
        )

    named = ("step_upload", "step_check", "step_run", "step_done")
    rows = rx.cond(job.sheet != "", t("import.file_sheet", n=job.total, sheet=job.sheet), t("import.file_rows", n=job.total))
    return rx.el.div(
        rx.el.ol(*[one(number, key) for number, key in enumerate(named)], class_name="stp"),
        rx.el.span(
            icon("file-spreadsheet"),
            rx.el.bdi(job.file_name, class_name="m trunc"),
            rx.cond(job.total != "0", rx.el.span(rows, class_name="num nw t2")),
            link(t("import.replace"), href=ROUTE, class_name="link"),
            class_name="end row s impfile",
        ),
        class_name="ihd",
    )


def at_work() -> rx.Component:
    counted = (job.doing == "running") | (job.doing == "reverting") | (job.doing == "checking")
    return rx.el.div(
        rx.el.span(icon("loader-circle", 22), class_name="empty-tile spin"),
        rx.el.h2(t_dyn("import.", job.doing)),
        rx.cond(
            counted,
            rx.fragment(
                rx.el.span(rx.el.i(style={"width": job.percent.to(str) + "%"}), class_name="meter impmeter"),
                rx.el.p(t("import.progress", done=job.done, all=job.products), class_name="t2 num", role="status"),
            ),
        ),
        class_name="empty",
    )


def summary() -> rx.Component:
    def legend(name: str, colour: str, n: Any) -> rx.Component:
        return rx.el.button(
            rx.el.i(style={"background": f"var(--{colour})"}),
            rx.el.b(n, class_name="num"),
            " ",
            t(f"import.n_{name}"),
            type="button",
            class_name="lg2",
            on_click=ImportState.choose_show(name),
        )

    segments = [
        rx.cond(n > 0, rx.el.i(style={"flex": n.to(str), "background": f"var(--{colour})"}), rx.fragment()) for name, colour, n in BAR
    ]
    legends = [legend(*each) for each in (*BAR, ("warning", "warn-solid", job.warnings))]
    notice = callout(
        "bad",
        "circle-alert",
        rx.el.div(
            rx.el.div(t("import.skipped_title", n=job.errors), class_name="m"),
            rx.el.div(t("import.skipped_text"), class_name="s t2"),
            class_name="grow",
        ),
        button(t("import.fix_next"), size="sm", keys="N", on_click=ImportState.fix_next, data_hotkey="n"),
    )
    return rx.el.section(
        rx.el.div(
            rx.el.div(*segments, class_name="ibar", aria_hidden="true"), rx.el.div(*legends, class_name="row legends"), class_name="ib"
        ),
        rx.cond(job.errors > 0, rx.el.div(notice, class_name="impnotice")),
        class_name="isum",
    )


def bar() -> rx.Component:
    counts = {"all": job.total, "error": job.errors, "warning": job.warnings, "new": job.new, "update": job.updates, "same": job.same}

    def one(show: str) -> rx.Component:
        on = ImportState.show == show
        return rx.el.button(
            t(f"import.show_{show}"),
            " ",
            rx.el.span(counts[show], class_name="num t3"),
            type="button",
            class_name=rx.cond(on, "on", ""),
            aria_pressed=on,
            on_click=ImportState.choose_show(show),
        )

    search = text_input(
        icon_name="search", name="q", type="search", placeholder=t("import.search"), aria_label=t("import.search"), auto_complete="off"
    )
    return rx.el.div(
        rx.el.div(*[one(show) for show in SHOWS], class_name="seg impseg", role="group"),
        rx.el.form(search, on_submit=ImportState.search, class_name="ordsearch", role="search"),
        rx.cond(job.warnings > 0, button(t("import.accept_all"), size="sm", kind="ghost", on_click=ImportState.accept_all)),
        rx.el.span(
            switch(t("import.update_stock"), checked=job.update_stock, on_change=lambda _: ImportState.toggle_stock()),
            class_name="end s t2",
        ),
        class_name="bar open impbar",
    )


def preview() -> rx.Component:
    names = (
        ("row", "r c-row"),
        ("result", "c-result"),
        ("title", ""),
        ("options", "c-options"),
        ("sku", "c-sku"),
        ("price", "c-price"),
        ("stock", "c-stock"),
        ("weight", "c-weight"),
        ("other", "c-other"),
    )
    keys = {"sku": "products.col_sku", "price": "products.col_price", "stock": "products.col_stock"}
    head = [rx.el.th(t(keys.get(name, f"import.col_{name}")), class_name=shape) for name, shape in names]
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
    )


def _row(row: Any) -> rx.Component:
    asks = rx.cond(
        row.asks,
        checkbox(t("import.accept_price"), checked=row.accepted, on_change=lambda on: ImportState.accept(row.id, on)),
    )
    leave = rx.cond(
        row.skipped,
        button(t("import.take_row"), size="sm", kind="ghost", on_click=ImportState.skip(row.id, False)),
        rx.cond(row.result == "error", button(t("import.skip_row"), size="sm", kind="ghost", on_click=ImportState.skip(row.id, True))),
    )
    return rx.el.tr(
        rx.el.td(row.number, class_name="num t3 r"),
        rx.el.td(rx.el.span(t_dyn("import.tag_", row.result), class_name=rx.Var.create("tag ") + row.tone)),
        rx.el.td(rx.el.div(thumb(row.photo, 28), _cell(row, row.title), class_name="row")),
        rx.el.td(rx.el.span(row.options, dir="auto"), class_name="wide-cell"),
        rx.el.td(_cell(row, row.sku, mono=True)),
        rx.el.td(_cell(row, row.price), rx.el.div(asks, class_name="s")),
        rx.el.td(_cell(row, row.stock)),
        rx.el.td(_cell(row, row.grams)),
        rx.el.td(rx.foreach(row.others, lambda cell: _other(row, cell)), leave),
        class_name=rx.cond(row.skipped, "off", ""),
        key=row.id,
    )


def _cell(row: Any, cell: Any, *, mono: bool = False) -> rx.Component:
    shape = "mono" if mono else "num"
    words = rx.cond(cell.text != "", rx.el.bdi(cell.text), rx.cond(cell.tone != "", t("import.empty_cell"), ""))
    wrong = rx.el.button(
        rx.el.span(words, class_name=rx.cond(cell.tone == "warn", f"ec wn {shape}", f"ec {shape}")),
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
        rx.el.bdi(cell.before, class_name="strike"), icon("arrow-right", 12), rx.el.bdi(cell.text), class_name=f"df {shape}"
    )
    plain = rx.el.span(cell.text, class_name=f"{shape} trunc", dir="auto")
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


def result() -> rx.Component:
    failed = job.result == "failed"
    wrong = (job.failed > 0) & ~failed
    figures = [("written", job.completed), ("failed", job.failed), ("skipped", job.skipped)]
    shown = [rx.el.div(rx.el.b(n, class_name="num"), rx.el.span(t(f"import.result_{name}"), class_name="t2")) for name, n in figures]
    errors = plain_link(
        icon("download"),
        t("import.error_rows"),
        href=f"{ROUTE}/" + job.id + "/errors.csv",
        class_name="btn",
        custom_attrs={"download": True},
    )
    tile = rx.cond(failed, "file-x", rx.cond(job.result == "done", "circle-check", "file-warning"))
    return rx.el.div(
        rx.el.span(icon(tile, 22), class_name="empty-tile"),
        rx.el.h2(t_dyn("import.", job.result + "_title")),
        rx.cond(job.problem != "", rx.el.p(job.problem, class_name="t2")),
        rx.cond(~failed, rx.el.div(*shown, class_name="impfigures")),
        rx.cond(job.photos_waiting > 0, callout("info", "image", t("import.photos_waiting", n=job.photos_waiting))),
        rx.cond(
            job.photos_failed > 0,
            rx.el.div(callout("warn", "image-off", t("import.photos_failed", n=job.photos_failed)), class_name="impphotos"),
        ),
        rx.el.div(
            link_button(t("import.see_products"), "/seller/products", kind="primary"),
            rx.cond(wrong, errors),
            link_button(t("import.another"), ROUTE),
            rx.cond(job.undo_until != "", button(t("import.undo"), icon_name="rotate-ccw", kind="ghost", on_click=ImportState.undo)),
            class_name="row",
        ),
        rx.cond(job.undo_until != "", rx.el.p(t("import.undo_until", when=job.undo_until), class_name="s t2")),
        class_name="empty wide",
    )
