"""Take an import back, last product first.

What somebody changed since is left as it is now. A product that orders, carts or LIVEs name is not deleted: it goes off
sale, and the row says why it stays.
"""

import contextlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from sellerhub.business.catalog.actions import (
    NewPrice,
    ProductChange,
    VariantChange,
    activate,
    deactivate,
    delete_product,
    edit_product,
    edit_variants,
    remove_variant,
    set_prices,
)
from sellerhub.business.catalog.actions.finding import find_product, variants_of
from sellerhub.business.catalog.importing.checking import move
from sellerhub.business.catalog.importing.ground import find_job, rows_of, write_rows
from sellerhub.business.catalog.importing.stages import RowStatus, Stage, Step
from sellerhub.business.catalog.importing.tables import ImportJob
from sellerhub.business.catalog.ports import StockKeeping, Use, Uses
from sellerhub.business.catalog.rules import ProductStatus
from sellerhub.business.catalog.tables import Variant
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import BusinessError
from sellerhub.core.money import Money
from sellerhub.core.work import Work

UNDO_AT_ONCE = 10


class _InUse(Exception):
    def __init__(self, use: Use) -> None:
        super().__init__(use)
        self.use = use


async def undo_batch(work: Work, import_id: int) -> bool:
    """The next products backwards; True when all is taken back."""
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    if job.stage != Stage.REVERTING:
        return True
    last = job.at_product
    first = max(1, last - UNDO_AT_ONCE + 1)
    kept: list[dict[str, Any]] = []
    products_kept: set[int] = set()
    rows = [row for row in await rows_of(work, import_id, first, last) if row.status == RowStatus.COMPLETED and row.undo]
    await _hold_stock_still(work, rows)
    for row in reversed(rows):
        use = await _take_back(work, job, row.product_id, row.undo)
        if use is not None:
            kept.append({"id": row.id, "status": RowStatus.KEPT, "undo": {**row.undo, "kept": use}})
            products_kept.add(row.product_id)
    await write_rows(work, kept)
    moved = {"at_product": first - 1, "n_kept": job.n_kept + len(products_kept)}
    await work.session.execute(work.change_mine(ImportJob).where(ImportJob.id == import_id).values(**moved))
    work.tell(topics.job(import_id))
    if first > 1:
        return False
    await move(work, job, Step.FINISH_REVERT)
    return True


async def _hold_stock_still(work: Work, rows: Sequence[Row]) -> None:
    """Of all these lines at once: one by one, backwards, they could meet a checkout that goes forwards."""
    new = await variants_of(work, [row.product_id for row in rows if row.undo.get("created")])
    ids = {each.id for variants in new.values() for each in variants}
    ids |= {row.undo["created_variant"] for row in rows if "created_variant" in row.undo}
    ids |= {row.undo["variant"]["id"] for row in rows if "variant" in row.undo}
    await work.outside(StockKeeping).hold_still(work, ids)


async def _take_back(work: Work, job: ImportJob, product_id: int, undo: dict[str, Any]) -> Use | None:
    """One line's changes, each on its own: what was deleted or frozen since is left. Returns why something of it stays."""
    if undo.get("created"):
        return await _remove_product(work, product_id)
    use: Use | None = None
    if variant_id := undo.get("created_variant"):
        use = await _remove_variant(work, product_id, variant_id)
    if changed := undo.get("product"):
        await _product_back(work, product_id, dict(changed))
    if changed := undo.get("variant"):
        await _variant_back(work, job, changed)
    return use


async def _remove_product(work: Work, product_id: int) -> Use | None:
    variants = [each.id for each in (await variants_of(work, [product_id]))[product_id]]
    try:
        async with work.savepoint():
            await _empty(work, variants)  # from here on no checkout can take a unit; what it took before is seen below
            if use := (await work.outside(Uses).of_products(work, [product_id])).get(product_id):
                raise _InUse(use)
            await delete_product(work, product_id)
    except _InUse as kept:
        product = await find_product(work, product_id)
        if product.status == ProductStatus.ACTIVE:
            await deactivate(work, product_id)
        return kept.use
    except BusinessError:
        pass  # deleted or frozen since: nothing of the import is left to take back there
    return None


async def _remove_variant(work: Work, product_id: int, variant_id: int) -> Use | None:
    if variant_id not in {each.id for each in (await variants_of(work, [product_id]))[product_id]}:
        return None
    try:
        async with work.savepoint():
            await _empty(work, [variant_id])
            if use := (await work.outside(Uses).of_variants(work, [variant_id])).get(variant_id):
                raise _InUse(use)
            await remove_variant(work, variant_id)
    except _InUse as kept:
        await edit_variants(work, {variant_id: VariantChange(for_sale=False)})
        return kept.use
    except BusinessError:
        pass
    return None


async def _empty(work: Work, variant_ids: list[int]) -> None:
    await work.outside(StockKeeping).set_levels(work, dict.fromkeys(variant_ids, 0), reason="import")


async def _product_back(work: Work, product_id: int, changed: dict[str, list[Any]]) -> None:
    before, after = changed.pop("status", [None, None])
    with contextlib.suppress(BusinessError):
        async with work.savepoint():
            product = await find_product(work, product_id)
            untouched = {name: then for name, (then, now) in changed.items() if getattr(product, name) == now}
            if untouched:
                await edit_product(work, product_id, ProductChange(**untouched))
            if after is not None and product.status == after:
                if after == ProductStatus.ACTIVE:
                    await deactivate(work, product_id)
                elif before == ProductStatus.ACTIVE:
                    await activate(work, product_id)


async def _variant_back(work: Work, job: ImportJob, changed: dict[str, Any]) -> None:
    wanted = work.mine(Variant).where(Variant.id == changed["id"], Variant.deleted_at.is_(None)).with_for_update()
    variant = (await work.session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()
    if variant is None:
        return
    if units := changed.get("stock"):
        since = datetime.fromisoformat(changed["at"])
        await work.outside(StockKeeping).take_back(work, variant.id, units[1] - units[0], since)
    prices, details = changed.get("price"), changed.get("details")
    with contextlib.suppress(BusinessError):
        async with work.savepoint():
            if prices and [variant.price_minor, variant.compare_at_minor] == prices[1]:
                then = prices[0]
                compare_at = None if then[1] is None else Money(then[1], job.currency)
                await set_prices(work, {variant.id: NewPrice(Money(then[0], job.currency), compare_at)})
    with contextlib.suppress(BusinessError):
        async with work.savepoint():
            if details and [variant.sku, variant.barcode, variant.weight_grams] == details[1]:
                await edit_variants(work, {variant.id: VariantChange(*details[0])})
