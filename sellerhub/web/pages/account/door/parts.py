"""Fields and frames that the door's forms share. Every form works without a script: it is a plain POST."""

from typing import Any

import reflex as rx

from sellerhub.core.text import LANGUAGES
from sellerhub.web.design import button, callout, card, field, icon, text_input
from sellerhub.web.design.forms import hidden, post_form
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.account.door.state import DoorState
from sellerhub.web.shell import frame

NAMES = {
    "en": "English",
    "zh": "中文",
    "ja": "日本語",
    "ar": "العربية",
    "fr": "Français",
    "es": "Español",
    "tr": "Türkçe",
    "id": "Bahasa Indonesia",
}


def problem() -> rx.Var[str]:
    """The refusal as a sentence."""
    return t_dyn("refusal", DoorState.problem, minutes=DoorState.minutes, n=DoorState.n, handle=DoorState.handle)


def wrong(name: str) -> rx.Var[str]:
    return rx.cond(DoorState.wrong_field == name, problem(), "").to(str)


def above() -> rx.Component:
    """What is refused and belongs to no field."""
    shown = (DoorState.problem != "") & (DoorState.wrong_field == "")
    return rx.cond(shown, callout("bad", "circle-alert", problem(), role="alert"))


def entry(name: str, label: Any, *, typed: Any = "", help_text: Any = "", **props) -> rx.Component:
    """A labelled input. It is made anew when what was typed comes back, since a default only counts once."""
    control = text_input(
        id=name,
        name=name,
        default_value=typed,
        bad=wrong(name),
        aria_invalid=rx.cond(DoorState.wrong_field == name, "true", "false"),
        **props,
    )
    return field(label, rx.el.div(control, key=typed), help_text=help_text, error=wrong(name), for_id=name)


def email_entry() -> rx.Component:
    return entry(
        "email", t("door.email"), typed=DoorState.email, type="email", auto_complete="username", required=True, max_length=320, dir="ltr"
    )


def password_entry(label: Any, *, new: bool) -> rx.Component:
    return entry(
        "password",
        label,
        help_text=t("door.password_help") if new else "",
        type="password",
        auto_complete="new-password" if new else "current-password",
        required=True,
        max_length=256,
        min_length=8 if new else 1,
        dir="ltr",
    )


def code_entry(*, typed: Any = "") -> rx.Component:
    """The six digits of a mail."""
    return entry(
        "code",
        t("door.code"),
        typed=typed,
        input_mode="numeric",
        auto_complete="one-time-code",
        pattern="[0-9]{6}",
        max_length=6,
        required=True,
        dir="ltr",
    )


def door(title: Any, *body: Any, under: Any = None) -> rx.Component:
    """Brand, one card, and the languages below."""
    return rx.el.div(
        rx.el.div(frame.mark(), rx.el.b("SellerHub"), class_name="row door-brand"),
        card(rx.el.h1(title, class_name="door-title"), above(), *body, class_name="door-card"),
        under,
        languages(DoorState.path),
        class_name="door",
    )


def languages(path: Any) -> rx.Component:
    """Each language in its own words; a post, so that it works before any script runs."""
    return post_form(
        "/session/language",
        hidden("next", path),
        icon("languages"),
        *[
            rx.el.button(NAMES[code], type="submit", name="language", value=code, class_name="btn ghost sm", lang=code)
            for code in LANGUAGES
        ],
        class_name="door-languages",
        aria_label=t("shell.language"),
    )


def submit(label: Any, **props) -> rx.Component:
    return button(label, type="submit", kind="primary", size="lg", class_name="wide", **props)
