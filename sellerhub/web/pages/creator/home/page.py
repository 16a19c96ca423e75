"""The creator's home, drawn."""

import reflex as rx

from sellerhub.business.live.queries.lists import OpenLive
from sellerhub.web.design import empty_state, icon, link_button, on_air, thumb, when_loaded
from sellerhub.web.language import t
from sellerhub.web.pages.creator.home.state import CreatorHomeState
from sellerhub.web.shell.template import creator_page


def _live(live: OpenLive) -> rx.Component:
    return rx.el.li(
        thumb(live.cover, 64),
        rx.el.div(
            rx.el.div(on_air(), rx.el.span(live.title, class_name="m trunc"), class_name="row"),
            rx.el.div(live.shop_name, class_name="t2 trunc"),
            rx.el.div(icon("eye", 13), t("shell.watching", n=live.watching), class_name="s t2 row num"),
            class_name="grow",
        ),
        link_button(t("creator.watch"), "/live/" + live.id, kind="primary"),
        class_name="row pad",
    )


@creator_page(route="/creator", title="creator.on_air_now", state=CreatorHomeState, nav="creator")
def page() -> rx.Component:
    nobody = empty_state("radio", t("creator.nobody_title"), t("creator.nobody_text"))
    lives = rx.el.ul(rx.foreach(CreatorHomeState.lives, _live), class_name="scroll")
    return when_loaded(CreatorHomeState.loaded, rx.cond(CreatorHomeState.lives.length() > 0, lives, nobody), rows=3, height=88)
