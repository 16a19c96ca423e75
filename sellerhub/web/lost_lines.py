"""A dead line is let go by the worker that holds it, whichever worker its tab told."""

import asyncio
import logging
import re
from contextlib import suppress

from redis.asyncio import Redis, RedisError

from sellerhub.core import topics
from sellerhub.core.signals import Signals
from sellerhub.web import frames

log = logging.getLogger(__name__)
_LOST = "sellerhub:lines-lost"
_LINE = re.compile(r"[\w-]{8,64}", re.ASCII)
PATIENCE = 1.0  # seconds
MOST_WAITING = 100
"""Anybody may say that a line is lost; past this many that no worker here knows, a tab is a new one after all."""

_waiting: set[str] = set()


async def let_go(signals: Signals, line: str) -> None:
    """Returns when it is gone, or when no worker has said within `PATIENCE` that it was theirs.

    A tab says so of its own line, whose id only it knows: the next one with its token is then the same tab, not a copy of it.
    """
    if not _LINE.fullmatch(line) or await frames.let_go(line):
        return
    redis = signals.redis
    if redis is None or len(_waiting) >= MOST_WAITING or line in _waiting:  # without Redis there is no other worker
        return
    _waiting.add(line)
    try:
        with suppress(RedisError, TimeoutError):
            await _ask_the_others(signals, redis, line)
    finally:
        _waiting.discard(line)


async def _ask_the_others(signals: Signals, redis: Redis, line: str) -> None:
    with signals.listening([topics.LINES_LOST]) as listener:
        await redis.sadd(_LOST, line)
        await redis.expire(_LOST, 60)  # a worker that dies while it asks leaves nothing for long
        signals.tell([topics.LINES_LOST])
        try:
            async with asyncio.timeout(PATIENCE):
                while await redis.sismember(_LOST, line):
                    await listener.next()
        finally:
            await redis.srem(_LOST, line)


async def follow(signals: Signals) -> None:
    """Lets go of this worker's lines that were lost to another one. Never ends."""
    with signals.listening([topics.LINES_LOST]) as listener:
        while True:
            await listener.next()
            if signals.redis is not None:
                try:
                    await _let_go_of_ours(signals, signals.redis)
                except Exception:  # one line must not cost the others their next
                    log.exception("lost_line_not_let_go")


async def _let_go_of_ours(signals: Signals, redis: Redis) -> None:
    for line in await redis.smembers(_LOST):
        if await frames.let_go(line.decode("ascii", "ignore")):
            await redis.srem(_LOST, line)
            signals.tell([topics.LINES_LOST])  # whoever waits for it looks again
