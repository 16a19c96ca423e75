"""What the frame of every page shows: who, which shop, work to do, the running LIVE, toasts, the palette's finds."""

import itertools
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import ClassVar

import reflex as rx

from sellerhub.core import topics
from sellerhub.core.access import Actor, Permission
from sellerhub.core.work import Work, open_reading
from sellerhub.web import frames, live_updates
from sellerhub.web.session import SessionState, Signed, actor_of, signed
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
_seq = itertools.count(time.time_ns() // 1000)  # goes on growing when the server is started again


class ShellState(SessionState):
    NEEDS: ClassVar[Permission | None] = None  # finders check for themselves

    glance: Glance = Glance()
    toast: Toast = Toast()
    found: list[Found] = []

    @rx.event(background=True)
    async def watch(self):
        """Keep the frame right: read once, then half a second after the shop's orders or LIVEs change, once a second at most."""
        async with self:
            who, token = signed(self), self.router.session.client_token
        actor = await live_updates.patiently(who.actor)
        with live_updates.hearing(_topics(actor), pace=1.0, late=0.5) as changes:
            known = await live_updates.patiently(lambda: _look(who))
            async with self:
                self.glance = known.glance
            async for _ in changes:
                known, before = await live_updates.patiently(lambda: _look(who)), known
                if known is not before and known.glance != before.glance:
                    frames.to_tab(token, known.frame)

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


@dataclass(frozen=True, eq=False)
class Looked:
    """What the frame shows one person, and the message that says so."""

    glance: Glance
    frame: frames.Frame


async def _look(who: Signed) -> Looked:
    actor = await who.actor()

    async def read() -> Looked:
        async with open_reading(actor) as work:
            glance = await read_glance(work)
        return Looked(glance, frames.Frame(ShellState, {"glance": glance}))

    if actor.shop_id is None:
        return await read()
    return await live_updates.shared(("glance", actor.account_id, actor.shop_id, actor.language), _topics(actor), read)


def _topics(actor: Actor) -> list[str]:
    shop, me = actor.shop_id or 0, actor.account_id or 0
    return [topics.shop_orders(shop), topics.shop_lives(shop), topics.account(me), topics.cart(me)]


def toast(
    key: str, tone: str = "ok", *, text: str = "", action: str = "", href: str = "", act: str = "", **args: str | int
) -> rx.event.EventSpec:
    """An event that shows a toast: `return toast("orders.confirmed", n=3)`. `action` is a catalogue key with `href` or `act`."""
    return ShellState.say(key, tone, json.dumps(args), text, action, href, act)
