"""A worker that is killed in the middle of a turn loses that turn; the next one does the whole work, once."""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import timedelta

from sqlalchemy import func, select

from sellerhub.core import clock
from sellerhub.core.access import SYSTEM
from sellerhub.core.event_log import EventRow
from sellerhub.core.work import open_reading, open_work
from sellerhub.jobs import timetable
from sellerhub.jobs.timetable import Turn
from tests.jobs.sweeping import PARTS, Swept, sweep_all

WORKER = """
import asyncio, sys
from sellerhub.core.settings import Settings
from sellerhub.core.work import Office, open_office
from sellerhub.jobs.timetable import Turn, run_due
from datetime import timedelta
from tests.jobs.sweeping import sweep_all

async def main():
    open_office(await Office.open(Settings()))
    print("working", flush=True)
    await run_due([Turn("sweep", timedelta(minutes=1), lambda: sweep_all(pause=0.05))])

asyncio.run(main())
"""


async def swept() -> list[int]:
    async with open_reading(SYSTEM) as look:
        rows = await look.session.execute(select(EventRow.subject_id).where(EventRow.kind == Swept.__name__).order_by(EventRow.id))
        return list(rows.scalars())


async def test_kill_9_in_the_middle_of_a_turn_loses_nothing_and_doubles_nothing(office, tmp_path):
    environment = {
        **os.environ,
        "SELLERHUB_DATA_DIR": str(office.settings.data_dir),
        "SELLERHUB_DATABASE_URL": office.settings.database_url,
        "PYTHONPATH": os.getcwd(),
    }
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=environment, stdout=subprocess.PIPE)  # noqa: ASYNC220  a moment, in a test
    await asyncio.to_thread(worker.stdout.readline)
    while len(await swept()) < 3:
        assert worker.poll() is None
        await asyncio.sleep(0.01)
    worker.send_signal(signal.SIGKILL)
    await asyncio.to_thread(worker.wait)
    assert 3 <= len(await swept()) < PARTS

    turns = [Turn("sweep", timedelta(minutes=1), sweep_all)]
    assert await timetable.run_due(turns) == []  # the dead worker took this turn
    with clock.shifted(timedelta(minutes=1)):
        assert await timetable.run_due(turns) == ["sweep"]
    assert sorted(await swept()) == list(range(1, PARTS + 1))
    async with open_work(SYSTEM) as work:
        assert (await work.session.execute(select(func.count()).select_from(EventRow))).scalar() == PARTS
