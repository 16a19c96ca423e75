"""Files on this machine, under the data folder and outside the web root."""

import asyncio
import os
import re
from pathlib import Path

_NAME = re.compile(r"[a-z0-9_-]+(/[a-z0-9_.-]+)+")


class LocalFiles:
    """Port catalog.Files. A file appears whole or not at all."""

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

    @staticmethod
    def _save(path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.urandom(4).hex()}.part")
        part.write_bytes(content)
        part.replace(path)
