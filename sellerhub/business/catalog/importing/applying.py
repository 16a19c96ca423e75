"""Carry out a preview, a few products at a time; each product in its own savepoint."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.actions import (
    NewPrice,
    ProductChange,
    ProductDraft,
    VariantChange,
    VariantDraft,
    activate,
    add_variants,
    create_product,
    deactivate,
    edit_product,
    edit_variants,
    set_prices,
    set_stock,
)
from sellerhub.business.catalog.importing.checking import move
from sellerhub.business.catalog.importing.comparing import PRODUCT_FIELDS, RowPlan
from sellerhub.business.catalog.importing.ground import find_job, plans_of, rows_of, write_rows
from sellerhub.business.catalog.importing.problems import Problem
from sellerhub.business.catalog.importing.stages import Outcome, RowStatus, Stage, Step
from sellerhub.business.catalog.importing.tables import ImportJob
from sellerhub.business.catalog.importing.wishes import want_photos
from sellerhub.business.catalog.ports import StockKeeping
from sellerhub.business.catalog.tables import Product, Variant
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import BusinessError
from sellerhub.core.money import Money
from sellerhub.core.work import Work

APPLY_AT_ONCE = 10  # products in one transaction: short, so that checkout never waits long


async def run_batch(work: Work, import_id: int) -> bool:
    """The next products; True when the import is over."""
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    if job.stage != Stage.RUNNING:
        return True
    if job.cancel_asked_at is not None:
        await move(work, job, Step.CANCEL, finished_at=work.now)
        return True
    first, last = job.at_product + 1, job.at_product + APPLY_AT_ONCE
    rows = await rows_of(work, import_id, first, last)
    results: list[dict[str, Any]] = []
    planned = await plans_of(work, job, rows)
    await _hold_stock_still(work, planned.values())
    for product_no, plans in planned.items():
        lines = {row.number: row for row in rows if row.product_no == product_no}
        results += await _apply(work, job, lines, plans)
    await write_rows(work, results)
    n = {status: sum(each["status"] == status for each in results) for status in RowStatus}
    n[RowStatus.COMPLETED] -= sum(each["outcome"] == Outcome.SAME for each in results)  # nothing was written for them
    moved = {
        "at_product": min(last, job.products),
        "n_completed": job.n_completed + n[RowStatus.COMPLETED],
        "n_failed": job.n_failed + n[RowStatus.FAILED],
        "n_skipped": job.n_skipped + n[RowStatus.SKIPPED],
    }
    await work.session.execute(work.change_mine(ImportJob).where(ImportJob.id == import_id).values(**moved))
    work.tell(topics.job(import_id), topics.shop_products(job.shop_id))
    if last < job.products:
        return False
    all_well = moved["n_failed"] == 0
    await move(work, job, Step.FINISH if all_well else Step.FINISH_WITH_ERRORS, finished_at=work.now)
    return True


async def _hold_stock_still(work: Work, planned: Iterable[Sequence[RowPlan]]) -> None:
    """Of all these products at once: one by one, in the file's order, they could meet a checkout that goes another way."""
    levels = {each.variant.id for plans in planned for each in plans if each.variant is not None and "stock" in each.changes}
    if levels:
        await work.outside(StockKeeping).hold_still(work, levels)


async def _apply(work: Work, job: ImportJob, lines: dict[int, Row], plans: Sequence[RowPlan]) -> list[dict[str, Any]]:
    """One product. Returns what to write onto its lines."""
    waiting = [each for each in plans if each.asks and lines[each.wanted.number].accepted_at is None]
    usable = [each for each in plans if not each.has_error and each not in waiting]
    results = {
        each.wanted.number: {"status": RowStatus.FAILED if each.has_error else RowStatus.SKIPPED, **_seen(each)}
        for each in plans
        if each not in usable
    }
    try:
        async with work.savepoint():
            product_id, undo = await _write(work, job, plans[0], usable, lines)
    except BusinessError as refusal:
        problem = Problem("refused", facts={"reason": refusal.sentence, "code": refusal.code})
        for each in usable:
            each.problems.append(problem)
            results[each.wanted.number] = {"status": RowStatus.FAILED, **_seen(each), "outcome": Outcome.ERROR}
    else:
        for each in usable:
            number = each.wanted.number
            results[number] = {"status": RowStatus.COMPLETED, **_seen(each), "undo": undo.get(number, {}), "product_id": product_id}
    blank = {"undo": {}, "product_id": None}
    return [{**blank, **result, "id": lines[number].id} for number, result in results.items()]


def _seen(plan: RowPlan) -> dict[str, Any]:
    return {"outcome": plan.outcome, "problems": [each.as_json() for each in plan.problems], "changes": plan.changes}


async def _write(
    work: Work, job: ImportJob, head: RowPlan, usable: Sequence[RowPlan], lines: dict[int, Row]
) -> tuple[int | None, dict[int, dict[str, Any]]]:
    """Returns the product's id and, by line, what undoing it takes."""
    if not usable:
        return None, {}
    known = await _product_of(work, lines[head.wanted.number].key)
    undo: dict[int, dict[str, Any]] = {}
    if known is None:
        product_id = await _create(work, head, usable, lines[head.wanted.number].key)
        undo[usable[0].wanted.number] = {"created": True}
    else:
        product_id = known.id
        if head in usable and (changed := await _edit(work, known, head)):
            undo.setdefault(head.wanted.number, {})["product"] = changed
        await _change_variants(work, known, usable, undo)
    pictures = [(each.wanted.picture, each.variant) for each in usable if each.new_picture and each.wanted.picture]
    await want_photos(work, product_id, job.id, [picture for picture, _ in pictures])
    return product_id, undo


async def _product_of(work: Work, key: str) -> Product | None:
    kept = work.mine(Product).where(Product.deleted_at.is_(None))
    if key.startswith("sku:"):
        owner = work.mine(Variant, Variant.product_id).where(Variant.sku == key[4:], Variant.deleted_at.is_(None))
        return (await work.session.execute(kept.where(Product.id == owner.scalar_subquery()))).scalar_one_or_none()
    return (await work.session.execute(kept.where(Product.handle == key))).scalar_one_or_none()


async def _create(work: Work, head: RowPlan, usable: Sequence[RowPlan], key: str) -> int:
    wanted = head.wanted
    draft = ProductDraft(
        title=wanted.title or "",
        handle="" if key.startswith(("sku:", "row:")) else key,
        body_html=wanted.body_html or "",
        vendor=wanted.vendor or "",
        kind=wanted.kind or "",
        tags=wanted.tags or (),
        option_names=wanted.option_names,
        variants=tuple(_draft(each) for each in usable if each.wanted.is_variant),
    )
    product_id = await create_product(work, draft)
    if wanted.published and all(each.price.minor > 0 for each in draft.variants):
        await activate(work, product_id)
    return product_id


def _draft(plan: RowPlan) -> VariantDraft:
    wanted = plan.wanted
    return VariantDraft(
        price=wanted.price,
        sku=wanted.sku,
        options=wanted.options,
        compare_at=wanted.compare_at,
        weight_grams=wanted.weight_grams or 0,
        barcode=wanted.barcode or "",
        stock=wanted.stock or 0,
    )


async def _edit(work: Work, known: Product, head: RowPlan) -> dict[str, list[Any]]:
    """Returns fields as [before, after]."""
    changed: dict[str, list[Any]] = {}
    for name in PRODUCT_FIELDS:
        value, before = getattr(head.wanted, name), getattr(known, name)
        value = list(value) if isinstance(value, tuple) else value
        if value is not None and value != before:
            changed[name] = [before, value]
    if changed:
        values = {name: tuple(after) if name == "tags" else after for name, (_, after) in changed.items()}
        await edit_product(work, known.id, ProductChange(**values))
    if "published" in head.changes:
        before = known.status
        await (activate if head.wanted.published else deactivate)(work, known.id)
        changed["status"] = [before, "active" if head.wanted.published else "inactive"]
    return changed


async def _change_variants(work: Work, known: Product, usable: Sequence[RowPlan], undo: dict[int, dict[str, Any]]) -> None:
    new = [each for each in usable if each.wanted.is_variant and each.variant is None]
    old = [each for each in usable if each.variant is not None and each.changes.keys() - {"image"}]
    if new:
        names = next((each.wanted.option_names for each in usable if each.wanted.option_names), None)
        ids = await add_variants(work, known.id, [_draft(each) for each in new], names if not known.option_names else None)
        for each, variant_id in zip(new, ids, strict=True):
            undo.setdefault(each.wanted.number, {})["created_variant"] = variant_id
    prices: dict[int, NewPrice] = {}
    details: dict[int, VariantChange] = {}
    levels: dict[int, int] = {}
    for each in old:
        wanted, variant = each.wanted, each.variant
        changed: dict[str, Any] = {}
        price = wanted.price if wanted.price is not None else variant.price
        compare_at = wanted.compare_at or variant.compare_at
        if not rules.is_real_compare_at(price, compare_at):
            compare_at = None
        if (price, compare_at) != (variant.price, variant.compare_at):
            prices[variant.id] = NewPrice(price, compare_at)
            changed["price"] = [_minor(variant.price, variant.compare_at), _minor(price, compare_at)]
        if {"sku", "grams", "barcode"} & each.changes.keys():
            details[variant.id] = VariantChange(wanted.sku or None, wanted.barcode, wanted.weight_grams)
            before = [variant.sku, variant.barcode, variant.weight_grams]
            after = [wanted.sku or variant.sku, wanted.barcode, wanted.weight_grams]
            changed["details"] = [before, [then if now is None else now for then, now in zip(before, after, strict=True)]]
        if "stock" in each.changes:
            levels[variant.id] = wanted.stock
            changed |= {"stock": [variant.stock, wanted.stock], "at": work.now.isoformat()}
        undo.setdefault(wanted.number, {})["variant"] = {"id": variant.id, **changed}
    if prices:
        await set_prices(work, prices)
    if details:
        await edit_variants(work, details)
    if levels:
        await set_stock(work, levels)


def _minor(price: Money, compare_at: Money | None) -> list[int | None]:
    return [price.minor, compare_at.minor if compare_at else None]
