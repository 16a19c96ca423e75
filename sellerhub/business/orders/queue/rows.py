"""Orders as rows of the list: three reads however many rows there are."""

from collections.abc import Sequence
from datetime import datetime

from sellerhub.business.orders.queue.ports import Parcels
from sellerhub.business.orders.queue.views import QueueRow
from sellerhub.business.orders.rules import PERMITS, TO_SHIP, OrderStatus
from sellerhub.business.orders.tables import Order, OrderLine, in_orders
from sellerhub.business.shop.queries import shop_card
from sellerhub.core import text
from sellerhub.core.money import Money
from sellerhub.core.work import Work

PHOTOS = 2


async def rows_of(work: Work, ids: Sequence[int]) -> list[QueueRow]:
    """These orders of this shop, in this order; ids that are not this shop's are left out."""
    if not ids:
        return []
    zone = (await shop_card(work, work.shop_id)).time_zone
    orders = {order.id: order for order in (await work.session.execute(work.mine(Order).where(Order.id.in_(ids)))).scalars()}
    lines = (
        await work.session.execute(work.mine(OrderLine, OrderLine.order_id, OrderLine.id, OrderLine.photo).where(in_orders(ids)))
    ).all()
    photos: dict[int, list[str]] = {}
    for line in sorted(lines, key=lambda each: each.id):
        photos.setdefault(line.order_id, []).append(line.photo)
    parcels = await work.outside(Parcels).of_orders(work, list(ids))
    return [
        _row(work, orders[order_id], photos.get(order_id, []), parcels[order_id].carrier if order_id in parcels else "", zone)
        for order_id in ids
        if order_id in orders
    ]


def _row(work: Work, order: Order, photos: list[str], carrier: str, zone: str) -> QueueRow:
    language = work.actor.language
    shown = PERMITS[OrderStatus(order.status)].address_shown
    return QueueRow(
        id=str(order.id),
        number=order.number,
        status=order.status,
        asked_to_cancel=order.cancel_requested_at is not None and order.status == OrderStatus.AWAITING_SHIPMENT,
        placed=text.when(order.placed_at, work.now, language, zone),
        placed_exactly=text.exactly(order.placed_at, language, zone),
        placed_at=_iso(order.placed_at),
        ship_by=_iso(order.ship_by_at) if order.status in TO_SHIP else "",
        ship_by_exactly=text.exactly(order.ship_by_at, language, zone) if order.ship_by_at else "",
        source=order.source,
        live_id=str(order.live_id or ""),
        buyer=order.buyer_name,
        city=order.address.get("city", "") if shown else "",
        title=order.first_title,
        more=max(0, len(photos) - 1),
        photos=[photo for photo in photos if photo][:PHOTOS],
        quantity=order.item_count,
        total=text.money(Money(order.total_minor, order.currency), language),
        payment=order.payment_method,
        carrier=carrier,
    )


def _iso(at: datetime | None) -> str:
    return "" if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")
