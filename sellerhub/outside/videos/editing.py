"""Starts a reader for each uploaded video, a few at a time, and stops it when it takes too long.

A file made by a stranger is read by a large library in C. It gets a process without our secrets, our database or our
memory: what crashes, hangs or grows there ends there.
"""

import asyncio
import contextlib
import json
import logging
import os
import sys
from dataclasses import asdict
from pathlib import Path

from sellerhub.business.content import errors
from sellerhub.business.content.ports import Limits, Prepared
from sellerhub.core.errors import TooBusy

log = logging.getLogger(__name__)
AT_ONCE = 2
WAITING = 8
ROOT = Path(__file__).parents[3]


class PyAvEditing:
    """Port content.Editing."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)
        self._here = 0

    async def prepare(self, source: Path, clip: Path, cover: Path, limits: Limits) -> Prepared:
        if self._here >= AT_ONCE + WAITING:
            raise TooBusy
        self._here += 1
        try:
            async with self._free:
                told = await _read(source, clip, cover, limits)
        finally:
            self._here -= 1
        if "refused" in told:
            raise _refusal(told["refused"], told.get("codec", ""), limits)
        return Prepared(**told)


async def _read(source: Path, clip: Path, cover: Path, limits: Limits) -> dict:
    files = {"source": source, "clip": clip, "cover": cover}
    wanted = json.dumps({**{name: str(path.absolute()) for name, path in files.items()}, **asdict(limits)})
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sellerhub.outside.videos.reader",
        wanted,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=clip.parent,
        env={"PYTHONPATH": str(ROOT), "PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), limits.patience)
        return json.loads(said)
    except (TimeoutError, ValueError):  # too slow, or it died
        log.warning("video_reader_gave_up", extra={"ended_with": process.returncode})  # None: it was too slow
        return {"refused": "broken"}
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _refusal(code: str, codec: str, limits: Limits) -> errors.BadVideo:
    match code:
        case "not_a_video":
            return errors.NotAVideo()
        case "too_large":
            return errors.VideoTooLarge(limits.bytes >> 20)
        case "too_long":
            return errors.VideoTooLong(limits.seconds)
        case "too_wide":
            return errors.VideoTooWide(limits.side)
        case "codec":
            return errors.VideoNotPlayable(codec)
    return errors.VideoBroken()
