"""Files on this machine, under the data folder and outside the web root."""

import asyncio
import contextlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

DAY = 24 * 3600
_NAME = re.compile(r"[a-z0-9_-]+(/[a-z0-9_.-]+)+")


class LocalFiles:
    """Ports catalog.Files and content.VideoFiles. A file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Raises ValueError for a name that is not one of ours."""
        if not _NAME.fullmatch(name) or ".." in name:
            raise ValueError(f"not a file name of ours: {name!r}")
        return self._folder / name

    async def save(self, name: str, content: bytes) -> None:
        await asyncio.to_thread(self._save, self.path(name), content)

    async def read(self, name: str) -> bytes:
        return await asyncio.to_thread(self.path(name).read_bytes)

    async def remove(self, name: str) -> None:
        await asyncio.to_thread(self.path(name).unlink, True)

    async def find(self, name: str) -> Path:
        path = self.path(name)
        if not await asyncio.to_thread(path.is_file):
            raise FileNotFoundError(name)
        return path

    async def keep(self, name: str, source: Path) -> None:
        path = self.path(name)

        def move() -> None:
            path.parent.mkdir(parents=True, exist_ok=True)
            source.replace(path)

        await asyncio.to_thread(move)

    @contextlib.asynccontextmanager
    async def scratch(self) -> AsyncIterator[Path]:
        """On the same disk as what is kept, so that keeping it is a rename."""

        def make() -> Path:
            home = self._folder / "scratch"
            home.mkdir(parents=True, exist_ok=True)
            for old in home.iterdir():  # of a process that was killed
                if old.stat().st_mtime < time.time() - DAY:
                    shutil.rmtree(old, ignore_errors=True)
            return Path(tempfile.mkdtemp(dir=home))

        folder = await asyncio.to_thread(make)
        try:
            yield folder
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, True)

    @staticmethod
    def _save(path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.urandom(4).hex()}.part")
        part.write_bytes(content)
        part.replace(path)
