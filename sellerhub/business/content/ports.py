"""What short videos need from elsewhere."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Limits:
    """`side`: pixels of the longer side. `patience`: seconds of wall-clock that reading one file may take."""

    bytes: int
    seconds: int
    side: int
    patience: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A video as it is kept: a fresh container of the same pictures and sound, and nothing else."""

    container: str  # mp4 or webm
    millis: int
    width: int
    height: int
    bytes: int


class Editing(Protocol):
    """Reads files of strangers, away from the event loop and in a process that may die."""

    async def prepare(self, source: Path, clip: Path, cover: Path, limits: Limits) -> Prepared:
        """Check `source` by its content, write it without metadata to `clip` and one picture of it as WebP to `cover`.

        Raises the refusals of errors.BadVideo, and TooBusy.
        """


class VideoFiles(Protocol):
    """Files that are too large to be held in memory. A name is ours, never theirs."""

    def scratch(self) -> AbstractAsyncContextManager[Path]:
        """A folder for work in progress; gone with everything in it at the end."""

    async def keep(self, name: str, source: Path) -> None:
        """Move a finished file in; it appears whole or not at all."""

    async def find(self, name: str) -> Path:
        """Where it lies. Raises FileNotFoundError."""

    async def remove(self, name: str) -> None: ...
