"""A guest at the checkout signs up or in without losing the place."""

from typing import Any

import reflex as rx

from sellerhub.web.design import button, callout, field, icon, text_input
from sellerhub.web.design.forms import hidden, post_form
from sellerhub.web.language import t
from sellerhub.web.parts.checkout.state import CheckoutState

_co = CheckoutState


def sign_in() -> rx.Component:
    """Real forms: each ends in a full navigation that comes back here, with the sheet open.

    A new address shows its mailed code in between.
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
        hidden("in_place", "1"),
        entry("name", t("checkout.name"), "up", auto_complete="name", max_length=80),
        entry("email", t("checkout.email"), "up", **email),
        entry("password", t("checkout.password"), "up", auto_complete="new-password", min_length=8, **password),
        button(t("checkout.sign_up"), type="submit", kind="live", size="xl", class_name="co-go"),
    )
    ask = rx.el.div(
        rx.el.h3(icon("user-plus"), t("checkout.new_here")),
        join,
        rx.el.details(rx.el.summary(t("checkout.have_account")), enter),
        class_name="co-door",
    )
    return rx.cond(_co.joining.email != "", _code(), ask)


def _code() -> rx.Component:
    """The code that was mailed; the same whether the address was new or not."""
    joining = _co.joining
    known = joining.simulated == "known"
    code = rx.cond(known, "", joining.simulated)
    simulated = rx.el.div(
        rx.el.b(t("door.simulated_mail")),
        rx.cond(
            known,
            rx.el.p(t("door.simulated_known")),
            rx.el.p(t("door.simulated_code"), " ", rx.el.b(rx.el.bdi(code), class_name="num mono", data_code=True)),
        ),
    )
    typed = text_input(
        id="up-code", name="code", default_value=code, input_mode="numeric", auto_complete="one-time-code", pattern="[0-9]{6}",
        max_length=6, required=True, dir="ltr", auto_focus=True,
    )  # fmt: skip
    wrong = rx.cond(joining.told == "wrong_code", t("refusal.wrong_code"), "").to(str)

    def mailed(sentence: rx.Var[str]) -> rx.Component:
        return callout("info", "mail", sentence, role="status")

    def refused(sentence: rx.Var[str]) -> rx.Component:
        return callout("bad", "circle-alert", sentence, role="alert")

    return rx.el.div(
        rx.el.h3(icon("mail"), t("door.confirm_title")),
        rx.match(
            joining.told,
            ("mailed_enough", refused(t("refusal.mailed_enough", minutes=joining.minutes))),
            ("too_many_tries", refused(t("refusal.too_many_tries", minutes=joining.minutes))),
            ("sign_up_mailed_again", mailed(t("door.sign_up_mailed_again", email=joining.email))),
            mailed(t("door.sign_up_mailed", email=joining.email)),
        ),
        rx.cond(joining.simulated != "", callout("warn", "mail", simulated, role="status")),
        post_form(
            "/session/confirm",
            hidden("next", _co.back),
            hidden("in_place", "1"),
            field(t("door.code"), rx.el.div(typed, key=code), error=wrong, for_id="up-code"),
            button(t("door.confirm"), type="submit", kind="live", size="xl", class_name="co-go"),
        ),
        post_form(
            "/session/mail-again",
            hidden("next", _co.back),
            hidden("in_place", "1"),
            button(t("door.mail_again"), type="submit", kind="ghost", class_name="co-go"),
        ),
        button(t("door.another_address"), kind="ghost", on_click=CheckoutState.join_anew),
        class_name="co-door",
    )
