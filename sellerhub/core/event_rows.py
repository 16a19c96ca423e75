"""Events of a bulk write: many of them as tuples, with the reactions they make due and the topics to tell."""

import json
from datetime import datetime

from sellerhub.core import bus, topics
from sellerhub.core.access import Actor
from sellerhub.core.bulk import Bulk, micros
from sellerhub.core.event_log import Event, EventRow
from sellerhub.core.ids import new_id

_json = json.JSONEncoder(ensure_ascii=False).encode
_EVENT = ("id", "kind", "subject", "subject_id", "shop_id", "actor_id", "actor_name", "at", "facts")
_DUE = ("event_id", "reaction", "shop_id", "due_at", "tries", "problem")


class EventRows:
    """Only for events whose fields are plain values already: whole numbers, texts, None."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._at = micros(now)
        self._events: list[tuple] = []
        self._due: list[tuple] = []
        self.topics: dict[str, None] = {}

    def add(self, event: Event, actor: Actor) -> None:
        event_id, shop_id = new_id(), getattr(event, "shop_id", None)
        facts = _json(vars(event))
        subject_id = getattr(event, event.subject_field)
        self._events.append((event_id, event.kind, event.subject, subject_id, shop_id, actor.account_id, actor.name, self._at, facts))
        for due in bus.due_rows(event, event_id, self._now):
            self._due.append((event_id, due["reaction"], shop_id, self._at, 0, ""))
        for topic in event.topics():
            self.topics[topic] = None

    async def write(self, bulk: Bulk) -> None:
        await bulk.insert(EventRow, _EVENT, self._events)
        if self._due:
            await bulk.insert(bus.DueReaction, _DUE, self._due)
            self.topics[topics.REACTIONS] = None
