"""What a person decides about a preview: mend a cell, accept a warning, skip a row, run, cancel, undo."""

from collections.abc import Collection

from sellerhub.business.catalog.importing import stages
from sellerhub.business.catalog.importing.checking import check_products, count_outcomes, move
from sellerhub.business.catalog.importing.columns import SHOPIFY
from sellerhub.business.catalog.importing.ground import chunks, find_job
from sellerhub.business.catalog.importing.parsing import product_key
from sellerhub.business.catalog.importing.stages import Outcome, RowStatus, Stage, Step
from sellerhub.business.catalog.importing.tables import ImportJob, ImportRow
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotAllowedNow, NotFound
from sellerhub.core.work import Work


async def mend_cell(work: Work, row_id: int, key: str, text: str, *, everywhere: bool = False) -> int:
    """Put `text` in a cell; with `everywhere`, every cell with the same problem gets its own likely fix. Returns how many."""
    work.require(Permission.EDIT_PRODUCTS)
    row = await _find_row(work, row_id)
    job = await _in_preview(work, row.import_id)
    if key not in SHOPIFY:
        raise NotFound("column")
    mended = {row.id: (row, text)}
    code = _code_at(row, job, key)
    if everywhere and code:
        errors = work.mine(ImportRow).where(ImportRow.import_id == job.id, ImportRow.outcome == Outcome.ERROR)
        for other in (await work.session.execute(errors)).scalars():
            fix = next((each["fix"] for each in other.problems if each["code"] == code and each["column"] == _header(job, key)), "")
            if other.id != row.id and fix:
                mended[other.id] = (other, fix)
    for each, cell in mended.values():
        each.cells = {**each.cells, key: cell[:1000]}
        each.sku = each.cells.get("sku", "").strip()
        each.title = each.cells.get("title", "").strip()[:300]
        if key in {"handle", "title"} and each.key.startswith(("row:", "sku:")):
            each.key = product_key(each.cells) or each.key
    await work.session.flush()
    await _check_again(work, job, [each for each, _ in mended.values()])
    return len(mended)


def _header(job: ImportJob, key: str) -> str:
    return job.headers[job.keys.index(key)] if key in job.keys else ""


def _code_at(row: ImportRow, job: ImportJob, key: str) -> str:
    return next((each["code"] for each in row.problems if each["column"] == _header(job, key) and each["fix"]), "")


async def accept_warnings(work: Work, row_ids: Collection[int], accepted: bool = True) -> None:
    """Tick rows whose price changes by more than half."""
    work.require(Permission.EDIT_PRODUCTS)
    rows = [await _find_row(work, row_id) for row_id in row_ids]
    for row in rows:
        await _in_preview(work, row.import_id)
        row.accepted_at = work.now if accepted else None
        work.tell(topics.job(row.import_id))


async def accept_all_warnings(work: Work, import_id: int) -> None:
    work.require(Permission.EDIT_PRODUCTS)
    await _in_preview(work, import_id)
    warned = work.change_mine(ImportRow).where(ImportRow.import_id == import_id, ImportRow.warned.is_(True))
    await work.session.execute(warned.values(accepted_at=work.now))
    work.tell(topics.job(import_id))


async def skip_row(work: Work, row_id: int, skipped: bool = True) -> None:
    """Leave a row out, or take it back in."""
    work.require(Permission.EDIT_PRODUCTS)
    row = await _find_row(work, row_id)
    job = await _in_preview(work, row.import_id)
    row.status = RowStatus.SKIPPED if skipped else RowStatus.PENDING
    await work.session.flush()
    same_sku = work.mine(ImportRow).where(ImportRow.import_id == job.id, ImportRow.sku == row.sku, ImportRow.sku != "")
    await _check_again(work, job, [row, *(await work.session.execute(same_sku)).scalars()])


async def choose_stock_update(work: Work, import_id: int, update_stock: bool) -> None:
    """Whether existing SKUs take the file's stock. The preview is made again."""
    work.require(Permission.EDIT_PRODUCTS)
    job = await _in_preview(work, import_id)
    await move(work, job, Step.CHECK_AGAIN, at_product=0, update_stock=update_stock)


async def begin(work: Work, import_id: int) -> None:
    """Run it in the background."""
    work.require(Permission.EDIT_PRODUCTS)
    await move(work, await find_job(work, import_id), Step.BEGIN, started_at=work.now, at_product=0)


async def cancel(work: Work, import_id: int) -> None:
    """Stop: at once before it runs, after the batch in hand when it runs. What was done stays and can be undone."""
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    if job.stage == Stage.RUNNING:
        asked = work.change_mine(ImportJob).where(ImportJob.id == import_id, ImportJob.stage == Stage.RUNNING)
        await work.session.execute(asked.values(cancel_asked_at=work.now))
        work.tell(topics.job(import_id))
        return
    await move(work, job, Step.CANCEL, finished_at=work.now)


async def undo(work: Work, import_id: int) -> None:
    """Take back what an import did, within 24 hours."""
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    if job.started_at is None or work.now > (job.finished_at or job.started_at) + stages.UNDO_FOR:
        raise NotAllowedNow("import", job.stage, Step.REVERT)
    await move(work, job, Step.REVERT, at_product=job.products)


async def discard(work: Work, import_id: int) -> None:
    """Forget an import that never ran, with its rows."""
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    if job.started_at is not None:
        raise NotAllowedNow("import", job.stage, "discard")
    await work.session.execute(work.remove_mine(ImportRow).where(ImportRow.import_id == import_id))
    await work.session.execute(work.remove_mine(ImportJob).where(ImportJob.id == import_id))


async def _find_row(work: Work, row_id: int) -> ImportRow:
    row = (await work.session.execute(work.mine(ImportRow).where(ImportRow.id == row_id))).scalar_one_or_none()
    if row is None:
        raise NotFound("row")
    return row


async def _in_preview(work: Work, import_id: int) -> ImportJob:
    job = await find_job(work, import_id)
    if job.stage != Stage.VALIDATED:
        raise NotAllowedNow("import", job.stage, "edit")
    return job


async def _check_again(work: Work, job: ImportJob, rows: Collection[ImportRow]) -> None:
    """Plan the products of these rows afresh, and of rows that share a SKU with them."""
    skus = {row.sku for row in rows if row.sku}
    numbers = {row.product_no for row in rows}
    for part in chunks(skus):
        sharing = work.mine(ImportRow, ImportRow.product_no).where(ImportRow.import_id == job.id, ImportRow.sku.in_(part))
        numbers |= set((await work.session.execute(sharing)).scalars())
    again = work.change_mine(ImportRow).where(ImportRow.id.in_([row.id for row in rows]))
    await work.session.execute(again.values(accepted_at=None))
    for number in sorted(numbers):
        await check_products(work, job, number, number)
    await count_outcomes(work, job.id)
