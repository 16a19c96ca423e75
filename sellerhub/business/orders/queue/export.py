"""A view of the order list as rows for a file: page after page, each in a look of its own, so a long one holds nothing."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sellerhub.business.orders.queue import queries
from sellerhub.business.orders.queue.filter import QueueFilter
from sellerhub.business.orders.rules import PERMITS, OrderStatus
from sellerhub.business.orders.tables import Order
from sellerhub.core.access import Actor, Permission
from sellerhub.core.money import Money
from sellerhub.core.work import Work, open_reading

PAGE = 500


@dataclass(frozen=True, slots=True)
class ExportRow:
    """Machine-readable: an amount with a point, times in UTC, codes for status, source and payment."""

    number: str
    placed: str
    status: str
    source: str
    buyer: str
    city: str
    items: str
    quantity: int
    total: str
    currency: str
    payment: str
    ship_by: str


async def exported(actor: Actor, wanted: QueueFilter) -> AsyncIterator[list[ExportRow]]:
    """All orders of the view in its order, a page at a time."""
    actor.require(Permission.SEE_ORDERS)
    after = ""
    while True:
        async with open_reading(actor) as look:
            ids, after = await queries.ids_after(look, wanted, after, PAGE)
            rows = await _rows(look, ids)
        yield rows
        if not after:
            return


async def _rows(work: Work, ids: Sequence[int]) -> list[ExportRow]:
    orders = {order.id: order for order in (await work.session.execute(work.mine(Order).where(Order.id.in_(ids)))).scalars()}
    return [_row(orders[order_id]) for order_id in ids if order_id in orders]


def _row(order: Order) -> ExportRow:
    return ExportRow(
        number=order.number,
        placed=_utc(order.placed_at),
        status=order.status,
        source=order.source,
        buyer=order.buyer_name,
        city=order.address.get("city", "") if PERMITS[OrderStatus(order.status)].address_shown else "",
        items=order.first_title,
        quantity=order.item_count,
        total=f"{Money(order.total_minor, order.currency).amount:f}",
        currency=order.currency,
        payment=order.payment_method,
        ship_by=_utc(order.ship_by_at),
    )


def _utc(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
