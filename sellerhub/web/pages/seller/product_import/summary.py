"""The whole file in one bar, and what to show of it."""

from typing import Any

import reflex as rx

from sellerhub.web.design import button, callout, switch, text_input
from sellerhub.web.language import t
from sellerhub.web.pages.seller.product_import.state import SHOWS, ImportState

job = ImportState.job
BAR = (("new", "ok-solid", job.new), ("update", "info-solid", job.updates), ("same", "g7", job.same), ("error", "bad-solid", job.errors))


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
