"""Home: two questions, how is today going and what must I do next."""

from typing import Any

import reflex as rx

from sellerhub.web.design import Modal, Ticker, button, count, field, icon, link, link_button, on_air, skeleton_rows, text_input
from sellerhub.web.language import t, t_dyn
from sellerhub.web.pages.seller.home.state import HomeState
from sellerhub.web.shell.template import seller_page

FORM = "shop-form"


def heading() -> rx.Component:
    return rx.el.span(rx.el.h1(t("shell.home")), rx.el.span(HomeState.day, class_name="t2 nw wide-only"), class_name="row")


def actions() -> rx.Component:
    return link_button(t("home.add_product"), "/seller/products", icon_name="plus", kind="primary", class_name="wide-only")


def _tile(tile: rx.Var) -> rx.Component:
    arrow = rx.el.span(
        icon(rx.cond(tile.up, "arrow-up-right", "arrow-down-right")), tile.change, class_name=rx.cond(tile.up, "delta up", "delta down")
    )
    spark = rx.el.svg(
        rx.el.svg.path(d=tile.spark, fill="none", stroke="var(--c1)", stroke_width="1.5", stroke_linejoin="round", stroke_linecap="round"),
        width="52", height="16", view_box="0 0 52 16", aria_hidden="true",
    )  # fmt: skip
    inside = rx.fragment(
        rx.el.span(t_dyn("home.", tile.name), class_name="kl"),
        rx.el.span(tile.value, class_name="kv num", dir="auto"),
        rx.el.span(
            rx.cond(tile.change != "", arrow, rx.el.span("\u00a0")),
            rx.cond(tile.spark != "", rx.el.span(spark, class_name="end")),
            class_name="row",
        ),
    )
    return rx.cond(tile.href != "", link(inside, href=tile.href, class_name="k"), rx.el.div(inside, class_name="k"))


def tiles() -> rx.Component:
    return rx.el.section(rx.foreach(HomeState.tiles, _tile), class_name="ks", aria_label=t("home.today"))


def today_chart() -> rx.Component:
    svg, drawn = rx.el.svg, HomeState.chart

    def amount(mark: rx.Var) -> rx.Component:
        return rx.fragment(
            svg.line(x1="44", x2="764", y1=mark.at, y2=mark.at, stroke="var(--grid)"),
            svg.text(mark.label, x="38", y=mark.at, dy="4", text_anchor="end"),
        )

    def hour(mark: rx.Var) -> rx.Component:
        return svg.text(mark.label, x=mark.at, y="230", text_anchor="middle")

    dotted = {"background": "none", "border-top": "2px dotted var(--c6)", "height": "0", "border-radius": "0", "width": "14px"}
    return rx.el.section(
        rx.el.div(
            rx.el.span(t("home.gmv_so_far"), class_name="m"),
            rx.el.span(
                rx.el.span(rx.el.i(), t("home.today")),
                rx.cond(drawn.before != "", rx.el.span(rx.el.i(style=dotted), drawn.before_label)),
                class_name="legend end",
            ),
            class_name="row",
        ),
        svg(
            rx.foreach(drawn.amounts, amount),
            rx.foreach(drawn.hours, hour),
            rx.cond(
                drawn.before != "",
                svg.path(
                    d=drawn.before, fill="none", stroke="var(--c6)", stroke_width="1.5", stroke_dasharray="2 4", stroke_linecap="round"
                ),
            ),
            svg.path(d=drawn.area, fill="var(--c1)", opacity=".08"),
            svg.path(d=drawn.today, fill="none", stroke="var(--c1)", stroke_width="2", stroke_linejoin="round"),
            svg.circle(cx=drawn.end_x, cy=drawn.end_y, r="4", fill="var(--c1)", stroke="var(--sheet)", stroke_width="2"),
            class_name="ch",
            view_box="0 0 772 236",
            role="img",
            aria_label=t("home.gmv_so_far"),
            dir="ltr",
        ),
        class_name="hchart",
    )


def live_strip() -> rx.Component:
    live = HomeState.live

    def figure(name: Any, value: Any) -> rx.Component:
        return rx.cond(value != "", rx.el.div(rx.el.dt(name), rx.el.dd(value, class_name="num")))

    return rx.cond(
        live.id != "",
        rx.el.section(
            rx.el.span(
                rx.cond(live.cover != "", rx.el.img(src=live.cover, alt="", width="52", height="72")),
                on_air(),
                class_name="th cover",
            ),
            rx.el.div(
                rx.el.div(live.title, class_name="b trunc"),
                rx.el.div(Ticker.create(since=live.since), class_name="s live m"),
                class_name="grow",
            ),
            rx.el.dl(
                figure(t("home.this_live"), live.gmv),
                figure(t("home.live_orders"), live.orders),
                figure(t("home.viewers"), live.watching),
                class_name="lk",
            ),
            link_button(t("home.open_console"), "/seller/live/" + live.id, icon_name="radio"),
            class_name="lv",
        ),
    )


def to_do() -> rx.Component:
    def row(task: rx.Var) -> rx.Component:
        return rx.el.li(
            link(
                rx.el.span(icon(task.icon), class_name="ti " + task.tone.to(str)),
                rx.el.span(
                    rx.el.span(t_dyn("home.do_", task.name), class_name="m"),
                    rx.el.span(t_dyn("home.do_", task.name + "_text"), class_name="s t2 trunc line"),
                    class_name="grow",
                ),
                count(task.n, task.tone.to(str) + "c"),
                icon("chevron-right", 14, "t3"),
                href=task.href,
                class_name="todo",
            )
        )

    return rx.el.section(
        rx.el.div(rx.el.h2(t("home.to_do")), rx.el.span(t("home.by_deadline"), class_name="s t2 end"), class_name="sh"),
        rx.cond(
            HomeState.tasks.length() > 0,
            rx.el.ul(rx.foreach(HomeState.tasks, row), class_name="tdl"),
            rx.el.p(icon("circle-check", 16, "ok"), " ", t("home.caught_up"), class_name="t2 caught"),
        ),
    )


def setup() -> rx.Component:
    """A new shop's five steps stand where the chart will be."""

    def row(step: rx.Var) -> rx.Component:
        inside = rx.fragment(
            rx.el.span(icon(rx.cond(step.done, "check", step.icon)), class_name=rx.cond(step.done, "ti okc", "ti")),
            rx.el.span(t_dyn("home.step_", step.name), class_name=rx.cond(step.done, "grow t2", "grow m")),
            rx.cond(step.done, rx.el.span(t("home.done"), class_name="s t2"), icon("chevron-right", 14, "t3")),
        )
        go = link(inside, href=step.href, class_name="todo")
        edit = rx.el.button(inside, type="button", class_name="todo", on_click=HomeState.edit)
        return rx.el.li(rx.cond(step.href != "", go, edit))

    return rx.el.section(
        rx.el.h2(t("home.setup_title")),
        rx.el.p(t("home.setup_text", done=HomeState.steps_done), class_name="t2"),
        rx.el.ul(rx.foreach(HomeState.steps, row), class_name="tdl"),
        class_name="setup",
    )


def shop_details() -> rx.Component:
    """Where parcels start from, and what shipping costs."""
    form, wrong = HomeState.form, HomeState.wrong

    def line(name: str, value: Any, **props) -> rx.Component:
        key = f"shop-{name}"
        control = text_input(name=name, id=key, default_value=value, key=value, **props)
        return field(t(f"home.form_{name}"), control, error=rx.cond(wrong.contains(name), wrong[name], ""), for_id=key)

    rows = rx.el.form(
        line("name", form.name, auto_complete="organization"),
        line("phone", form.phone, type="tel", auto_complete="tel"),
        line("line1", form.line1, auto_complete="address-line1"),
        line("line2", form.line2, auto_complete="address-line2"),
        rx.el.div(line("city", form.city), line("region", form.region), class_name="pair"),
        rx.el.div(line("postcode", form.postcode), line("country", form.country, max_length=2), class_name="pair"),
        rx.el.div(
            line("fee", form.fee, suffix=form.currency, input_mode="decimal"),
            line("free_from", form.free_from, suffix=form.currency, input_mode="decimal"),
            class_name="pair",
        ),
        id=FORM,
        class_name="shopform",
        on_submit=HomeState.save,
    )
    footer = rx.el.div(
        button(t("design.close"), on_click=HomeState.leave),
        rx.el.button(t("home.save"), type="submit", form=FORM, class_name="btn primary end"),
        class_name="row ft",
    )
    return Modal.create(rows, open=HomeState.editing, title=t("home.shop_details"), shape="sheet", footer=footer, on_close=HomeState.leave)


@seller_page(route="/seller", title="shell.home", state=HomeState, nav="home", heading=heading, actions=actions)
def page() -> rx.Component:
    left = rx.el.div(
        tiles(),
        rx.cond(HomeState.is_new, setup(), today_chart()),
        live_strip(),
        class_name="l",
    )
    rail = rx.el.aside(
        to_do(),
        rx.cond(
            HomeState.is_new | (HomeState.steps_done == 5),
            rx.fragment(),
            setup(),
        ),
        rx.el.section(
            rx.el.button(icon("map-pin", 14), t("home.shop_details"), type="button", class_name="btn ghost sm", on_click=HomeState.edit),
            class_name="more-shop",
        ),
        class_name="rail",
    )
    return rx.fragment(
        rx.cond(HomeState.loaded, rx.el.div(left, rail, class_name="hg scroll"), skeleton_rows(8, 72)),
        shop_details(),
    )
