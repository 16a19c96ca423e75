"""Whoever waits for a topic hears of it: in this process, in another one of the machine, in another worker."""

import asyncio
import shutil
import socket
import subprocess
import sys

import pytest

from sellerhub.core.neighbours import meeting_place
from sellerhub.core.signals import Signals


async def test_a_burst_is_heard_as_one(tmp_path):
    signals = Signals()
    with signals.listening(["a", "b"]) as listener:
        for topic in ("a", "b", "a", "elsewhere"):
            signals.tell([topic])
        assert await listener.next() == {"a", "b"}
    assert signals.versions(["a"]) is None


async def test_another_process_on_the_same_database_is_heard(tmp_path):
    here = Signals(data_dir=tmp_path)
    await here.start()
    program = """
import asyncio, pathlib, sys
from sellerhub.core.signals import Signals
async def main():
    there = Signals(data_dir=pathlib.Path(sys.argv[1]))
    await there.start()
    there.tell(["shop:1:orders"])
    await there.stop()
asyncio.run(main())
"""
    try:
        with here.listening(["shop:1:orders"]) as listener:
            done = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", program, str(tmp_path)], check=True)
            assert done.returncode == 0
            assert await asyncio.wait_for(listener.next(), 5) == {"shop:1:orders"}
    finally:
        await here.stop()
    assert not meeting_place(tmp_path).exists()


async def test_a_process_that_died_is_cleared_away(tmp_path):
    here = Signals(data_dir=tmp_path)
    await here.start()
    left_behind = meeting_place(tmp_path) / "1-dead"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as dead:
        dead.bind(str(left_behind))
    here.tell(["a"])
    assert not left_behind.exists()
    await here.stop()


async def test_who_tidies_the_temporary_files_breaks_nothing(tmp_path):
    here, there = Signals(data_dir=tmp_path), Signals(data_dir=tmp_path)
    await here.start()
    shutil.rmtree(meeting_place(tmp_path))
    here.tell(["a"])  # and is there again
    await there.start()
    try:
        with here.listening(["a"]) as listener:
            there.tell(["a"])
            assert await asyncio.wait_for(listener.next(), 5) == {"a"}
    finally:
        await here.stop()
        await there.stop()
    assert not meeting_place(tmp_path).exists()


@pytest.mark.parametrize("cut", [False, True], ids=["steady", "after Redis dropped us"])
async def test_another_worker_is_heard_through_redis(redis_server, cut):
    here, there = Signals(redis_server), Signals(redis_server)
    await here.start()
    await there.start()
    try:
        with here.listening(["a"]) as listener:
            await asyncio.wait_for(listener.next(), 5)  # the first "look again" once it follows
            if cut:
                await there._redis.client_kill_filter(_type="pubsub", skipme=True)
                await asyncio.wait_for(listener.next(), 5)  # whatever was said meanwhile: look again
            there.tell(["a"])
            assert await asyncio.wait_for(listener.next(), 5) == {"a"}
    finally:
        await here.stop()
        await there.stop()
