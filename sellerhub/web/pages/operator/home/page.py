"""`/operator`."""

import reflex as rx

from sellerhub.web.design import button, count, empty_state, when_loaded
from sellerhub.web.language import t
from sellerhub.web.pages.operator.home.state import FailingRow, OperatorHomeState
from sellerhub.web.shell.template import operator_page


def _actions() -> rx.Component:
    return rx.cond(
        OperatorHomeState.rows.length() > 0,
        button(t("operator.retry_all"), icon_name="refresh-cw", size="sm", on_click=OperatorHomeState.retry_all),
    )


@operator_page(route="/operator", title="operator.title", state=OperatorHomeState, nav="home", actions=_actions)
def page() -> rx.Component:
    nothing = empty_state("circle-check", t("operator.none_title"), t("operator.none_text"))
    heads = ("operator.reaction", "operator.event", "operator.tries", "operator.problem", "operator.next_try")
    table = rx.el.div(
        rx.el.table(
            rx.el.caption(t("operator.failing"), class_name="sr"),
            rx.el.thead(rx.el.tr(*[rx.el.th(t(key), scope="col") for key in heads], rx.el.th(class_name="act"))),
            rx.el.tbody(rx.foreach(OperatorHomeState.rows, _row)),
            class_name="tb",
        ),
        class_name="scroll",
    )
    waiting = rx.el.p(t("operator.waiting"), " ", count(OperatorHomeState.waiting), class_name="t2 pad")
    return when_loaded(OperatorHomeState.loaded, rx.el.div(waiting, rx.cond(OperatorHomeState.rows.length() > 0, table, nothing)))


def _row(row: rx.Var[FailingRow]) -> rx.Component:
    again = button(t("operator.retry"), size="sm", on_click=OperatorHomeState.retry(row.event_id, row.reaction))
    return rx.el.tr(
        rx.el.td(rx.el.bdi(row.reaction), class_name="mono"),
        rx.el.td(rx.el.bdi(row.kind)),
        rx.el.td(row.tries, class_name="num r"),
        rx.el.td(rx.cond(row.unknown, t("operator.unknown"), rx.el.bdi(row.problem)), class_name="t2"),
        rx.el.td(row.due),
        rx.el.td(again, class_name="act"),
        key=row.event_id + row.reaction,
    )
