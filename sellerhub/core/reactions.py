"""Which function answers which event, and the rows that make one due. `bus` runs them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from sellerhub.core.columns import big, time
from sellerhub.core.event_log import Event

if TYPE_CHECKING:
    from sellerhub.core.work import Work

Reaction = Callable[["Work", Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Registered:
    name: str
    run: Reaction
    when: Callable[[Any], object]


_reactions: dict[str, list[Registered]] = {}


def _always(_event: Event) -> bool:
    return True


def reacts_to(*events: type[Event], when: Callable[[Any], object] = _always):
    """Register an async `(work, event)` function for these events, under its module and name.

    `when` sees the event as it is recorded: where it says no, nothing becomes due.
    """

    def register(run: Reaction) -> Reaction:
        name = f"{run.__module__.removesuffix('.reactions').rsplit('.')[-1]}.{run.__name__}"
        for event in events:
            known = _reactions.setdefault(event.kind, [])
            if all(each.name != name for each in known):
                known.append(Registered(name, run, when))
        return run

    return register


def reactions_to(event: Event) -> list[str]:
    """The names of those that this event makes due."""
    return [each.name for each in _reactions.get(event.kind, ()) if each.when(event)]


def named(kind: str, name: str) -> Reaction | None:
    """The reaction of this name to this kind of event; None when the program has none, or none any more."""
    return next((each.run for each in _reactions.get(kind, ()) if each.name == name), None)


class DueReaction(SQLModel, table=True):
    __tablename__ = "due_reaction"
    __table_args__ = (Index("ix_due_reaction_due", "due_at", "event_id"),)
    event_id: int = big(primary_key=True)
    reaction: str = Field(primary_key=True)
    shop_id: int | None = big(default=None)
    due_at: datetime = time()
    tries: int = 0
    problem: str = ""


def due_rows(event: Event, event_id: int, at: datetime) -> list[dict[str, Any]]:
    """The rows that make this event's reactions due."""
    shop_id = getattr(event, "shop_id", None)
    return [
        {"event_id": event_id, "reaction": name, "shop_id": shop_id, "due_at": at, "tries": 0, "problem": ""}
        for name in reactions_to(event)
    ]
