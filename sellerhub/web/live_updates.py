"""How a page stays right without being reloaded: it waits for topics on this worker's signals and reads again.

The only file, beside live_rooms, that knows how Reflex ends a background event: one that was started from `on_load` is
cancelled by Reflex on navigation, reconnect and disconnect, so the listener goes with the page.
"""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from sellerhub.core.errors import OutOfReach
from sellerhub.core.signals import Listener
from sellerhub.core.work import office

T = TypeVar("T")
PACE = 0.15  # seconds between two pushes to one tab; a burst becomes one


@contextlib.contextmanager
def hearing(topics: Iterable[str], pace: float = PACE, *, late: float = 0) -> Iterator[AsyncIterator[set[str]]]:
    """Hear these topics for the length of the block; read first inside it, so nothing falls between.

    Yields an endless iterator of what changed, merged, at most once every `pace` seconds. What may wait comes `late`
    seconds after the change, behind those who may not.
    """
    with office().signals.listening(topics) as listener:
        yield _changes(listener, pace, late)


async def _changes(listener: Listener, pace: float, late: float) -> AsyncIterator[set[str]]:
    while True:
        heard = await listener.next()
        if late:
            await asyncio.sleep(late)
            if listener.has_heard:
                heard |= await listener.next()
        yield heard
        await asyncio.sleep(pace - late)


async def patiently(read: Callable[[], Awaitable[T]]) -> T:
    """`read()`, again every other second while the database is away: an open page comes back by itself. Hold no lock."""
    while True:
        try:
            return await read()
        except OutOfReach:
            await asyncio.sleep(random.uniform(1, 3))  # noqa: S311 so that a thousand tabs do not ask at once


class _SharedReads:
    """One read serves every tab that wants the same thing after the same change."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[tuple[int, ...], asyncio.Future]] = {}

    async def get(self, key: Hashable, topics: Iterable[str], read: Callable[[], Awaitable[T]]) -> T:
        version = office().signals.versions(topics)
        known = self._kept.get(key)
        if version is None:
            return await read()
        if known is None or known[0] != version or known[1].get_loop() is not asyncio.get_running_loop():
            if len(self._kept) > 2000:
                self._kept.clear()
            known = (version, asyncio.ensure_future(read()))
            self._kept[key] = known
            known[1].add_done_callback(lambda done: self._forget_failed(key, done))
        return known[1].result() if known[1].done() else await asyncio.shield(known[1])

    def _forget_failed(self, key: Hashable, done: asyncio.Future) -> None:
        if (done.cancelled() or done.exception() is not None) and self._kept.get(key, (None, None))[1] is done:
            del self._kept[key]


_reads = _SharedReads()


async def shared(key: Hashable, topics: Iterable[str], read: Callable[[], Awaitable[T]]) -> T:
    """`read()` once per change of `topics`, however many tabs ask with this key.

    The key must hold everything the answer depends on: shop, language, filter, and the permissions that shape it. The
    answer must depend on nothing but the key and the topics. Works only for topics that somebody listens to; else it reads.
    """
    return await _reads.get(key, topics, read)
