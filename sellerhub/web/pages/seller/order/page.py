"""One order: its packages are the only boxes, its money stands twice, its next step on top (E1 Order detail)."""

import reflex as rx

from sellerhub.web.design import Hotkeys, button, icon, link, skeleton_rows
from sellerhub.web.language import t
from sellerhub.web.pages.seller.order import dialog, packages, parts
from sellerhub.web.pages.seller.order.state import ROUTE, OrderState
from sellerhub.web.shell.template import seller_page

SHORTCUTS = [
    ("l", t("parcels.key_main")),
    ("s", t("parcels.slip")),
    ("[", t("parcels.newer")),
    ("]", t("parcels.older")),
]


def heading() -> rx.Component:
    order = OrderState.order
    return rx.el.div(
        link(icon("arrow-left"), href="/seller/orders", class_name="btn ghost icon back", aria_label=t("shell.orders")),
        link(t("shell.orders"), href="/seller/orders", class_name="up"),
        icon("chevron-right", 14),
        rx.el.h1(rx.el.bdi(order.number), class_name="num"),
        parts.neighbour(order.newer_id, "chevron-up", "[", t("parcels.newer")),
        parts.neighbour(order.older_id, "chevron-down", "]", t("parcels.older")),
        class_name="crumb",
    )


def actions() -> rx.Component:
    label = t("parcels.cancel_order")
    stop = button(
        rx.el.span(label, class_name="lbl"), icon_name="ban", class_name="stop", aria_label=label, on_click=OrderState.open_cancel
    )
    return rx.cond(OrderState.order.may_cancel & ~OrderState.order.asked_to_cancel, stop)


@seller_page(route=ROUTE, title="parcels.order", state=OrderState, nav="orders", heading=heading, actions=actions, shortcuts=SHORTCUTS)
def page() -> rx.Component:
    order = OrderState.order
    whole = rx.el.div(
        rx.el.div(
            parts.head(),
            parts.notes(),
            rx.foreach(order.packages, packages.box),
            rx.cond(order.left.length() > 0, packages.rest()),
            parts.money(),
            parts.documents(),
            class_name="l",
        ),
        rx.el.aside(parts.buyer(), parts.source(), parts.history(), class_name="rail2"),
        class_name="scroll od",
    )
    return rx.fragment(
        Hotkeys.create(keys=["l", "s", "[", "]"]),
        rx.cond(OrderState.loaded & (order.id != ""), whole, skeleton_rows(8, 64)),
        rx.cond(OrderState.loaded, packages.next_bar()),
        dialog.arrange(),
        dialog.cancel(),
    )
