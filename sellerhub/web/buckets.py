"""How often somebody may do something."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from redis.asyncio import Redis, RedisError

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Buckets:
    """Token buckets by key; a full one is forgotten."""

    def __init__(self, a_second: float, burst: int, most: int = 50_000) -> None:
        self.a_second, self.burst, self.most = a_second, burst, most
        self._buckets: dict[str, _Bucket] = {}

    def take(self, key: str) -> bool:
        now = time.monotonic()
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= self.most:
                self._forget_full(now)
            bucket = self._buckets[key] = _Bucket(self.burst, now)
        bucket.left = min(self.burst, bucket.left + (now - bucket.at) * self.a_second)
        bucket.at = now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True

    def _forget_full(self, now: float) -> None:
        full = [key for key, each in self._buckets.items() if each.left + (now - each.at) * self.a_second >= self.burst]
        for key in full or list(self._buckets)[: self.most // 10]:
            del self._buckets[key]


@dataclass(slots=True)
class _Lease:
    left: int
    until: float


class SharedBuckets:
    """One bucket a key for all workers, in Redis; without Redis (then there is one worker), or while it is away, this worker's own.

    A round trip for every event would cost more than most events. So a worker takes many tokens at once and hands them out
    here: one round trip for `AT_ONCE` events of a person, and none for a moment after a no. Dividing the bound by the
    workers would be cheaper still, but people's tabs are not spread evenly: somebody with one tab would get a fraction.
    All workers together never let through more than the one bucket holds.
    """

    AT_ONCE = 20
    LEASE = 10.0  # seconds; long, for what is left of it is lost
    REFUSED_FOR = 0.25
    PATIENCE = 0.25
    AWAY_FOR = 5.0

    def __init__(self, a_second: float, burst: int, name: str, redis: Callable[[], Redis | None], most: int = 50_000) -> None:
        self._own = Buckets(a_second, burst, most)
        self._name, self._redis = name, redis
        self._leases: dict[str, _Lease] = {}
        self._asking: dict[str, asyncio.Future[None]] = {}
        self._away_until = 0.0

    async def take(self, key: str) -> bool:
        redis = self._redis()
        while redis is not None and (now := time.monotonic()) >= self._away_until:
            lease = self._leases.get(key)
            if lease is None or now > lease.until:
                await self._lease(redis, key)
                continue
            if lease.left == 0:
                return False
            lease.left -= 1
            if lease.left == 0:
                del self._leases[key]  # the next event asks again
            return True
        return self._own.take(key)

    async def _lease(self, redis: Redis, key: str) -> None:
        """Ask for tokens, once for all who wait for them."""
        asking = self._asking.get(key)
        if asking is None:
            asking = self._asking[key] = asyncio.ensure_future(self._ask(redis, key))
            asking.add_done_callback(lambda _: self._asking.pop(key, None))
        await asyncio.shield(asking)

    async def _ask(self, redis: Redis, key: str) -> None:
        own = self._own
        try:
            async with asyncio.timeout(self.PATIENCE):
                given = await redis.eval(_TAKE, 1, f"sellerhub:{self._name}:{key}", own.a_second, own.burst, self.AT_ONCE)
        except (OSError, RedisError):
            if time.monotonic() >= self._away_until:
                log.warning("buckets_not_shared")
            self._away_until = time.monotonic() + self.AWAY_FOR
            return
        now = time.monotonic()
        if len(self._leases) >= own.most:
            self._leases = {each: lease for each, lease in self._leases.items() if lease.until > now}
        self._leases[key] = _Lease(given, now + (self.LEASE if given else self.REFUSED_FOR))


# One bucket refills by the clock of Redis, which all workers share.
_TAKE = """
local a_second, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local bucket = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = math.min(burst, (tonumber(bucket[1]) or burst) + math.max(0, now - (tonumber(bucket[2]) or now)) * a_second)
local given = math.min(wanted, math.floor(left))
redis.call('HSET', KEYS[1], 'left', tostring(left - given), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(burst / a_second * 1000) + 1000)
return given
"""
