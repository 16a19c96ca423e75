"""What people need from outside."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    text: str
    language: str = "en"


class Mail(Protocol):
    """Takes one letter to its reader. Raises MailNotSent when that did not work."""

    is_simulated: bool

    async def send(self, letter: Letter) -> None: ...


class MailNotSent(Exception):
    """The mail server did not take a letter; sending again later may help."""
