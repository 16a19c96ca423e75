"""What the frame of every page shows: who, which shop, work to do, the running LIVE, toasts, the palette's finds."""

import itertools
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import ClassVar

import reflex as rx

from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.work import Work, open_reading
from sellerhub.web import live_updates
from sellerhub.web.session import SessionState, actor_of
from sellerhub.web.shell.glance import Glance, read_glance


@dataclass(frozen=True)
class Toast:
    """`seq` grows with each; `key` is in the catalogue, `text` the sentence if it is not; `act` goes to the page."""

    seq: int = 0
    tone: str = "info"
    key: str = ""
    text: str = ""
    args: dict[str, str | int] = field(default_factory=dict)
    action: str = ""
    href: str = ""
    act: str = ""


@dataclass(frozen=True)
class Found:
    """One row of the palette."""

    label: str
    detail: str
    icon: str
    href: str


Finder = Callable[[Work, str], Awaitable[list[Found]]]
FINDERS: list[Finder] = []  # what the palette can search; app.py lists them
_seq = itertools.count(1)


class ShellState(SessionState):
    NEEDS: ClassVar[Permission | None] = None  # finders check for themselves

    glance: Glance = Glance()
    toast: Toast = Toast()
    found: list[Found] = []

    @rx.event(background=True)
    async def watch(self):
        """Keep the frame right: read once, then whenever the shop's orders or LIVEs change, at most once a second."""
        async with self:
            actor = await actor_of(self)
        shop = actor.shop_id or 0
        me = actor.account_id or 0
        wanted = [topics.shop_orders(shop), topics.shop_lives(shop), topics.account(me), topics.cart(me)]
        with live_updates.hearing(wanted, pace=1.0) as changes:
            await self._look_again()
            async for _ in changes:
                await self._look_again()

    async def _look_again(self) -> None:
        async with self:
            glance = await self._read_glance(await actor_of(self))
            if glance != self.glance:
                self.glance = glance

    async def _read_glance(self, actor) -> Glance:
        async def read() -> Glance:
            async with open_reading(actor) as work:
                return await read_glance(work)

        if actor.shop_id is None:
            return await read()
        key = ("glance", actor.account_id, actor.shop_id, actor.language)
        return await live_updates.shared(key, [topics.shop_orders(actor.shop_id), topics.shop_lives(actor.shop_id)], read)

    @rx.event
    async def say(self, key: str, tone: str = "info", args: str = "{}", text: str = "", action: str = "", href: str = "", act: str = ""):
        """Show a toast in this tab; `args` is JSON."""
        try:
            values = json.loads(args)
        except ValueError:
            values = {}
        kept = {str(name): value for name, value in values.items() if isinstance(value, str | int)} if isinstance(values, dict) else {}
        self.toast = Toast(next(_seq), tone, key, text, kept, action, href, act)

    @rx.event
    async def find(self, text: str):
        """What the palette types. Each finder checks what the actor may see."""
        found: list[Found] = []
        async with open_reading(await actor_of(self)) as work:
            for finder in FINDERS:
                found += await finder(work, text[:100])
        self.found = found[:12]

    @rx.event
    async def go(self, href: str):
        if href.startswith("/") and not href.startswith("//"):
            return rx.redirect(href)
        return None


def toast(
    key: str, tone: str = "ok", *, text: str = "", action: str = "", href: str = "", act: str = "", **args: str | int
) -> rx.event.EventSpec:
    """An event that shows a toast: `return toast("orders.confirmed", n=3)`. `action` is a catalogue key with `href` or `act`."""
    return ShellState.say(key, tone, json.dumps(args), text, action, href, act)
