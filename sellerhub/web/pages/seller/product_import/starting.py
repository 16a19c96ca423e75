"""Where an import begins: the file, the template, what was imported before."""

from typing import Any

import reflex as rx

from sellerhub.web.design import icon, link, plain_link, status, when_loaded
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.product_import.state import ROUTE, ImportState
from sellerhub.web.parts.products import FileDrop


def start() -> rx.Component:
    drop = FileDrop.create(
        rx.el.span(icon("file-spreadsheet", 24), class_name="empty-tile"),
        rx.el.b(t("import.drop_title")),
        rx.el.span(t("import.drop_text"), class_name="t2"),
        rx.el.span(icon("upload"), t("import.choose"), class_name="btn primary"),
        url=f"{ROUTE}/file",
        accept=".csv,.xlsx,text/csv",
        class_name="large",
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
