"""The state behind a page: who acts, one unit of work, and staying right while others change things.

class OrdersState(PageState):
    rows: list[OrderRow] = []

    async def _topics(self) -> list[str]:
        return [topics.shop_orders((await self._actor()).shop_id)]

    async def _read(self, heard: set[str]) -> None:   # empty on the first read
        async with self._look() as work:
            self.rows = await orders.queue(work)
"""

import contextlib
from collections.abc import AsyncIterator
from typing import ClassVar, Protocol

import reflex as rx
from reflex.event import EventSpec

from sellerhub.core import topics
from sellerhub.core.access import Actor, Permission
from sellerhub.core.errors import BusinessError, Kind, OutOfReach
from sellerhub.core.work import Work, open_reading, open_work
from sellerhub.web import live_updates
from sellerhub.web.refusals import report
from sellerhub.web.session import SessionState, Signed, actor_of, signed

__all__ = ["PageState", "SessionState"]


class Follower(Protocol):
    """Tells one tab the news by `frames`."""

    async def tell(self, actor: Actor) -> bool:
        """False when the page has to be read again."""


async def _told(follower: Follower, who: Signed) -> bool:
    try:
        return await follower.tell(await who.actor())
    except Exception:  # the long way says what is wrong
        return False


class PageState(rx.State, mixin=True):
    NEEDS: ClassVar[Permission | None] = None  # to see the page at all; each action checks for itself
    PACE: ClassVar[float] = live_updates.PACE

    loaded: bool = False
    trouble: str = ""  # "", "locked", "missing", or the id of what broke

    async def _topics(self) -> list[str]:
        """What the page waits for. Called after the first `_actor()`."""
        return []

    async def _read(self, heard: set[str]) -> None:
        """Read what the page shows and assign it; `heard` is empty the first time."""

    async def _follower(self) -> Follower | None:
        """Who tells this tab what happens after a read, without locking its state; None: `_read` is asked again."""
        return None

    async def _actor(self) -> Actor:
        return await actor_of(self)

    @contextlib.asynccontextmanager
    async def _work(self) -> AsyncIterator[Work]:
        """One transaction in this person's name."""
        async with open_work(await self._actor()) as work:
            yield work

    @contextlib.asynccontextmanager
    async def _look(self) -> AsyncIterator[Work]:
        """A look without changes."""
        async with open_reading(await self._actor()) as work:
            yield work

    @rx.event(background=True)
    async def watch(self):
        """The page's `on_load`: may this person see it, then read, then read again whenever its topics change."""
        entered = await live_updates.patiently(self._enter)
        if entered is None or isinstance(entered, EventSpec):
            return entered
        who, wanted, page_topics = entered
        with live_updates.hearing(wanted, self.PACE) as changes:
            follower = await live_updates.patiently(lambda: self._read_safely(set()))
            async for changed in changes:
                if follower is None or not changed <= page_topics or not await _told(follower, who):
                    follower = await live_updates.patiently(lambda heard=changed: self._read_safely(heard))
        return None

    async def _enter(self) -> tuple[Signed, list[str], set[str]] | EventSpec | None:
        """Who watches, all that is listened to, and the page's own part of it; or where to go instead; or None: it is locked."""
        async with self:
            actor = await self._actor()
            if self.NEEDS is not None and not actor.may(self.NEEDS):
                if actor.is_guest:
                    return rx.redirect(f"/sign-in?next={self.router.url.path}")
                self.trouble = "locked"
                return None
            self.trouble = ""
            page_topics = set(await self._topics())
            return signed(self), [*page_topics, topics.account(actor.account_id or 0)], page_topics

    async def _read_safely(self, heard: set[str]) -> Follower | None:
        async with self:
            try:
                await self._read(heard)
                if self.trouble:  # what did not change is not sent
                    self.trouble = ""
                if not self.loaded:
                    self.loaded = True
                return await self._follower()
            except OutOfReach:
                raise
            except BusinessError as refusal:
                self.trouble = "missing" if refusal.kind is Kind.NOT_FOUND else "locked"
            except Exception as bug:
                self.trouble = report(bug)
        return None
