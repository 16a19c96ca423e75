"""Which worker has which import in hand. A lease that is not renewed lets another worker go on where it stopped."""

from sqlalchemy import or_

from sellerhub.business.catalog.importing.checking import LEASE
from sellerhub.business.catalog.importing.stages import AT_WORK
from sellerhub.business.catalog.importing.tables import ImportJob
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Actor, Permission, Role
from sellerhub.core.database import Priority
from sellerhub.core.work import Work, open_reading, open_work


async def waiting_imports() -> list[tuple[int, Actor]]:
    """Imports of every shop that have work to do and nobody doing it, each with the person who asked."""
    async with open_reading(SYSTEM) as look:
        look.require(Permission.ACT_FOR_SYSTEM)
        columns = ImportJob.id, ImportJob.shop_id, ImportJob.account_id, ImportJob.by_name
        free = or_(ImportJob.lease_until.is_(None), ImportJob.lease_until < look.now)
        wanted = look.across_shops(ImportJob, *columns, why="background work of every shop").where(ImportJob.stage.in_(AT_WORK), free)
        rows = await look.session.execute(wanted.order_by(ImportJob.id).limit(20))
        # What this person may do was checked when they asked; they may be gone by the time it runs.
        return [(row.id, Actor(row.account_id, row.shop_id, frozenset({Role.MANAGER}), row.by_name)) for row in rows]


async def hold(import_id: int, shop_id: int) -> bool:
    """Take it for this worker, unless another was quicker."""
    async with open_work(SYSTEM.in_shop(shop_id), priority=Priority.BULK) as work:
        free = or_(ImportJob.lease_until.is_(None), ImportJob.lease_until < work.now)
        mine = work.change_mine(ImportJob).where(ImportJob.id == import_id, free, ImportJob.stage.in_(AT_WORK))
        return (await work.session.execute(mine.values(lease_until=work.now + LEASE))).rowcount == 1


async def keep_holding(work: Work, import_id: int) -> None:
    """Renew within a batch's own transaction."""
    await work.session.execute(work.change_mine(ImportJob).where(ImportJob.id == import_id).values(lease_until=clock.now() + LEASE))


async def let_go(import_id: int, shop_id: int) -> None:
    async with open_work(SYSTEM.in_shop(shop_id), priority=Priority.BULK) as work:
        await work.session.execute(work.change_mine(ImportJob).where(ImportJob.id == import_id).values(lease_until=None))
