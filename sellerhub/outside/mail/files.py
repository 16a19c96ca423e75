"""The mail of an installation without a mail server: one `.eml` file a letter, for its operator to read."""

import asyncio
import os
import time
from pathlib import Path

from sellerhub.business.people.ports import Letter, MailNotSent
from sellerhub.outside.mail.message import message_of


class FileMail:
    is_simulated = True

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder, self.sender = folder, sender

    async def send(self, letter: Letter) -> None:
        try:
            await asyncio.to_thread(self._write, letter)
        except OSError as problem:
            raise MailNotSent(type(problem).__name__) from problem

    def _write(self, letter: Letter) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{time.time_ns()}-{os.urandom(4).hex()}.eml"
        part = self.folder / f".{name}"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(bytes(message_of(letter, self.sender)))
        part.rename(self.folder / name)
