"""How often one person may act, on however many workers their tabs are."""

import asyncio
import time

import pytest

from sellerhub.core.settings import Settings
from sellerhub.core.work import Office
from sellerhub.web.buckets import SharedBuckets

A_SECOND, BURST = 50, 100


class Worker:
    """An office with a gate's bucket, and how often it asked Redis."""

    def __init__(self, office: Office) -> None:
        self.office, self.asked = office, 0
        self.buckets = SharedBuckets(A_SECOND, BURST, "test", self._redis)

    def _redis(self):
        return self

    async def eval(self, *words):
        self.asked += 1
        return await self.office.signals.redis.eval(*words)


@pytest.fixture
async def workers(redis_server, tmp_path):
    offices = [await Office.open(Settings(data_dir=tmp_path, redis_url=redis_server)) for _ in range(2)]
    await offices[0].signals.redis.flushdb()
    yield [Worker(each) for each in offices]
    for each in offices:
        await each.close()


async def taken(workers, events: int, key: str = "ada") -> int:
    """How many of so many events are let through, sent to one worker after the other."""
    return sum([await workers[n % len(workers)].buckets.take(key) for n in range(events)])


async def test_two_workers_let_through_what_one_would(workers):
    since = time.monotonic()
    let_through = await taken(workers, 600)
    spent = time.monotonic() - since
    assert BURST - 2 * SharedBuckets.AT_ONCE <= let_through <= BURST + A_SECOND * spent + 1
    assert sum(each.asked for each in workers) <= 600 / SharedBuckets.AT_ONCE, "a round trip for many events, and none after a no"
    assert await taken(workers, 10, "bob") == 10, "somebody else has a bucket of their own"
    await asyncio.sleep(0.5)
    assert await taken(workers, 10) == 10, "it refills"


async def test_many_events_at_once_are_counted_once_each(workers):
    since = time.monotonic()
    asked = [workers[n % 2].buckets.take("ada") for n in range(400)]
    let_through = sum(await asyncio.gather(*asked))
    assert let_through <= BURST + A_SECOND * (time.monotonic() - since) + 1
    assert sum(each.asked for each in workers) <= 400 / SharedBuckets.AT_ONCE


async def test_a_tab_on_one_of_two_workers_has_the_whole_bucket(workers):
    assert await taken(workers[:1], BURST) == BURST


@pytest.mark.parametrize("trouble", ["silent", "gone"])
async def test_while_redis_is_away_each_worker_counts_for_itself(workers, trouble):
    async def away(*words):
        if trouble == "gone":
            raise ConnectionError
        await asyncio.sleep(60)

    workers[0].eval = away
    since = time.monotonic()
    assert BURST <= await taken(workers[:1], 300) < 200
    assert time.monotonic() - since < 2, "its silence is waited for once"


async def test_without_redis_it_is_a_bucket(tmp_path):
    buckets = SharedBuckets(A_SECOND, BURST, "test", lambda: None)
    assert BURST <= sum([await buckets.take("ada") for _ in range(300)]) < 150
