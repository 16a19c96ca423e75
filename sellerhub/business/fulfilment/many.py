"""Labels of many orders at once: what has none yet is arranged with the carrier's cheapest service (OR-12)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sellerhub.business.fulfilment import desk
from sellerhub.business.fulfilment.rules import LABELLED
from sellerhub.business.fulfilment.tables import Package
from sellerhub.core.access import Actor, Permission
from sellerhub.core.errors import BusinessError
from sellerhub.core.work import open_reading

TOGETHER = 4
"""Orders asked about at the carrier's at the same time."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Packages to print, in the order of the orders asked for; orders that have no label."""

    package_ids: list[int]
    without: list[int]


async def labels_of(actor: Actor, order_ids: Sequence[int]) -> Labelled:
    """Buy what is missing, and say what can be printed. One order's refusal leaves the others alone."""
    actor.require(Permission.SHIP)
    known = await _labelled(actor, order_ids)
    turn = asyncio.Semaphore(TOGETHER)

    async def buy(order_id: int) -> None:
        async with turn:
            try:
                offers = await desk.offers(actor, order_id)
                if offers.services:
                    cheapest = min(offers.services, key=lambda each: each.price.minor)
                    await desk.ship(actor, order_id, cheapest.code)
            except BusinessError:
                return  # told as one without a label; its own page says why

    missing = [order_id for order_id in order_ids if order_id not in known]
    if missing:
        await asyncio.gather(*(buy(order_id) for order_id in missing))
        known |= await _labelled(actor, missing)
    packages = [package_id for order_id in order_ids for package_id in known.get(order_id, ())]
    return Labelled(packages, [order_id for order_id in order_ids if order_id not in known])


async def _labelled(actor: Actor, order_ids: Sequence[int]) -> dict[int, list[int]]:
    """Packages that have a label and are still here, by order."""
    async with open_reading(actor) as look:
        rows = await look.session.execute(
            look.mine(Package, Package.order_id, Package.id)
            .where(Package.order_id.in_(order_ids), Package.status.in_(LABELLED))
            .order_by(Package.order_id, Package.position)
        )
        found: dict[int, list[int]] = {}
        for row in rows:
            found.setdefault(row.order_id, []).append(row.id)
        return found
