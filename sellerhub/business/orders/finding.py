"""Finding the order that an action is about. Somebody else's looks exactly like none."""

from sqlalchemy import Select

from sellerhub.business.orders.tables import Order, of_group
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.work import Work


async def of_shop(work: Work, order_id: int) -> Order:
    """An order of the actor's shop; the system outside a shop may reach any. Raises NotFound."""
    if work.actor.shop_id is None and work.actor.may(Permission.ACT_FOR_SYSTEM):
        rows = work.across_shops(Order, why="the system follows carriers and clocks for every shop")
    else:
        rows = work.mine(Order)
    return await _one(work, rows.where(Order.id == order_id))


async def of_buyer(work: Work, order_id: int) -> Order:
    """An order that the actor bought. Raises NotFound."""
    bought = work.across_shops(Order, why="buyers see what they bought in any shop")
    return await _one(work, bought.where(Order.id == order_id, Order.buyer_id == work.account_id))


async def group_of_buyer(work: Work, group_id: int, *, locked: bool = False) -> list[Order]:
    """All orders of a checkout of the actor. Raises NotFound."""
    bought = work.across_shops(Order, why="buyers see what they bought in any shop")
    rows = bought.where(of_group(group_id), Order.buyer_id == work.account_id).order_by(Order.id)
    found = list((await work.session.execute(rows.with_for_update() if locked else rows)).scalars())
    if not found:
        raise NotFound("order")
    return found


async def _one(work: Work, rows: Select) -> Order:
    order = (await work.session.execute(rows)).scalar()
    if order is None:
        raise NotFound("order")
    return order
