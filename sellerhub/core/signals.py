"""Topics that changed, told to whoever waits: tabs of this worker at once, other workers through Redis, and other
processes of this machine (a command, the demo's audience) through a socket when there is no Redis.

A topic is a short string such as `shop:42:orders`; only `topics.py` builds them. A signal carries no data
that matters: who hears it reads the database again. Nothing is polled.
"""

import asyncio
import contextlib
import itertools
import json
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import redis.asyncio as aioredis

from sellerhub.core.neighbours import Neighbours

log = logging.getLogger(__name__)
CHANNEL = "sellerhub:signals"
_ever = itertools.count(1)


class Listener:
    """What one waiter has heard since it last looked; a burst is one entry."""

    def __init__(self) -> None:
        self._heard: set[str] = set()
        self._ready = asyncio.Event()

    def hear(self, topic: str) -> None:
        self._heard.add(topic)
        self._ready.set()

    @property
    def has_heard(self) -> bool:
        """Whether `next` would return at once."""
        return self._ready.is_set()

    async def next(self) -> set[str]:
        """Wait for at least one topic; returns all that were heard meanwhile."""
        await self._ready.wait()
        heard, self._heard = self._heard, set()
        self._ready.clear()
        return heard


class Signals:
    """One per process. `start` after the fork, inside the event loop."""

    def __init__(self, redis_url: str = "", data_dir: Path | None = None) -> None:
        self._listeners: dict[str, set[Listener]] = {}
        self._redis_url = redis_url
        self._redis: aioredis.Redis | None = None
        self._neighbours = Neighbours(data_dir, self._hear) if data_dir and not redis_url else None
        self._task: asyncio.Task | None = None
        self._sending: set[asyncio.Task] = set()
        self._versions: dict[str, int] = {}  # of topics that have listeners
        self._me = f"{os.getpid()}.{os.urandom(4).hex()}"

    async def start(self) -> None:
        if self._redis_url:
            self._redis = aioredis.from_url(self._redis_url)
            self._task = asyncio.create_task(self._follow())
        elif self._neighbours:
            self._neighbours.open()

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._redis:
            await self._redis.aclose()
        if self._neighbours:
            self._neighbours.close()

    @property
    def redis(self) -> aioredis.Redis | None:
        """What the workers share, for who has more to share; None where there is none."""
        return self._redis

    async def is_ready(self) -> bool:
        """Whether other workers can be told; always, when there are none."""
        return self._redis is None or bool(await self._redis.ping())

    @contextlib.contextmanager
    def listening(self, topics: Iterable[str]) -> Iterator[Listener]:
        """Hear these topics for the length of the block. Enter it before the first read."""
        listener, topics = Listener(), set(topics)
        for topic in topics:
            self._listeners.setdefault(topic, set()).add(listener)
            self._versions.setdefault(topic, next(_ever))
        try:
            yield listener
        finally:
            for topic in topics:
                left = self._listeners.get(topic)
                if left is not None:
                    left.discard(listener)
                    if not left:
                        del self._listeners[topic]
                        self._versions.pop(topic, None)

    def versions(self, topics: Iterable[str]) -> tuple[int, ...] | None:
        """A number for each topic that grows when it changes; None when one has no listener and so is not followed."""
        found = [self._versions.get(topic) for topic in topics]
        return None if None in found else tuple(found)

    def tell(self, topics: Iterable[str]) -> None:
        """Called after commit, on the event loop. Never fails the caller."""
        topics = list(dict.fromkeys(topics))
        self._tell_here(topics)
        if self._redis and topics:
            task = asyncio.create_task(self._publish(topics))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        elif self._neighbours and topics:
            self._neighbours.say(self._letter(topics))

    def _tell_here(self, topics: Iterable[str]) -> None:
        for topic in topics:
            if topic in self._versions:
                self._versions[topic] = next(_ever)
            for listener in tuple(self._listeners.get(topic, ())):
                listener.hear(topic)

    def _tell_all_here(self) -> None:
        self._tell_here(tuple(self._listeners))

    def _letter(self, topics: list[str]) -> bytes:
        return json.dumps([self._me, topics]).encode()

    def _hear(self, letter: bytes) -> None:
        sender, topics = json.loads(letter)
        if sender != self._me:
            self._tell_here(topics)

    async def _publish(self, topics: list[str]) -> None:
        try:
            await self._redis.publish(CHANNEL, self._letter(topics))
        except (OSError, aioredis.RedisError):
            log.warning("signals_not_sent", extra={"topics": len(topics)})

    async def _follow(self) -> None:
        while True:
            try:
                async with self._redis.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    self._tell_all_here()  # whatever was said while we were away
                    async for message in channel.listen():
                        if message["type"] == "message":
                            self._hear(message["data"])
            except (OSError, aioredis.RedisError):
                log.warning("signals_disconnected")
                await asyncio.sleep(0.5)
