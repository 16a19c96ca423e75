"""What a watcher does. What a watcher sees comes through the room, not through here."""

from typing import ClassVar

import reflex as rx

from sellerhub.business.live import actions, queries
from sellerhub.business.live.rules import CommentStatus
from sellerhub.core.access import Permission
from sellerhub.core.ids import parse_id
from sellerhub.web.parts.buying import BuyingState
from sellerhub.web.session import needs
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast


class WatchState(BuyingState, PageState, SessionState):
    """One LIVE, watched by anyone."""

    NEEDS: ClassVar[Permission | None] = None
    live: str = ""
    title: str = ""
    signed_in: bool = False
    said: int = 0

    async def _read(self, heard: set[str]) -> None:
        live_id = parse_id(self.router.url.path.rstrip("/").rsplit("/", 1)[-1])
        async with self._look() as work:
            card = await queries.watch_card(work, live_id)
            self.signed_in = not work.actor.is_guest
        self.live, self.title = card.id, card.title

    @rx.event
    @needs(Permission.BUY)
    async def say(self, words: str):
        async with self._work() as work:
            status = await actions.comment(work, parse_id(self.live), words)
        self.said += 1
        return toast("live.comment_held", "info") if status is CommentStatus.HELD else None

    def _seen_in(self) -> dict[str, str]:
        return {"live_id": self.live}
