"""Take a level that was set back, unless somebody set it again."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, insert

from sellerhub.business.inventory.actions import adjustment, announce
from sellerhub.business.inventory.rules import Reason
from sellerhub.business.inventory.tables import Stock, StockAdjustment
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.work import Work


async def hold_still(work: Work, variant_ids: Collection[int]) -> None:
    """See catalog.ports.StockKeeping. Checkout locks by ascending id too, so that neither waits for the other in a circle."""
    await work.session.execute(work.mine(Stock, Stock.id).where(Stock.id.in_(variant_ids)).order_by(Stock.id).with_for_update())


async def take_back(work: Work, variant_id: int, added: int, since: datetime) -> bool:
    """See catalog.ports.StockKeeping. Every setting by hand leaves an adjustment; sales leave none, so they do not stand in the way."""
    work.require(Permission.EDIT_STOCK)
    locked = work.mine(Stock, Stock.available).where(Stock.id == variant_id).with_for_update()
    before = (await work.session.execute(locked)).scalar()
    set_again = work.mine(StockAdjustment, StockAdjustment.id).where(StockAdjustment.variant_id == variant_id, StockAdjustment.at > since)
    if before is None or (await work.session.execute(set_again.limit(1))).first():
        return False
    left = case((Stock.available > added, Stock.available - added), else_=0)
    change = work.change_mine(Stock).where(Stock.id == variant_id).values(available=left).returning(Stock.available)
    after = (await work.session.execute(change)).scalar_one()
    if after != before:
        await work.session.execute(insert(StockAdjustment), [adjustment(work, variant_id, after - before, Reason.UNDONE)])
        announce(work, variant_id, after, Reason.UNDONE)
        work.tell(topics.RESTOCKED)
    return True
