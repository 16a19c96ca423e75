"""What the order screen's vars hold."""

from dataclasses import dataclass, field

from sellerhub.business.orders.queue.views import QueueRow


@dataclass(frozen=True)
class Listed:
    """One page of rows; the browser adds it to what it has, or begins anew when `first`.

    `seq` is about when, in microseconds, and grows; `view` is the address it belongs to, `last` the event after which
    news follow, `zone` the shop's time zone.
    """

    seq: int = 0
    first: bool = True
    view: str = ""
    last: str = ""
    rows: list[QueueRow] = field(default_factory=list)
    after: str = ""
    partial: bool = False
    zone: str = ""


@dataclass(frozen=True)
class Pushed:
    """What happened between two events: only the rows that came or changed. A browser that was not at `since` asks again.
    `seq` is when, in microseconds: no two pushes share it."""

    seq: int = 0
    since: str = ""
    last: str = ""
    came: list[QueueRow] = field(default_factory=list)
    changed: list[QueueRow] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """The filters in force, as the bar shows them; names are in the reader's language."""

    tab: str = "to_ship"
    stage: str = ""
    sort: str = "ship_by"
    sources: list[str] = field(default_factory=list)
    source_names: str = ""
    payments: list[str] = field(default_factory=list)
    payment_names: str = ""
    due: str = ""
    live: str = ""
    asked: bool = False
    query: str = ""
    narrowed: bool = False
    address: str = ""
    links: dict[str, str] = field(default_factory=dict)  # tab or stage -> address


@dataclass(frozen=True)
class InView:
    """How many orders the view holds; `n` is a bound when `more`. `in_tab` without its filters, as text."""

    n: int = 0
    more: bool = False
    in_tab: str = "0"


@dataclass(frozen=True)
class Pressing:
    due_soon: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class May:
    ship: bool = False
