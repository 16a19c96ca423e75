"""The cart's badge in the frame."""

from typing import Any

from sellerhub.business.orders.cart import cart_count
from sellerhub.core.access import Permission
from sellerhub.core.work import Work


async def cart_part(work: Work) -> dict[str, Any]:
    return {"cart": await cart_count(work)} if work.actor.may(Permission.BUY) else {}
