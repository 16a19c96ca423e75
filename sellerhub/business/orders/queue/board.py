"""The pending-action board (features D4): what waits for the seller, by deadline."""

from dataclasses import dataclass

from sqlalchemy import func, select, union_all

from sellerhub.business.orders.queue.filter import TAB_STATUSES, Due, Tab
from sellerhub.business.orders.queue.keys import due_within
from sellerhub.business.orders.queue.ports import Parcels
from sellerhub.business.orders.tables import Order
from sellerhub.core.access import Permission
from sellerhub.core.work import Work

COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class ActionBoard:
    """Each counted up to 1,000. Returns join when there is an after-sales desk."""

    ship_soon: int
    auto_cancelling: int
    overdue: int
    asked_to_cancel: int
    abnormal_packages: int


async def action_board(work: Work) -> ActionBoard:
    work.require(Permission.SEE_ORDERS)
    open_statuses, first = TAB_STATUSES[Tab.TO_SHIP], ("awaiting_shipment",)
    return ActionBoard(
        ship_soon=await _some(work, open_statuses, *due_within(work, Due.NEXT_24_H)),
        auto_cancelling=await _some(work, first, *due_within(work, Due.AUTO_CANCEL)),
        overdue=await _some(work, open_statuses, *due_within(work, Due.OVERDUE)),
        asked_to_cancel=await _some(work, first, Order.cancel_requested_at.is_not(None)),
        abnormal_packages=await work.outside(Parcels).abnormal(work, COUNTED),
    )


async def _some(work: Work, statuses: tuple[str, ...], *asked) -> int:
    parts = [work.mine(Order, Order.id).where(Order.status == status, *asked).limit(COUNTED) for status in statuses]
    some = union_all(*(select(each.subquery()) for each in parts)).limit(COUNTED).subquery()
    return (await work.session.execute(select(func.count()).select_from(some))).scalar_one()
