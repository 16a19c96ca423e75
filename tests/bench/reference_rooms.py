"""What rooms are measured against: the same words to as many sockets, with nothing around them.

`websockets`: the library's own server and `broadcast()`. `uvicorn`: an ASGI loop that sends to one socket after another.
Both say something when a socket connects to `/drive?hz=..&seconds=..&bytes=..`, and answer there with what it cost.
"""

import asyncio
import contextlib
import json
import sys
import time
from urllib.parse import parse_qs, urlsplit

import websockets.asyncio.server as websockets_server
from websockets.asyncio.server import ServerConnection, broadcast

from tests.bench.room_server import cpu_seconds, stamp


def words(size: int) -> str:
    told = stamp()
    return told + " " + "a" * max(0, size - len(told) - 1)


async def _drive(query: str, say) -> str:
    asked = {name: float(value[0]) for name, value in parse_qs(query).items()}
    started, before, said = time.monotonic(), cpu_seconds(), 0
    while time.monotonic() < started + asked["seconds"]:
        await say(words(int(asked["bytes"])))
        said += 1
        await asyncio.sleep(max(0, started + said / asked["hz"] - time.monotonic()))
    await asyncio.sleep(0.5)
    return json.dumps({"said": said, "cpu": cpu_seconds() - before})


async def serve_websockets(port: int) -> None:
    watchers: set[ServerConnection] = set()

    async def say(text: str) -> None:
        broadcast(watchers, text)

    async def one(connection: ServerConnection) -> None:
        address = urlsplit(connection.request.path)
        if address.path == "/drive":
            await connection.send(await _drive(address.query, say))
            return
        watchers.add(connection)
        with contextlib.suppress(Exception):
            await connection.wait_closed()
        watchers.discard(connection)

    async with websockets_server.serve(one, "127.0.0.1", port, compression=None, ping_interval=None):
        await asyncio.Future()


def uvicorn_app():
    watchers: set = set()

    async def say(text: str) -> None:
        for send in tuple(watchers):
            await send({"type": "websocket.send", "text": text})

    async def app(scope, receive, send):
        if scope["type"] != "websocket":
            return
        await receive()
        await send({"type": "websocket.accept"})
        if scope["path"] == "/drive":
            await send({"type": "websocket.send", "text": await _drive(scope["query_string"].decode(), say)})
            return
        watchers.add(send)
        with contextlib.suppress(Exception):
            while (await receive())["type"] != "websocket.disconnect":
                pass
        watchers.discard(send)

    return app


def main() -> None:
    kind, port = sys.argv[1], int(sys.argv[2])
    if kind == "websockets":
        asyncio.run(serve_websockets(port))
    else:
        import uvicorn

        uvicorn.run(uvicorn_app(), host="127.0.0.1", port=port, loop="asyncio", ws="websockets", log_level="warning", ws_ping_interval=None)


if __name__ == "__main__":
    main()
