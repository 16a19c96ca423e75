"""The boxes of the page, and the one next action that a packer's thumb finds at the bottom."""

from typing import Any

import reflex as rx

from sellerhub.business.fulfilment.queries.views import ItemView, PackageView
from sellerhub.web.design import CopyText, Menu, button, callout, icon, plain_link, tag, thumb
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.order.state import OrderState
from sellerhub.web.parcels import package_badge

order = OrderState.order
WAITS = rx.Var.create(["created", "label_failed"])


def box(package: rx.Var[PackageView]) -> rx.Component:
    waits = WAITS.contains(package.status)
    return rx.el.section(
        rx.el.div(
            rx.el.span(icon("package"), class_name=rx.cond(waits, "pn w", "pn")),
            rx.el.div(
                rx.el.div(
                    rx.el.span(t("parcels.package_of", n=package.position, all=order.package_count), class_name="m"),
                    package_badge(package.status),
                    class_name="row wrap",
                ),
                _about(package),
                class_name="grow",
            ),
            rx.el.div(*_verbs(package), class_name="row verbs"),
            class_name="ph",
        ),
        rx.cond(package.has_label, _track(package)),
        rx.cond(
            package.status == "label_failed",
            rx.el.div(
                callout("bad", "triangle-alert", t("parcels.label_failed", why=t_dyn("parcels.why_", package.problem))), class_name="pcall"
            ),
        ),
        rx.foreach(package.contents, item),
        class_name="pk",
        key=package.id,
        custom_attrs={"data-package": package.status},
    )


def _about(package: rx.Var[PackageView]) -> rx.Component:
    return rx.el.div(
        rx.cond(package.carrier != "", package.carrier, t("parcels.not_packed")),
        rx.cond(package.service != "", rx.fragment(" · ", t_dyn("parcels.service_", package.service)), rx.fragment()),
        " · ",
        rx.el.bdi(package.weight),
        rx.cond(package.cost != "", rx.fragment(" · ", rx.el.bdi(package.cost)), rx.fragment()),
        rx.cond(package.own & package.has_label, rx.fragment(" · ", t("parcels.own_number")), rx.fragment()),
        class_name="s t2",
    )


def _track(package: rx.Var[PackageView]) -> rx.Component:
    return rx.el.div(
        rx.el.span(t("parcels.tracking"), class_name="t2"),
        rx.el.bdi(CopyText.create(package.tracking_spaced, text=package.tracking), class_name="mono m", dir="ltr"),
        rx.cond(package.pickup != "", rx.el.span("· ", t("parcels.pickup", when=package.pickup), class_name="t2")),
        rx.cond(order.simulated & ~package.own, tag(t("parcels.simulated"))),
        class_name="trk wrap",
    )


def item(each: rx.Var[ItemView]) -> rx.Component:
    return rx.el.div(
        thumb(each.photo, 44, each.title),
        rx.el.div(
            rx.el.div(each.title, class_name="m trunc"),
            rx.el.div(each.variant, " ", rx.el.bdi(each.sku, class_name="mono s t2"), class_name="s t2"),
            class_name="grow min0",
        ),
        rx.cond(each.packed > 0, tag(each.packed.to(str) + " / " + each.quantity.to(str), "ok", "check")),
        rx.el.span(each.quantity, " × ", rx.el.bdi(each.each), class_name="t2 num nw each"),
        rx.el.bdi(each.total, class_name="m num nw sum"),
        class_name="it row",
        key=each.line_id,
    )


def label_link(package_id: Any, label: Any, *, main: bool) -> rx.Component:
    """Opens the label and remembers that it was printed."""
    return plain_link(
        icon("printer"),
        label,
        rx.el.kbd("L", class_name="kbd") if main else None,
        href="/documents/label/" + package_id + ".pdf",
        target="_blank",
        class_name="btn primary" if main else "btn",
        on_click=OrderState.printed(package_id),
        **({"custom_attrs": {"data-hotkey": "l"}} if main else {}),
    )


def _main(label: Any, icon_name: str, on_click: Any) -> rx.Component:
    return button(label, icon_name=icon_name, kind="primary", keys="L", on_click=on_click, custom_attrs={"data-hotkey": "l"})


def _verbs(package: rx.Var[PackageView]) -> list[rx.Component]:
    fresh = package.status == "label_ready"
    slip = plain_link(
        icon("receipt-text"),
        t("parcels.slip"),
        href="/documents/slip/" + order.id + ".pdf",
        target="_blank",
        class_name="btn",
        on_click=OrderState.slip_printed,
        custom_attrs={"data-hotkey": "s"},
    )
    own_or_printed = package.may_hand_over & ~(fresh & ~package.own)
    again = package.may_print & package.has_label & ~(fresh & ~package.own)
    return [
        rx.cond(again, label_link(package.id, t("parcels.reprint_label"), main=False)),
        rx.cond(package.may_pack, slip),
        rx.cond(package.may_pack | package.may_void, _menu(package)),
        rx.cond(fresh & ~package.own & package.may_print, label_link(package.id, t("parcels.print_label"), main=True)),
        rx.cond(own_or_printed, _main(t("parcels.hand_over"), "truck", OrderState.hand_over(package.id))),
        rx.cond(package.may_report, _main(t("parcels.delivered_by_me"), "circle-check", OrderState.report_delivered(package.id))),
        rx.cond(
            package.may_relabel & (order.may_arrange | (order.status != "on_hold")),
            _main(t("parcels.relabel"), "receipt-text", OrderState.open_arrange(package.id)),
        ),
    ]


def _menu(package: rx.Var[PackageView]) -> rx.Component:
    items = [
        {"id": "pack", "label": t("parcels.all_in"), "icon": "package-check", "off": ~package.may_pack},
        {"id": "void", "label": t("parcels.void"), "icon": "circle-x", "tone": "bad", "off": ~package.may_void},
    ]
    return Menu.create(
        icon("ellipsis"),
        items=items,
        label=t("parcels.more"),
        trigger_class="btn ghost icon",
        on_pick=lambda picked: rx.cond(picked == "void", OrderState.void_label(package.id), OrderState.pack(package.id)),
    )


def rest() -> rx.Component:
    """What is in no package yet."""
    start = rx.el.div(_main(t("parcels.arrange"), "package", OrderState.open_arrange("")), class_name="row verbs")
    return rx.el.section(
        rx.el.div(
            rx.el.span(icon("package"), class_name="pn w"),
            rx.el.div(
                rx.el.div(
                    rx.el.span(t("parcels.package_of", n=order.package_count, all=order.package_count), class_name="m"),
                    package_badge(rx.Var.create("created")),
                    class_name="row wrap",
                ),
                rx.el.div(t("parcels.not_packed"), class_name="s t2"),
                class_name="grow",
            ),
            rx.cond(order.may_arrange, start),
            class_name="ph",
        ),
        rx.foreach(order.left, item),
        class_name="pk",
        custom_attrs={"data-package": "left"},
    )


def next_bar() -> rx.Component:
    """On a phone: the one next action, 44 px and within reach."""
    coming = order.next
    wide = {"kind": "primary", "class_name": "nextact"}

    def act(label: Any, icon_name: str, on_click: Any) -> rx.Component:
        return button(label, icon_name=icon_name, on_click=on_click, **wide)

    action = rx.match(
        coming.kind,
        ("arrange", rx.cond(order.may_arrange, act(t("parcels.arrange"), "package", OrderState.open_arrange("")))),
        ("buy_label", act(t("parcels.buy_label"), "receipt-text", OrderState.open_arrange(coming.package_id))),
        ("fix_label", act(t("parcels.relabel"), "receipt-text", OrderState.open_arrange(coming.package_id))),
        (
            "print_label",
            plain_link(
                icon("printer"),
                t("parcels.print_label"),
                href="/documents/label/" + coming.package_id + ".pdf",
                target="_blank",
                class_name="btn primary nextact",
                on_click=OrderState.printed(coming.package_id),
            ),
        ),
        ("hand_over", act(t("parcels.hand_over"), "truck", OrderState.hand_over(coming.package_id))),
        ("report_delivered", act(t("parcels.delivered_by_me"), "circle-check", OrderState.report_delivered(coming.package_id))),
        rx.el.span(icon("clock", 15), t_dyn("parcels.next_", coming.kind, n=coming.position), class_name="t2 row"),
    )
    return rx.cond(coming.kind != "", rx.el.div(action, class_name="nextbar"))
