"""Everything that happened, in the transaction in which it happened.

The rows are the audit trail, the order's timeline, the live feed and what reactions are fed from. An event is a
frozen dataclass whose first field names its subject; `topics()` says who wants to hear of it.
"""

import dataclasses
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, TypeVar

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field

from sellerhub.core.columns import Row, big, time

E = TypeVar("E", bound="type[Event]")
KINDS: dict[str, type["Event"]] = {}


class Event:
    """Base of all events. Subclasses are frozen dataclasses, registered by `@happening("order", "order_id")`."""

    kind: ClassVar[str]
    subject: ClassVar[str]
    subject_field: ClassVar[str]
    shop_id: int | None

    def topics(self) -> tuple[str, ...]:
        return ()


def happening(subject: str, subject_field: str):
    """Register an event class: what it is about, and which of its fields holds that thing's id."""

    def register(cls: E) -> E:
        cls.kind, cls.subject, cls.subject_field = cls.__name__, subject, subject_field
        if KINDS.setdefault(cls.kind, cls) is not cls and KINDS[cls.kind].__module__ != cls.__module__:
            raise TypeError(f"two events are called {cls.kind}")
        return cls

    return register


class EventRow(Row, table=True):
    __tablename__ = "event_log"
    __table_args__ = (
        Index("ix_event_log_subject", "subject", "subject_id", "id"),
        Index("ix_event_log_shop", "shop_id", "id"),
    )
    kind: str
    subject: str
    subject_id: int = big()
    shop_id: int | None = big(default=None)
    actor_id: int | None = Field(default=None, sa_type=BigInteger)
    actor_name: str = ""
    at: datetime = time()
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


def to_facts(event: Event) -> dict[str, Any]:
    """The event's fields as JSON values; ids stay whole numbers, times become ISO text."""
    return {field.name: _plain(getattr(event, field.name)) for field in dataclasses.fields(event)}


def from_facts(kind: str, facts: dict[str, Any]) -> Event:
    """The event again. Fields it no longer has are dropped; times come back aware."""
    cls = KINDS[kind]
    values = {}
    for field in dataclasses.fields(cls):
        if field.name in facts:
            value = facts[field.name]
            values[field.name] = datetime.fromisoformat(value) if field.type in (datetime, "datetime") and value else value
    return cls(**values)


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple() | list():
            return [_plain(each) for each in value]
        case _ if dataclasses.is_dataclass(value):
            return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value
