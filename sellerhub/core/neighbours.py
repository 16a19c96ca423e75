"""News between processes of one machine that share an embedded database: the server, a command, the demo's audience.

Each has a datagram socket in a private folder named after the database; a message goes to every socket found there. A
message that is lost costs a page one late look, so nothing is confirmed and nothing is repeated.
"""

import asyncio
import contextlib
import hashlib
import logging
import os
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

log = logging.getLogger(__name__)
LARGEST = 60_000  # bytes of one datagram


def meeting_place(data_dir: Path) -> Path:
    """A short path (socket names may have 107 bytes) that only this user can enter."""
    name = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"sellerhub-{os.getuid()}-{name}"


class Neighbours:
    """`open` inside the event loop; `hear` is called there with each message of another process."""

    def __init__(self, data_dir: Path, hear: Callable[[bytes], None]) -> None:
        self._folder = meeting_place(data_dir)
        self._hear = hear
        self._socket: socket.socket | None = None
        self._mine: Path | None = None

    def open(self) -> None:
        while self._socket is None:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            if self._folder.stat().st_uid != os.getuid():  # somebody else made it first: do without
                log.warning("neighbours_not_private")
                return
            self._mine = self._folder / f"{os.getpid()}-{os.urandom(4).hex()}"
            mine = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            mine.setblocking(False)
            try:
                mine.bind(str(self._mine))
            except FileNotFoundError:  # whoever was here alone has just left and taken the folder away
                mine.close()
                continue
            self._socket = mine
            asyncio.get_running_loop().add_reader(mine.fileno(), self._receive)

    def close(self) -> None:
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket.fileno())
            self._socket.close()
            self._socket = None
            self._mine.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # the last one takes the folder away
                self._folder.rmdir()

    def say(self, message: bytes) -> None:
        """To every other process; those that are gone are cleared away."""
        if self._socket is None or len(message) > LARGEST:
            return
        try:
            others = list(self._folder.iterdir())
        except FileNotFoundError:  # somebody tidied the temporary files
            self.close()
            self.open()
            return
        for other in others:
            if other == self._mine:
                continue
            try:
                self._socket.sendto(message, str(other))
            except (ConnectionRefusedError, FileNotFoundError):
                other.unlink(missing_ok=True)
            except OSError:  # its buffer is full: it will look again anyway
                log.warning("neighbour_not_told")

    def _receive(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._socket is not None:
                self._hear(self._socket.recv(LARGEST))
