"""From an uploaded file to a preview: keep its lines, say what each would change. Writes nothing to the catalogue."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert

from sellerhub.business.catalog.events import ImportMoved
from sellerhub.business.catalog.importing import stages
from sellerhub.business.catalog.importing.columns import Columns
from sellerhub.business.catalog.importing.comparing import RowPlan
from sellerhub.business.catalog.importing.ground import find_job, plans_of, rows_of, write_rows
from sellerhub.business.catalog.importing.parsing import product_key
from sellerhub.business.catalog.importing.reading import Line
from sellerhub.business.catalog.importing.stages import Outcome, RowStatus, Stage, Step
from sellerhub.business.catalog.importing.tables import ImportJob, ImportRow
from sellerhub.business.shop.queries import shop_card
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotAllowedNow
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work

LEASE = timedelta(seconds=60)
CHECK_AT_ONCE = 100  # products in one transaction
KEEP_AT_ONCE = 500  # lines in one transaction


async def register_upload(work: Work, file_name: str, file_key: str, size: int) -> int:
    """A file has arrived under `file_key`; returns the import's id."""
    work.require(Permission.EDIT_PRODUCTS)
    shop = await shop_card(work, work.shop_id)
    job = ImportJob(
        shop_id=work.shop_id,
        account_id=work.actor.account_id,
        by_name=work.actor.name,
        file_name=file_name.replace("\\", "/").rsplit("/", 1)[-1][-120:],
        file_key=file_key,
        bytes=size,
        currency=shop.currency,
        created_at=work.now,
    )
    work.session.add(job)
    await work.session.flush()
    work.record(ImportMoved(job.id, job.shop_id, "", Stage.UPLOADED))
    return job.id


async def move(work: Work, job: ImportJob, step: Step, **also: Any) -> Stage:
    """To the next stage if it is still in the stage that was read."""
    wanted = stages.after(job.stage, step)
    moved = await work.session.execute(
        work.change_mine(ImportJob).where(ImportJob.id == job.id, ImportJob.stage == job.stage).values(stage=wanted, **also)
    )
    if moved.rowcount == 0:
        raise NotAllowedNow("import", job.stage, step)
    work.record(ImportMoved(job.id, job.shop_id, job.stage, wanted))
    return wanted


async def forget_lines(work: Work, import_id: int) -> None:
    """Before reading a file again, after a worker died while keeping its lines."""
    work.require(Permission.EDIT_PRODUCTS)
    await work.session.execute(work.remove_mine(ImportRow).where(ImportRow.import_id == import_id))


def lines_as_rows(import_id: int, shop_id: int, columns: Columns, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Rows of ImportRow for a bulk insert; lines of one product share a number. Pure, for a thread."""
    numbers: dict[str, int] = {}
    rows = []
    for line in lines:
        padded = (*line.cells, *[""] * (len(columns.keys) - len(line.cells)))
        cells = {key: text for key, text in zip(columns.keys, padded, strict=False) if key}
        extra = [text for key, text in zip(columns.keys, padded, strict=False) if not key]
        if any(text.strip() for text in padded[len(columns.keys) :]):
            extra += [*padded[len(columns.keys) :]]
        key = product_key(cells) or f"row:{line.number}"
        rows.append(
            {
                "id": new_id(),
                "shop_id": shop_id,
                "import_id": import_id,
                "number": line.number,
                "product_no": numbers.setdefault(key, len(numbers) + 1),
                "key": key,
                "sku": cells.get("sku", "").strip(),
                "title": cells.get("title", "").strip()[:300],
                "cells": cells,
                "extra": extra,
                "outcome": "",
                "warned": False,
                "problems": [],
                "changes": {},
                "accepted_at": None,
                "status": RowStatus.PENDING,
                "undo": {},
                "product_id": None,
            }
        )
    return rows


async def keep_lines(work: Work, import_id: int, rows: Sequence[dict[str, Any]]) -> None:
    work.require(Permission.EDIT_PRODUCTS)
    await work.session.execute(insert(ImportRow), list(rows))
    work.tell(topics.job(import_id))


async def finish_reading(work: Work, import_id: int, kind: str, sheet: str, columns: Columns) -> None:
    """All lines are kept: the file is parsed."""
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    wanted = work.mine(ImportRow, func.count(), func.max(ImportRow.product_no)).where(ImportRow.import_id == import_id)
    total, products = (await work.session.execute(wanted)).one()
    names = {"headers": list(columns.headers), "keys": list(columns.keys)}
    await move(work, job, Step.PARSE, total=total, products=products, at_product=0, kind=kind, sheet=sheet, **names)


async def refuse_file(work: Work, import_id: int, code: str, facts: dict[str, Any]) -> None:
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    await move(work, job, Step.FAIL, problem=code, problem_facts=facts, finished_at=work.now)


async def check_batch(work: Work, import_id: int) -> bool:
    """Say what the next products would change; True when the preview is complete."""
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    if job.stage != Stage.PARSED:
        return True
    first, last = job.at_product + 1, job.at_product + CHECK_AT_ONCE
    await check_products(work, job, first, last)
    if last >= job.products:
        await count_outcomes(work, import_id)
        await move(work, await find_job(work, import_id), Step.VALIDATE, at_product=0)
        return True
    await work.session.execute(work.change_mine(ImportJob).where(ImportJob.id == import_id).values(at_product=last))
    work.tell(topics.job(import_id))
    return False


async def check_products(work: Work, job: ImportJob, first: int, last: int) -> None:
    """Write the plan of the products numbered first to last onto their lines."""
    rows = await rows_of(work, job.id, first, last)
    plans = await plans_of(work, job, rows)
    by_number = {each.wanted.number: each for plan in plans.values() for each in plan}
    await write_rows(work, [checked(row.id, by_number[row.number]) for row in rows if row.number in by_number])


def checked(row_id: int, plan: RowPlan) -> dict[str, Any]:
    return {
        "id": row_id,
        "outcome": plan.outcome,
        "warned": any(each.severity == "warning" for each in plan.problems),
        "problems": [each.as_json() for each in plan.problems],
        "changes": plan.changes,
        "sku": plan.wanted.sku,
    }


async def count_outcomes(work: Work, import_id: int) -> None:
    """Bring the job's figures in line with its rows."""
    kept = ImportRow.import_id == import_id, ImportRow.status != RowStatus.SKIPPED
    grouped = work.mine(ImportRow, ImportRow.outcome, func.count()).where(*kept).group_by(ImportRow.outcome)
    n = {outcome: count for outcome, count in await work.session.execute(grouped)}
    warned = work.mine(ImportRow, func.count()).where(*kept, ImportRow.warned.is_(True))
    skipped = work.mine(ImportRow, func.count()).where(ImportRow.import_id == import_id, ImportRow.status == RowStatus.SKIPPED)
    await work.session.execute(
        work.change_mine(ImportJob)
        .where(ImportJob.id == import_id)
        .values(
            n_new=n.get(Outcome.NEW, 0),
            n_update=n.get(Outcome.UPDATE, 0),
            n_same=n.get(Outcome.SAME, 0),
            n_error=n.get(Outcome.ERROR, 0),
            n_warning=(await work.session.execute(warned)).scalar(),
            n_skipped=(await work.session.execute(skipped)).scalar(),
        )
    )
    work.tell(topics.job(import_id))
