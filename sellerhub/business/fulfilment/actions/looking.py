"""Looking at what is hidden: done by name, and kept."""

from sellerhub.business.fulfilment.events import PhoneRevealed
from sellerhub.business.orders.rules import PERMITS, OrderStatus
from sellerhub.business.orders.tables import Order
from sellerhub.core.access import Permission
from sellerhub.core.address import Address
from sellerhub.core.errors import NotFound
from sellerhub.core.work import Work


async def reveal_phone(work: Work, order_id: int) -> str:
    """The buyer's whole number, for one who ships; who looked stays in the event log. Raises NotFound, also while it is on hold."""
    work.require(Permission.SHIP)
    order = (await work.session.execute(work.mine(Order).where(Order.id == order_id))).scalar()
    if order is None or not PERMITS[OrderStatus(order.status)].address_shown:
        raise NotFound("phone")
    work.record(PhoneRevealed(order.id, order.shop_id))
    return Address.of(order.address).phone
