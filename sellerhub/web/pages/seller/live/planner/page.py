"""The planner (E1): LIVEs now, planned and past, and the form behind Plan a LIVE."""

from typing import Any

import reflex as rx

from sellerhub.business.inventory.choosing import Choosable
from sellerhub.business.live.queries import LiveRow
from sellerhub.web.build import library
from sellerhub.web.design import (
    HoldButton,
    Modal,
    button,
    count,
    empty_state,
    field,
    icon_button,
    link,
    link_button,
    on_air,
    select,
    tab,
    tabs,
    tag,
    text_input,
    thumb,
    when_loaded,
)
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.live.planner.state import LENGTHS, PlannerState
from sellerhub.web.parts.product_picker import product_picker
from sellerhub.web.shell.template import seller_page

State = PlannerState
FORM = "live-plan"


class CoverField(rx.Component):
    """Uploads a picture; `on_uploaded` gets its id and address."""

    library = library("cover")
    tag = "CoverField"
    photo: rx.Var[str]
    on_uploaded: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]


class DraftKeeper(rx.Component):
    """Keeps an open form in the tab, and offers it again when the server has forgotten it."""

    library = library("draft")
    tag = "DraftKeeper"
    name: rx.Var[str]
    owner: rx.Var[str]
    form: rx.Var[str]
    ready: rx.Var[bool]
    draft: rx.Var[Any]
    settled: rx.Var[str]
    on_resume: rx.EventHandler[rx.event.passthrough_event_spec(dict[str, str], list[str])]


def plan_button() -> rx.Component:
    """On a phone, whose tab bar has no room for them, the videos are reached from here."""
    videos = link_button(
        "", "/seller/videos", icon_name="clapperboard", kind="ghost", class_name="icon phone-only", aria_label=t("shell.videos")
    )
    word = rx.el.span(t("live.plan_live"), class_name="lbl")
    plan = button(word, icon_name="plus", kind="primary", aria_label=t("live.plan_live"), on_click=State.plan)
    return rx.el.span(videos, plan, class_name="row prodactions")  # on a phone the icon alone, as beside the products


@seller_page(route="/seller/live", title="live.title", state=State, nav="live", actions=plan_button)
def page() -> rx.Component:
    empty = rx.cond(
        State.tab == "upcoming",
        empty_state("radio", t("live.empty_title"), t("live.empty_text"), button(t("live.plan_live"), kind="primary", on_click=State.plan)),
        empty_state("radio", t("live.empty_past")),
    )
    more = rx.cond(State.after != "", rx.el.div(button(t("live.load_more"), on_click=State.show_more), class_name="bar"))
    return rx.el.div(
        tabs(
            tab(t("live.upcoming"), on=State.tab == "upcoming", on_click=State.show_tab("upcoming")),
            tab(t("live.past"), on=State.tab == "past", on_click=State.show_tab("past")),
            label=t("live.title"),
        ),
        when_loaded(State.loaded, rx.cond(State.rows.length() > 0, rx.fragment(_list(), more), empty), height=64),
        _form(),
        DraftKeeper.create(
            name=FORM, owner=State.owner, form=FORM, ready=State.loaded, draft=State.draft, settled=State.settled, on_resume=State.resume
        ),
        class_name="scroll lives",
    )


def _list() -> rx.Component:
    head = [t("live.col_live"), t("live.col_when"), t("live.col_products"), t("live.col_peak"), t("live.orders"), t("live.gmv"), ""]
    return rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(each, scope="col", class_name="r" if 2 <= n <= 5 else "") for n, each in enumerate(head)])),
        rx.el.tbody(rx.foreach(State.rows, _row)),
        class_name="tb lives-tb",
    )


def _row(row: rx.Var[LiveRow]) -> rx.Component:
    def figure(value: Any, label: Any) -> rx.Component:
        return rx.el.td(
            rx.cond(value != "", rx.el.bdi(value), rx.el.span("–", class_name="t3")), class_name="r num", custom_attrs={"data-label": label}
        )

    console = link_button(t("live.open_console"), "/seller/live/" + row.id, size="sm", kind="")
    return rx.el.tr(
        rx.el.td(
            link(
                thumb(row.cover, 40),
                rx.el.span(
                    rx.el.span(row.title, class_name="m trunc"),
                    rx.cond(row.on_air, on_air(), tag(t_dyn("live.status_", row.status))),
                    class_name="lv-name",
                ),
                href="/seller/live/" + row.id,
                class_name="row",
            )
        ),
        rx.el.td(row.starts_at, class_name="num nw", title=row.starts_exactly),
        rx.el.td(row.products, class_name="r num", custom_attrs={"data-label": t("live.col_products")}),
        figure(row.peak, t("live.col_peak")),
        figure(row.orders, t("live.orders")),
        figure(row.gmv, t("live.gmv")),
        rx.el.td(
            rx.el.div(
                rx.cond(row.status == "scheduled", button(t("live.change_plan"), size="sm", kind="ghost", on_click=State.change(row.id))),
                console,
                class_name="row acts",
            )
        ),
        key=row.id,
        custom_attrs={"data-live": row.id},
    )


def _form() -> rx.Component:
    draft = State.draft

    def length(minutes: int) -> rx.Component:
        label = t("live.half_hour") if minutes == 30 else t("live.hours", n=minutes // 60)
        return rx.el.option(label, value=str(minutes))

    def chosen(each: rx.Var[Choosable]) -> rx.Component:
        trouble = rx.cond(each.on_sale, rx.cond(each.stock > 0, None, tag(t("live.sold_out"), "warn")), tag(t("live.not_on_sale"), "warn"))
        return rx.el.li(
            thumb(each.photo, 32),
            rx.el.span(each.title, class_name="grow trunc m", dir="auto"),
            trouble,
            rx.el.bdi(each.price, class_name="num t2 nw"),
            icon_button("x", t("live.remove_one", title=each.title), size="sm", on_click=State.remove_product(each.id)),
            key=each.id,
            class_name="lpick",
            custom_attrs={"data-chosen": each.id},
        )

    form = rx.el.form(
        field(
            t("live.form_title"),
            text_input(
                name="title", id="live-title", default_value=draft.title, max_length=80, auto_focus=True, bad=State.wrong.get("title", "")
            ),
            help_text=t("live.form_title_hint"),
            error=rx.cond(State.wrong.contains("title"), t("live.field_title"), ""),
            for_id="live-title",
        ),
        rx.el.div(
            field(
                t("live.form_when"),
                text_input(name="starts_at", id="live-when", type="datetime-local", default_value=draft.starts_at),
                help_text=t("live.form_zone", zone=draft.zone),
                error=rx.cond(State.wrong.contains("starts_at"), t("live.field_when"), ""),
                for_id="live-when",
            ),
            field(
                t("live.form_length"),
                select([length(each) for each in LENGTHS], name="minutes", id="live-minutes", default_value=draft.minutes),
                for_id="live-minutes",
            ),
            class_name="two",
        ),
        field(
            t("live.form_cover"),
            CoverField.create(photo=draft.cover, on_uploaded=State.cover_uploaded),
            help_text=t("live.form_cover_hint"),
            for_id="live-cover",
        ),
        on_submit=State.save,
        id=FORM,
        class_name="live-form",
    )
    # Beside the form, not in it: Enter in the search must not save the plan.
    products = rx.el.section(
        rx.el.h3(t("live.form_products"), " ", rx.cond(draft.chosen.length() > 0, count(draft.chosen.length())), class_name="label"),
        rx.el.ul(rx.foreach(draft.chosen, chosen), class_name="picks", aria_label=t("live.products_in_live")),
        button(
            t("live.add_products"),
            icon_name="plus",
            size="sm",
            on_click=State.toggle_picker,
            aria_expanded=State.picking,
        ),
        rx.cond(State.picking, product_picker(State.found, State.find, State.add_product, State.sought)),
        class_name="live-products",
    )
    call_off = HoldButton.create(
        t("live.call_off"),
        word=t("live.end_word"),
        type_label=t("live.type_call_off"),
        on_confirm=State.call_off,
        class_name="btn danger",
        custom_attrs={"aria-label": t("live.call_off")},
    )
    ends = rx.el.div(
        button(t("live.save_plan"), kind="primary", type="submit", form=FORM),
        rx.cond(draft.id != "", rx.el.div(call_off, class_name="end")),
        class_name="row",
    )
    title = rx.cond(draft.id != "", t("live.change_plan"), t("live.plan_live"))
    whole = rx.el.div(form, products, ends, class_name="live-form", key=draft.id + draft.open.to(str) + draft.times.to(str))
    return Modal.create(whole, open=draft.open, title=title, shape="sheet", steady=True, on_close=State.close)
