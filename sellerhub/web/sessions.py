"""Living sessions of this worker: asked before every event and request, so kept for a few seconds.

A kept answer is dropped at once when the account's topic is told (sign-out, a role taken, a face chosen): by this
worker, or through Redis by another.
"""

import asyncio
import contextlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sellerhub.business.people import actions, queries, rules
from sellerhub.business.people.queries import SessionView
from sellerhub.core import clock, topics
from sellerhub.core.access import SYSTEM
from sellerhub.core.signals import Listener
from sellerhub.core.work import Office, office, open_reading, open_work

KEEP_SECONDS = 5.0
MOST = 20_000


@dataclass(slots=True)
class _Kept:
    view: SessionView | None
    until: float
    listener: Listener | None = None
    hearing: contextlib.ExitStack | None = None


class _Sessions:
    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._reading: dict[str, asyncio.Task[SessionView | None]] = {}

    async def of(self, key_hash: str) -> SessionView | None:
        kept = self._kept.get(key_hash)
        if kept is not None and time.monotonic() < kept.until and not (kept.listener and kept.listener.has_heard):
            self._kept.move_to_end(key_hash)
            alive = kept.view is not None and kept.view.expires_at > clock.now()
            return kept.view if alive else None
        heard = kept is not None and kept.listener is not None and kept.listener.has_heard
        reading = self._reading.get(key_hash)
        if reading is None or heard:  # a read that began before the change may not know it
            reading = asyncio.ensure_future(self._read(key_hash, kept))
            self._reading[key_hash] = reading
            reading.add_done_callback(lambda done: self._reading.pop(key_hash) if self._reading.get(key_hash) is done else None)
        return await asyncio.shield(reading)  # two hundred tabs of one session are one read

    async def _read(self, key_hash: str, kept: _Kept | None) -> SessionView | None:
        async with open_reading(SYSTEM) as look:
            if kept and kept.listener and kept.listener.has_heard:
                await kept.listener.next()  # forget what was heard before this read
            view = await queries.session_of_hash(look, key_hash)
        listener, hearing = (kept.listener, kept.hearing) if kept else (None, None)
        if view is not None and listener is None:
            hearing = contextlib.ExitStack()
            listener = hearing.enter_context(office().signals.listening([topics.account(view.actor.account_id)]))
            async with open_reading(SYSTEM) as look:  # what changed before we listened
                view = await queries.session_of_hash(look, key_hash)
        self._put(key_hash, _Kept(view, time.monotonic() + KEEP_SECONDS, listener, hearing))
        if view is not None and clock.now() - view.last_seen_at > rules.SEEN_EVERY:
            async with open_work(view.actor) as work:
                await actions.touch(work, view.id)
        return view

    def _put(self, key_hash: str, fresh: _Kept) -> None:
        old = self._kept.pop(key_hash, None)
        if old and old.hearing and old.hearing is not fresh.hearing:
            old.hearing.close()
        self._kept[key_hash] = fresh
        while len(self._kept) > MOST:
            _, oldest = self._kept.popitem(last=False)
            if oldest.hearing:
                oldest.hearing.close()


_of_office: WeakKeyDictionary[Office, _Sessions] = WeakKeyDictionary()


async def session_of(key: str) -> SessionView | None:
    """The living session of a cookie's key, or None."""
    return await session_of_hash(queries.hash_of(key)) if key else None


async def session_of_hash(key_hash: str) -> SessionView | None:
    """The same for a key that is kept only as its hash."""
    if not key_hash:
        return None
    place = office()
    if place not in _of_office:
        _of_office[place] = _Sessions()
    return await _of_office[place].of(key_hash)
