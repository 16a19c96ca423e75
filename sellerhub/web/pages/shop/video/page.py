"""A short video and what is tagged in it (LV-01, LV-11, LV-12): watch, open, buy, without leaving."""

from typing import Any

import reflex as rx

from sellerhub.business.live.rules import LOW_STOCK
from sellerhub.web.build import library
from sellerhub.web.design.panels import RADIX
from sellerhub.web.pages.shop.video.state import VideoState
from sellerhub.web.parts.checkout import checkout_sheet
from sellerhub.web.shell.state import ShellState
from sellerhub.web.shell.template import shop_page


class WatchVideo(rx.Component):
    """The whole screen; see clip.jsx."""

    library = library("clip")
    tag = "WatchVideo"
    lib_dependencies: list[str] = [RADIX]
    video: rx.Var[Any]
    cart: rx.Var[int]
    choice: rx.Var[Any]
    low: rx.Var[int]
    on_played: rx.EventHandler[rx.event.no_args_event_spec]
    on_buy: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_add: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_pick: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_choice_closed: rx.EventHandler[rx.event.no_args_event_spec]


@shop_page(route="/video/[video_id]", title="video.watch_title", state=VideoState, bare=True)
def page() -> rx.Component:
    watch = WatchVideo.create(
        video=VideoState.video,
        cart=ShellState.glance.cart,
        choice=VideoState.choice,
        low=LOW_STOCK,
        on_played=VideoState.played,
        on_buy=VideoState.buy,
        on_add=VideoState.add,
        on_pick=VideoState.pick,
        on_choice_closed=VideoState.close_choice,
    )
    return rx.fragment(watch, checkout_sheet())
