"""What the clock does: labels whose buyer crashed, labels to give back, carriers to ask. Each call does a bounded amount."""

import itertools
import logging
from datetime import timedelta

from sqlalchemy import update

from sellerhub.business.fulfilment import desk
from sellerhub.business.fulfilment.actions import receive_scan
from sellerhub.business.fulfilment.ports import Carrier, CarrierAway, Handed
from sellerhub.business.fulfilment.rules import UNLABELLED, WATCHED
from sellerhub.business.fulfilment.tables import Package, UsedNumber
from sellerhub.business.orders.tables import Order
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM
from sellerhub.core.database import Priority
from sellerhub.core.errors import BusinessError
from sellerhub.core.work import office, open_reading, open_work

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""While one worker asks the carrier, the others leave the package alone."""


async def buy_waiting(limit: int = 50) -> int:
    """Buy labels that were wished for and never came. Returns how many packages were tried."""
    rows = await _due(UNLABELLED, limit)
    for row in rows:
        if await _lease(row):
            try:
                await desk.buy(desk.system_of(row.shop_id), row.id)
            except BusinessError as refused:
                log.info("label_refused", extra={"package_id": str(row.id), "code": refused.code})
    return len(rows)


async def give_back(limit: int = 50) -> int:
    """Tell the carrier which labels are not used after all."""
    async with open_reading(SYSTEM) as look:
        due = look.across_shops(UsedNumber, UsedNumber.number, why="the clock sweeps every shop")
        numbers = (await look.session.execute(due.where(UsedNumber.give_back_at <= clock.now()).limit(limit))).scalars().all()
    carrier = office().outside(Carrier)
    for number in numbers:
        try:
            await carrier.void_label(number)
        except CarrierAway:
            again = clock.now() + timedelta(minutes=5)
        else:
            again = None
        async with open_work(SYSTEM, priority=Priority.BULK) as work:
            await work.session.execute(update(UsedNumber).where(UsedNumber.number == number).values(give_back_at=again))
    return len(numbers)


async def collect_scans(limit: int = 200) -> int:
    """Ask the carrier about parcels on their way; returns how many scans were new."""
    rows = [row for row in await _due(WATCHED, limit) if await _lease(row)]
    if not rows:
        return 0
    carrier = office().outside(Carrier)
    asked = [Handed(row.tracking_number, row.handed_over_at, row.depot, row.address.get("city", "")) for row in rows]
    now = clock.now()
    try:
        scans = await carrier.scans_due(asked, now)
    except CarrierAway:
        return 0  # the lease runs out and they are asked again
    new = 0
    for _, told in itertools.groupby(
        sorted(scans, key=lambda each: (each.tracking_number, each.at)), key=lambda each: each.tracking_number
    ):
        async with open_work(SYSTEM, priority=Priority.BULK) as work:
            for scan in told:
                new += await receive_scan(work, scan)
    async with open_work(SYSTEM, priority=Priority.BULK) as work:
        for shop_id in {row.shop_id for row in rows}:
            asked_of = [row.id for row in rows if row.shop_id == shop_id]
            again = update(Package).where(Package.shop_id == shop_id, Package.id.in_(asked_of), Package.status.in_(WATCHED))
            await work.session.execute(again.values(due_at=now + carrier.look_every).execution_options(synchronize_session=False))
    return new


async def advance_simulated(limit: int = 200) -> int:
    """One tick of everything here, for the timetable. Returns how much was done."""
    return await buy_waiting(limit) + await give_back(limit) + await collect_scans(limit)


async def _due(statuses, limit: int):
    async with open_reading(SYSTEM) as look:
        due = look.across_shops(
            Package,
            Package.id,
            Package.shop_id,
            Package.due_at,
            Package.tracking_number,
            Package.handed_over_at,
            Package.depot,
            Order.address,
            why="the clock sweeps every shop",
        )
        wanted = due.join(Order, Order.id == Package.order_id).where(Package.status.in_(statuses), Package.due_at <= clock.now())
        return (await look.session.execute(wanted.order_by(Package.due_at).limit(limit))).all()


async def _lease(row) -> bool:
    """Take a due package for this worker; False when another has it."""
    async with open_work(SYSTEM, priority=Priority.BULK) as work:
        mine = (
            update(Package)
            .where(Package.shop_id == row.shop_id, Package.id == row.id, Package.due_at == row.due_at)
            .values(due_at=clock.now() + LEASE)
        )
        return (await work.session.execute(mine.execution_options(synchronize_session=False))).rowcount == 1
