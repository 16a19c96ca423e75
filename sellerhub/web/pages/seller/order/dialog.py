"""How a package travels: a label bought from the carrier, or the seller's own tracking number (OR-13, OR-14)."""

import reflex as rx

from sellerhub.business.fulfilment.queries.views import ItemView
from sellerhub.business.fulfilment.rules import CARRIERS
from sellerhub.business.orders.rules import SELLER_REASONS
from sellerhub.web.design import Modal, button, callout, field, segment, select, tag, text_input
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.order.state import Offer, OrderState

FORM = "own-number"


def arrange() -> rx.Component:
    by_service = OrderState.way == "service"
    main = {"kind": "primary"}
    confirm = rx.cond(
        by_service,
        button(
            t("parcels.buy_label"),
            kind="primary",
            icon_name="receipt-text",
            disabled=OrderState.chosen == "",
            on_click=OrderState.buy_label,
        ),
        button(t("parcels.save_number"), type="submit", form=FORM, **main),
    )
    return Modal.create(
        segment(
            (t("parcels.with_carrier"), by_service, OrderState.choose_way("service")),
            (t("parcels.with_own"), OrderState.way == "own", OrderState.choose_way("own")),
        ),
        rx.cond(by_service, _services(), _own()),
        rx.cond((OrderState.dialog == "arrange") & (OrderState.order.item_count > 1), _split()),
        open=(OrderState.dialog == "arrange") | (OrderState.dialog == "relabel"),
        title=t("parcels.arrange"),
        on_close=OrderState.close_dialog,
        footer=rx.fragment(rx.el.span(class_name="grow"), button(t("parcels.cancel_dialog"), on_click=OrderState.close_dialog), confirm),
    )


def _services() -> rx.Component:
    def one(offer: rx.Var[Offer]) -> rx.Component:
        chosen = OrderState.chosen == offer.code
        return rx.el.label(
            rx.el.input(type="radio", name="service", value=offer.code, checked=chosen, on_change=OrderState.choose(offer.code)),
            rx.el.span(
                rx.el.span(t_dyn("parcels.service_", offer.code), class_name="m"),
                rx.el.span(t("parcels.days", **{"from": offer.days_min, "to": offer.days_max}), class_name="s t2"),
                class_name="grow two",
            ),
            rx.el.bdi(offer.price, class_name="m num"),
            class_name="offer",
            key=offer.code,
        )

    return rx.el.div(
        rx.el.div(
            rx.el.span(OrderState.carrier, class_name="m"),
            rx.cond(OrderState.simulated, tag(t("parcels.simulated"))),
            class_name="row wrap ofhead",
        ),
        rx.foreach(OrderState.offers, one),
        rx.cond(OrderState.offers.length() == 0, callout("warn", "triangle-alert", t("parcels.no_services"))),
        class_name="offers",
        role="radiogroup",
        aria_label=OrderState.carrier,
    )


def _own() -> rx.Component:
    names = [rx.el.option(name or t("parcels.other_carrier"), value=name) for name in CARRIERS]
    wrong = rx.cond(OrderState.error != "", t_dyn("refusal", OrderState.error, number=OrderState.error_number), "")
    return rx.el.form(
        field(t("parcels.carrier"), select(names, name="carrier", id="own-carrier"), for_id="own-carrier"),
        field(
            t("parcels.number"),
            text_input(
                name="number", id="own-text", auto_complete="off", spell_check=False, dir="ltr", bad=OrderState.error, required=True
            ),
            help_text=t("parcels.number_help"),
            error=wrong,
            for_id="own-text",
        ),
        id=FORM,
        on_submit=OrderState.save_number,
        class_name="offers",
    )


def _split() -> rx.Component:
    def line(each: rx.Var[ItemView]) -> rx.Component:
        return rx.el.label(
            rx.el.span(each.title, " ", rx.el.span(each.variant, class_name="t2"), class_name="grow trunc"),
            rx.el.span(
                rx.el.input(
                    type="number",
                    min="0",
                    max=each.quantity.to(str),
                    default_value=each.quantity.to(str),
                    on_change=lambda value: OrderState.want(each.line_id, value),
                    input_mode="numeric",
                ),
                class_name="input units",
            ),
            rx.el.span("/ ", each.quantity, class_name="t2 num"),
            class_name="row splitline",
            key=each.line_id,
        )

    return rx.el.details(rx.el.summary(t("parcels.split"), class_name="m"), rx.foreach(OrderState.order.left, line), class_name="splits")


def cancel() -> rx.Component:
    """Why the shop cannot ship it; said before it is done."""

    def reason(code: str) -> rx.Component:
        chosen = OrderState.reason == code
        return rx.el.label(
            rx.el.input(type="radio", name="reason", value=code, checked=chosen, on_change=OrderState.choose_reason(code)),
            rx.el.span(t(f"parcels.reason_{code}"), class_name="grow"),
            class_name="offer",
        )

    return Modal.create(
        rx.el.div(*[reason(code) for code in SELLER_REASONS], class_name="offers", role="radiogroup", aria_label=t("parcels.cancel_why")),
        rx.el.p(t("parcels.cancel_counts"), class_name="help"),
        open=OrderState.dialog == "cancel",
        title=t("parcels.cancel_why"),
        on_close=OrderState.close_dialog,
        footer=rx.fragment(
            rx.el.span(class_name="grow"),
            button(t("parcels.cancel_dialog"), on_click=OrderState.close_dialog),
            button(t("parcels.cancel_now"), kind="danger", class_name="solid", on_click=OrderState.cancel),
        ),
    )
