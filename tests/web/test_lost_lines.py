"""What somebody may say of a line, theirs or not. Two real workers: tests/workers."""

import time

import pytest

from sellerhub.core.signals import Signals
from sellerhub.web import frames, lost_lines

OURS, UNKNOWN = "a-line-of-this-worker", "nobody-has-this-line"


class OneTab:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def send(self, token: str, frame: frames.Frame) -> None: ...

    async def let_go(self, sid: str) -> bool:
        self.asked.append(sid)
        return sid == OURS


@pytest.fixture
def tabs():
    frames.use(here := OneTab())
    yield here
    frames.use(None)


@pytest.fixture
async def signals(redis_server):
    there = Signals(redis_server)
    await there.start()
    yield there
    await there.stop()


@pytest.mark.parametrize("line", ["", "short", "with spaces in it", "x" * 65, "ünïcödé-line", "line\nline\nline"])
async def test_what_is_no_line_is_not_even_looked_for(tabs, line):
    await lost_lines.let_go(Signals(), line)
    assert tabs.asked == []


async def test_without_redis_there_is_nobody_to_ask(tabs):
    await lost_lines.let_go(Signals(), UNKNOWN)
    assert tabs.asked == [UNKNOWN]


async def test_one_of_ours_waits_for_nobody(tabs, signals):
    before = time.monotonic()
    await lost_lines.let_go(signals, OURS)
    assert time.monotonic() - before < lost_lines.PATIENCE / 2


async def test_one_that_nobody_knows_is_forgotten_after_a_moment(tabs, signals):
    before = time.monotonic()
    await lost_lines.let_go(signals, UNKNOWN)
    assert lost_lines.PATIENCE <= time.monotonic() - before < 3 * lost_lines.PATIENCE
    assert await signals.redis.smembers(lost_lines._LOST) == set()
    assert lost_lines._waiting == set()


async def test_only_so_many_are_waited_for(tabs, signals, monkeypatch):
    monkeypatch.setattr(lost_lines, "MOST_WAITING", 0)
    before = time.monotonic()
    await lost_lines.let_go(signals, UNKNOWN)
    assert time.monotonic() - before < lost_lines.PATIENCE / 2


async def test_a_redis_that_is_away_harms_nobody(tabs):
    away = Signals("redis://127.0.0.1:1/0")
    away._redis = lost_lines.Redis.from_url("redis://127.0.0.1:1/0")
    await lost_lines.let_go(away, UNKNOWN)
    assert lost_lines._waiting == set()
    await away._redis.aclose()
