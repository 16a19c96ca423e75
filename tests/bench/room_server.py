"""A server with nothing but rooms, for tests and benches: Reflex's socket server as it makes it, our namespace on it.

`/drive?live=..&hz=..&seconds=..` says something in a LIVE so often, through the action that people use, and answers with the
processor time that this process spent meanwhile.
"""

import asyncio
import contextlib
import json
import resource
import time

from engineio import ASGIApp
from socketio import AsyncServer
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

import sellerhub.app_tables
import sellerhub.business.live.reactions  # noqa: F401
from sellerhub.business.live import actions
from sellerhub.core import garbage, work
from sellerhub.core.access import Actor, Role
from sellerhub.core.ids import new_id
from sellerhub.core.settings import Settings
from sellerhub.core.work import open_work
from sellerhub.web.live_rooms import open_rooms

_LETTERS = str.maketrans("0123456789", "abcdefghij")


def stamp() -> str:
    """Now, in letters: so many digits would be held as a telephone number."""
    return "T" + str(time.time_ns()).translate(_LETTERS)


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def drive(request: Request) -> JSONResponse:
    live_id, hz, seconds = (float(request.query_params[name]) for name in ("live", "hz", "seconds"))
    started, before, said = time.monotonic(), cpu_seconds(), 0
    while (now := time.monotonic()) < started + seconds:
        async with open_work(Actor(new_id(), roles=frozenset({Role.BUYER}), name="Mert Y")) as doing:
            await actions.comment(doing, int(live_id), stamp() + " " + "a" * 30)
        said += 1
        await asyncio.sleep(max(0, started + said / hz - time.monotonic()))
    del now
    await asyncio.sleep(0.5)
    return JSONResponse({"said": said, "cpu": cpu_seconds() - before})


def make() -> Starlette:
    server = AsyncServer(
        async_mode="asgi", cors_allowed_origins="*", max_http_buffer_size=1_000_000, ping_interval=25, ping_timeout=120,
        json=json, allow_upgrades=False, transports=["websocket"], async_handlers=False,
    )  # fmt: skip
    rooms = open_rooms(server)

    @contextlib.asynccontextmanager
    async def lifespan(app):
        place = await work.Office.open(Settings())
        work.open_office(place)
        garbage.settle()  # as app.py does
        yield
        await rooms.stop()
        work.open_office(None)
        await place.close()

    return Starlette(routes=[Route("/drive", drive), Mount("/_event", ASGIApp(server, engineio_path=""))], lifespan=lifespan)
