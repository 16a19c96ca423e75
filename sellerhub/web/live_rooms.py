"""Rooms: everybody who watches one LIVE is sent the same frame, built once on each worker from the database.

A watcher's page opens the namespace `/rooms` on the socket it already has and names its LIVE. It gets the whole view with
the room's run (`epoch`) and number (`n`), then frames `n + 1, n + 2, ...` that carry only what changed. Who sees a gap asks
for the whole again, and so does who reconnects: a page can be behind, never wrong.

Frames go straight into each connection's outgoing queue (`frames.put`).
"""

import asyncio
import contextlib
import dataclasses
import logging
import os
import socket as network
import time
from datetime import datetime
from typing import Any

from engineio.packet import Packet as Envelope
from socketio import AsyncNamespace, AsyncServer
from socketio.exceptions import ConnectionRefusedError as Refused

from sellerhub.business.live import actions, queries
from sellerhub.core import topics
from sellerhub.core.access import GUEST, SYSTEM
from sellerhub.core.database import Priority
from sellerhub.core.errors import NotFound
from sellerhub.core.ids import parse_id
from sellerhub.core.work import Work, office, open_reading, open_work
from sellerhub.web import frames
from sellerhub.web.outbox import use_outboxes

log = logging.getLogger(__name__)

NAMESPACE = "/rooms"
SHORTEST_PAUSE = 0.1
"""Seconds between frames of one room: at most ten a second."""
REPORT_EVERY = 10.0
REPORT_SOON = 1.0
LINGER = 20.0
"""How long an empty room stays: a reload comes back to it."""
LISTS = ("items", "comments", "sales")

Json = dict[str, Any]


def view_json(view: queries.RoomView) -> Json:
    """The view as browsers read it: ids as decimal strings, times as ISO text, money in minor units."""
    found = dataclasses.asdict(view)
    for name in LISTS:
        found[name] = [_plain(each) for each in found[name]]
    if found["pinned_comment"]:
        found["pinned_comment"] = _plain(found["pinned_comment"])
    return _plain(found)


def _plain(row: Json) -> Json:
    def of(name: str, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.isoformat()
        if name == "id" or name.endswith("_id"):
            return str(value) if value else ""
        return value

    return {name: of(name, value) for name, value in row.items()}


def difference(before: Json, after: Json) -> Json:
    """What turns `before` into `after`: `set` for single values, and for each list `put` (new or changed rows), `drop` (ids
    that are gone) and, for items, their `order`. Comments that only fell out of the window are not dropped."""
    changed: Json = {}
    values = {name: value for name, value in after.items() if name not in LISTS and before.get(name) != value}
    if values:
        changed["set"] = values
    for name in LISTS:
        old, new = {row["id"]: row for row in before[name]}, {row["id"]: row for row in after[name]}
        oldest = min((int(each) for each in new), default=0) if name == "comments" else 0
        put = [row for key, row in new.items() if old.get(key) != row]
        drop = [key for key in old if key not in new and int(key) >= oldest]
        if put:
            changed.setdefault("put", {})[name] = put
        if drop:
            changed.setdefault("drop", {})[name] = drop
    if [row["id"] for row in before["items"]] != [row["id"] for row in after["items"]]:
        changed["order"] = [row["id"] for row in after["items"]]
    return changed


class Room:
    """One LIVE on this worker: its watchers' connections and what they were last told."""

    def __init__(self, server: AsyncServer, view: queries.RoomView) -> None:
        self.live_id = view.id
        self.shop_id = view.shop_id
        self.epoch = os.urandom(6).hex()
        self.n = 0
        self.view = view_json(view)
        self.frames_built = 0
        self._server = server
        self._connections: dict[str, str] = {}  # socket.io id -> engine.io id
        self._whole: Envelope | None = None
        self._joined = 0
        self._watched = 0.0
        self._counted_at = time.monotonic()
        self._report_at = self._counted_at
        self._empty_since = self._counted_at

    @property
    def watching(self) -> int:
        return len(self._connections)

    def join(self, sid: str) -> None:
        """Everything now, and every frame from now on."""
        self._count_seconds()
        self._connections[sid] = self._server.manager.eio_sid_from_sid(sid, NAMESPACE)
        self._joined += 1
        self._report_at = min(self._report_at, time.monotonic() + REPORT_SOON)
        self.send_whole(sid)

    def leave(self, sid: str) -> None:
        self._count_seconds()
        if self._connections.pop(sid, None) is not None:
            self._report_at = min(self._report_at, time.monotonic() + REPORT_SOON)
            self._empty_since = time.monotonic()

    def send_whole(self, sid: str) -> None:
        if self._whole is None:
            self._whole = self._envelope("whole", {"epoch": self.epoch, "n": self.n, "view": self.view})
        frames.put(self._server, self._connections.get(sid, ""), self._whole)

    async def run(self) -> None:
        """Until nobody has watched for a while: hear of changes, tell them, report who watches."""
        with office().signals.listening([topics.live(self.live_id), topics.shop_products(self.shop_id)]) as listener:
            changed = True  # whatever happened between the first read and this line
            while self.watching or time.monotonic() - self._empty_since < LINGER:
                try:
                    if changed:
                        await self._tell_changes()
                    await self._report()
                except Exception:
                    log.exception("room_failed", extra={"live_id": str(self.live_id)})
                    await asyncio.sleep(1)
                    continue  # what was heard and could not be told does not wait for the next change
                if changed:  # a report alone holds back nobody's next frame
                    await asyncio.sleep(SHORTEST_PAUSE)
                # who comes or goes in a quiet room makes a report due sooner than when this wait began
                changed = await self._hears(listener, min(self._report_at - time.monotonic(), REPORT_SOON))

    @staticmethod
    async def _hears(listener, at_most: float) -> bool:
        try:
            await asyncio.wait_for(listener.next(), max(at_most, 0.001))
        except TimeoutError:
            return False
        return True

    async def _tell_changes(self) -> None:
        async with open_reading(GUEST) as look:
            after = view_json(await queries.room_view(look, self.live_id))
        changed = difference(self.view, after)
        if not changed:
            return
        self.n, self.view, self._whole = self.n + 1, after, None
        self.frames_built += 1
        frame = self._envelope("frame", {"epoch": self.epoch, "n": self.n, **changed})
        for eio_sid in self._connections.values():
            frames.put(self._server, eio_sid, frame)

    def _envelope(self, name: str, data: Json) -> Envelope:
        return frames.envelope(self._server, NAMESPACE, name, data)

    def _count_seconds(self) -> None:
        now = time.monotonic()
        self._watched += self.watching * (now - self._counted_at)
        self._counted_at = now

    async def _report(self) -> None:
        if time.monotonic() < self._report_at:
            return
        self._count_seconds()
        joined, watched, watching = self._joined, int(self._watched), self.watching
        self._report_at = time.monotonic() + REPORT_EVERY
        async with open_work(SYSTEM, priority=Priority.BULK) as work:
            await actions.count_watchers(work, self.live_id, WORKER, watching=watching, joined=joined, watched_seconds=watched)
        self._joined, self._watched = self._joined - joined, self._watched - watched  # else the next report has them


WORKER = f"{network.gethostname()[:32]}.{os.getpid()}"


class Rooms(AsyncNamespace):
    """All rooms of this worker, behind the namespace that watchers open."""

    def __init__(self) -> None:
        super().__init__(NAMESPACE)
        self.rooms: dict[int, Room] = {}
        self._of: dict[str, Room] = {}
        self._tasks: dict[int, asyncio.Task] = {}
        self._opening: dict[int, asyncio.Future] = {}

    async def on_connect(self, sid: str, environ: Json, auth: Any = None) -> None:
        live_id = parse_id(auth.get("live", "")) if isinstance(auth, dict) else 0
        try:
            room = await self._room(live_id)
        except NotFound:
            raise Refused("not_found") from None
        self._of[sid] = room
        room.join(sid)

    async def on_disconnect(self, sid: str, *reason: str) -> None:
        room = self._of.pop(sid, None)
        if room is not None:
            room.leave(sid)

    async def on_whole(self, sid: str, *ignored: Any) -> None:
        """The page noticed a gap."""
        if sid in self._of:
            self._of[sid].send_whole(sid)

    async def stop(self) -> None:
        for task in list(self._tasks.values()):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _room(self, live_id: int) -> Room:
        """The open room, or a new one; those who come while it opens share one read."""
        if live_id in self.rooms:
            return self.rooms[live_id]
        if live_id not in self._opening:
            self._opening[live_id] = asyncio.ensure_future(self._open(live_id))
        return await asyncio.shield(self._opening[live_id])

    async def _open(self, live_id: int) -> Room:
        try:
            async with open_reading(GUEST) as look:
                room = Room(self.server, await queries.room_view(look, live_id))
            self.rooms[live_id] = room
            self._tasks[live_id] = asyncio.create_task(self._keep(room), name=f"room {live_id}")
            return room
        finally:
            del self._opening[live_id]

    async def _keep(self, room: Room) -> None:
        try:
            await room.run()
        finally:
            self.rooms.pop(room.live_id, None)
            self._tasks.pop(room.live_id, None)


_here: list[Rooms] = []


def open_rooms(server: AsyncServer) -> Rooms:
    """Add the namespace to Reflex's socket server. Call once a process, before the first connection."""
    rooms = Rooms()
    use_outboxes(server)
    server.register_namespace(rooms)
    _here[:] = [rooms]
    return rooms


async def view_now(look: Work, live_id: int) -> Json:
    """A LIVE as its watchers see it now: what its open room was last told, or read. Raises NotFound."""
    for rooms in _here:
        if live_id in rooms.rooms:
            return rooms.rooms[live_id].view
    return view_json(await queries.room_view(look, live_id))
