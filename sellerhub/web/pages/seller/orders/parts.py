"""Pieces of the order screen: tabs, filter bar, segment, list, empty states."""

from typing import Any

import reflex as rx

from sellerhub.business.orders.queue.filter import PAYMENTS, SOURCES, Due, Stage, Tab
from sellerhub.web.build import library
from sellerhub.web.design import Menu, empty_state, icon, icon_button, link, link_button, plain_link, text_input
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.orders.state import AT_ONCE, COUNTED, OrdersState
from sellerhub.web.shell.state import ShellState
from sellerhub.web.shell.vocabulary import ORDER_STATUS, SOURCE_ICON

SORTS = ("ship_by", "-ship_by", "-placed", "placed", "-total", "total")
shown = OrdersState.shown


def count_of(name: str) -> rx.Var[str]:
    return OrdersState.counts[COUNTED.index(name)]


class OrderList(rx.Component):
    """See orderlist.jsx."""

    library = library("orderlist")
    tag = "OrderList"
    page: rx.Var[Any]
    push: rx.Var[Any]
    in_view: rx.Var[int]
    looks: rx.Var[dict[str, Any]]
    icons: rx.Var[dict[str, str]]
    sort: rx.Var[str]
    may: rx.Var[Any]
    most: rx.Var[int]
    pressing: rx.Var[Any]
    on_more: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_open: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_gap: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_confirm: rx.EventHandler[rx.event.passthrough_event_spec(list[str], bool)]
    on_labels: rx.EventHandler[rx.event.passthrough_event_spec(list[str], bool)]


class SoundSwitch(rx.Component):
    library = library("ordernews")
    tag = "SoundSwitch"


class NewFromLive(rx.Component):
    library = library("ordernews")
    tag = "NewFromLive"
    push: rx.Var[Any]


def tabs() -> rx.Component:
    def one(tab: Tab) -> rx.Component:
        on = shown.tab == tab.value
        return link(
            t(f"orders.tab_{tab.value}"),
            rx.el.span(count_of(tab.value), class_name="n"),
            href=shown.links[tab.value],
            class_name=rx.cond(on, "on", ""),
            aria_current=rx.cond(on, "page", "false"),
        )

    return rx.el.nav(*[one(tab) for tab in Tab], class_name="tabs", aria_label=t("orders.tabs"))


def _on_chip(icon_name: str, label: Any, name: str) -> rx.Component:
    """A filter in force; pressing it removes it."""
    return rx.el.button(
        icon(icon_name),
        label,
        icon("x"),
        type="button",
        class_name="chip on",
        aria_label=t("orders.remove", name=label),
        on_click=OrdersState.drop(name),
    )


def _menu_chip(icon_name: str, label: Any, items: list[dict[str, Any]], pick: Any) -> rx.Component:
    return Menu.create(icon(icon_name), label, items=items, label=label, align="start", trigger_class="chip dash", on_pick=pick)


def _ticked(on: Any, otherwise: str) -> Any:
    return rx.cond(on, "check", otherwise)


def _source_items() -> list[dict[str, Any]]:
    return [
        {"id": each, "label": t(f"orders.source_{each}"), "icon": _ticked(shown.sources.contains(each), SOURCE_ICON[each])}
        for each in SOURCES
    ]


def _payment_items() -> list[dict[str, Any]]:
    icons = {"card": "credit-card", "cod": "banknote"}
    return [
        {"id": each, "label": t(f"orders.pay_{each}"), "icon": _ticked(shown.payments.contains(each), icons[each])} for each in PAYMENTS
    ]


def _due_items() -> list[dict[str, Any]]:
    icons = {Due.OVERDUE: "clock-alert", Due.AUTO_CANCEL: "ban"}
    return [
        {"id": due.value, "label": t(f"orders.due_{due.value}"), "icon": _ticked(shown.due == due.value, icons.get(due, "timer"))}
        for due in Due
    ]


def search_box() -> rx.Component:
    field = text_input(
        icon_name="search",
        suffix=rx.el.kbd("/", class_name="kbd"),
        name="q",
        type="search",
        placeholder=t("orders.search"),
        aria_label=t("orders.search"),
        default_value=shown.query,
        key=shown.query,
        auto_complete="off",
        data_hotkey="/",
    )
    return rx.el.form(field, on_submit=OrdersState.search, class_name="ordsearch", role="search")


def bar() -> rx.Component:
    """Search, the filters in force, those that can be added, and the sort."""
    sort_items = [{"id": each, "label": t(f"orders.sort_{each}"), "icon": _ticked(shown.sort == each, "arrow-up-down")} for each in SORTS]
    keep = [{"line": True}, {"id": "keep", "label": t("orders.sort_keep"), "icon": "bookmark"}]
    due_name = t_dyn("orders.due_", shown.due)
    to_ship = shown.tab == Tab.TO_SHIP.value
    return rx.el.div(
        search_box(),
        rx.cond(
            shown.sources.length() > 0,
            _on_chip("radio", t("orders.source_is", names=shown.source_names), "source"),
            _menu_chip("radio", t("orders.source"), _source_items(), OrdersState.choose_source),
        ),
        rx.cond(
            shown.due != "",
            _on_chip("timer", t("orders.due_is", when=due_name), "due"),
            rx.cond(to_ship, _menu_chip("timer", t("orders.due"), _due_items(), OrdersState.choose_due)),
        ),
        rx.cond(
            shown.payments.length() > 0,
            _on_chip("wallet", t("orders.payment_is", names=shown.payment_names), "payment"),
            _menu_chip("wallet", t("orders.payment"), _payment_items(), OrdersState.choose_payment),
        ),
        rx.cond(shown.live != "", _on_chip("radio", t("orders.live_session"), "live")),
        rx.cond(
            shown.asked,
            _on_chip("circle-slash", t("orders.asked"), "asked"),
            rx.cond(
                to_ship,
                rx.el.button(
                    icon("circle-slash"), t("orders.asked"), type="button", class_name="chip dash", on_click=OrdersState.toggle_asked
                ),
            ),
        ),
        rx.el.span(
            rx.cond(shown.narrowed, _how_many()),
            rx.cond(
                shown.query != "",
                rx.el.span(t("orders.sort_found"), class_name="s t2"),
                Menu.create(
                    icon("arrow-up-down"),
                    t_dyn("orders.sort_", shown.sort),
                    items=[*sort_items, *keep],
                    label=t("orders.sort"),
                    trigger_class="btn ghost sm",
                    on_pick=OrdersState.choose_sort,
                ),
            ),
            class_name="end row",
        ),
        class_name=rx.cond(OrdersState.searching, "bar open", "bar"),
    )


def _how_many() -> rx.Component:
    n = OrdersState.in_view.n
    return rx.el.span(
        rx.cond(OrdersState.in_view.more, t("orders.more_than", n=n), t("orders.in_view", n=n)), class_name="s t2 num nw", role="status"
    )


def segment() -> rx.Component:
    """Stages inside To ship, what just came from LIVE, what presses."""

    def one(stage: str, label: Any, count: Any, href: Any) -> rx.Component:
        on = shown.stage == stage
        return link(label, " ", rx.el.b(count, class_name="num"), href=href, class_name=rx.cond(on, "on", ""), aria_current=on)

    pressing = OrdersState.pressing
    return rx.cond(
        shown.tab == Tab.TO_SHIP.value,
        rx.el.div(
            rx.el.div(
                one("", t("orders.stage_all"), count_of("to_ship"), shown.links["to_ship"]),
                *[one(stage.value, t(f"orders.stage_{stage.value}"), count_of(stage.value), shown.links[stage.value]) for stage in Stage],
                class_name="seg",
            ),
            NewFromLive.create(push=OrdersState.push),
            rx.el.span(
                rx.cond(
                    pressing.overdue > 0,
                    link(t("orders.overdue", n=pressing.overdue), href="/seller/orders?due=overdue", class_name="bad m"),
                ),
                rx.cond(
                    pressing.due_soon > 0,
                    link(t("orders.due_soon", n=pressing.due_soon), href="/seller/orders?due=next_2h", class_name="bad m"),
                ),
                class_name="end s t2 num nw row",
            ),
            class_name="subtabs",
        ),
    )


def order_list() -> rx.Component:
    return OrderList.create(
        empty(),
        page=OrdersState.page,
        push=OrdersState.push,
        in_view=OrdersState.in_view.n,
        looks={status: list(look) for status, look in ORDER_STATUS.items()},
        icons=SOURCE_ICON,
        sort=shown.sort,
        may=OrdersState.may,
        most=AT_ONCE,
        pressing=OrdersState.pressing,
        on_more=OrdersState.more,
        on_open=OrdersState.open,
        on_gap=OrdersState.catch_up,
        on_confirm=OrdersState.confirm_orders,
        on_labels=OrdersState.print_labels,
    )


def empty() -> rx.Component:
    """First use, a filter that leaves nothing, or a tab with nothing to do."""
    first_use = empty_state(
        "package",
        t("orders.empty_title"),
        t("orders.empty_text"),
        link_button(t("orders.plan_live"), "/seller/live", icon_name="radio", kind="primary"),
        link_button(t("orders.share_shop"), "/shop/" + ShellState.glance.shop_handle),
    )
    filtered = empty_state(
        "search",
        t("orders.found_none_title"),
        rx.cond(OrdersState.page.partial, t("orders.partial"), t("orders.found_none_text", n=OrdersState.in_view.in_tab)),
        rx.cond(
            shown.query != "",
            link_button(t("orders.search_all"), shown.links["search_all"], icon_name="search"),
        ),
        rx.el.button(t("orders.clear_all"), type="button", class_name="btn ghost", on_click=OrdersState.drop("all")),
    )
    nothing = empty_state("circle-check", t("orders.tab_empty_title"), t("orders.tab_empty_text"))
    return rx.cond(shown.narrowed, filtered, rx.cond(count_of("all") == "0", first_use, nothing))


def actions() -> rx.Component:
    """Buttons at the end of the top bar; on a phone search and filters are behind theirs."""
    address = "/seller/orders.csv?" + shown.address
    return rx.el.span(
        plain_link(icon("download"), t("orders.export"), href=address, class_name="btn ghost wide-only", custom_attrs={"download": True}),
        SoundSwitch.create(),
        link(
            icon("scan-barcode"),
            rx.el.span(t("shell.pack"), class_name="lbl"),
            href="/seller/pack",
            class_name="btn scan",
            aria_label=t("shell.pack"),
        ),
        icon_button("sliders-horizontal", t("orders.filters"), class_name="phone-only", on_click=OrdersState.toggle_search),
        class_name="row",
    )
