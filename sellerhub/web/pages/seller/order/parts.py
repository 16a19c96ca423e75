"""Head, callouts, money, documents and the rail of an order's page."""

from typing import Any

import reflex as rx

from sellerhub.business.fulfilment.queries.views import MoneyRow, PackageView
from sellerhub.web.design import ShipBy, Ticker, avatar, button, callout, icon, icon_button, link, plain_link, status, tag
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.order.state import OrderState
from sellerhub.web.parcels import timeline
from sellerhub.web.parcels.parts import looked_up
from sellerhub.web.parcels.words import NEXT_ICON
from sellerhub.web.shell.vocabulary import ORDER_STATUS, SOURCE_ICON

order = OrderState.order


def neighbour(order_id: rx.Var[str], icon_name: str, key: str, label: Any) -> rx.Component:
    return rx.cond(
        order_id != "",
        link(
            icon(icon_name),
            href="/seller/orders/" + order_id,
            class_name="btn ghost sm icon",
            aria_label=label,
            title=label,
            custom_attrs={"data-hotkey": key},
        ),
        icon_button(icon_name, label, size="sm", disabled=True),
    )


def head() -> rx.Component:
    shown = order.shown_status
    known = {**ORDER_STATUS, "lost": ("bad", "package-x")}
    word = rx.cond(shown == "lost", t("status.package_lost"), t_dyn("status", order.status))
    badge = status(
        word, looked_up({k: v[1] for k, v in known.items()}, shown), looked_up({k: v[0] for k, v in known.items()}, shown), soft=True
    )
    source = order.source
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                rx.el.h2(rx.el.bdi(order.number), class_name="num"),
                badge,
                rx.cond(order.package_count > 1, tag(t("parcels.packed_of", n=order.packed_count, all=order.package_count), "info")),
                rx.cond(order.paid, status(t("parcels.paid"), "credit-card", "ok", soft=True)),
                rx.cond(order.payment == "cod", tag(t("parcels.cod"), "warn")),
                rx.el.span(
                    icon(looked_up(SOURCE_ICON, source)),
                    t_dyn("orders.source_", source),
                    class_name=rx.Var.create("tag ") + rx.cond(source == "live", "live", ""),
                ),
                class_name="row wrap g10",
            ),
            rx.el.div(t("parcels.placed", when=order.placed, buyer=order.buyer), class_name="t2 placed"),
            class_name="grow",
        ),
        rx.cond(
            order.ship_by_iso != "",
            rx.el.div(
                rx.el.span(t("parcels.ship_by"), class_name="s"),
                ShipBy.create(until=order.ship_by_iso, since=order.clock_from_iso, title=order.ship_by, zone=order.zone, width=238),
                class_name="slab",
            ),
        ),
        class_name="ohead",
    )


def notes() -> rx.Component:
    """What stands in the way: the hold, a request to cancel, a cancellation."""
    answer = rx.el.div(
        button(t("parcels.decline"), on_click=OrderState.decline_cancel),
        button(t("parcels.approve"), kind="danger", on_click=OrderState.approve_cancel),
        class_name="row wrap answers",
    )
    return rx.fragment(
        rx.cond(
            order.on_hold,
            callout(
                "warn",
                "shield-ellipsis",
                rx.el.div(rx.el.b(t("parcels.hold_title")), " ", Ticker.create(until=order.hold_ends_iso)),
                rx.el.div(t("parcels.hold_text"), class_name="s"),
            ),
        ),
        rx.cond(
            order.asked_to_cancel,
            callout(
                "warn",
                "circle-slash",
                rx.el.div(rx.el.b(t("parcels.asked_title")), ": ", t_dyn("parcels.reason_", order.cancel_reason)),
                rx.el.div(t("parcels.asked_text", when=order.answer_by), class_name="s"),
                rx.cond(order.may_cancel, answer),
            ),
        ),
        rx.cond(
            order.status == "cancelled",
            callout("info", "ban", t("parcels.cancelled_because", why=t_dyn("parcels.reason_", order.cancel_reason))),
        ),
    )


def money() -> rx.Component:
    """Twice on purpose: what the buyer paid, what the seller earns."""
    return rx.el.section(
        rx.el.div(
            rx.el.h3(rx.cond(order.paid, t("parcels.buyer_paid"), t("parcels.buyer_pays"))),
            rx.el.dl(
                rx.foreach(order.buyer_paid, _money_row),
                rx.el.dt(t("parcels.total"), class_name="tot"),
                rx.el.dd(order.total, class_name="tot"),
                class_name="dl",
            ),
        ),
        rx.cond(
            order.earnings.length() > 0,
            rx.el.div(
                rx.el.h3(t("parcels.earnings"), tag(t("parcels.known_so_far"))),
                rx.el.dl(
                    rx.foreach(order.earnings, _money_row),
                    rx.el.dt(t("parcels.before_fees"), class_name="tot"),
                    rx.el.dd(order.earned, class_name="tot"),
                    class_name="dl",
                ),
            ),
        ),
        class_name="money",
    )


def _money_row(row: rx.Var[MoneyRow]) -> rx.Component:
    return rx.fragment(rx.el.dt(t_dyn("parcels.row_", row.key, n=row.n)), rx.el.dd(row.amount))


def documents() -> rx.Component:
    def label(package: rx.Var[PackageView]) -> rx.Component:
        return rx.cond(
            package.has_label, _document("file-text", t("parcels.label_of", n=package.position), package.tracking_spaced, package.id)
        )

    words = rx.fragment(rx.el.span(t("parcels.slip"), class_name="m"), rx.el.span(t("parcels.slip_detail"), class_name="s t2"))
    return rx.cond(
        order.packages.length() > 0,
        rx.el.section(
            rx.el.h3(t("parcels.documents")),
            rx.el.div(
                rx.foreach(order.packages, label),
                plain_link(
                    icon("receipt-text"),
                    rx.el.span(words, class_name="grow"),
                    icon("printer", 14),
                    href="/documents/slip/" + order.id + ".pdf",
                    target="_blank",
                    class_name="doc",
                ),
                class_name="dg",
            ),
            class_name="docs",
        ),
    )


def _document(icon_name: str, name: Any, detail: Any, package_id: rx.Var[str]) -> rx.Component:
    return plain_link(
        icon(icon_name),
        rx.el.span(rx.el.span(name, class_name="m"), rx.el.bdi(detail, class_name="s t2 mono"), class_name="grow"),
        icon("printer", 14),
        href="/documents/label/" + package_id + ".pdf",
        target="_blank",
        class_name="doc",
    )


def buyer() -> rx.Component:
    number = rx.cond(OrderState.phone != "", OrderState.phone, order.phone)
    reveal = rx.el.button(t("parcels.reveal"), type="button", class_name="link s copy", on_click=OrderState.reveal_phone)
    return rx.el.section(
        rx.el.h3(t("parcels.buyer")),
        rx.el.div(avatar(order.initials, "f"), rx.el.span(order.buyer, class_name="m grow"), class_name="row g10"),
        rx.el.div(
            rx.el.div(
                icon("map-pin", 15, class_name="t3"),
                rx.el.span(rx.foreach(order.address, lambda line: rx.el.span(rx.el.bdi(line), class_name="line")), class_name="grow"),
                class_name="row top0",
            ),
            rx.cond(
                order.phone != "",
                rx.el.div(
                    icon("phone", 15, class_name="t3"),
                    rx.el.bdi(number, class_name="num grow", dir="ltr"),
                    rx.cond(~order.on_hold & (OrderState.phone == ""), reveal),
                    class_name="row",
                ),
            ),
            class_name="ad",
        ),
    )


def source() -> rx.Component:
    """Where it was bought, with the way there."""
    video = rx.el.section(
        rx.el.h3(t("video.bought_from")),
        link(icon("play", 12), t("video.open"), href="/video/" + order.video_id, class_name="link row"),
    )
    return rx.cond(
        order.live_id != "",
        rx.el.section(
            rx.el.h3(t("parcels.from_live")),
            link(icon("play", 12), t("parcels.open_live"), href="/seller/live/" + order.live_id, class_name="link row"),
        ),
        rx.cond(order.video_id != "", video),
    )


def history() -> rx.Component:
    coming = order.next
    ahead = rx.cond(
        coming.kind != "",
        rx.el.li(
            rx.el.span(icon(looked_up(NEXT_ICON, coming.kind)), class_name="d now"),
            rx.el.div(
                rx.el.span(
                    rx.el.span(t_dyn("parcels.next_", coming.kind, n=coming.position), class_name="grow m"),
                    rx.cond(coming.by != "", rx.el.span(t("parcels.by", when=coming.by), class_name="s t2 num nw")),
                    class_name="row base",
                ),
                rx.cond((coming.by != "") & (coming.by == order.ship_by), rx.el.small(t("parcels.late_counts"))),
                class_name="x",
            ),
            custom_attrs={"data-next": coming.kind},
        ),
    )
    return rx.el.section(
        rx.el.h3(t("parcels.timeline")), timeline(order.steps, ahead), class_name="history", custom_attrs={"aria-live": "polite"}
    )
