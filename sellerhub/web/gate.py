"""The gate: before every event of every tab, who is it, may they, and not too often.

Runs under the tab's state lock, hydrate included. Another person's (or nobody's) session than the one this tab's state
was made for starts from an empty state, so a replayed client token shows nothing.
"""

import asyncio
import time
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import quote

import reflex as rx
from reflex.state import StateUpdate
from reflex_base.event import Event

from sellerhub.core.access import Permission
from sellerhub.core.errors import BusinessError, NotSignedIn
from sellerhub.core.work import office
from sellerhub.web import arguments, cookies, sessions
from sellerhub.web.buckets import Buckets, SharedBuckets
from sellerhub.web.measures import EVENT_SECONDS, EVENTS, EVENTS_REFUSED
from sellerhub.web.session import ENDED, NOBODY, SessionState, actor_of, declared_need

HYDRATING = frozenset({"hydrate", "hydrate_and_load", "on_load_internal", "set_is_hydrated", "update_vars_internal"})


class Gate(rx.Middleware):
    """A tab's bucket is this worker's: its socket stays on one. A person may have tabs on all of them, and has one bucket there too.

    Signing in and codes are counted in the database (people.tries), for every worker and across restarts.
    """

    def __init__(self) -> None:
        self.by_tab = Buckets(20, 60)  # faster than hands, slower than a script
        self.by_person = SharedBuckets(60, 300, "person", lambda: office().signals.redis)

    async def preprocess(self, app: Any, state: rx.State, event: Event) -> StateUpdate | None:
        handler = event.name.rsplit(".", 1)[-1]
        headers = state.router.headers.raw_headers
        jar = cookies.read(headers.get("cookie", ""))
        key = jar.get(cookies.session_name(office().settings), "")
        view = await sessions.session_of(key)
        session = await state.get_state(SessionState)
        if session._session_id != (view.id if view else NOBODY):
            ended = session._session_id not in (NOBODY, ENDED) and view is None and handler not in HYDRATING
            state._get_root_state().reset()
            session = await state.get_state(SessionState)
            if ended:
                session._session_id = ENDED
                return _refused("ended", rx.redirect("/sign-in", is_external=True))
            session._session_id = view.id if view else NOBODY
            session._key_hash = sessions.queries.hash_of(key) if view else ""
        _fill(session, view, jar, headers.get("accept-language", ""))
        if handler in HYDRATING:
            return None
        EVENTS.inc()
        if handler != "watch":
            _time_this_task()
        tab = state.router.session.client_token
        if not self.by_tab.take(tab) or (view and not await self.by_person.take(str(view.actor.account_id))):
            return _refused("too_often")
        if handler == "setvar":  # Reflex registers it on every state; nothing of ours is set from outside
            return _refused("setvar")
        found = _handler(*event.name.rsplit(".", 1))
        if found is not None:
            payload = arguments.fit(found, dict(event.payload))
            if payload is None:
                return _refused("malformed")
            event.payload.update(payload)
        return await self._check_need(session, event)

    async def _check_need(self, session: SessionState, event: Event) -> StateUpdate | None:
        state, handler = event.name.rsplit(".", 1)
        need = need_of(state, handler)
        if need is None or handler == "watch":  # the page's own load shows "locked" instead of a toast
            return None
        try:
            (await actor_of(session)).require(need)
        except NotSignedIn:
            return _refused("permission", rx.redirect(f"/sign-in?next={quote(str(session.router.url.path))}"))
        except BusinessError:
            EVENTS_REFUSED.labels("permission").inc()
            raise
        return None


def _fill(session: SessionState, view: sessions.SessionView | None, jar: Any, accept: str) -> None:
    """Assign only what differs: an assignment marks the state as changed."""
    chosen = jar.get(cookies.LANGUAGE)
    values = {
        "_account_id": view.actor.account_id if view else None,
        "_shop_id": view.actor.shop_id if view else None,
        "_language": cookies.language_of(jar, accept) if chosen or not view else view.actor.language,
    }
    for name, value in values.items():
        if getattr(session, name) != value:
            setattr(session, name, value)


def _time_this_task() -> None:
    """Reflex runs each event in a task of its own; a page's `watch` runs for as long as the page is open and is not timed."""
    begun, task = time.perf_counter(), asyncio.current_task()
    if task is not None:
        task.add_done_callback(lambda _: EVENT_SECONDS.observe(time.perf_counter() - begun))


def _refused(why: str, *then: Any) -> StateUpdate:
    EVENTS_REFUSED.labels(why).inc()
    return StateUpdate(events=Event.from_event_type(list(then)) if then else [])


@cache
def _handler(state: str, handler: str) -> Callable[..., Any] | None:
    """The function behind a registered handler of ours; None for Reflex's own."""
    cls = rx.State.get_class_substate(tuple(state.split(".")))
    found = cls.event_handlers.get(handler)
    return None if found is None or cls.__module__.startswith("reflex") else found.fn


@cache
def need_of(state: str, handler: str) -> Permission | None:
    """The permission a registered handler declares; None for Reflex's own and for open ones."""
    function = _handler(state, handler)
    cls = rx.State.get_class_substate(tuple(state.split(".")))
    return None if function is None else declared_need(cls, function)[1]
