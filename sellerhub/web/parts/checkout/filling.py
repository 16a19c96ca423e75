"""What a buyer fills in: where to, how to pay, and the one button."""

from typing import Any

import reflex as rx

from sellerhub.web.design import button, callout, field, icon, select, text_input
from sellerhub.web.language import t, t_dyn
from sellerhub.web.parts.checkout.state import CheckoutState
from sellerhub.web.parts.checkout.views import Choice

TEST_CARDS = (("4242 4242 4242 4242", "works"), ("4000 0000 0000 0002", "declines"), ("4000 0000 0000 3220", "leaves"))
_co = CheckoutState


def to_fill_in() -> rx.Component:
    blocked = (_co.basket.problem != "") | _co.busy
    label = rx.cond(_co.payment == "cod", t("checkout.place"), t("checkout.pay_amount", amount=_co.basket.total))
    return rx.el.form(
        rx.el.h3(icon("map-pin"), t("checkout.where")),
        _address(),
        rx.el.h3(icon("credit-card"), t("checkout.how")),
        _methods(),
        rx.cond(_co.payment == "card", card(), rx.el.p(t("checkout.cod_help"), class_name="help")),
        button(
            rx.cond(_co.busy, t("checkout.busy"), label),
            type="submit",
            kind="live",
            size="xl",
            class_name="co-go",
            disabled=blocked,
            aria_busy=_co.busy,
        ),
        on_submit=_co.submit,
        reset_on_submit=False,
        no_validate=True,
    )


def _problem(name: str) -> rx.Var[str]:
    return rx.cond(_co.problems.contains(name), t_dyn("checkout.bad_", _co.problems[name].to(str)), "").to(str)


def _entry(name: str, label: Any, *, optional: bool = False, **props) -> rx.Component:
    control = text_input(
        id=f"co-{name}",
        name=name,
        default_value=getattr(_co.address, name),
        bad=_problem(name),
        aria_invalid=rx.cond(_co.problems.contains(name), "true", "false"),
        max_length=120,
        **props,
    )
    kept = rx.el.div(control, key=getattr(_co.address, name))  # a default only counts once
    return field(label, kept, error=_problem(name), optional=optional, for_id=f"co-{name}")


def _address() -> rx.Component:
    def one(each: rx.Var[Choice]) -> rx.Component:
        return rx.el.option(each.name, value=each.code, key=each.code)

    country = select(
        rx.foreach(_co.countries, one), id="co-country", name="country", default_value=_co.address.country, auto_complete="country"
    )
    return rx.el.div(
        _entry("name", t("checkout.name"), auto_complete="name"),
        _entry("phone", t("checkout.phone"), type="tel", auto_complete="tel", dir="ltr", input_mode="tel"),
        _entry("line1", t("checkout.line1"), auto_complete="address-line1"),
        _entry("line2", t("checkout.line2"), optional=True, auto_complete="address-line2"),
        _entry("city", t("checkout.city"), auto_complete="address-level2"),
        _entry("region", t("checkout.region"), optional=True, auto_complete="address-level1"),
        _entry("postcode", t("checkout.postcode"), optional=True, auto_complete="postal-code", dir="ltr"),
        field(t("checkout.country"), rx.el.div(country, key=_co.address.country), error=_problem("country"), for_id="co-country"),
        class_name="co-address",
    )


def _methods() -> rx.Component:
    def one(value: str, icon_name: str, label: Any) -> rx.Component:
        return rx.el.label(
            rx.el.input(
                type="radio",
                name="payment",
                value=value,
                checked=_co.payment == value,
                on_change=_co.choose_payment(value),
                class_name="rdo",
            ),
            icon(icon_name),
            label,
            class_name=rx.cond(_co.payment == value, "co-method on", "co-method"),
        )

    return rx.el.div(
        one("card", "credit-card", t("checkout.card")),
        one("cod", "banknote", t("checkout.cod")),
        class_name="co-methods",
        role="radiogroup",
        aria_label=t("checkout.how"),
    )


def card() -> rx.Component:
    number = text_input(
        icon_name="credit-card",
        id="co-card",
        name="card_number",
        placeholder=TEST_CARDS[0][0],
        input_mode="numeric",
        auto_complete="off",
        dir="ltr",
        max_length=23,
        bad=_problem("card_number"),
    )
    tests = rx.el.ul(
        *[
            rx.el.li(rx.el.bdi(number, class_name="num mono"), rx.el.span(t(f"checkout.test_{what}"), class_name="t2"))
            for number, what in TEST_CARDS
        ],
        class_name="co-tests",
    )
    return rx.el.div(
        field(t("checkout.card_number"), number, error=_problem("card_number"), for_id="co-card"),
        rx.cond(_co.simulated, callout("info", "info", rx.el.b(t("checkout.simulated")), tests)),
    )
