"""Inventory behind the catalogue's ports; wired in `app.py`."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sellerhub.business.catalog.ports import Use
from sellerhub.business.inventory import actions, queries, undoing
from sellerhub.core.work import Work


class Inventory:
    """Adapter of catalog.ports.StockKeeping, StockLevels and, as far as holds go, Uses."""

    async def set_levels(self, work: Work, levels: Mapping[int, int], reason: str) -> None:
        await actions.set_levels(work, levels, reason)

    async def levels(self, work: Work, variant_ids: Collection[int]) -> dict[int, int]:
        return await queries.levels(work, variant_ids)

    async def hold_still(self, work: Work, variant_ids: Collection[int]) -> None:
        await undoing.hold_still(work, variant_ids)

    async def take_back(self, work: Work, variant_id: int, added: int, since: datetime) -> bool:
        return await undoing.take_back(work, variant_id, added, since)

    def sold_out(self, work: Work) -> Any:
        return queries.sold_out_products(work)

    async def of_products(self, work: Work, product_ids: Collection[int]) -> dict[int, Use]:
        return dict.fromkeys(await queries.held_products(work, product_ids), Use.HELD)

    async def of_variants(self, work: Work, variant_ids: Collection[int]) -> dict[int, Use]:
        return dict.fromkeys(await queries.held_variants(work, variant_ids), Use.HELD)
