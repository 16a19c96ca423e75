"""Package badge, timeline and the buyer's tracking card."""

from typing import Any

import reflex as rx

from sellerhub.business.fulfilment.queries.tracking import TrackedPackage, Tracking
from sellerhub.business.fulfilment.queries.views import StepView
from sellerhub.web.design import CopyText, icon, status, tag
from sellerhub.web.language import t, t_dyn
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
                    rx.cond((each.actor != "") & (each.detail != ""), ", ", ""),
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


def tracking(told: rx.Var[Tracking]) -> rx.Component:
    """For the buyer: each parcel with its number, and every step of the order."""
    return rx.el.section(
        rx.el.h2(t("parcels.track_title")),
        rx.foreach(told.packages, _parcel),
        rx.cond(told.packages.length() == 0, rx.el.p(t("parcels.track_none"), class_name="t2")),
        rx.cond(told.simulated, rx.el.p(t("parcels.simulated"), class_name="s t2")),
        timeline(told.steps),
        class_name="tracking",
        custom_attrs={"aria-live": "polite"},
    )


def _parcel(each: rx.Var[TrackedPackage]) -> rx.Component:
    return rx.el.div(
        package_badge(each.status),
        rx.el.span(each.carrier, class_name="m"),
        rx.el.bdi(CopyText.create(each.tracking_spaced, text=each.tracking), class_name="mono", dir="ltr"),
        rx.cond(told_more(each), tag(t("parcels.package", n=each.position))),
        class_name="parcel",
    )


def told_more(each: rx.Var[TrackedPackage]) -> rx.Var[bool]:
    """Packages are numbered for the buyer only from the second on."""
    return each.position > 1
