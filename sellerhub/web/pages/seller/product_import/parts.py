"""Around the import (design g): its actions, its steps, its progress."""

import reflex as rx

from sellerhub.web.design import button, icon, link, plain_link
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.product_import.state import ROUTE, ImportState

job = ImportState.job


def actions() -> rx.Component:
    in_preview = job.phase == "preview"
    errors = error_rows("btn wide-only")
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
    words = rx.el.span(t("import.stop_all"), class_name="lbl")
    return button(words, icon_name="x", kind="ghost", aria_label=t("import.stop_all"), class_name="impstop", on_click=ImportState.cancel)


def error_rows(shape: str) -> rx.Component:
    """The rows that were not usable, as a file to mend and import again."""
    return plain_link(
        icon("download"),
        t("import.error_rows"),
        href=f"{ROUTE}/" + job.id + "/errors.csv",
        class_name=shape,
        custom_attrs={"download": True},
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
