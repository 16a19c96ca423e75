"""Which orders an event is about, for whoever counts sales."""

from dataclasses import replace

from sellerhub.business.orders import moving
from sellerhub.business.orders.events import OrderEvent, OrdersPlaced
from sellerhub.business.orders.remembered import first_status
from sellerhub.business.orders.tables import Order
from sellerhub.core.work import Work


async def orders_of(work: Work, event: OrdersPlaced | OrderEvent) -> list[OrderEvent]:
    """The core of each, by id. Those that were placed have the status they were placed in, whatever has happened to them since."""
    if isinstance(event, OrderEvent):
        return [event]
    rows = work.mine(Order).where(Order.id.in_(event.order_ids)).order_by(Order.id)
    orders = (await work.session.execute(rows)).scalars()
    return [replace(moving.event(OrderEvent, each), status=first_status(each.payment_method)) for each in orders]
