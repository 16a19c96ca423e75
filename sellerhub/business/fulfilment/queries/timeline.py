"""An order's history, newest first, from the event log and the order itself, and what comes next."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from sellerhub.business.fulfilment.queries.views import NextStep, StepView
from sellerhub.business.fulfilment.rules import OVER, UNLABELLED, PackageStatus, least_advanced, spaced
from sellerhub.business.fulfilment.tables import Package
from sellerhub.business.orders.rules import OrderStatus
from sellerhub.business.orders.tables import Order
from sellerhub.core import text
from sellerhub.core.event_log import EventRow
from sellerhub.core.money import Money
from sellerhub.core.work import Work

LONGEST = 100

# event -> the step's kind; a scan's kind is its own
KINDS = {
    "OrderPaid": "paid",
    "OrderReleased": "released",
    "OrderConfirmed": "confirmed",
    "OrderLate": "late",
    "CancelRequested": "cancel_requested",
    "CancelDeclined": "cancel_declined",
    "OrderCancelled": "cancelled",
    "OrderCompleted": "completed",
    "PackageArranged": "arranged",
    "PackageLabelled": "labelled",
    "PackageLabelFailed": "label_failed",
    "PackageLabelVoided": "label_voided",
    "PackageLabelPrinted": "label_printed",
    "PackagePacked": "packed",
    "PackageHandedOver": "handed_over",
    "PackageScanned": "scanned",
    "PackageGivenUp": "given_up",
}
# what the buyer need not see of the shop's table
INSIDE = frozenset({"label_failed", "label_voided", "label_printed", "arranged", "given_up", "late", "confirmed", "released"})


async def events_of(work: Work, order_id: int) -> list[EventRow]:
    """Newest first; the caller has made sure that the order may be read."""
    rows = await work.session.execute(
        select(EventRow)
        .where(EventRow.subject == "order", EventRow.subject_id == order_id, EventRow.kind.in_(KINDS))
        .order_by(EventRow.id.desc())
        .limit(LONGEST)
    )
    return list(rows.scalars())


def kind_of(row: EventRow) -> str:
    kind = KINDS[row.kind]
    return row.facts["scan"] if kind == "scanned" else kind


def happened_at(row: EventRow) -> datetime:
    """The carrier's own time for a scan; a label printed again and again is told by its first time only."""
    return datetime.fromisoformat(row.facts["scanned_at"]) if row.kind == "PackageScanned" else row.at


def steps_of(order: Order, rows: list[EventRow], work: Work, zone: str, *, buyer: str = "", for_buyer: bool = False) -> list[StepView]:
    """That it was placed is told by the order's own row: many share one event (`OrdersPlaced`). What the buyer did has the name `buyer`."""
    found = []
    for row in rows:
        kind = kind_of(row)
        again = row.kind == "PackageLabelPrinted" and row.facts.get("times", 1) > 1
        if again or (for_buyer and kind in INSIDE):
            continue
        at = happened_at(row)
        found.append(
            StepView(
                id=str(row.id),
                kind=kind,
                at=text.when(at, work.now, work.actor.language, zone),
                at_exactly=text.exactly(at, work.actor.language, zone),
                actor="" if for_buyer or row.actor_id is None else buyer if row.actor_id == order.buyer_id else row.actor_name,
                position=row.facts.get("position", 0),
                detail=_detail(row.facts),
                amount=_amount(row, work.actor.language),
            )
        )
    at, language = order.placed_at, work.actor.language
    first = StepView(
        id=str(order.id),
        kind="placed",
        at=text.when(at, work.now, language, zone),
        at_exactly=text.exactly(at, language, zone),
        actor=buyer,
        position=0,
        detail="",
        amount="",
    )
    return [*found, first]


def _detail(facts: dict[str, Any]) -> str:
    if facts.get("scan"):
        return facts.get("place", "")
    if facts.get("tracking_number"):
        return " ".join(part for part in (facts.get("carrier", ""), spaced(facts["tracking_number"])) if part)
    return facts.get("carrier", "")


def _amount(row: EventRow, language: str) -> str:
    facts = row.facts
    if row.kind == "OrderPaid":
        return text.money(Money(facts["total_minor"], facts["currency"]), language)
    if row.kind == "PackageLabelled" and facts.get("cost_minor"):
        return text.money(Money(facts["cost_minor"], facts["currency"]), language)
    return ""


_BY_PACKAGE = {
    PackageStatus.CREATED: "buy_label",
    PackageStatus.LABEL_FAILED: "fix_label",
    PackageStatus.LABEL_READY: "print_label",
    PackageStatus.PRINTED: "hand_over",
    PackageStatus.PACKED: "hand_over",
    PackageStatus.HANDED_OVER: "wait_pickup",
    PackageStatus.IN_TRANSIT: "wait_delivery",
    PackageStatus.RETURNED: "inspect_return",
    PackageStatus.LOST: "wait_claim",
}
_UNDER_OWN_NUMBER = {PackageStatus.LABEL_READY: "hand_over", PackageStatus.IN_TRANSIT: "report_delivered"}
_BY_ORDER = {
    OrderStatus.UNPAID: "wait_payment",
    OrderStatus.ON_HOLD: "wait_hold",
    OrderStatus.DELIVERED: "wait_completion",
    OrderStatus.CANCELLED: "",
    OrderStatus.COMPLETED: "",
}


def next_step(order: Order, packages: list[Package], *, anything_left: bool, language: str, zone: str, now: datetime) -> NextStep:
    """The one thing to do, or to wait for."""

    def step(kind: str, by: datetime | None = None, package: Package | None = None) -> NextStep:
        return NextStep(
            kind,
            package.position if package else 0,
            str(package.id) if package else "",
            text.when(by, now, language, zone) if by else "",
            by.isoformat() if by else "",
        )

    waiting = _BY_ORDER.get(OrderStatus(order.status))
    if waiting is not None:
        return step(waiting, order.due_at) if waiting else NextStep()
    if order.status == OrderStatus.AWAITING_SHIPMENT and order.cancel_requested_at is not None:
        return step("answer_cancel", order.answer_by_at)
    open_ones = [each for each in packages if PackageStatus(each.status) not in OVER]
    least = least_advanced(PackageStatus(each.status) for each in open_ones)
    if anything_left and least not in UNLABELLED:
        return step("arrange", order.ship_by_at)
    if least is None:
        return NextStep()
    package = next(each for each in open_ones if each.status == least)
    kind = _UNDER_OWN_NUMBER.get(least, _BY_PACKAGE[least]) if package.own else _BY_PACKAGE[least]
    promised = least not in (PackageStatus.HANDED_OVER, PackageStatus.IN_TRANSIT)
    return step(kind, order.ship_by_at if promised else None, package)
