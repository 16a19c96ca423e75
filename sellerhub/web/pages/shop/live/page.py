"""The watch page (E1): the room draws it, the state answers what its watcher does."""

from typing import Any

import reflex as rx

from sellerhub.business.live.rules import LOW_STOCK
from sellerhub.web.build import library
from sellerhub.web.design.panels import RADIX
from sellerhub.web.pages.shop.live.state import WatchState
from sellerhub.web.parts.checkout import checkout_sheet
from sellerhub.web.shell.state import ShellState
from sellerhub.web.shell.template import shop_page


class WatchRoom(rx.Component):
    """The whole screen of a watcher. Room frames reach it directly; only what the watcher does becomes an event."""

    library = library("watch")
    tag = "WatchRoom"
    lib_dependencies: list[str] = [RADIX]
    live: rx.Var[str]
    signed_in: rx.Var[bool]
    said: rx.Var[int]
    cart: rx.Var[int]
    choice: rx.Var[Any]
    low: rx.Var[int]
    on_say: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_buy: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_add: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_pick: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_choice_closed: rx.EventHandler[rx.event.no_args_event_spec]


@shop_page(route="/live/[live_id]", title="live.watch_title", state=WatchState, bare=True)
def page() -> rx.Component:
    room = WatchRoom.create(
        live=WatchState.live,
        signed_in=WatchState.signed_in,
        said=WatchState.said,
        cart=ShellState.glance.cart,
        choice=WatchState.choice,
        low=LOW_STOCK,
        on_say=WatchState.say,
        on_buy=WatchState.buy,
        on_add=WatchState.add,
        on_pick=WatchState.pick,
        on_choice_closed=WatchState.close_choice,
    )
    return rx.fragment(room, checkout_sheet())
