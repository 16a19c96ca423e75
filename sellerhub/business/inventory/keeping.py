"""Inventory behind the catalogue's ports; wired in `app.py`."""

from collections.abc import Collection, Mapping

from sellerhub.business.inventory import actions, queries
from sellerhub.core.work import Work


class Inventory:
    """Adapter of catalog.ports.StockKeeping and catalog.ports.StockLevels."""

    async def set_levels(self, work: Work, levels: Mapping[int, int], reason: str) -> None:
        await actions.set_levels(work, levels, reason)

    async def levels(self, work: Work, variant_ids: Collection[int]) -> dict[int, int]:
        return await queries.levels(work, variant_ids)
