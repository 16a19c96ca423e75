"""A worker's hours: its office is open while it serves, its loops run, and it closes without being waited for."""

import asyncio
import time
from datetime import timedelta

import pytest

from sellerhub.core import bus, work
from sellerhub.core.work import open_office
from sellerhub.jobs import worker
from sellerhub.jobs.timetable import Turn

MINUTE = timedelta(minutes=1)


@pytest.fixture
def set_up(office, monkeypatch):
    """The database of `office`, for a worker that opens its own office on it."""
    monkeypatch.setattr(worker, "settings", lambda: office.settings)
    open_office(None)
    return office


async def test_a_worker_opens_runs_its_timetable_and_closes(set_up):
    ran, wired = asyncio.Event(), []

    async def sweep():
        ran.set()

    began = time.monotonic()
    async with worker.at_work(wired.append, [Turn("sweep", MINUTE, sweep)]) as place:
        assert work.office() is place
        assert wired == [place]
        await asyncio.wait_for(ran.wait(), 5)
    assert time.monotonic() - began < 8
    with pytest.raises(RuntimeError):
        work.office()


async def test_reactions_go_on_after_the_database_was_away(set_up, monkeypatch):
    came_back = asyncio.Event()
    tries = []

    async def flaky(stop):
        tries.append(1)
        if len(tries) == 1:
            raise ConnectionError("the database restarts")
        came_back.set()
        await stop.wait()

    monkeypatch.setattr(bus, "keep_running", flaky)
    async with worker.at_work(lambda office: None, []):
        await asyncio.wait_for(came_back.wait(), 5)
