"""A browser tab without a browser, on a real websocket; and which server process holds it."""

import asyncio
import json
import os
import uuid
from pathlib import Path
from typing import Any

import httpx
import websockets

from sellerhub.demo.people import PASSWORD

PROTOCOL = "0.10.1"
STATE = "reflex___state____state"


async def session_cookie(address: str, email: str) -> str:
    """Sign in; returns the Cookie header of that person."""
    async with httpx.AsyncClient(base_url=address) as client:
        form = {"email": email, "password": PASSWORD}
        answer = await client.post("/session/sign-in", data=form, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 303, answer.text
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


class Tab:
    """`async with Tab(address, cookie, "/seller/orders") as tab`. Everything the server sends lands in `heard`."""

    def __init__(self, address: str, cookie: str, path: str) -> None:
        self.address, self.cookie, self.path = address, cookie, path
        self.token = str(uuid.uuid4())
        self.vars: dict[str, dict[str, Any]] = {}
        self.heard: list[str] = []
        self.line = ""  # the id of its line, which the server tells it alone
        self._news = asyncio.Event()

    async def __aenter__(self) -> "Tab":
        url = f"{self.address.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token={self.token}"
        self._socket = await websockets.connect(
            url, subprotocols=[PROTOCOL], additional_headers={"Cookie": self.cookie}, max_size=None, compression=None
        )
        self._reading = asyncio.create_task(self._read())
        await self._socket.send("40/_event," + json.dumps({"event": self._event(f"{STATE}.hydrate_and_load", {})}))
        return self

    async def __aexit__(self, *problem) -> None:
        self._reading.cancel()
        await self._socket.close()

    def _event(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        here = {"pathname": self.path, "asPath": self.path, "query": {}}
        return {"name": name, "payload": payload, "router_data": here, "token": self.token}

    async def send(self, handler: str, **payload: Any) -> None:
        await self._socket.send("42/_event," + json.dumps(["event", self._event(handler, payload)]))

    async def _read(self) -> None:
        async for message in self._socket:
            if message == "2":
                await self._socket.send("3")
            elif message.startswith("40/_event,"):
                self.line = json.loads(message.removeprefix("40/_event,"))["sid"]
            elif message.startswith("42/_event,"):
                self.heard.append(message)
                name, told = json.loads(message.removeprefix("42/_event,"))
                if name == "new_token":  # the server takes it for a copy of a tab that it still knows
                    self.token = told
                else:
                    for state, changed in (told.get("delta") or {}).items():
                        self.vars.setdefault(state, {}).update(changed)
            self._news.set()

    async def until(self, seen, seconds: float = 20) -> None:
        """Wait until `seen(tab)` holds."""

        async def wait() -> None:
            while not seen(self):
                self._news.clear()
                await self._news.wait()

        await asyncio.wait_for(wait(), seconds)

    @property
    def worker(self) -> int:
        """The id of the process at the other end of this socket."""
        return process_of(self._socket.local_address[1])


def process_of(client_port: int) -> int:
    """Which process holds the server's end of a loopback connection, by Linux's own tables."""
    far = f":{client_port:04X}"
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[2].endswith(far) and fields[3] == "01":
            wanted = f"socket:[{fields[9]}]"
            for holder in Path("/proc").glob("[0-9]*/fd/*"):
                try:
                    if os.readlink(holder) == wanted:
                        return int(holder.parts[2])
                except OSError:
                    continue
    raise LookupError(f"nobody holds the other end of port {client_port}")
