"""A guest at the checkout signs up or in without losing the place."""

from typing import Any

import reflex as rx

from sellerhub.web.design import button, field, icon, text_input
from sellerhub.web.design.forms import hidden, post_form
from sellerhub.web.language import t
from sellerhub.web.parts.checkout.state import CheckoutState

_co = CheckoutState


def sign_in() -> rx.Component:
    """Real forms: each ends in a full navigation that comes back here, with the sheet open.

    A new address shows its mailed code on the way.
    """

    def entry(name: str, label: Any, prefix: str, **props) -> rx.Component:
        return field(label, text_input(id=f"{prefix}-{name}", name=name, required=True, **props), for_id=f"{prefix}-{name}")

    password = {"type": "password", "dir": "ltr", "max_length": 256}
    email = {"type": "email", "dir": "ltr", "auto_complete": "username", "max_length": 320}
    enter = post_form(
        "/session/sign-in",
        hidden("next", _co.back),
        entry("email", t("checkout.email"), "in", **email),
        entry("password", t("checkout.password"), "in", auto_complete="current-password", **password),
        button(t("checkout.sign_in"), type="submit", kind="primary", size="xl", class_name="co-go"),
    )
    join = post_form(
        "/session/sign-up",
        hidden("next", _co.back),
        hidden("kind", "buyer"),
        entry("name", t("checkout.name"), "up", auto_complete="name", max_length=80),
        entry("email", t("checkout.email"), "up", **email),
        entry("password", t("checkout.password"), "up", auto_complete="new-password", min_length=8, **password),
        button(t("checkout.sign_up"), type="submit", kind="live", size="xl", class_name="co-go"),
    )
    return rx.el.div(
        rx.el.h3(icon("user-plus"), t("checkout.new_here")),
        join,
        rx.el.details(rx.el.summary(t("checkout.have_account")), enter),
        class_name="co-door",
    )
