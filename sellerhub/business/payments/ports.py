"""What payments need from outside: somebody who moves a buyer's money."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sellerhub.core.money import Money


class Outcome(StrEnum):
    AUTHORIZED = "authorized"
    DECLINED = "declined"
    PENDING = "pending"
    """The bank asked the buyer something and has no answer yet; they may never come back."""
    UNKNOWN = "unknown"
    """The gateway has never heard of this key."""


@dataclass(frozen=True, slots=True)
class Authorization:
    outcome: Outcome
    reference: str = ""
    brand: str = ""
    last4: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Lives only between the form and the gateway; it has no representation, so that it never reaches a log."""

    number: str

    def __repr__(self) -> str:
        return "Card(...)"


class PaymentGateway(Protocol):
    """Every call is idempotent by `key`: asked again, it answers as before and moves nothing twice. Raises OSError on trouble."""

    simulated: bool

    async def authorize(self, key: str, amount: Money, card: Card) -> Authorization: ...

    async def find(self, key: str) -> Authorization:
        """What became of an authorisation, after a crash or an abandoned bank page."""
        ...

    async def cancel(self, key: str) -> Authorization:
        """Close an authorisation that is still pending; returns how it stands then (it may have been answered meanwhile)."""
        ...

    async def capture(self, reference: str, key: str, amount: Money) -> None: ...

    async def void(self, reference: str, key: str, amount: Money) -> None:
        """Give back part of what was authorised and not captured."""
        ...

    async def refund(self, reference: str, key: str, amount: Money) -> None: ...
