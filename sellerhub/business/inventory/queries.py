"""What others may know of stock."""

from collections.abc import Collection

from sellerhub.business.inventory.tables import Stock
from sellerhub.core.work import Work


async def levels(work: Work, variant_ids: Collection[int]) -> dict[int, int]:
    """Units that can be bought now, by variant; 0 for what was never stocked."""
    wanted = set(variant_ids)
    if not wanted:
        return {}
    rows = work.across_shops(Stock, Stock.id, Stock.available, why="buyers of any shop see what is left").where(Stock.id.in_(wanted))
    return dict.fromkeys(wanted, 0) | dict((await work.session.execute(rows)).all())
