"""The packing table: scan a parcel, then each item; a wrong one is stopped with a sound and a colour (E1 Ship / pack)."""

import reflex as rx

from sellerhub.business.fulfilment.queries.views import ItemView
from sellerhub.web.build import library
from sellerhub.web.design import button, empty_state, icon, link_button, plain_link, thumb
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.pack.state import ROUTE, PackState
from sellerhub.web.parcels import package_badge
from sellerhub.web.shell.template import seller_page

task, said = PackState.task, PackState.said


class Scanner(rx.Component):
    library = library("scanner")
    tag = "Scanner"
    seq: rx.Var[int]
    good: rx.Var[bool]
    placeholder: rx.Var[str]
    label: rx.Var[str]
    on_code: rx.EventHandler[rx.event.passthrough_event_spec(str)]


@seller_page(route=ROUTE, title="parcels.pack_title", state=PackState, nav="pack")
def page() -> rx.Component:
    facts = {name: getattr(said, name) for name in ("code", "package", "title", "packed", "quantity")}
    answer = rx.el.div(
        icon(rx.cond(said.good, "circle-check", "octagon-x").to(str), 22),
        t_dyn("parcels.pack_", said.key, **facts),
        class_name=rx.cond(said.good, "said ok", "said bad"),
        role="status",
        custom_attrs={"data-said": said.key, "data-seq": PackState.seq.to(str), "aria-live": "assertive"},
    )
    nothing = empty_state("scan-barcode", t("parcels.pack_empty_title"), t("parcels.pack_empty_text"))
    return rx.el.div(
        rx.el.div(
            Scanner.create(
                seq=PackState.seq, good=said.good, placeholder=t("parcels.pack_type"), label=t("parcels.pack_scan"), on_code=PackState.scan
            ),
            rx.cond(PackState.seq > 0, answer),
            rx.cond(task.package_id != "", _table(), nothing),
            class_name="table",
        ),
        class_name="scroll pad",
    )


def _table() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.span(icon("package"), class_name="pn"),
            rx.el.div(
                rx.el.div(rx.el.bdi(task.code, class_name="m num"), package_badge(task.status), class_name="row wrap"),
                rx.el.div(task.buyer, class_name="s t2"),
                class_name="grow",
            ),
            rx.el.span(task.packed, " / ", task.units, class_name="units-left", dir="ltr"),
            class_name="ph",
        ),
        rx.foreach(task.contents, _item),
        rx.el.div(
            link_button(t("parcels.open_order"), "/seller/orders/" + task.order_id, icon_name="package"),
            rx.cond(task.may_pack, button(t("parcels.all_in"), icon_name="package-check", on_click=PackState.all_in)),
            rx.cond(
                task.may_print,
                plain_link(
                    icon("printer"),
                    t("parcels.print_label"),
                    href="/documents/label/" + task.package_id + ".pdf",
                    target="_blank",
                    class_name="btn",
                    on_click=PackState.printed,
                ),
            ),
            rx.cond(task.may_hand_over, button(t("parcels.hand_over"), icon_name="truck", kind="primary", on_click=PackState.hand_over)),
            class_name="row wrap verbs pcall",
        ),
        class_name="pk",
    )


def _item(each: rx.Var[ItemView]) -> rx.Component:
    return rx.el.div(
        thumb(each.photo, 56, each.title),
        rx.el.div(
            rx.el.div(each.title, class_name="m"),
            rx.el.div(each.variant, " ", rx.el.bdi(each.sku, class_name="mono"), class_name="s t2"),
            class_name="grow min0",
        ),
        rx.el.span(each.packed, " / ", each.quantity, class_name="units-left", dir="ltr"),
        class_name=rx.cond(each.packed >= each.quantity, "it row full", "it row"),
        key=each.line_id,
    )
