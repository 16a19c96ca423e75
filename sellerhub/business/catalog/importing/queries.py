"""What the import screen and the command line read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_

from sellerhub.business.catalog.importing import stages
from sellerhub.business.catalog.importing.ground import find_job
from sellerhub.business.catalog.importing.problems import ERROR, Problem
from sellerhub.business.catalog.importing.stages import Outcome, RowStatus, Stage
from sellerhub.business.catalog.importing.tables import ImportJob, ImportRow
from sellerhub.business.catalog.rules import photo_url
from sellerhub.business.catalog.tables import Product, WantedPhoto
from sellerhub.core.access import Permission
from sellerhub.core.paging import PAGE_SIZE, Page, cursor, keys
from sellerhub.core.work import Work


@dataclass(frozen=True, slots=True)
class ImportFile:
    file_key: str
    shop_id: int
    file_name: str
    currency: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """Counts are of rows; `products` and `at_product` give the progress of the stage in hand."""

    id: int
    file_name: str
    sheet: str
    by_name: str
    currency: str
    stage: str
    update_stock: bool
    total: int
    products: int
    at_product: int
    new: int
    updates: int
    same: int
    errors: int
    warnings: int
    completed: int
    failed: int
    skipped: int
    kept: int
    problem: str
    problem_facts: dict[str, Any]
    ignored_columns: tuple[str, ...]
    created_at: datetime
    finished_at: datetime | None
    can_undo_until: datetime | None


@dataclass(frozen=True, slots=True)
class ImportRowView:
    id: int
    number: int
    product_no: int
    outcome: str
    warned: bool
    asks: bool
    accepted: bool
    status: str
    title: str
    cells: dict[str, str]
    changes: dict[str, list[str]]
    problems: tuple[Problem, ...]
    product_id: int | None
    photo: str


@dataclass(frozen=True, slots=True)
class KeptView:
    """A product that an undo left; `use` is a ports.Use. `whole`: the import made all of it, not only a variant."""

    product_id: int
    title: str
    use: str
    whole: bool


async def import_file(work: Work, import_id: int) -> ImportFile:
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    return ImportFile(job.file_key, job.shop_id, job.file_name, job.currency)


async def import_view(work: Work, import_id: int) -> ImportView:
    work.require(Permission.EDIT_PRODUCTS)
    return _view(await find_job(work, import_id), work.now)


async def import_history(work: Work, limit: int = 20) -> list[ImportView]:
    """Newest first."""
    work.require(Permission.EDIT_PRODUCTS)
    rows = (await work.session.execute(work.mine(ImportJob).order_by(ImportJob.id.desc()).limit(limit))).scalars()
    return [_view(row, work.now) for row in rows]


def _view(job: ImportJob, now: datetime) -> ImportView:
    can_undo = job.stage in {Stage.DONE, Stage.DONE_WITH_ERRORS, Stage.CANCELLED} and job.started_at is not None and job.n_completed > 0
    until = (job.finished_at or job.started_at) + stages.UNDO_FOR if can_undo else None
    return ImportView(
        id=job.id,
        file_name=job.file_name,
        sheet=job.sheet,
        by_name=job.by_name,
        currency=job.currency,
        stage=job.stage,
        update_stock=job.update_stock,
        total=job.total,
        products=job.products,
        at_product=job.at_product,
        new=job.n_new,
        updates=job.n_update,
        same=job.n_same,
        errors=job.n_error,
        warnings=job.n_warning,
        completed=job.n_completed,
        failed=job.n_failed,
        skipped=job.n_skipped,
        kept=job.n_kept,
        problem=job.problem,
        problem_facts=job.problem_facts,
        ignored_columns=tuple(name for key, name in zip(job.keys, job.headers, strict=True) if not key and name),
        created_at=job.created_at,
        finished_at=job.finished_at,
        can_undo_until=until if until and until > now else None,
    )


async def import_rows(work: Work, import_id: int, *, show: str = "all", words: str = "", after: str = "") -> Page[ImportRowView]:
    """A page of rows in file order. `show`: all | error | warning | new | update | same | skipped | failed."""
    work.require(Permission.EDIT_PRODUCTS)
    await find_job(work, import_id)
    wanted = work.mine(ImportRow).where(ImportRow.import_id == import_id)
    if show == "warning":
        wanted = wanted.where(ImportRow.warned.is_(True))
    elif show in {RowStatus.SKIPPED, RowStatus.FAILED}:
        wanted = wanted.where(ImportRow.status == show)
    elif show in set(Outcome):
        wanted = wanted.where(ImportRow.outcome == show)
    if words := words.strip():
        by_text = or_(ImportRow.title.icontains(words, autoescape=True), ImportRow.sku.icontains(words, autoescape=True))
        wanted = wanted.where(or_(by_text, ImportRow.number == int(words)) if words.isdecimal() and len(words) < 9 else by_text)
    if found := keys(after, int):
        wanted = wanted.where(ImportRow.number > found[0])
    rows = list((await work.session.execute(wanted.order_by(ImportRow.number).limit(PAGE_SIZE + 1))).scalars())
    covers = await _covers(work, rows)
    views = [_row_view(row, covers) for row in rows[:PAGE_SIZE]]
    return Page(views, cursor(rows[PAGE_SIZE - 1].number) if len(rows) > PAGE_SIZE else "")


async def _covers(work: Work, rows: Sequence[ImportRow]) -> dict[str, int | None]:
    handles = {row.key for row in rows}
    known = work.mine(Product, Product.handle, Product.cover_media_id).where(Product.handle.in_(handles), Product.deleted_at.is_(None))
    return {handle: media_id for handle, media_id in await work.session.execute(known)}


def _row_view(row: ImportRow, covers: dict[str, int | None]) -> ImportRowView:
    problems = tuple(Problem(**each) for each in row.problems)
    return ImportRowView(
        id=row.id,
        number=row.number,
        product_no=row.product_no,
        outcome=row.outcome,
        warned=row.warned,
        asks=any(each.code == "price_jump" for each in problems),
        accepted=row.accepted_at is not None,
        status=row.status,
        title=row.title,
        cells=row.cells,
        changes=row.changes,
        problems=problems,
        product_id=row.product_id,
        photo=photo_url(covers.get(row.key), 64),
    )


async def rows_to_import(work: Work, import_id: int) -> int:
    """How many rows `begin` would write: new ones and updates, without those that wait for a tick."""
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    jumps = work.mine(ImportRow, func.count()).where(
        ImportRow.import_id == import_id,
        ImportRow.outcome == Outcome.UPDATE,
        ImportRow.warned.is_(True),
        ImportRow.accepted_at.is_(None),
        ImportRow.status == RowStatus.PENDING,
    )
    return job.n_new + job.n_update - (await work.session.execute(jumps)).scalar()


async def next_error(work: Work, import_id: int, after_number: int = 0) -> ImportRowView | None:
    """The next row with an error after a row, from the top again when there is none below."""
    work.require(Permission.EDIT_PRODUCTS)
    errors = work.mine(ImportRow).where(ImportRow.import_id == import_id, ImportRow.outcome == Outcome.ERROR)
    errors = errors.where(ImportRow.status == RowStatus.PENDING).order_by(ImportRow.number).limit(1)
    for wanted in (errors.where(ImportRow.number > after_number), errors):
        row = (await work.session.execute(wanted)).scalar_one_or_none()
        if row is not None:
            return _row_view(row, {})
    return None


async def unusable_rows(work: Work, import_id: int) -> tuple[list[str], list[dict[str, Any]]]:
    """The file's header, and its failed rows as {number, cells by header order, problems}."""
    work.require(Permission.EDIT_PRODUCTS)
    job = await find_job(work, import_id)
    bad = or_(ImportRow.status == RowStatus.FAILED, (ImportRow.outcome == Outcome.ERROR) & (ImportRow.status == RowStatus.PENDING))
    wanted = work.mine(ImportRow).where(ImportRow.import_id == import_id, bad).order_by(ImportRow.number)
    rows = []
    for row in (await work.session.execute(wanted)).scalars():
        extra = iter(row.extra)
        cells = [row.cells.get(key, "") if key else next(extra, "") for key in job.keys]
        rows.append(
            {"number": row.number, "cells": cells, "problems": [Problem(**each) for each in row.problems if each["severity"] == ERROR]}
        )
    return list(job.headers), rows


async def kept_products(work: Work, import_id: int, limit: int = 50) -> list[KeptView]:
    """What an undo left because others name it, each product once, in file order."""
    work.require(Permission.EDIT_PRODUCTS)
    kept = work.mine(ImportRow, ImportRow.product_id, ImportRow.undo, Product.title).join(Product, Product.id == ImportRow.product_id)
    kept = kept.where(ImportRow.import_id == import_id, ImportRow.status == RowStatus.KEPT).order_by(ImportRow.number).limit(limit)
    found: dict[int, KeptView] = {}
    for product_id, undo, title in await work.session.execute(kept):
        found.setdefault(product_id, KeptView(product_id, title, undo["kept"], bool(undo.get("created"))))
    return list(found.values())


async def photo_results(work: Work, import_id: int) -> dict[str, int]:
    """How many pictures of an import are waiting, fetched, failed."""
    work.require(Permission.EDIT_PRODUCTS)
    grouped = work.mine(WantedPhoto, WantedPhoto.status, func.count()).where(WantedPhoto.import_id == import_id)
    return {status: n for status, n in await work.session.execute(grouped.group_by(WantedPhoto.status))}
