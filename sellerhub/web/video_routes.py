"""Short videos over HTTP: the upload, and the files behind a published one, in parts as players ask for them."""

import asyncio
from pathlib import Path
from urllib.parse import unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from sellerhub.business.content import actions, queries
from sellerhub.business.content.errors import VideoTooLarge
from sellerhub.business.content.ports import VideoFiles
from sellerhub.core.access import Permission
from sellerhub.core.ids import parse_id
from sellerhub.core.work import office, open_reading
from sellerhub.web.http import actor_from, route

FOREVER = "public, max-age=31536000, immutable"
MINE = "private, no-store"
CEILING = 2 << 30  # the setting decides below it, with a sentence
AT_ONCE = 1 << 20


@route("/seller/videos/file", ["POST"], Permission.EDIT_VIDEOS, most_bytes=CEILING)
async def upload_video(request: Request) -> Response:
    """The file is the body; its name is in `x-file-name`. Never whole in memory."""
    actor = await actor_from(request)
    name = unquote(request.headers.get("x-file-name", ""))[-120:]
    async with office().outside(VideoFiles).scratch() as folder:
        upload = folder / "upload"
        await _receive(request, upload, actions.limits(office().settings).bytes)
        video_id = await actions.add_video(actor, name, upload)
    return JSONResponse({"id": str(video_id)})


async def _receive(request: Request, target: Path, most: int) -> None:
    """Raises VideoTooLarge, before the first byte when the browser says how many are coming."""
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > most:
        raise VideoTooLarge(most >> 20)
    seen, waiting = 0, bytearray()
    with target.open("wb") as file:
        async for part in request.stream():
            seen += len(part)
            if seen > most:
                raise VideoTooLarge(most >> 20)
            waiting += part
            if len(waiting) >= AT_ONCE:
                await asyncio.to_thread(file.write, bytes(waiting))
                waiting.clear()
        await asyncio.to_thread(file.write, bytes(waiting))


@route("/videos/{video_id}/clip")
async def clip(request: Request) -> Response:
    """A published video for everybody, a draft for the staff of its shop."""
    return await _file(request, cover=False)


@route("/videos/{video_id}/cover")
async def cover(request: Request) -> Response:
    return await _file(request, cover=True)


async def _file(request: Request, *, cover: bool) -> Response:
    async with open_reading(await actor_from(request)) as look:
        found = await queries.video_file(look, parse_id(request.path_params["video_id"]), cover=cover)
    try:
        path = await office().outside(VideoFiles).find(found.name)
    except FileNotFoundError:
        raise HTTPException(404) from None
    headers = {"Cache-Control": FOREVER if found.public else MINE, "X-Content-Type-Options": "nosniff"}
    return FileResponse(path, media_type=found.media_type, headers=headers)
