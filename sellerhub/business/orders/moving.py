"""One step of an order's life: its status, its deadlines, its counters and its event, in one transaction.

The order of locks, for everybody who changes orders. Whoever takes two of these takes them from the top down, and of one
kind by ascending id, so that on PostgreSQL two transactions wait for each other but never in a circle:

1. the orders; a sweep leaves out those that somebody else has
2. their payment
3. their holds
4. the stock levels of those holds
5. the counters, which `Work.count` writes last of all

One order cancelled alone keeps to it by itself. A transaction that ends or pays for several takes 3 and 4 for all of them
first, by `holds.lock`. A checkout, whose orders and holds are new, begins at 4.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import update

from sellerhub.business.orders import counters, rules
from sellerhub.business.orders.errors import OrderNotAllowedNow
from sellerhub.business.orders.events import OrderEvent
from sellerhub.business.orders.rules import Move, OrderStatus
from sellerhub.business.orders.tables import Order
from sellerhub.core.work import Work

Kind = TypeVar("Kind", bound=OrderEvent)
_TIMES = ("ship_by_at", "late_at", "answer_by_at", "arrange_by_at", "due_at")


def event(kind: type[Kind], order: Order, **more: Any) -> Kind:
    """An event with the order's core as it stands."""
    return kind(
        order_id=order.id, shop_id=order.shop_id, buyer_id=order.buyer_id, group_id=order.group_id, live_id=order.live_id,
        number=order.number, total_minor=order.total_minor, currency=order.currency, item_count=order.item_count,
        title=order.first_title, photo=order.first_photo, buyer_name=order.buyer_name, city=order.address.get("city", ""),
        status=order.status, payment_method=order.payment_method, video_id=order.video_id, **more,
    )  # fmt: skip


async def move(work: Work, order: Order, step: Move, **values: Any) -> Order:
    """Take the step, or refuse it: an order that meanwhile moved on is refused the same way. Returns it as it is now."""
    before = OrderStatus(order.status)
    then = rules.after(before, step)
    await _write(work, order, step, {"status": then, **values})
    counters.move(work, order.shop_id, before, then)
    return order


async def note(work: Work, order: Order, step: str, **values: Any) -> Order:
    """Change dated columns of an order without leaving its status."""
    await _write(work, order, step, values)
    return order


async def _write(work: Work, order: Order, step: str, values: dict[str, Any]) -> None:
    status = OrderStatus(values.get("status", order.status))
    times: Mapping[str, Any] = {name: values.get(name, getattr(order, name)) for name in _TIMES}
    values["due_at"] = rules.next_deadline(status, times)
    still = update(Order).where(Order.id == order.id, Order.shop_id == order.shop_id, Order.status == order.status)
    if "cancel_requested_at" in values:  # two answers to one request, or two requests: the first wins
        asked = order.cancel_requested_at
        still = still.where(Order.cancel_requested_at.is_(None) if asked is None else Order.cancel_requested_at == asked)
    done = await work.session.execute(still.values(**values).execution_options(synchronize_session=False))
    if done.rowcount == 0:
        raise OrderNotAllowedNow(order.status, step)
    await work.session.refresh(order)
