"""Take an import back, last product first. What somebody changed since is left as it is now."""

from typing import Any

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
    set_stock,
)
from sellerhub.business.catalog.actions.finding import find_product
from sellerhub.business.catalog.importing.checking import move
from sellerhub.business.catalog.importing.ground import find_job, rows_of
from sellerhub.business.catalog.importing.stages import RowStatus, Stage, Step
from sellerhub.business.catalog.importing.tables import ImportJob
from sellerhub.business.catalog.ports import StockLevels
from sellerhub.business.catalog.rules import ProductStatus
from sellerhub.business.catalog.tables import Variant
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import BusinessError
from sellerhub.core.money import Money
from sellerhub.core.work import Work

UNDO_AT_ONCE = 10


async def undo_batch(work: Work, import_id: int) -> bool:
    """The next products backwards; True when all is taken back."""
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    if job.stage != Stage.REVERTING:
        return True
    last = job.at_product
    first = max(1, last - UNDO_AT_ONCE + 1)
    for row in reversed(await rows_of(work, import_id, first, last)):
        if row.status == RowStatus.COMPLETED and row.undo:
            try:
                async with work.savepoint():
                    await _take_back(work, job, row.product_id, row.undo)
            except BusinessError:
                continue  # deleted or frozen since: nothing of the import is left to take back there
    await work.session.execute(work.change_mine(ImportJob).where(ImportJob.id == import_id).values(at_product=first - 1))
    work.tell(topics.job(import_id))
    if first > 1:
        return False
    await move(work, job, Step.FINISH_REVERT)
    return True


async def _take_back(work: Work, job: ImportJob, product_id: int, undo: dict[str, Any]) -> None:
    if undo.get("created"):
        await delete_product(work, product_id)
        return
    if variant_id := undo.get("created_variant"):
        await remove_variant(work, variant_id)
    if changed := undo.get("product"):
        await _product_back(work, product_id, changed)
    if changed := undo.get("variant"):
        await _variant_back(work, job.currency, changed)


async def _product_back(work: Work, product_id: int, changed: dict[str, list[Any]]) -> None:
    product = await find_product(work, product_id)
    before, after = changed.pop("status", [None, None])
    untouched = {name: then for name, (then, now) in changed.items() if getattr(product, name) == now}
    if untouched:
        await edit_product(work, product_id, ProductChange(**untouched))
    if after is not None and product.status == after:
        if after == ProductStatus.ACTIVE:
            await deactivate(work, product_id)
        elif before == ProductStatus.ACTIVE:
            await activate(work, product_id)


async def _variant_back(work: Work, currency: str, changed: dict[str, Any]) -> None:
    wanted = work.mine(Variant).where(Variant.id == changed["id"], Variant.deleted_at.is_(None))
    variant = (await work.session.execute(wanted)).scalar_one_or_none()
    if variant is None:
        return
    if prices := changed.get("price"):
        then, now = prices
        if [variant.price_minor, variant.compare_at_minor] == now:
            compare_at = None if then[1] is None else Money(then[1], currency)
            await set_prices(work, {variant.id: NewPrice(Money(then[0], currency), compare_at)})
    if details := changed.get("details"):
        then, now = details
        if [variant.sku, variant.barcode, variant.weight_grams] == now:
            await edit_variants(work, {variant.id: VariantChange(*then)})
    if units := changed.get("stock"):
        left = (await work.outside(StockLevels).levels(work, [variant.id])).get(variant.id, 0)
        await set_stock(work, {variant.id: max(0, left - (units[1] - units[0]))})  # what sold meanwhile stays sold
