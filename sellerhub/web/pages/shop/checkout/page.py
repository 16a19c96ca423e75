"""The checkout as a page of its own; the steps are shared with the sheet in a LIVE."""

import reflex as rx

from sellerhub.web.design import when_loaded
from sellerhub.web.language import t
from sellerhub.web.parts.checkout import CheckoutState, checkout_body
from sellerhub.web.shell.template import shop_page


@shop_page(route="/checkout", title="checkout.title", state=CheckoutState, nav="cart")
def page() -> rx.Component:
    title = rx.cond(CheckoutState.stage == "form", t("checkout.title"), t("checkout.your_order"))
    return rx.el.div(
        rx.el.h1(title, class_name="co-title"), when_loaded(CheckoutState.loaded, checkout_body(), rows=4), class_name="co-page"
    )
