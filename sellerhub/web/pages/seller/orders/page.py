"""Orders: the queue of one shop, live (OR-01, OR-02)."""

import reflex as rx

from sellerhub.web.design import Hotkeys
from sellerhub.web.language import t
from sellerhub.web.pages.seller.orders import parts
from sellerhub.web.pages.seller.orders.state import ROUTE, OrdersState
from sellerhub.web.shell.template import seller_page

SHORTCUTS = [
    ("j", t("orders.key_next")),
    ("k", t("orders.key_previous")),
    ("x", t("orders.key_select")),
    ("shift+x", t("orders.key_range")),
    ("enter", t("orders.open")),
    ("p", t("orders.labels")),
    ("s", t("orders.slips")),
    ("/", t("orders.key_search")),
    ("escape", t("orders.clear")),
]


@seller_page(route=ROUTE, title="shell.orders", state=OrdersState, nav="all_orders", actions=parts.actions, shortcuts=SHORTCUTS)
def page() -> rx.Component:
    return rx.fragment(
        Hotkeys.create(keys=["/"]),
        parts.tabs(),
        parts.bar(),
        parts.segment(),
        rx.cond(OrdersState.page.partial & (OrdersState.page.rows.length() > 0), rx.el.p(t("orders.partial"), class_name="partial s t2")),
        parts.order_list(),
    )
