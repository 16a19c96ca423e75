"""A LIVE or an item of its list, of this shop."""

from sellerhub.business.live.rules import ItemStatus
from sellerhub.business.live.tables import Live, LiveItem
from sellerhub.core.errors import NotFound
from sellerhub.core.work import Work


async def status_of(work: Work, live_id: int) -> str:
    status = (await work.session.execute(work.mine(Live, Live.status).where(Live.id == live_id))).scalar_one_or_none()
    if status is None:
        raise NotFound("live")
    return status


async def item_of(work: Work, item_id: int) -> LiveItem:
    """An item on one of this shop's lists."""
    item = (await work.session.scalars(work.mine(LiveItem).where(LiveItem.id == item_id))).one_or_none()
    if item is None or item.status == ItemStatus.REMOVED:
        raise NotFound("product")
    return item
