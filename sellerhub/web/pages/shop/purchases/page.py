"""The list of purchases."""

import reflex as rx

from sellerhub.business.orders.queries import TABS
from sellerhub.web.design import button, empty_state, link, link_button, status, thumb, when_loaded
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.shop.purchases.state import PurchaseRow, PurchasesState
from sellerhub.web.shell.template import shop_page
from sellerhub.web.shell.vocabulary import ORDER_STATUS


@shop_page(route="/purchases", title="checkout.purchases", state=PurchasesState, nav="purchases")
def page() -> rx.Component:
    return rx.el.div(
        rx.el.h1(t("checkout.purchases"), class_name="co-title"),
        _tabs(),
        when_loaded(PurchasesState.loaded, rx.cond(PurchasesState.rows.length() == 0, _empty(), _list()), rows=6, height=88),
        class_name="co-page wide",
    )


def _tabs() -> rx.Component:
    def one(tab: str) -> rx.Component:
        on = PurchasesState.tab == tab
        return link(
            t(f"checkout.tab_{tab}"),
            href="/purchases" if tab == "all" else f"/purchases?tab={tab}",
            class_name=rx.cond(on, "on", ""),
            aria_current=rx.cond(on, "page", "false"),
        )

    return rx.el.nav(*[one(tab) for tab in TABS], class_name="tabs co-tabs", aria_label=t("checkout.purchases"))


def _empty() -> rx.Component:
    return empty_state("package", t("checkout.no_purchases"), t("checkout.no_purchases_help"), link_button(t("checkout.look_around"), "/"))


def _list() -> rx.Component:
    return rx.el.div(
        rx.el.ul(rx.foreach(PurchasesState.rows, _row), class_name="co-orders"),
        rx.cond(PurchasesState.after != "", button(t("checkout.show_more"), on_click=PurchasesState.more, class_name="co-more")),
    )


def _row(row: rx.Var[PurchaseRow]) -> rx.Component:
    looks = rx.Var.create({name: {"tone": tone, "icon": sign} for name, (tone, sign) in ORDER_STATUS.items()})
    look = looks[row.status].to(dict[str, str])
    return rx.el.li(
        link(
            thumb(row.photo, 72, row.title),
            rx.el.div(
                rx.el.div(status(t_dyn("checkout.now_", row.status), look["icon"], look["tone"], soft=True)),
                rx.el.div(row.title, class_name="m trunc", dir="auto"),
                rx.el.div(
                    rx.el.bdi(row.number, class_name="num"),
                    " · ",
                    rx.el.bdi(row.shop),
                    " · ",
                    t("checkout.units", n=row.units),
                    class_name="sub trunc sentence",
                ),
                class_name="grow",
            ),
            rx.el.div(rx.el.span(row.placed, class_name="sub num"), rx.el.b(row.total, class_name="num"), class_name="co-sum"),
            href="/purchases/" + row.id,
            class_name="co-order",
        ),
        rx.cond(
            row.to_pay,
            link_button(t("checkout.pay_now"), "/checkout?order=" + row.group_id, kind="live", size="sm", class_name="co-paynow"),
        ),
        key=row.id,
    )
