"""The three pages of the door."""

import reflex as rx

from sellerhub.web.design import button, callout, link, tag
from sellerhub.web.design.forms import hidden, post_form
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.account.door.parts import code_entry, door, email_entry, entry, password_entry, submit
from sellerhub.web.pages.account.door.state import DemoAccount, DoorState
from sellerhub.web.shell.template import plain_page


@plain_page(route="/sign-in", title="door.sign_in", state=DoorState)
def sign_in() -> rx.Component:
    return door(
        t("door.sign_in"),
        post_form(
            "/session/sign-in",
            hidden("next", DoorState.onward),
            email_entry(),
            password_entry(t("door.password"), new=False),
            submit(t("door.sign_in")),
        ),
        rx.el.div(
            link(t("door.forgot"), href="/reset"),
            link(t("door.no_account"), href="/sign-up?next=" + DoorState.onward),
            class_name="door-links",
        ),
        under=rx.cond(DoorState.demo.length() > 0, _demo()),
    )


def _demo() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("door.demo"), class_name="cap"),
        rx.el.ul(rx.foreach(DoorState.demo, _demo_account)),
        class_name="door-demo",
        aria_label=t("door.demo"),
    )


def _demo_account(account: rx.Var[DemoAccount]) -> rx.Component:
    enter = post_form(
        "/session/sign-in",
        hidden("next", DoorState.onward),
        hidden("email", account.email),
        hidden("password", account.password),
        button(t("door.enter"), type="submit", size="sm", aria_label=t("door.enter_as", name=account.name)),
    )
    who = rx.el.div(
        rx.el.div(account.name, class_name="m trunc"), rx.el.div(rx.el.bdi(account.email), class_name="sub trunc"), class_name="grow"
    )
    place = rx.el.div(
        tag(t_dyn("shell.role_", account.role)), rx.cond(account.shop != "", rx.el.div(account.shop, class_name="sub")), class_name="end"
    )
    return rx.el.li(who, place, enter, class_name="row", key=account.email)


@plain_page(route="/sign-up", title="door.sign_up", state=DoorState)
def sign_up() -> rx.Component:
    seller = DoorState.kind == "seller"
    choice = rx.el.fieldset(
        rx.el.legend(t("door.i_want_to"), class_name="label"),
        rx.el.div(_kind("buyer", t("door.buy")), _kind("seller", t("door.sell")), class_name="row door-kinds", key=DoorState.kind),
    )
    shop = rx.el.div(
        entry("shop_name", t("door.shop_name"), typed=DoorState.shop_name, max_length=60),
        entry(
            "shop_handle",
            t("door.shop_handle"),
            typed=DoorState.shop_handle,
            help_text=t("door.shop_handle_help"),
            max_length=40,
            auto_capitalize="none",
            spell_check=False,
            dir="ltr",
        ),
        class_name="door-shop",  # shown by the stylesheet while "sell" is chosen, so that it needs no script
    )
    ask = rx.el.div(
        post_form(
            "/session/sign-up",
            hidden("next", DoorState.onward),
            choice,
            entry("name", t("door.name"), typed=DoorState.name, auto_complete="name", required=True, max_length=80),
            email_entry(),
            password_entry(t("door.password"), new=True),
            shop,
            submit(rx.cond(seller, t("door.open_shop"), t("door.sign_up"))),
        ),
        rx.el.div(link(t("door.have_account"), href="/sign-in?next=" + DoorState.onward), class_name="door-links"),
        key="ask",
    )
    return door(rx.cond(DoorState.joins, t("door.confirm_title"), t("door.sign_up")), rx.cond(DoorState.joins, _confirm(), ask))


def _confirm() -> rx.Component:
    """The code that was mailed. It looks the same whether the address was new or not."""
    known = DoorState.simulated == "known"
    mailed = rx.cond(
        DoorState.mailed_again, t("door.sign_up_mailed_again", email=DoorState.email), t("door.sign_up_mailed", email=DoorState.email)
    )
    code = rx.cond(known, "", DoorState.simulated)
    simulated = callout(
        "warn",
        "mail",
        rx.el.div(
            rx.el.b(t("door.simulated_mail")),
            rx.cond(
                known,
                rx.el.p(t("door.simulated_known")),
                rx.el.p(t("door.simulated_code"), " ", rx.el.b(rx.el.bdi(code), class_name="num mono", data_code=True)),
            ),
        ),
        role="status",
    )
    return rx.el.div(
        rx.cond(DoorState.email != "", callout("info", "mail", mailed, role="status")),
        rx.cond(DoorState.simulated != "", simulated),
        post_form(
            "/session/confirm",
            hidden("next", DoorState.onward),
            code_entry(typed=code),
            submit(t("door.confirm")),
        ),
        post_form(
            "/session/mail-again",
            hidden("next", DoorState.onward),
            button(t("door.mail_again"), type="submit", kind="ghost", size="sm"),
            class_name="door-links",
        ),
        rx.el.div(
            link(t("door.another_address"), href="/sign-up?next=" + DoorState.onward),
            link(t("door.have_account"), href="/sign-in?next=" + DoorState.onward),
            class_name="door-links",
        ),
        class_name="col door-confirm",
        key="confirm",
    )


def _kind(value: str, label: rx.Var[str]) -> rx.Component:
    chosen = rx.el.input(type="radio", name="kind", value=value, default_checked=DoorState.kind == value, class_name=f"rdo kind-{value}")
    return rx.el.label(chosen, label, class_name="check")


@plain_page(route="/reset", title="door.reset", state=DoorState)
def reset() -> rx.Component:
    ask = rx.el.div(
        rx.el.p(t("door.reset_help"), class_name="t2 gap"),
        post_form("/session/reset", email_entry(), submit(t("door.mail_code")), key="ask"),
    )
    change = rx.el.div(
        rx.cond(
            DoorState.mailed,
            callout("info", "mail", t("door.code_mailed", email=DoorState.email), role="status"),
        ),
        post_form(
            "/session/reset",
            hidden("email", DoorState.email),
            code_entry(),
            password_entry(t("door.new_password"), new=True),
            submit(t("door.set_password")),
            key="change",
        ),
        post_form(
            "/session/reset",
            hidden("email", DoorState.email),
            button(t("door.mail_again"), type="submit", kind="ghost", size="sm"),
            class_name="door-links",
        ),
    )
    return door(
        t("door.reset"),
        rx.cond(DoorState.asks_code, change, ask),
        rx.el.div(link(t("door.have_account"), href="/sign-in"), class_name="door-links"),
    )
