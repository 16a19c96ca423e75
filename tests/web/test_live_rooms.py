"""Rooms: whoever watches sees what the database holds, whatever happens to the line."""

import asyncio
import contextlib
import os
import random
import subprocess
import sys
from types import SimpleNamespace

import pytest

from sellerhub.business.live import actions, queries
from sellerhub.business.live.tables import LiveFigures
from sellerhub.core.access import GUEST
from sellerhub.core.errors import OutOfReach
from sellerhub.core.work import open_reading, open_work
from sellerhub.web import live_rooms
from sellerhub.web.live_rooms import difference, view_json
from tests.business.live.world import World, buyer, new_world
from tests.raw_socket import Watcher
from tests.servers import free_port


@pytest.fixture
async def world(office) -> World:
    return await new_world()


@contextlib.asynccontextmanager
async def room_server(settings, **environment: str):
    """A process of its own on the test's database; yields its port."""
    port = free_port()
    known = {"SELLERHUB_DATA_DIR": str(settings.data_dir), "SELLERHUB_DATABASE_URL": settings.database_url}
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(  # noqa: ASYNC220  a moment, in a test
        [*command, "--loop", "asyncio", "--log-level", "warning", "tests.bench.room_server:make"], env=os.environ | known | environment
    )
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                break
            await asyncio.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(15)


async def say(live_id: int, words: str) -> None:
    async with open_work(buyer()) as work:
        await actions.comment(work, live_id, words)


async def until(true, seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110  what is waited for is in another process
            await asyncio.sleep(0.02)


async def truth(live_id: int) -> dict:
    async with open_reading(GUEST) as look:
        return view_json(await queries.room_view(look, live_id))


def folded(before: dict, frame: dict) -> dict:
    watcher = Watcher(0, 0)
    watcher._whole({"epoch": "e", "n": 0, "view": before})
    watcher._frame({"epoch": "e", "n": 1, **frame})
    return watcher.view


async def test_a_frame_turns_one_view_into_the_next(world):
    """Every kind of change at once: what is said, hidden, pinned, sold, moved, removed."""
    products = [await world.product(f"p{n}") for n in range(4)]
    live_id = await world.on_air(*products)
    for n in range(3):
        await say(live_id, f"c{n}")
    before = await truth(live_id)
    items = [item.id for item in await world.items(live_id)]
    async with open_work(world.host) as work:
        await actions.hide_comment(work, int(before["comments"][1]["id"]))
        await actions.pin(work, items[2])
        await actions.reorder(work, items[3], 1)
        await actions.remove_item(work, items[0])
    await say(live_id, "c3")
    after = await truth(live_id)
    frame = difference(before, after)
    assert folded(before, frame) == after
    assert difference(after, after) == {}
    assert [row["words"] for row in frame["put"]["comments"]] == ["c3"]
    assert len(frame["drop"]["comments"]) == 1


async def test_an_old_comment_that_left_the_window_is_not_dropped_but_a_hidden_one_is():
    def view(*ids):
        return {"items": [], "sales": [], "comments": [{"id": str(each)} for each in ids]}

    assert difference(view(1, 2, 3), view(2, 3, 4)) == {"put": {"comments": [{"id": "4"}]}}
    assert difference(view(1, 2, 3), view(1, 3, 4)) == {"put": {"comments": [{"id": "4"}]}, "drop": {"comments": ["2"]}}
    assert difference(view(1), view()) == {"drop": {"comments": ["1"]}}


async def test_watchers_see_names_only_as_strangers_may(world):
    product = await world.product()
    live_id = await world.on_air(product)
    await world.order(live_id, product, buyer_name="Zeynep Karadağ")
    view = str(await truth(live_id))
    for secret in ("Karadağ", "gmv", "İzmir", "orders", "peak"):
        assert secret not in view


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_a_report_of_who_watches_holds_back_nobodys_words(world, monkeypatch):
    """The pause between frames follows a frame, not a report; a comment of that moment came a pause late, every ten seconds."""
    pause, live_id = 1.5, await world.on_air(await world.product())
    monkeypatch.setattr(live_rooms, "SHORTEST_PAUSE", pause)
    monkeypatch.setattr(live_rooms, "REPORT_EVERY", 0.3)
    async with room_here(live_id) as room:
        await asyncio.sleep(pause * 1.3)  # its first frame's pause is over
        room.reported.clear()
        await room.reported.wait()
        await say(live_id, "Is the blue one back?")
        async with asyncio.timeout(pause * 0.7):
            await room.told.wait()


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_what_could_not_be_told_or_counted_is_made_good_by_itself(world, monkeypatch):
    live_id = await world.on_air(await world.product())
    monkeypatch.setattr(live_rooms, "REPORT_EVERY", 0.3)
    async with room_here(live_id) as room:
        await room.reported.wait()
        failed = [fails_once(monkeypatch, queries, "room_view"), fails_once(monkeypatch, actions, "count_watchers")]
        room.join("somebody")
        await say(live_id, "Is the blue one back?")
        async with asyncio.timeout(5):
            await room.told.wait()
        await until(lambda: all(failed) and room._joined == 0, 5)
    async with open_reading(world.host) as look:
        views = (await look.session.execute(look.mine(LiveFigures, LiveFigures.views).where(LiveFigures.id == live_id))).scalar()
    assert views == 1, "who joined is counted, and once"


def fails_once(monkeypatch, module, name: str) -> list[str]:
    """The next call finds no database; what is returned is empty until then."""
    real, failed = getattr(module, name), []

    async def failing(*arguments, **named):
        if not failed:
            failed.append(name)
            raise OutOfReach
        return await real(*arguments, **named)

    monkeypatch.setattr(module, name, failing)
    return failed


class RoomHere(live_rooms.Room):
    """One without lines: it says when it reported, and when it told of new rows."""

    def __init__(self, view) -> None:
        nobody = SimpleNamespace(manager=SimpleNamespace(eio_sid_from_sid=lambda *_: ""), eio=SimpleNamespace(sockets={}))
        super().__init__(nobody, view)
        self.told, self.reported = asyncio.Event(), asyncio.Event()

    async def _report(self) -> None:
        before = self._report_at
        await super()._report()
        if self._report_at != before:
            self.reported.set()

    def _envelope(self, name, data):
        if data.get("put"):
            self.told.set()


@contextlib.asynccontextmanager
async def room_here(live_id: int):
    async with open_reading(GUEST) as look:
        room = RoomHere(await queries.room_view(look, live_id))
    running = asyncio.create_task(room.run())
    try:
        yield room
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_a_hundred_cuts_lose_nothing_and_double_nothing(world, office, make_settings):
    """Test 39: 20 watchers, whose lines are cut 100 times at random moments while people talk and products are pinned.

    The room's server is another process here, so what it hears it hears through its own actions.
    """
    live_id = await world.on_air(*[await world.product(f"p{n}") for n in range(3)])
    chance = random.Random(39)
    async with room_server(make_settings()) as port:
        watchers = [Watcher(port, live_id) for _ in range(20)]
        for watcher in watchers:
            await watcher.connect()
            await watcher.in_room.wait()
        driving = asyncio.create_task(_drive(port, live_id, hz=8, seconds=6))
        for _ in range(100):
            watcher = chance.choice(watchers)
            watcher.socket.cut()
            await watcher.socket.gone
            await asyncio.sleep(chance.random() * 0.1)
            await watcher.connect()
        said = (await driving)["said"]
        await until(lambda: all(len(watcher.said) >= said for watcher in watchers))
        expected = await truth(live_id)
        async with open_reading(world.host) as look:
            words = [comment.words for comment in reversed((await queries.console_view(look, live_id)).comments)]
        for watcher in watchers:
            assert watcher.said == words, "a comment is missing or doubled"
            assert watcher.view["comments"] == expected["comments"][-len(watcher.view["comments"]) :]
        assert sum(watcher.wholes for watcher in watchers) >= 100
        await until(lambda: watchers[0].view["watching"] == 20)
        for watcher in watchers[5:]:
            watcher.socket.cut()
        await until(lambda: watchers[0].view["watching"] == 5, 5)  # and in a room that says nothing, soon


async def _drive(port: int, live_id: int, *, hz: float, seconds: float) -> dict:
    import httpx

    async with httpx.AsyncClient(timeout=seconds + 30) as web:
        return (await web.get(f"http://127.0.0.1:{port}/drive?live={live_id}&hz={hz}&seconds={seconds}")).json()


async def test_two_workers_tell_each_others_watchers(world, make_settings, redis_server, database_kind):
    """An action on one worker reaches who watches through the other; watchers of both add up."""
    if database_kind == "sqlite":
        pytest.skip("several workers need PostgreSQL")
    live_id = await world.on_air(await world.product())
    settings = make_settings()
    async with (
        room_server(settings, SELLERHUB_REDIS_URL=redis_server) as one,
        room_server(settings, SELLERHUB_REDIS_URL=redis_server) as two,
    ):
        here, there = Watcher(one, live_id), Watcher(two, live_id)
        for watcher in (here, there):
            await watcher.connect()
            await watcher.in_room.wait()
        said = await _drive(one, live_id, hz=5, seconds=1)
        await until(lambda: len(here.said) == len(there.said) == said["said"])
        assert here.said == there.said
        await until(lambda: here.view["watching"] == there.view["watching"] == 2)


async def test_a_live_that_is_not_here_has_no_room(world, make_settings):
    heard = []
    async with room_server(make_settings()) as port:
        watcher = Watcher(port, 12345)
        hear = watcher._hear
        watcher._hear = lambda socket, message: (heard.append(message), hear(socket, message))
        await watcher.connect()
        await until(lambda: any(message.startswith(b"44/rooms,") for message in heard))
    assert not watcher.wholes
