"""One product, to edit (PR-01, PR-08, PR-09; design f)."""

import reflex as rx

from sellerhub.web.design import icon, link, status, when_loaded
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.product_editor import parts
from sellerhub.web.pages.seller.product_editor.state import EditorState
from sellerhub.web.shell.template import seller_page
from sellerhub.web.shell.vocabulary import PRODUCT_STATUS


def heading() -> rx.Component:
    name = EditorState.product.status
    looks = rx.Var.create({key: {"tone": tone, "icon": icon_name} for key, (tone, icon_name) in PRODUCT_STATUS.items()})
    return rx.el.div(
        link(t("shell.products"), href="/seller/products"),
        icon("chevron-right"),
        rx.el.h1(EditorState.product.title, class_name="trunc", dir="auto"),
        rx.cond(
            EditorState.loaded,
            status(
                rx.el.span(t_dyn("status", name), class_name="lbl"), looks[name]["icon"].to(str), looks[name]["tone"].to(str), soft=True
            ),
        ),
        class_name="crumb pecrumb",
    )


@seller_page(
    route="/seller/products/[product_id]", title="editor.title", state=EditorState, nav="catalogue", actions=parts.actions, heading=heading
)
def page() -> rx.Component:
    body = rx.el.div(
        rx.el.div(parts.photos(), parts.basics(), parts.variants(), class_name="l"), parts.rail(), parts.adding(), class_name="scroll pe"
    )
    return when_loaded(EditorState.loaded, body, rows=6, height=80)
