"""One purchase: where it is, what is in it, what it cost, what may be done."""

import reflex as rx

from sellerhub.business.fulfilment.queries.tracking import TrackedPackage
from sellerhub.business.orders.rules import BUYER_REASONS
from sellerhub.web.design import CopyText, Modal, Ticker, button, callout, card, facts, icon, link, link_button, status, thumb, when_loaded
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.shop.purchase.state import LineRow, PurchaseState
from sellerhub.web.parcels import package_badge, timeline
from sellerhub.web.shell.template import shop_page
from sellerhub.web.shell.vocabulary import ORDER_STATUS

order = PurchaseState.order


@shop_page(route="/purchases/[order_id]", title="checkout.purchase", state=PurchaseState, nav="purchases")
def page() -> rx.Component:
    return rx.el.div(when_loaded(PurchaseState.loaded, _order(), rows=5), _question(), class_name="co-page")


def _order() -> rx.Component:
    looks = rx.Var.create({name: {"tone": tone, "icon": sign} for name, (tone, sign) in ORDER_STATUS.items()})
    look = looks[order.status].to(dict[str, str])
    return rx.el.div(
        link(icon("chevron-left"), t("checkout.purchases"), href="/purchases", class_name="link row"),
        rx.el.div(
            rx.el.h1(rx.el.bdi(order.number, class_name="num"), class_name="co-title"),
            status(t_dyn("checkout.now_", order.status), look["icon"], look["tone"], soft=True),
            class_name="row co-between",
        ),
        _what_now(),
        _parcels(),
        card(timeline(PurchaseState.tracking.steps), title=t("checkout.timeline"), aria_live="polite"),
        card(
            rx.el.ul(rx.foreach(order.lines, _line), class_name="co-lines"),
            facts(
                (t("checkout.items"), order.goods),
                (t("checkout.shipping"), rx.cond(order.shipping == "", t("checkout.free"), order.shipping)),
                (t("checkout.total"), rx.el.b(order.total, class_name="num")),
                (t("checkout.paid_by"), rx.cond(order.card != "", rx.el.bdi(order.card), t_dyn("checkout.method_", order.method))),
            ),
            title=link(order.shop, href="/shop/" + order.shop_handle),
        ),
        card(
            rx.el.div(rx.el.bdi(order.receiver), " · ", rx.el.bdi(order.phone, class_name="num"), class_name="m"),
            rx.foreach(order.address, _address_line),
            title=t("checkout.where"),
        ),
        class_name="co-stack",
    )


def _address_line(line: rx.Var[str]) -> rx.Component:
    return rx.el.div(line)


def _what_now() -> rx.Component:
    return rx.el.div(
        rx.cond(
            order.may_pay,
            callout(
                "warn",
                "hourglass",
                rx.el.div(t("checkout.pay_by"), " ", Ticker.create(until=order.due)),
                link_button(t("checkout.pay_now"), "/checkout?order=" + order.group_id, kind="live", size="lg"),
            ),
        ),
        rx.cond(
            (order.status == "on_hold"),
            callout("info", "shield-ellipsis", t("checkout.free_cancel"), " ", Ticker.create(until=order.due)),
        ),
        rx.cond(order.asked, callout("warn", "circle-slash", t("checkout.asked"))),
        rx.el.div(
            rx.cond(order.may_complete, button(t("checkout.complete"), kind="primary", size="lg", on_click=PurchaseState.complete)),
            rx.cond(order.may_cancel, button(t("checkout.cancel"), size="lg", on_click=PurchaseState.ask_cancel)),
            rx.cond(order.may_ask, button(t("checkout.ask_cancel"), size="lg", on_click=PurchaseState.ask_cancel)),
            class_name="row wrap",
        ),
        class_name="co-stack",
        aria_live="polite",
    )


def _parcels() -> rx.Component:
    tracking = PurchaseState.tracking
    return rx.cond(
        tracking.packages.length() > 0,
        card(
            rx.cond(tracking.simulated, callout("info", "info", t("checkout.carrier_simulated"))),
            rx.foreach(tracking.packages, _parcel),
            title=t("checkout.tracking"),
        ),
    )


def _parcel(package: rx.Var[TrackedPackage]) -> rx.Component:
    number = rx.el.bdi(CopyText.create(package.tracking_spaced, text=package.tracking), class_name="mono nw")
    return rx.el.div(
        icon("truck"),
        rx.el.div(rx.el.div(package.carrier, class_name="m"), rx.cond(package.tracking != "", number), class_name="grow"),
        package_badge(package.status),
        class_name="row co-parcel",
        key=package.position,
    )


def _line(line: rx.Var[LineRow]) -> rx.Component:
    return rx.el.li(
        link(thumb(line.photo, 56, line.title), href="/p/" + line.product_id),
        rx.el.div(
            link(line.title, href="/p/" + line.product_id, class_name="m trunc"),
            rx.cond(line.variant != "", rx.el.div(line.variant, class_name="sub trunc")),
            rx.el.div(line.unit, " × ", line.quantity, class_name="sub num"),
            class_name="grow",
        ),
        rx.el.span(line.total, class_name="num m"),
        key=line.id,
    )


def _question() -> rx.Component:
    free = order.may_cancel
    reasons = [
        rx.el.label(
            rx.el.input(
                type="radio",
                name="reason",
                class_name="rdo",
                checked=PurchaseState.reason == each,
                on_change=PurchaseState.choose_reason(each),
            ),
            t(f"checkout.reason_{each}"),
            class_name="check co-reason",
        )
        for each in BUYER_REASONS
    ]
    return Modal.create(
        rx.el.p(rx.cond(free, t("checkout.cancel_help"), t("checkout.ask_cancel_help"))),
        rx.el.div(*reasons, role="radiogroup", aria_label=t("checkout.why")),
        open=PurchaseState.cancelling,
        title=rx.cond(free, t("checkout.cancel"), t("checkout.ask_cancel")),
        footer=rx.fragment(
            button(t("checkout.keep_order"), on_click=PurchaseState.keep_order),
            button(
                rx.cond(free, t("checkout.cancel"), t("checkout.ask_cancel")),
                kind="danger",
                class_name="end",
                on_click=PurchaseState.cancel,
            ),
        ),
        on_close=PurchaseState.keep_order,
    )
