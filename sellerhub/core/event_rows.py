"""Events of a bulk write: many of them as tuples, with the reactions they make due and the topics to tell."""

import json
from datetime import datetime

from sellerhub.core import reactions, topics
from sellerhub.core.access import Actor
from sellerhub.core.bulk import Bulk, micros
from sellerhub.core.event_log import Event, EventRow
from sellerhub.core.ids import new_id
from sellerhub.core.one_statement import OneStatement, Piece

_json = json.JSONEncoder(ensure_ascii=False).encode
_EVENT = ("id", "kind", "subject", "subject_id", "shop_id", "actor_id", "actor_name", "at", "facts")
_PUT_DUE = Piece(
    "put_due",
    "INSERT INTO due_reaction (event_id, reaction, shop_id, due_at, tries, problem) SELECT w.*, $4, 0, '' "
    "FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS w(event_id, reaction, shop_id)",
)
_DUE = ("event_id", "reaction", "shop_id", "due_at", "tries", "problem")


def inserted_from(relation: str, kind: type[Event], *, subject_id: str, actor_id: str, actor_name: str) -> str:
    """SQL that inserts one event of a kind for each row of a relation with `event_id`, `shop_id`, `facts`; its `$1` is the time."""
    return (
        "INSERT INTO event_log (id, kind, subject, subject_id, shop_id, actor_id, actor_name, at, facts) "  # noqa: S608 names of ours
        f"SELECT event_id, '{kind.kind}', '{kind.subject}', {subject_id}, shop_id, {actor_id}, {actor_name}, $1, facts::json "
        f"FROM {relation}"
    )


class EventRows:
    """Only for events whose fields are plain values already: whole numbers, texts, None."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._at = micros(now)
        self._events: list[tuple] = []
        self._due: list[tuple] = []
        self.topics: dict[str, None] = {}

    def add(self, event: Event, actor: Actor, event_id: int = 0, facts: str = "") -> None:
        """`facts` is the event's JSON where the caller has it already."""
        event_id, shop_id = event_id or new_id(), getattr(event, "shop_id", None)
        facts = facts or _json(vars(event))
        subject_id = getattr(event, event.subject_field)
        self._events.append((event_id, event.kind, event.subject, subject_id, shop_id, actor.account_id, actor.name, self._at, facts))
        for reaction in reactions.reactions_to(event):
            self._due.append((event_id, reaction, shop_id, self._at, 0, ""))
        self.topics.update(dict.fromkeys(event.topics()))

    @property
    def facts(self) -> list[str]:
        """JSON of every event, in the order they were added."""
        return [each[8] for each in self._events]

    def make_due(self, statement: OneStatement) -> None:
        """The reactions of what `inserted_from` inserts."""
        if self._due:
            event_ids, reactions, shop_ids, *_ = zip(*self._due, strict=True)
            statement.add(_PUT_DUE, list(event_ids), list(reactions), list(shop_ids), self._at)
            self.topics[topics.REACTIONS] = None

    async def write(self, bulk: Bulk) -> None:
        await bulk.insert(EventRow, _EVENT, self._events)
        if self._due:
            await bulk.insert(reactions.DueReaction, _DUE, self._due)
            self.topics[topics.REACTIONS] = None
