"""How buying looks: what, where to, how to pay, one button; and after it the order's number."""

from typing import Any

import reflex as rx

from sellerhub.web.design import Modal, button, callout, chip, empty_state, field, icon, icon_button, link, link_button, text_input, thumb
from sellerhub.web.design.forms import hidden, post_form
from sellerhub.web.language import t, t_dyn
from sellerhub.web.parts.checkout.state import CheckoutState
from sellerhub.web.parts.checkout.views import Choice, LineView, OptionView, OrderView, PartView

TEST_CARDS = (("4242 4242 4242 4242", "works"), ("4000 0000 0000 0002", "declines"), ("4000 0000 0000 3220", "leaves"))
_co = CheckoutState


def checkout_body() -> rx.Component:
    """Everything below the title, whatever the stage."""
    return rx.el.div(
        _note(),
        rx.match(
            _co.stage,
            ("done", _done()),
            ("bank", _bank()),
            ("pay", rx.el.div(_numbers(), _pay_again())),
            _form(),
        ),
        class_name="co",
    )


def checkout_sheet() -> rx.Component:
    """The same over another page. Mount it once; open it with `CheckoutState.open_sheet(variant_id, live_id)`."""
    title = rx.cond(_co.stage == "form", t("checkout.title"), t("checkout.your_order"))
    return rx.el.div(
        Modal.create(
            rx.el.div(rx.cond(_co.stage == "form", _variants()), checkout_body()),
            open=_co.open,
            title=title,
            shape="bottom",
            on_close=_co.close_sheet,
        ),
        on_mount=_co.resume,
    )


def _note() -> rx.Component:
    shown = rx.match(
        _co.note,
        ("price", callout("warn", "tag", t("checkout.price_changed"), role="alert")),
        ("declined", callout("bad", "credit-card", t("checkout.declined"), role="alert")),
        ("left", callout("warn", "credit-card", t("checkout.left_bank"), role="alert")),
        rx.fragment(),
    )
    return rx.el.div(shown, aria_live="polite")


def _variants() -> rx.Component:
    def one(each: rx.Var[OptionView]) -> rx.Component:
        return chip(
            each.title,
            rx.cond(each.left == 0, rx.el.span(t("checkout.sold_out"), class_name="t3")),
            on=_co.variant == each.id,
            disabled=each.left == 0,
            on_click=_co.choose(each.id),
            key=each.id,
        )

    many = rx.el.div(rx.foreach(_co.options, one), class_name="row wrap co-options", role="group", aria_label=t("checkout.variant"))
    return rx.cond(_co.options.length() > 1, many)


# ---- the form


def _form() -> rx.Component:
    empty = empty_state("shopping-bag", t("checkout.empty"), t("checkout.empty_help"), link_button(t("checkout.look_around"), "/"))
    return rx.cond(_co.basket.problem == "empty", rx.cond(_co.guest, _sign_in(), empty), _wish())


def _wish() -> rx.Component:
    return rx.el.div(
        rx.foreach(_co.basket.parts, _part),
        rx.match(
            _co.basket.problem,
            ("gone", callout("bad", "circle-alert", t("checkout.gone"), role="alert")),
            ("short", callout("bad", "circle-alert", t("checkout.short"), role="alert")),
            ("currencies", callout("warn", "coins", t("checkout.currencies"), role="alert")),
            rx.fragment(),
        ),
        rx.el.div(rx.el.span(t("checkout.total")), rx.el.b(_co.basket.total, class_name="num"), class_name="co-total"),
        rx.cond(_co.guest, _sign_in(), _to_fill_in()),
    )


def _part(part: rx.Var[PartView]) -> rx.Component:
    return rx.el.section(
        rx.el.h3(icon("store"), link(part.shop, href="/shop/" + part.handle, class_name="trunc"), class_name="co-shop"),
        rx.el.ul(rx.foreach(part.lines, _line), class_name="co-lines"),
        rx.el.div(
            rx.el.span(t("checkout.shipping")),
            rx.el.span(rx.cond(part.shipping == "", t("checkout.free"), part.shipping), class_name="num"),
            class_name="co-fee",
        ),
        key=part.shop_id,
    )


def _line(line: rx.Var[LineView]) -> rx.Component:
    lone = (_co.variant != "") & (_co.basket.parts.length() == 1)
    units = rx.el.div(
        icon_button("minus", t("checkout.fewer"), on_click=_co.change_units(-1), disabled=line.quantity <= 1),
        rx.el.span(line.quantity, class_name="num m", aria_live="polite"),
        icon_button("plus", t("checkout.more"), on_click=_co.change_units(1), disabled=line.quantity >= line.left),
        class_name="co-units",
    )
    return rx.el.li(
        thumb(line.photo, 64, line.title),
        rx.el.div(
            rx.el.div(line.title, class_name="m trunc"),
            rx.cond(line.variant != "", rx.el.div(line.variant, class_name="sub trunc")),
            rx.el.div(
                rx.el.span(line.unit, class_name=rx.cond(line.before != "", "num b co-new", "num")),
                rx.cond(line.before != "", rx.el.s(line.before, class_name="num t3")),
                rx.cond(lone, None, rx.el.span("×", line.quantity, class_name="t2 num")),
                class_name="row co-price",
            ),
            rx.match(
                line.problem,
                ("gone", rx.el.div(t("checkout.sold_out"), class_name="help bad")),
                ("short", rx.el.div(t("checkout.only_left", n=line.left), class_name="help bad")),
                rx.cond(line.left < 10, rx.el.div(t("checkout.only_left", n=line.left), class_name="help warn"), rx.fragment()),
            ),
            class_name="grow",
        ),
        rx.cond(lone, units, rx.el.span(line.total, class_name="num m")),
        key=line.id,
    )


def _to_fill_in() -> rx.Component:
    blocked = (_co.basket.problem != "") | _co.busy
    label = rx.cond(_co.payment == "cod", t("checkout.place"), t("checkout.pay_amount", amount=_co.basket.total))
    return rx.el.form(
        rx.el.h3(icon("map-pin"), t("checkout.where")),
        _address(),
        rx.el.h3(icon("credit-card"), t("checkout.how")),
        _methods(),
        rx.cond(_co.payment == "card", _card(), rx.el.p(t("checkout.cod_help"), class_name="help")),
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

    from sellerhub.web.design import select

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


def _card() -> rx.Component:
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


# ---- a guest


def _sign_in() -> rx.Component:
    """Real forms: signing in is a full navigation that comes back here, with the sheet open."""

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


# ---- after it


def _order(order: rx.Var[OrderView]) -> rx.Component:
    return rx.el.li(
        thumb(order.photo, 48, order.title),
        rx.el.div(
            link(rx.el.bdi(order.number, class_name="num"), href="/purchases/" + order.id, class_name="link m"),
            rx.el.div(order.shop, class_name="sub trunc"),
            class_name="grow",
        ),
        rx.el.span(order.total, class_name="num m"),
        key=order.id,
    )


def _numbers() -> rx.Component:
    return rx.el.div(
        rx.el.ul(rx.foreach(_co.placed.orders, _order), class_name="co-lines"),
        rx.el.div(rx.el.span(t("checkout.total")), rx.el.b(_co.placed.total, class_name="num"), class_name="co-total"),
    )


def _done() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(icon("circle-check", 28), class_name="co-tick"),
            rx.el.h2(t("checkout.thanks")),
            rx.el.p(t("checkout.thanks_help"), class_name="t2"),
            class_name="co-thanks",
            role="status",
        ),
        _numbers(),
        rx.el.div(
            link_button(t("checkout.see_purchases"), "/purchases", kind="primary", size="xl"),
            rx.cond(_co.open, button(t("checkout.keep_watching"), size="xl", on_click=_co.close_sheet)),
            class_name="co-after",
        ),
    )


def _bank() -> rx.Component:
    return rx.el.div(
        _numbers(),
        callout(
            "info",
            "landmark",
            rx.el.b(rx.cond(_co.simulated, t("checkout.bank_simulated"), t("checkout.bank"))),
            rx.el.p(t("checkout.bank_help"), class_name="t2"),
            role="status",
        ),
        button(t("checkout.leave_bank"), size="xl", class_name="co-go", on_click=_co.leave_bank),
    )


def _pay_again() -> rx.Component:
    return rx.el.form(
        rx.el.p(t("checkout.unpaid_help"), class_name="t2"),
        _card(),
        button(
            rx.cond(_co.busy, t("checkout.busy"), t("checkout.pay_amount", amount=_co.placed.total)),
            type="submit",
            kind="live",
            size="xl",
            class_name="co-go",
            disabled=_co.busy,
        ),
        on_submit=_co.pay,
        reset_on_submit=False,
        no_validate=True,
    )
