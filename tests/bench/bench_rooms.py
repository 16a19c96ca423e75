"""P3, P4: one LIVE's room with 1,000 watchers against bare websockets, in the same run.

Ours is the whole way: a person's action and its commit, the room's read of the database, one frame to everybody. The
references only send. Servers are pinned to one core, the watchers (one process, a client of our own) to another.
"""

import asyncio
import contextlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import SQLModel

import sellerhub.app_tables
import sellerhub.business.live.reactions  # noqa: F401
from sellerhub.business.live import actions
from sellerhub.core import work
from sellerhub.core.settings import Settings
from sellerhub.core.work import open_work
from tests.business.live.world import new_world
from tests.raw_socket import RawSocket, open_socket
from tests.servers import free_port

WATCHERS, HZ, ROUNDS, SECONDS = 1000, 5.0, 3, 20.0
FRAME_BYTES = 260  # what a comment costs on the wire in a room; the references send as much
_STAMP = re.compile(rb"T([a-j]{19})")
_DIGITS = bytes.maketrans(b"abcdefghij", b"0123456789")
SERVER_CORE, WATCHER_CORE = 0, 1


@dataclass
class Crowd:
    """All watchers of one server: how long each message took to each, in milliseconds."""

    sockets: list[RawSocket] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    hello: str = ""

    def hear(self, socket: RawSocket, message: bytes) -> None:
        if message == b"2":
            socket.send("3")
        elif message[:1] == b"0" and self.hello:
            socket.send(self.hello)
        elif b'"whole"' not in message[:24]:
            now = time.time_ns()
            for found in _STAMP.findall(message):
                self.waits.append((now - int(found.translate(_DIGITS))) / 1e6)
                self.sizes.append(len(message))

    async def come(self, port: int, path: str, n: int) -> None:
        for _ in range(0, n, 50):
            self.sockets += await asyncio.gather(*[open_socket(port, path, self.hear) for _ in range(50)])

    def leave(self) -> None:
        for socket in self.sockets:
            socket.cut()


@dataclass
class Round:
    cpu_us: float
    """Server processor time for each delivered message, in microseconds."""
    p50: float
    p99: float
    lost: int
    bytes: float


@contextlib.asynccontextmanager
async def _serving(command: list[str], port: int, environment: dict[str, str]) -> AsyncIterator[None]:
    pin = ["taskset", "-c", str(SERVER_CORE)] if (os.cpu_count() or 1) > 1 else []
    process = subprocess.Popen([*pin, *command], env=os.environ | {"PYTHONPATH": str(Path.cwd())} | environment)  # noqa: ASYNC220
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                break
            await asyncio.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(20)


async def _ours(data_dir: Path, live_id: int, seconds: float, watchers: int) -> Round:
    port = free_port()
    granian = [str(Path(sys.executable).with_name("granian")), "--interface", "asgi", "--factory", "--loop", "uvloop"]
    command = [*granian, "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", "tests.bench.room_server:make"]
    async with _serving(command, port, {"SELLERHUB_DATA_DIR": str(data_dir)}):
        crowd = Crowd(hello=f'40/rooms,{{"live":"{live_id}"}}')
        await crowd.come(port, "/_event/?EIO=4&transport=websocket", watchers)
        await asyncio.sleep(3)  # everybody has the whole, and the count of watchers is told
        async with httpx.AsyncClient(timeout=seconds + 60) as web:
            told = (await web.get(f"http://127.0.0.1:{port}/drive?live={live_id}&hz={HZ}&seconds={seconds}")).json()
        return await _settle(crowd, told, watchers)


async def _reference(kind: str, seconds: float, watchers: int) -> Round:
    port = free_port()
    async with _serving([sys.executable, "-m", "tests.bench.reference_rooms", kind, str(port)], port, {}):
        crowd, answer = Crowd(), asyncio.get_running_loop().create_future()
        await crowd.come(port, "/", watchers)
        await asyncio.sleep(1)
        await open_socket(port, f"/drive?hz={HZ}&seconds={seconds}&bytes={FRAME_BYTES}", lambda _, message: answer.set_result(message))
        import json

        return await _settle(crowd, json.loads(await asyncio.wait_for(answer, seconds + 60)), watchers)


async def _settle(crowd: Crowd, told: dict[str, Any], watchers: int) -> Round:
    wanted = told["said"] * watchers
    for _ in range(100):
        if len(crowd.waits) >= wanted:
            break
        await asyncio.sleep(0.05)
    crowd.leave()
    waits = sorted(crowd.waits)
    lost = wanted - len(waits)
    return Round(told["cpu"] / wanted * 1e6, waits[len(waits) // 2], waits[int(len(waits) * 0.99)], lost, statistics.mean(crowd.sizes))


async def _prepare(data_dir: Path) -> int:
    place = await work.Office.open(Settings(data_dir=data_dir))
    async with place.database.writing() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    await place.database._take_slot()
    work.open_office(place)
    world = await new_world()
    live_id = await world.on_air(*[await world.product(f"Product {n}", stock=50) for n in range(12)])
    async with open_work(world.host) as doing:
        await actions.pin_next(doing, live_id)
    work.open_office(None)
    await place.close()
    return live_id


async def measure(seconds: float = SECONDS, rounds: int = ROUNDS, watchers: int = WATCHERS) -> list[dict[str, Any]]:
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {WATCHER_CORE})
    found: dict[str, list[Round]] = {"ours": [], "websockets": [], "uvicorn": []}
    with tempfile.TemporaryDirectory(prefix="sellerhub-rooms-") as home:
        data_dir = Path(home) / "data"
        live_id = await _prepare(data_dir)
        for _ in range(rounds):
            found["ours"].append(await _ours(data_dir, live_id, seconds, watchers))
            for kind in ("websockets", "uvicorn"):
                found[kind].append(await _reference(kind, seconds, watchers))
    ours = found["ours"]
    lost = sum(each.lost for each in ours)
    cpu = [(a.cpu_us, b.cpu_us) for a, b in zip(ours, found["websockets"], strict=True)]
    p99 = [(a.p99, b.p99) for a, b in zip(ours, found["uvicorn"], strict=True)]
    size = statistics.mean(each.bytes for each in ours)
    return [
        _answer("P3", f"server CPU us a delivered update, {watchers} watchers, {size:.0f} bytes / websockets broadcast()", cpu, 8, lost),
        _answer("P4", f"p99 ms of delivery at {HZ:g} Hz, {watchers} watchers, lost {lost} / raw uvicorn", p99, 5, lost),
    ]


def _answer(name: str, what: str, pairs: list[tuple[float, float]], bar: float, lost: int) -> dict[str, Any]:
    ratios = [ours / reference for ours, reference in pairs]
    ratio, references = statistics.median(ratios), [reference for _, reference in pairs]
    return {
        "id": name,
        "what": what,
        "ours": round(statistics.median(ours for ours, _ in pairs), 2),
        "reference": round(statistics.median(references), 2),
        "ratio": round(ratio, 2),
        "rounds": [round(each, 2) for each in ratios],
        "bar": f"<= {bar}",
        "holds": (ratio <= bar and lost == 0) if max(references) <= 3 * min(references) else None,  # None: the reference itself swung
    }


def run() -> list[dict[str, Any]]:
    return asyncio.run(measure())


if __name__ == "__main__":
    quick = {"seconds": float(sys.argv[1]), "rounds": int(sys.argv[2])} if len(sys.argv) > 2 else {}
    for line in asyncio.run(measure(**quick)):
        print(line)
