"""A LIVE's moves and the words people may say in it (features D7, E1). Pure functions over values."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class LiveStatus(StrEnum):
    SCHEDULED = "scheduled"
    LIVE = "live"
    INTERRUPTED = "interrupted"
    ENDED = "ended"
    CANCELLED = "cancelled"


class LiveMove(StrEnum):
    GO_LIVE = "go_live"
    LOSE_SIGNAL = "lose_signal"
    SIGNAL_BACK = "signal_back"
    END = "end"
    RESTART = "restart"
    CANCEL = "cancel"


class ItemStatus(StrEnum):
    QUEUED = "queued"
    PINNED = "pinned"
    SHOWN = "shown"
    SOLD_OUT = "sold_out"
    REMOVED = "removed"


class CommentStatus(StrEnum):
    VISIBLE = "visible"
    HELD = "held"
    """Waits for the host: it carries a link or an address."""
    HIDDEN = "hidden"


SESSION_MOVES: dict[LiveMove, tuple[frozenset[LiveStatus], LiveStatus]] = {
    LiveMove.GO_LIVE: (frozenset({LiveStatus.SCHEDULED}), LiveStatus.LIVE),
    LiveMove.LOSE_SIGNAL: (frozenset({LiveStatus.LIVE}), LiveStatus.INTERRUPTED),
    LiveMove.SIGNAL_BACK: (frozenset({LiveStatus.INTERRUPTED}), LiveStatus.LIVE),
    LiveMove.END: (frozenset({LiveStatus.LIVE, LiveStatus.INTERRUPTED}), LiveStatus.ENDED),
    LiveMove.RESTART: (frozenset({LiveStatus.ENDED}), LiveStatus.LIVE),
    LiveMove.CANCEL: (frozenset({LiveStatus.SCHEDULED}), LiveStatus.CANCELLED),
}
ON_AIR = frozenset({LiveStatus.LIVE, LiveStatus.INTERRUPTED})
PLANNABLE = ON_AIR | {LiveStatus.SCHEDULED}
"""The list of products may change before and during the show."""
PINNABLE = frozenset({ItemStatus.QUEUED, ItemStatus.SHOWN})

RESTART_WITHIN = timedelta(hours=2)
SIGNAL_GRACE = timedelta(seconds=120)
MOST_ITEMS = 100
SHORTEST_PLAN = timedelta(minutes=30)
LONGEST_PLAN = timedelta(hours=13)
TITLE_LENGTH = 80
COMMENT_LENGTH = 200
COMMENTS_IN_A_ROW = 5
COMMENT_WINDOW = timedelta(seconds=15)
LOW_STOCK = 20
"""From here on watchers see how many are left."""

_LINK = re.compile(
    r"(https?://|www\.|\bt\.me/|\bwa\.me/|[\w.+-]+@[\w-]+\.\w|\b[\w-]+\.(?:com|net|org|io|co|me|info|shop|store|xyz|link|ly|app|biz|top|tr|id|cn|jp)\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\+|00)?\d(?:[ ().-]?\d){8,}")
_CHINESE_OR_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_QUESTION_MARKS = frozenset("?？؟")


def can_restart(ended_at: datetime, now: datetime) -> bool:
    return now - ended_at <= RESTART_WITHIN


def tidy(text: str) -> str:
    """One line, single spaces, no control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def must_be_held(text: str) -> bool:
    """Links, mail addresses and telephone numbers wait for the host."""
    return bool(_LINK.search(text) or _NUMBER.search(text))


def is_question(text: str) -> bool:
    return any(mark in text for mark in _QUESTION_MARKS)


def public_name(name: str) -> str:
    """All that strangers see of a buyer: `Mert Yıldız` becomes `Mert Y.`, `佐藤 遥` becomes `佐藤`, `陈文静` becomes `陈**`."""
    words = name.split()
    if not words:
        return ""
    if _CHINESE_OR_JAPANESE.match(words[0]):
        return words[0] if len(words) > 1 else words[0][0] + "**"
    return words[0] if len(words) == 1 else f"{words[0]} {words[-1][0]}."


@dataclass(frozen=True, slots=True)
class QueueEntry:
    item_id: int
    position: int
    status: ItemStatus


def next_to_pin(items: list[QueueEntry], pinned_position: int | None) -> int | None:
    """The item that follows the pinned one: first what was not shown yet, then around from the top."""
    free = [each for each in sorted(items, key=lambda each: each.position) if each.status in PINNABLE]
    after = [each for each in free if each.position > (pinned_position or 0)]
    for group in (
        [each for each in after if each.status is ItemStatus.QUEUED],
        [each for each in free if each.status is ItemStatus.QUEUED],
        after,
        free,
    ):
        if group:
            return group[0].item_id
    return None


def reordered(ids: list[int], item_id: int, to: int) -> list[int]:
    """`ids` with one moved to place `to`, counted from 1 and kept within the list."""
    rest = [each for each in ids if each != item_id]
    place = max(0, min(to - 1, len(rest)))
    return [*rest[:place], item_id, *rest[place:]]
