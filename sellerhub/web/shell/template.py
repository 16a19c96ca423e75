"""How a page is declared: `@seller_page(route="/seller/orders", title="shell.orders", state=OrdersState, nav="orders")`.

The function draws the body only. The frame, the guard, live reading and the page's troubles come with the template.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from sellerhub.web.design import icon, link
from sellerhub.web.language import t
from sellerhub.web.shell import frame
from sellerhub.web.shell.state import ShellState

Body = Callable[[], rx.Component]


@dataclass(frozen=True)
class Page:
    route: str
    title: str  # catalogue key
    draw: Body
    on_load: list[Any]
    face: str


def _register(route: str, title: str, body: Body, draw: Body, state: Any, face: str) -> Page:
    draw.__module__ = body.__module__  # Reflex keeps a module's components in one script: without it each page loads every page's
    on_load = [ShellState.watch] if state is None else [state.watch, ShellState.watch]
    return Page(route, title, draw, on_load, face)


def _desk_page(face: str):
    def declare(
        *,
        route: str,
        title: str,
        state: Any,
        nav: str,
        actions: Body | None = None,
        heading: Body | None = None,
        shortcuts: list[tuple[str, Any]] | None = None,
    ):
        """`actions`: buttons at the end of the top bar. `heading`: replaces the title there (a breadcrumb). `shortcuts`:
        (keys, label) pairs for the list behind `?`.
        """

        def wrap(body: Body) -> Page:
            def draw() -> rx.Component:
                return rx.el.div(
                    frame.everywhere(t(title), face, shortcuts or []),
                    frame.sidebar(face, nav),
                    rx.el.main(
                        rx.el.header(
                            heading() if heading else rx.el.h1(t(title)),
                            rx.el.span(class_name="end"),
                            actions() if actions else None,
                            frame.live_pill() if face == "seller" else None,
                            class_name="top",
                        ),
                        frame.connection_banner(),
                        frame.trouble_or(state.trouble, body(), face),
                        class_name="main",
                        id="main",
                    ),
                    frame.tab_bar(face, nav),
                    class_name="app",
                )

            return _register(route, title, body, draw, state, face)

        return wrap

    return declare


seller_page = _desk_page("seller")
creator_page = _desk_page("creator")
operator_page = _desk_page("operator")


def shop_page(*, route: str, title: str, state: Any, nav: str = "", bare: bool = False, shortcuts: list[tuple[str, Any]] | None = None):
    """A buyer's page. `bare`: the whole screen is the page's own (LIVE)."""

    def wrap(body: Body) -> Page:
        def draw() -> rx.Component:
            inside = frame.trouble_or(state.trouble, body(), "shop")
            if bare:
                return rx.el.div(
                    frame.everywhere(t(title), "", shortcuts or []),
                    frame.connection_banner(),
                    rx.el.main(inside, id="main", class_name="bare-main"),
                    class_name="bare",
                )
            return rx.el.div(
                frame.everywhere(t(title), "shop", shortcuts or []),
                _shop_head(),
                frame.connection_banner(),
                rx.el.main(inside, id="main", class_name="shop-main"),
                frame.tab_bar("shop", nav),
                class_name="shopface",
            )

        return _register(route, title, body, draw, state, "shop")

    return wrap


def _label(key: str) -> rx.Component:
    """Words that a phone leaves out; the link says them to a screen reader."""
    return rx.el.span(t(key), class_name="lbl")


def _shop_head() -> rx.Component:
    glance = ShellState.glance
    return rx.el.header(
        link(frame.mark(), rx.el.b("SellerHub"), href="/", class_name="row brand"),
        rx.el.span(class_name="end"),
        link(icon("shopping-bag"), _label("shell.cart"), href="/cart", class_name="btn ghost", aria_label=t("shell.cart")),
        rx.cond(
            glance.known,
            rx.fragment(
                link(
                    icon("package"), _label("shell.purchases"), href="/purchases", class_name="btn ghost", aria_label=t("shell.purchases")
                ),
                frame.person_menu(),
            ),
            link(t("shell.sign_in"), href="/sign-in", class_name="btn primary"),
        ),
        class_name="shop-head",
    )


def plain_page(*, route: str, title: str, state: Any = None):
    """No navigation: sign-in, sign-up, reset."""

    def wrap(body: Body) -> Page:
        def draw() -> rx.Component:
            return rx.el.div(
                frame.everywhere(t(title), "", []),
                frame.connection_banner(),
                rx.el.main(body(), id="main", class_name="plain-main"),
                class_name="plain",
            )

        return _register(route, title, body, draw, state, "")

    return wrap
