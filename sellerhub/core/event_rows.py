"""Events of a bulk write: many of them as tuples, with the reactions they make due and the topics to tell."""

from datetime import datetime

from sellerhub.core import reactions, topics
from sellerhub.core.access import Actor
from sellerhub.core.bulk import Bulk, as_json, micros
from sellerhub.core.event_log import Event, EventRow
from sellerhub.core.ids import new_id
from sellerhub.core.one_statement import OneStatement, Piece, records

_EVENT = ("id", "kind", "subject", "subject_id", "shop_id", "actor_id", "actor_name", "at", "facts")
_DUE = ("event_id", "reaction", "shop_id", "due_at", "tries", "problem")
PUT_EVENTS = Piece(
    "put_events",
    "INSERT INTO event_log (id, kind, subject, subject_id, shop_id, actor_id, actor_name, at, facts) "
    "SELECT w.id, w.kind, w.subject, w.subject_id, w.shop_id, w.actor_id, w.actor_name, w.at, w.facts::json "
    "FROM json_to_recordset($1::text::json) AS w(id bigint, kind text, subject text, subject_id bigint, shop_id bigint, "
    "actor_id bigint, actor_name text, at bigint, facts text) RETURNING id",
)
_PUT_DUE = Piece(
    "put_due",
    "INSERT INTO due_reaction (event_id, reaction, shop_id, due_at, tries, problem) "
    "SELECT * FROM json_to_recordset($1::text::json) AS w(event_id bigint, reaction text, shop_id bigint, due_at bigint, tries int, "
    "problem text)",
)


class EventRows:
    """Only for events whose fields are JSON already: whole numbers, texts, lists of them, None."""

    def __init__(self, now: datetime) -> None:
        self._at = micros(now)
        self._events: list[tuple] = []
        self._due: list[tuple] = []
        self.topics: dict[str, None] = {}

    def add(self, event: Event, actor: Actor) -> None:
        event_id, shop_id = new_id(), getattr(event, "shop_id", None)
        subject_id, facts = getattr(event, event.subject_field), as_json(vars(event))
        self._events.append((event_id, event.kind, event.subject, subject_id, shop_id, actor.account_id, actor.name, self._at, facts))
        for reaction in reactions.reactions_to(event):
            self._due.append((event_id, reaction, shop_id, self._at, 0, ""))
            self.topics[topics.REACTIONS] = None
        self.topics.update(dict.fromkeys(event.topics()))

    def put(self, statement: OneStatement) -> None:
        """As a part of a statement that names `PUT_EVENTS`; there is at least one event."""
        statement.add(PUT_EVENTS, records(_EVENT, self._events))
        if self._due:
            statement.add(_PUT_DUE, records(_DUE, self._due))

    async def write(self, bulk: Bulk) -> None:
        await bulk.insert(EventRow, _EVENT, self._events)
        await bulk.insert(reactions.DueReaction, _DUE, self._due)
