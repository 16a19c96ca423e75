"""What a seller asks of the order list, and how it is written in the page's address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from sellerhub.core.ids import parse_id

LONGEST_QUERY = 4000


class Tab(StrEnum):
    ALL = "all"
    UNPAID = "unpaid"
    ON_HOLD = "on_hold"
    TO_SHIP = "to_ship"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """Where an order is inside To ship."""

    AWAITING_LABEL = "awaiting_label"
    READY_FOR_PICKUP = "ready_for_pickup"
    PARTIALLY_SHIPPED = "partially_shipped"


class Sort(StrEnum):
    SHIP_BY = "ship_by"
    PLACED = "placed"
    TOTAL = "total"


class Due(StrEnum):
    """Windows of the ship-by promise."""

    OVERDUE = "overdue"
    NEXT_2_H = "next_2h"
    NEXT_24_H = "next_24h"
    AUTO_CANCEL = "auto_cancel"


STAGE_STATUS = {
    Stage.AWAITING_LABEL: "awaiting_shipment",
    Stage.READY_FOR_PICKUP: "awaiting_collection",
    Stage.PARTIALLY_SHIPPED: "partially_shipped",
}
TAB_STATUSES: dict[Tab, tuple[str, ...]] = {
    Tab.UNPAID: ("unpaid",),
    Tab.ON_HOLD: ("on_hold",),
    Tab.TO_SHIP: tuple(STAGE_STATUS.values()),
    Tab.SHIPPED: ("in_transit",),
    Tab.DELIVERED: ("delivered",),
    Tab.COMPLETED: ("completed",),
    Tab.CANCELLED: ("cancelled",),
}
TAB_STATUSES[Tab.ALL] = tuple(status for statuses in TAB_STATUSES.values() for status in statuses)
SOURCES = ("live", "shop", "video", "creator")
PAYMENTS = ("card", "cod")
_DEFAULT_SORT = {Tab.TO_SHIP: (Sort.SHIP_BY, False)}


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """One view of the list. `sort` None is the tab's own: ship-by in To ship, newest first elsewhere."""

    tab: Tab = Tab.TO_SHIP
    stage: Stage | None = None
    sort: Sort | None = None
    descending: bool = False
    sources: tuple[str, ...] = ()
    payments: tuple[str, ...] = ()
    due: Due | None = None
    live_id: int = 0
    asked_to_cancel: bool = False
    query: str = ""

    @property
    def statuses(self) -> tuple[str, ...]:
        if self.stage is not None and self.tab is Tab.TO_SHIP:
            return (STAGE_STATUS[self.stage],)
        return TAB_STATUSES[self.tab]

    @property
    def order(self) -> tuple[Sort, bool]:
        """The sort key in force, and whether the largest comes first."""
        if self.sort is None:
            return _DEFAULT_SORT.get(self.tab, (Sort.PLACED, True))
        return self.sort, self.descending

    @property
    def narrowed(self) -> bool:
        """Whether anything but tab, stage and sort leaves orders out."""
        return bool(self.sources or self.payments or self.due or self.live_id or self.asked_to_cancel or self.query)

    def cleared(self) -> "QueueFilter":
        """The same tab with nothing left out."""
        return QueueFilter(tab=self.tab, sort=self.sort, descending=self.descending)

    def on_tab(self, tab: Tab) -> "QueueFilter":
        """Another tab with the same filters, but without what only To ship has."""
        kept = self if tab is Tab.TO_SHIP else replace(self, due=None)
        return replace(kept, tab=tab, stage=None)


def to_query(wanted: QueueFilter) -> str:
    """`tab=shipped&source=live,video&sort=-total`; empty for the default view."""
    values: dict[str, str] = {}
    if wanted.tab is not Tab.TO_SHIP:
        values["tab"] = wanted.tab.value
    if wanted.stage:
        values["stage"] = wanted.stage.value
    if wanted.sort:
        values["sort"] = ("-" if wanted.descending else "") + wanted.sort.value
    if wanted.sources:
        values["source"] = ",".join(wanted.sources)
    if wanted.payments:
        values["pay"] = ",".join(wanted.payments)
    if wanted.due:
        values["due"] = wanted.due.value
    if wanted.live_id:
        values["live"] = str(wanted.live_id)
    if wanted.asked_to_cancel:
        values["ask"] = "cancel"
    if wanted.query:
        values["q"] = wanted.query
    return urlencode(values, safe=",")


def from_query(values: Mapping[str, str]) -> QueueFilter:
    """The view an address asks for; whatever it does not understand is left out."""
    sort = values.get("sort", "")
    tab = _member(Tab, values.get("tab")) or Tab.TO_SHIP
    return QueueFilter(
        tab=tab,
        stage=_member(Stage, values.get("stage")) if tab is Tab.TO_SHIP else None,
        sort=_member(Sort, sort.removeprefix("-")),
        descending=sort.startswith("-"),
        sources=_known(values.get("source", ""), SOURCES),
        payments=_known(values.get("pay", ""), PAYMENTS),
        due=_member(Due, values.get("due")),
        live_id=parse_id(values.get("live", "")),
        asked_to_cancel=values.get("ask") == "cancel",
        query=" ".join(values.get("q", "").split())[:LONGEST_QUERY],
    )


def admits(wanted: QueueFilter, *, status: str, source: str, payment: str, live_id: str) -> bool:
    """Whether an order that just came in is announced on this view: where its life begins, when no filter leaves it out."""
    if wanted.tab not in (Tab.ALL, Tab.UNPAID, Tab.ON_HOLD, Tab.TO_SHIP) or (
        status == "unpaid" and wanted.tab in (Tab.ON_HOLD, Tab.TO_SHIP)
    ):
        return False
    if wanted.query or wanted.due or wanted.asked_to_cancel or wanted.stage or (wanted.tab is Tab.UNPAID and status != "unpaid"):
        return False
    return (
        (not wanted.sources or source in wanted.sources)
        and (not wanted.payments or payment in wanted.payments)
        and (not wanted.live_id or live_id == str(wanted.live_id))
    )


def _member(kind: type[StrEnum], value: str | None):
    return kind(value) if value in set(kind) else None


def _known(value: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    chosen = set(value.split(","))
    return tuple(each for each in allowed if each in chosen)
