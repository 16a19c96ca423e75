"""Who acts in a tab. The gate fills this thin parent of all our states before every event; nothing here is truth.

Only the hash of the session's key is kept: it finds the session again, and nobody can sign in with it.
"""

from collections.abc import Callable
from dataclasses import replace
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


async def actor_of(state: SessionState) -> Actor:
    """Who acts in this tab now: asked anew each time, so a long-running event notices that a session ended."""
    view = await sessions.session_of_hash(state._key_hash)
    if view is None or view.id != state._session_id:
        return replace(GUEST, language=known_language(state._language))
    return view.actor if view.actor.language == state._language else replace(view.actor, language=known_language(state._language))


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
