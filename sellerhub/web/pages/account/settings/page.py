"""`/account`."""

import reflex as rx

from sellerhub.core.text import LANGUAGES
from sellerhub.web.design import button, callout, card, facts, field, icon, tag, text_input, when_loaded
from sellerhub.web.design.forms import hidden, post_form
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.account.settings.state import AccountState, Device, Face
from sellerhub.web.shell.frame import ThemeChoice
from sellerhub.web.shell.template import shop_page

OWN_NAMES = ("English", "中文", "日本語", "العربية", "Français", "Español", "Türkçe", "Bahasa Indonesia")


@shop_page(route="/account", title="shell.account", state=AccountState, nav="account")
def page() -> rx.Component:
    return when_loaded(
        AccountState.loaded,
        rx.el.div(
            rx.cond(AccountState.done != "", callout("ok", "circle-check", t_dyn("account.done_", AccountState.done), role="status")),
            _me(),
            _faces(),
            _devices(),
            _password(),
            class_name="account",
        ),
    )


def _me() -> rx.Component:
    language = post_form(
        "/session/language",
        hidden("next", "/account"),
        rx.el.div(
            rx.el.select(
                *[rx.el.option(name, value=code, lang=code) for code, name in zip(LANGUAGES, OWN_NAMES, strict=True)],
                name="language",
                id="language",
                default_value=AccountState.language,
                key=AccountState.language,
            ),
            icon("chevron-down"),
            class_name="input select",
        ),
        button(t("account.apply"), type="submit"),
        class_name="row",
    )
    theme = rx.el.div(ThemeChoice.create(), icon("chevron-down"), class_name="input select")
    return card(
        facts((t("door.name"), AccountState.name), (t("door.email"), rx.el.bdi(AccountState.email))),
        rx.el.div(field(t("shell.language"), language, for_id="language"), field(t("shell.theme"), theme), class_name="account-two"),
        title=t("account.you"),
        actions=post_form(
            "/session/sign-out",
            button(t("shell.sign_out"), type="submit", icon_name="log-out", size="sm"),
        ),
    )


def _faces() -> rx.Component:
    return card(rx.el.ul(rx.foreach(AccountState.faces, _face), class_name="rows"), title=t("account.faces"))


def _face(face: rx.Var[Face]) -> rx.Component:
    switch = post_form(
        "/session/face",
        hidden("face", face.face),
        hidden("shop_id", face.shop_id),
        button(t("account.go_on"), type="submit", size="sm"),
    )
    label = rx.el.div(
        rx.el.div(t_dyn("account.face_", face.face), class_name="m"),
        rx.cond(face.shop_name != "", rx.el.div(face.shop_name, class_name="sub trunc")),
        class_name="grow",
    )
    return rx.el.li(label, rx.cond(face.here, tag(t("account.now"), "ok")), switch, class_name="row", key=face.face + face.shop_id)


def _devices() -> rx.Component:
    others = post_form(
        "/session/sign-out-everywhere",
        hidden("but", "this"),
        button(t("account.end_others"), type="submit", size="sm"),
    )
    return card(
        rx.el.ul(rx.foreach(AccountState.devices, _device), class_name="rows"),
        title=t("account.sessions"),
        actions=rx.cond(AccountState.devices.length() > 1, others),
    )


def _device(device: rx.Var[Device]) -> rx.Component:
    name = rx.cond(device.device != "", device.device, t("account.some_browser"))
    return rx.el.li(
        icon("monitor"),
        rx.el.div(
            rx.el.div(rx.el.bdi(name), class_name="m trunc"),
            rx.el.div(t("account.since_seen", since=device.since, seen=device.seen), class_name="sub"),
            class_name="grow",
        ),
        rx.cond(
            device.here,
            tag(t("account.this_one"), "ok"),
            button(t("account.end"), size="sm", on_click=AccountState.end_session(device.id)),
        ),
        class_name="row",
        key=device.id,
    )


def _password() -> rx.Component:
    problem = t_dyn("refusal", AccountState.problem, minutes=AccountState.minutes, n=AccountState.n)

    def entry(name: str, label, complete: str, **props) -> rx.Component:
        wrong = rx.cond(AccountState.wrong_field == name, problem, "").to(str)
        control = text_input(
            id=name, name=name, type="password", auto_complete=complete, required=True, max_length=256, bad=wrong, dir="ltr", **props
        )
        return field(label, control, error=wrong, for_id=name, help_text=t("door.password_help") if name == "password" else "")

    return card(
        post_form(
            "/session/password",  # who the password belongs to, for password managers
            rx.el.input(
                type="text",
                name="username",
                value=AccountState.email,
                auto_complete="username",
                read_only=True,
                hidden=True,
                aria_hidden="true",
            ),
            rx.el.div(
                entry("old", t("account.old_password"), "current-password"),
                entry("password", t("door.new_password"), "new-password", min_length=8),
                class_name="account-two",
            ),
            button(t("door.set_password"), type="submit", kind="primary"),
        ),
        title=t("account.password"),
    )
