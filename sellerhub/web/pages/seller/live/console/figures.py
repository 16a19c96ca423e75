"""The row of figures above the console: who watches, what is sold, and how the last minutes went."""

from typing import Any

import reflex as rx

from sellerhub.web.build import library
from sellerhub.web.language import t
from sellerhub.web.pages.seller.live.console.state import ConsoleState as State


class Spark(rx.Component):
    """`shape`: line or bars."""

    library = library("spark")
    tag = "Spark"
    values: rx.Var[list[int]]
    shape: rx.Var[str]
    color: rx.Var[str]


def figures() -> rx.Component:
    f = State.figures

    def one(label: Any, value: Any, below: Any, chart: rx.Component | None = None, tone: str = "t2") -> rx.Component:
        return rx.el.div(
            rx.el.div(label, class_name="s t2"),
            rx.el.div(
                rx.el.div(rx.el.div(value, class_name="kv num"), rx.el.div(below, class_name=f"s num {tone}")),
                chart,
                class_name="row kr",
            ),
            class_name="kp",
        )

    return rx.el.section(
        one(
            t("live.watching"),
            f.watching,
            t("live.peak_n", n=f.peak),
            Spark.create(values=f.watching_series, shape="line", color="var(--c1)"),
        ),
        one(
            t("live.gmv"),
            rx.el.bdi(f.gmv),
            t("live.last_minute", amount=f.gmv_last_minute),
            Spark.create(values=f.gmv_series, shape="bars", color="var(--c2)"),
            "live",
        ),
        one(
            t("live.orders"),
            f.orders,
            t("live.n_last_minute", n=f.orders_last_minute),
            Spark.create(values=f.orders_series, shape="bars", color="var(--c3)"),
        ),
        one(t("live.conversion"), rx.cond(f.conversion == "", "–", f.conversion), t("live.views", n=f.views)),
        one(
            t("live.avg_watch"),
            rx.cond(
                f.watch_time_minutes + f.watch_time_seconds > 0, t("live.watch_time", m=f.watch_time_minutes, s=f.watch_time_seconds), "–"
            ),
            t("live.comments_minute", n=f.comments_last_minute),
        ),
        class_name="kps",
        aria_live="off",
    )
