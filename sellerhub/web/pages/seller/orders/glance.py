"""What the frame of every seller page shows of orders: how many are to be shipped."""

from typing import Any

from sellerhub.business.orders.queue.queries import tab_counts
from sellerhub.core.access import Permission
from sellerhub.core.work import Work


async def to_ship_part(work: Work) -> dict[str, Any]:
    if work.actor.shop_id is None or not work.actor.may(Permission.SEE_ORDERS):
        return {}
    return {"to_ship": (await tab_counts(work))["to_ship"]}
