"""What an import did, or what its undoing left."""

from typing import Any

import reflex as rx

from sellerhub.web.design import button, callout, icon, link, link_button
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.product_import.parts import error_rows
from sellerhub.web.pages.seller.product_import.state import ROUTE, ImportState

job = ImportState.job


def result() -> rx.Component:
    failed = job.result == "failed"
    wrong = (job.failed > 0) & ~failed
    figures = [("written", job.completed), ("failed", job.failed), ("skipped", job.skipped)]
    shown = [rx.el.div(rx.el.b(n, class_name="num"), rx.el.span(t(f"import.result_{name}"), class_name="t2")) for name, n in figures]
    reverted = job.result == "reverted"
    tile = rx.cond(failed, "file-x", rx.cond((job.result == "done") | reverted, "circle-check", "file-warning"))
    return rx.el.div(
        rx.el.span(icon(tile, 22), class_name="empty-tile"),
        rx.el.h2(t_dyn("import.", job.result + "_title")),
        rx.cond(job.problem != "", rx.el.p(job.problem, class_name="t2")),
        rx.cond(~failed & ~reverted, rx.el.div(*shown, class_name="impfigures")),
        rx.cond(reverted, _undone()),
        rx.cond((job.photos_waiting > 0) & ~reverted, callout("info", "image", t("import.photos_waiting", n=job.photos_waiting))),
        rx.cond(
            (job.photos_failed > 0) & ~reverted,
            rx.el.div(callout("warn", "image-off", t("import.photos_failed", n=job.photos_failed)), class_name="impphotos"),
        ),
        rx.el.div(
            link_button(t("import.see_products"), "/seller/products", kind="primary"),
            rx.cond(wrong, error_rows("btn")),
            link_button(t("import.another"), ROUTE),
            rx.cond(job.undo_until != "", button(t("import.undo"), icon_name="rotate-ccw", kind="ghost", on_click=ImportState.undo)),
            class_name="row",
        ),
        rx.cond(job.undo_until != "", rx.el.p(t("import.undo_until", when=job.undo_until), class_name="s t2")),
        class_name="empty wide",
    )


def _undone() -> rx.Component:
    """What went, and what stays because others name it."""

    def one(each: Any) -> rx.Component:
        why = rx.cond(each.whole, t_dyn("import.use_", each.use), t_dyn("import.variant_", each.use))
        return rx.el.li(
            link(each.title, href="/seller/products/" + each.id, class_name="m link trunc", dir="auto"),
            rx.el.span(why, class_name="t2 s end nw"),
            key=each.id,
        )

    kept = rx.el.div(
        rx.el.b(t("import.kept", n=job.kept)),
        rx.el.ul(rx.foreach(ImportState.kept, one), class_name="impkept"),
        rx.cond(
            job.kept > ImportState.kept.length(), rx.el.p(t("import.kept_more", n=job.kept - ImportState.kept.length()), class_name="s t2")
        ),
        class_name="grow",
    )
    return rx.fragment(
        rx.el.p(t("import.reverted_text"), class_name="t2"),
        rx.cond(job.kept > 0, rx.el.div(callout("info", "shield-check", kept), class_name="impphotos")),
    )
