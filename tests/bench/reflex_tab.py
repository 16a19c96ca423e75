"""A browser tab without a browser: Reflex's own protocol over a raw websocket, for hundreds of them in one process."""

import asyncio
import json
import re
import time
import uuid
from pathlib import Path

from tests.raw_socket import RawSocket, open_socket

PUSHED = b'"push_rx_state_"'
ROW = re.compile(rb'"id": ?"(\d{15,20})"')
BOOT = "reflex___state____state.hydrate_and_load"


class ReflexTab:
    """Opens a page; `seen` holds when each row of a push arrived (order id -> time)."""

    def __init__(self, port: int, path: str, cookie: str = "") -> None:
        self.port, self.path, self.cookie = port, path, cookie
        self.token = str(uuid.uuid4())
        self.seen: dict[str, float] = {}
        self._waiting: list[tuple[bytes, asyncio.Future]] = []
        self.socket: RawSocket | None = None

    async def open(self, until: bytes) -> "ReflexTab":
        """Connect, boot the page, and wait until a frame holds `until`."""
        here = asyncio.get_running_loop().create_future()
        self._waiting.append((until, here))
        headers = (f"Cookie: {self.cookie}", f"Origin: http://127.0.0.1:{self.port}") if self.cookie else ()
        self.socket = await open_socket(self.port, f"/_event/?EIO=4&transport=websocket&token={self.token}", self._hear, headers)
        await asyncio.wait_for(here, 60)
        return self

    async def send(self, name: str, until: bytes, **payload) -> float:
        """One event; seconds until a frame that holds `until`."""
        answered = asyncio.get_running_loop().create_future()
        self._waiting.append((until, answered))
        event = {"name": name, "payload": payload, "token": self.token, "router_data": self._router()}
        started = time.perf_counter()
        self.socket.send("42/_event," + json.dumps(["event", event]))
        await asyncio.wait_for(answered, 30)
        return time.perf_counter() - started

    def close(self) -> None:
        if self.socket:
            self.socket.cut()

    def _router(self) -> dict:
        path, _, query = self.path.partition("?")
        return {"pathname": path, "asPath": self.path, "query": dict(part.split("=") for part in query.split("&") if part)}

    def _hear(self, socket: RawSocket, message: bytes) -> None:
        if message == b"2":
            socket.send("3")
        elif message[:1] == b"0":
            boot = {"name": BOOT, "payload": {}, "token": self.token, "router_data": self._router()}
            socket.send("40/_event," + json.dumps({"event": boot}))
        elif message.startswith(b"42/_event,"):
            self._frame(message)

    def _frame(self, message: bytes) -> None:
        if PUSHED in message:
            at = time.time()
            for row in ROW.findall(message):
                self.seen.setdefault(row.decode(), at)
        for waiting in [each for each in self._waiting if each[0] in message]:
            self._waiting.remove(waiting)
            if not waiting[1].done():
                waiting[1].set_result(None)


def resident_bytes(pid: int) -> int:
    """Memory of a process and its children that is in RAM."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
    return own + sum(resident_bytes(int(child)) for child in children)
