"""Who acts in a tab. The gate fills this thin parent of all our states before every event; nothing here is truth.

Only the hash of the session's key is kept: it finds the session again, and nobody can sign in with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import reflex as rx

from sellerhub.core.access import GUEST, Actor, Permission
from sellerhub.core.text import known_language
from sellerhub.web import sessions

Handler = TypeVar("Handler", bound=Callable[..., Any])
NOBODY = 0
ENDED = -1  # a session ended under this tab: whoever comes next starts from nothing


class SessionState(rx.State):
    _key_hash: str = ""
    _session_id: int = NOBODY
    _account_id: int | None = None
    _shop_id: int | None = None
    _language: str = "en"


@dataclass(frozen=True, slots=True)
class Signed:
    """The session that a tab belongs to, for those who ask often: reading a state from a background event is slow."""

    key_hash: str
    session_id: int
    language: str

    async def actor(self) -> Actor:
        """Who acts in this tab now: asked anew each time, so a long-running event notices that a session ended."""
        view = await sessions.session_of_hash(self.key_hash)
        if view is None or view.id != self.session_id:
            return replace(GUEST, language=known_language(self.language))
        return view.actor if view.actor.language == self.language else replace(view.actor, language=known_language(self.language))


def signed(state: SessionState) -> Signed:
    return Signed(state._key_hash, state._session_id, state._language)


async def actor_of(state: SessionState) -> Actor:
    """Who acts in this tab now."""
    return await signed(state).actor()


def needs(permission: Permission | None) -> Callable[[Handler], Handler]:
    """Declare what an event handler needs, when that is not its page's NEEDS: the gate refuses everybody else.

    Written under `@rx.event`. None opens it to guests.
    """

    def mark(handler: Handler) -> Handler:
        handler.needs = permission
        return handler

    return mark


def declared_need(state: type[rx.State], handler: Callable[..., Any]) -> tuple[bool, Permission | None]:
    """Whether a handler's permission is declared (on itself, or as its state's NEEDS), and which it is."""
    if hasattr(handler, "needs"):
        return True, handler.needs
    for cls in state.__mro__:
        if cls.__name__ == "PageState":
            break  # its None is the absence of a decision
        if "NEEDS" in vars(cls):
            return True, vars(cls)["NEEDS"]
    return False, None
