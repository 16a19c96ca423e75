"""Which products stand in a LIVE's list: the LIVE's part of the catalogue's Uses port."""

from collections.abc import Collection

from sellerhub.business.catalog.ports import Use
from sellerhub.business.live.rules import ItemStatus
from sellerhub.business.live.tables import LiveItem
from sellerhub.core.work import Work


class LiveUses:
    """A past LIVE counts too: its results name the product. A list names products, never variants."""

    async def of_products(self, work: Work, product_ids: Collection[int]) -> dict[int, Use]:
        listed = work.mine(LiveItem, LiveItem.product_id).where(LiveItem.product_id.in_(product_ids), LiveItem.status != ItemStatus.REMOVED)
        return dict.fromkeys((await work.session.execute(listed.distinct())).scalars(), Use.IN_LIVE)

    async def of_variants(self, work: Work, variant_ids: Collection[int]) -> dict[int, Use]:
        return {}
