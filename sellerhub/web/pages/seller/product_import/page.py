"""Import: upload, check rows, run, result (PR-11; design g)."""

import reflex as rx

from sellerhub.web.design import Hotkeys, icon, link
from sellerhub.web.language import t
from sellerhub.web.pages.seller.product_import import parts, result, rows, starting, summary
from sellerhub.web.pages.seller.product_import.state import ROUTE, ImportState
from sellerhub.web.shell.template import seller_page


def heading() -> rx.Component:
    return rx.el.div(
        link(t("shell.products"), href="/seller/products"),
        icon("chevron-right"),
        rx.el.h1(t("import.title")),
        class_name="crumb",
    )


@seller_page(
    route=ROUTE,
    title="import.title",
    state=ImportState,
    nav="product_import",
    actions=parts.actions,
    heading=heading,
    shortcuts=[("n", t("import.fix_next"))],
)
def page() -> rx.Component:
    return rx.fragment(
        Hotkeys.create(keys=["n"]),
        rx.match(
            ImportState.job.phase,
            ("work", rx.fragment(parts.steps(), parts.at_work())),
            ("preview", rx.fragment(parts.steps(), summary.summary(), summary.bar(), rows.preview(), rows.fix_dialog())),
            ("result", rx.fragment(parts.steps(), result.result())),
            starting.start(),
        ),
    )
