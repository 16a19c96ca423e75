"""What the order list shows: values as text in the reader's language, times that count down as ISO instants."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One order. `ship_by` is empty when no clock runs; `live_id` when it was not bought in a LIVE."""

    id: str
    number: str
    status: str
    asked_to_cancel: bool
    placed: str
    placed_exactly: str
    placed_at: str
    ship_by: str
    ship_by_exactly: str
    source: str
    live_id: str
    buyer: str
    city: str
    title: str
    more: int
    photos: list[str]
    quantity: int
    total: str
    payment: str
    carrier: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the list. `after` is empty on the last one. `partial`: a search that looked at the newest orders only."""

    rows: list[QueueRow]
    after: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class OrderQueue:
    """The list as first seen. `counts` by tab and by stage; `last_event` and `told` are where `news_since` goes on."""

    counts: dict[str, int]
    page: QueuePage
    last_event: int
    told: frozenset[int]


@dataclass(frozen=True, slots=True)
class About:
    """How many orders a filtered view holds, counted up to a bound."""

    n: int
    or_more: bool


@dataclass(frozen=True, slots=True)
class News:
    """What happened since an event: orders that came in (placed, sold or released), and those that changed otherwise, oldest first."""

    last_event: int
    came: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
