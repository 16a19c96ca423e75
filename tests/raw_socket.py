"""A websocket client of our own: no library's cost in the figures, and a socket that can be cut at any byte."""

import asyncio
import base64
import json
import os
import struct
from collections.abc import Callable
from typing import Any

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class RawSocket(asyncio.Protocol):
    """`hear` gets every text message as bytes. `gone` is done when the connection is over, however it ended."""

    def __init__(self, host: str, path: str, hear: Callable[["RawSocket", bytes], None], headers: tuple[str, ...] = ()) -> None:
        self.host, self.path, self.hear, self.headers = host, path, hear, headers
        self.gone: asyncio.Future = asyncio.get_running_loop().create_future()
        self.open: asyncio.Future = asyncio.get_running_loop().create_future()
        self._buffer = bytearray()
        self._shaken = False
        self._parts = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {self.path} HTTP/1.1", f"Host: {self.host}", "Upgrade: websocket", "Connection: Upgrade"]
        lines += [*self.headers, f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", ""]
        transport.write("\r\n".join(lines).encode())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._shaken:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            status = bytes(self._buffer[:12])
            del self._buffer[: end + 4]
            self._shaken = True
            if status != b"HTTP/1.1 101":
                self.open.set_exception(ConnectionError(status.decode()))
                self.transport.abort()
                return
            self.open.set_result(None)
        self._frames()

    def _frames(self) -> None:
        buffer, at = self._buffer, 0
        while len(buffer) - at >= 2:
            length, head = buffer[at + 1] & 127, 2
            if length == 126:
                if len(buffer) - at < 4:
                    break
                length, head = struct.unpack_from(">H", buffer, at + 2)[0], 4
            elif length == 127:
                if len(buffer) - at < 10:
                    break
                length, head = struct.unpack_from(">Q", buffer, at + 2)[0], 10
            if len(buffer) - at < head + length:
                break
            first, body = buffer[at], bytes(buffer[at + head : at + head + length])
            at += head + length
            self._frame(first & 15, bool(first & 128), body)
        del buffer[:at]

    def _frame(self, kind: int, last: bool, body: bytes) -> None:
        if kind == CLOSE:
            self.transport.close()
        elif kind == PING:
            self._write(PONG, body)
        elif kind in (TEXT, 0):
            self._parts += body
            if last:
                body, self._parts = self._parts, b""
                self.hear(self, body)

    def _write(self, kind: int, body: bytes) -> None:
        size = len(body)
        head = bytes([128 | kind, 128 | size]) if size < 126 else bytes([128 | kind, 254]) + struct.pack(">H", size)
        self.transport.write(head + b"\0\0\0\0" + body)  # a mask of zeroes: allowed, and free

    def send(self, words: str) -> None:
        self._write(TEXT, words.encode())

    def cut(self) -> None:
        """As a lost radio link: no goodbye."""
        self.transport.abort()

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.gone.done():
            self.gone.set_result(None)
        if not self.open.done():
            self.open.set_exception(ConnectionError("refused"))


async def open_socket(port: int, path: str, hear: Callable[[RawSocket, bytes], None], headers: tuple[str, ...] = ()) -> RawSocket:
    loop = asyncio.get_running_loop()
    _, socket = await loop.create_connection(lambda: RawSocket(f"127.0.0.1:{port}", path, hear, headers), "127.0.0.1", port)
    await socket.open
    return socket


class Watcher:
    """What the watch page's script does with a room: keeps the view, notices gaps, comes back after a cut."""

    def __init__(self, port: int, live_id: int) -> None:
        self.port, self.live_id = port, live_id
        self.view: dict[str, Any] = {}
        self.epoch, self.n = "", -1
        self.said: list[str] = []
        """Ids of comments in the order in which they came, whatever the cuts."""
        self.wholes = self.frames = self.gaps = 0
        self.in_room = asyncio.Event()
        self.socket: RawSocket | None = None

    async def connect(self) -> None:
        self.in_room.clear()
        self.socket = await open_socket(self.port, "/_event/?EIO=4&transport=websocket", self._hear)

    def _hear(self, socket: RawSocket, message: bytes) -> None:
        if message == b"2":
            socket.send("3")
        elif message[:1] == b"0":
            socket.send(f'40/rooms,{{"live":"{self.live_id}"}}')
        elif message.startswith(b"42/rooms,"):
            name, data = json.loads(message[9:])
            self._whole(data) if name == "whole" else self._frame(data)

    def _whole(self, data: dict[str, Any]) -> None:
        self.wholes += 1
        self.epoch, self.n, self.view = data["epoch"], data["n"], data["view"]
        self._note(self.view["comments"])
        self.in_room.set()

    def _frame(self, frame: dict[str, Any]) -> None:
        if frame["epoch"] == self.epoch and frame["n"] <= self.n:
            return
        if frame["epoch"] != self.epoch or frame["n"] != self.n + 1:
            self.gaps += 1
            self.socket.send('42/rooms,["whole"]')
            return
        self.frames += 1
        self.n = frame["n"]
        self.view.update(frame.get("set", {}))
        for name, rows in frame.get("put", {}).items():
            known = {row["id"]: row for row in self.view[name]} | {row["id"]: row for row in rows}
            self.view[name] = sorted(known.values(), key=lambda row: int(row["id"])) if name == "comments" else list(known.values())
        for name, ids in frame.get("drop", {}).items():
            self.view[name] = [row for row in self.view[name] if row["id"] not in ids]
        if "order" in frame:
            place = {key: n for n, key in enumerate(frame["order"])}
            self.view["items"].sort(key=lambda row: place[row["id"]])
        self._note(frame.get("put", {}).get("comments", []))

    def _note(self, comments: list[dict[str, Any]]) -> None:
        known = set(self.said)
        self.said += [row["words"] for row in comments if row["words"] not in known]
