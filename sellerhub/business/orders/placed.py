"""Orders as they were placed, for whoever hears of `OrdersPlaced`."""

from dataclasses import replace

from sellerhub.business.orders import moving
from sellerhub.business.orders.events import OrderEvent, OrdersPlaced
from sellerhub.business.orders.remembered import first_status
from sellerhub.business.orders.tables import Order
from sellerhub.core.work import Work


async def as_placed(work: Work, event: OrdersPlaced) -> list[OrderEvent]:
    """Each order's core, oldest first, with the status it was placed in, whatever has happened to it since."""
    rows = work.mine(Order).where(Order.id.in_(event.order_ids)).order_by(Order.id)
    orders = (await work.session.execute(rows)).scalars()
    return [replace(moving.event(OrderEvent, each), status=first_status(each.payment_method)) for each in orders]
