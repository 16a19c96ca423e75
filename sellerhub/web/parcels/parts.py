"""Package badge and timeline, for seller and buyer alike."""

from typing import Any

import reflex as rx

from sellerhub.business.fulfilment.queries.views import StepView
from sellerhub.web.design import icon, status
from sellerhub.web.language import t_dyn
from sellerhub.web.parcels.words import PACKAGE_STATUS, STEP


def looked_up(table: dict[str, Any], key: rx.Var[str]) -> rx.Var[str]:
    """An entry of a small table, chosen in the browser."""
    return rx.Var.create(table)[key].to(str)


def package_badge(of: rx.Var[str], *, soft: bool = True) -> rx.Component:
    icons = {name: each[1] for name, each in PACKAGE_STATUS.items()}
    tones = {name: each[0] for name, each in PACKAGE_STATUS.items()}
    return status(t_dyn("status.package_", of), looked_up(icons, of), looked_up(tones, of), soft=soft)


def step(each: rx.Var[StepView]) -> rx.Component:
    icons = {name: value[1] for name, value in STEP.items()}
    tones = {name: value[0] for name, value in STEP.items()}
    return rx.el.li(
        rx.el.span(icon(looked_up(icons, each.kind)), class_name=rx.Var.create("d ") + looked_up(tones, each.kind)),
        rx.el.div(
            rx.el.span(
                rx.el.span(t_dyn("parcels.step_", each.kind, n=each.position, amount=each.amount), class_name="grow m"),
                rx.el.time(each.at, class_name="s t2 num nw", title=each.at_exactly),
                class_name="row base",
            ),
            rx.cond(
                (each.detail != "") | (each.actor != ""),
                rx.el.small(
                    rx.cond(each.actor != "", each.actor, ""),
                    rx.cond((each.actor != "") & (each.detail != ""), " · ", ""),
                    rx.el.bdi(each.detail),
                ),
            ),
            class_name="x",
        ),
        key=each.id,
        custom_attrs={"data-step": each.kind},
    )


def timeline(steps: rx.Var[list[StepView]], *first: rx.Component) -> rx.Component:
    """Newest first; `first` stands above it: what comes next."""
    return rx.el.ol(*first, rx.foreach(steps, step), class_name="tl")
