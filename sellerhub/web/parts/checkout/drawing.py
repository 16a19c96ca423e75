"""How buying looks: its stages in one column, on a page of its own or in a sheet over another page."""

import reflex as rx

from sellerhub.web.design import Modal, callout, chip, empty_state, link_button
from sellerhub.web.language import t
from sellerhub.web.parts.checkout.afterwards import bank, done, numbers, pay_again
from sellerhub.web.parts.checkout.basket import part
from sellerhub.web.parts.checkout.filling import to_fill_in
from sellerhub.web.parts.checkout.guest import sign_in
from sellerhub.web.parts.checkout.state import CheckoutState
from sellerhub.web.parts.checkout.views import OptionView

_co = CheckoutState


def checkout_body() -> rx.Component:
    """Everything below the title, whatever the stage."""
    return rx.el.div(
        _note(),
        rx.match(
            _co.stage,
            ("done", done()),
            ("bank", bank()),
            ("pay", rx.el.div(numbers(), pay_again())),
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


def _form() -> rx.Component:
    empty = empty_state("shopping-bag", t("checkout.empty"), t("checkout.empty_help"), link_button(t("checkout.look_around"), "/"))
    return rx.cond(_co.basket.problem == "empty", rx.cond(_co.guest, sign_in(), empty), _wish())


def _wish() -> rx.Component:
    return rx.el.div(
        rx.foreach(_co.basket.parts, part),
        rx.match(
            _co.basket.problem,
            ("gone", callout("bad", "circle-alert", t("checkout.gone"), role="alert")),
            ("short", callout("bad", "circle-alert", t("checkout.short"), role="alert")),
            ("currencies", callout("warn", "coins", t("checkout.currencies"), role="alert")),
            rx.fragment(),
        ),
        rx.el.div(rx.el.span(t("checkout.total")), rx.el.b(_co.basket.total, class_name="num"), class_name="co-total"),
        rx.cond(_co.guest, sign_in(), to_fill_in()),
    )
