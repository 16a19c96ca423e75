"""The timetable: each turn once among workers, late rather than twice or never."""

import asyncio
from datetime import timedelta

import pytest

from sellerhub.core import clock
from sellerhub.jobs.timetable import Turn, keep_running, run_due

MINUTE = timedelta(minutes=1)


class Sweep:
    def __init__(self, problem: Exception | None = None) -> None:
        self.ran = 0
        self.problem = problem

    async def __call__(self) -> None:
        self.ran += 1
        if self.problem:
            raise self.problem


async def test_a_turn_runs_when_due_and_waits_its_time(office):
    sweep = Sweep()
    turns = [Turn("sweep", MINUTE, sweep)]
    assert await run_due(turns) == ["sweep"]
    assert await run_due(turns) == []
    with clock.shifted(MINUTE):
        assert await run_due(turns) == ["sweep"]
    assert sweep.ran == 2


async def test_of_many_workers_one_takes_each_turn(office):
    sweep = Sweep()
    turns = [Turn("sweep", MINUTE, sweep)]
    await asyncio.gather(*(run_due(turns) for _ in range(8)))
    assert sweep.ran == 1
    with clock.shifted(2 * MINUTE):
        await asyncio.gather(*(run_due(turns) for _ in range(8)))
    assert sweep.ran == 2


async def test_missed_ticks_become_one(office):
    sweep = Sweep()
    turns = [Turn("sweep", MINUTE, sweep)]
    await run_due(turns)
    with clock.shifted(60 * MINUTE):
        assert await run_due(turns) == ["sweep"]
        assert await run_due(turns) == []


async def test_a_failing_turn_comes_again_and_stops_no_other(office):
    broken, healthy = Sweep(RuntimeError("carrier is asleep")), Sweep()
    turns = [Turn("broken", MINUTE, broken), Turn("healthy", MINUTE, healthy)]
    assert await run_due(turns) == ["broken", "healthy"]
    with clock.shifted(MINUTE):
        await run_due(turns)
    assert (broken.ran, healthy.ran) == (2, 2)


@pytest.mark.parametrize("looks", [3])
async def test_the_loop_runs_turns_until_told_to_stop(office, looks):
    stop = asyncio.Event()
    seen = []

    async def count():
        seen.append(1)
        if len(seen) == looks:
            stop.set()

    await asyncio.wait_for(keep_running([Turn("count", timedelta(0), count)], stop, look_every=0.01), 10)
    assert len(seen) == looks
