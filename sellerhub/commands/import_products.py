"""`import products FILE --shop HANDLE`: the same import as on screen, to its end or, with --dry-run, to its preview."""

import argparse
import asyncio
import dataclasses
import json
import sys
from pathlib import Path

from sellerhub.business.catalog.importing import checking, deciding, problems, queries, stages
from sellerhub.business.catalog.photos import fetching
from sellerhub.business.catalog.ports import Files
from sellerhub.business.shop.queries import shop_by_handle
from sellerhub.commands.office import opened
from sellerhub.core.access import SYSTEM, Actor
from sellerhub.core.errors import BusinessError
from sellerhub.core.ids import new_id
from sellerhub.core.work import office, open_reading, open_work
from sellerhub.jobs import imports

LISTED = 50


def add(parsers: "argparse._SubParsersAction") -> None:
    parser = parsers.add_parser("import", help="import products from a Shopify CSV or an XLSX file")
    parser.add_argument("what", choices=["products"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--shop", required=True, metavar="HANDLE")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument("--accept-price-jumps", action="store_true", help="write prices that change by more than 50 %% too")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(start=lambda wanted: asyncio.run(cli_import(wanted)))


async def cli_import(wanted: argparse.Namespace) -> int:
    """Exit code: 0 all well, 1 some rows were not usable, 2 nothing was done."""
    async with opened():
        try:
            result = await import_file(wanted.file, wanted.shop, dry_run=wanted.dry_run, accept_price_jumps=wanted.accept_price_jumps)
        except (BusinessError, OSError) as refusal:
            print(json.dumps({"refused": str(refusal)}) if wanted.json else f"Not imported: {refusal}", file=sys.stderr)
            return 2
    print(json.dumps(result, ensure_ascii=False, indent=1) if wanted.json else as_text(result))
    return 2 if result["stage"] == stages.Stage.FAILED else 1 if result["errors"] or result["failed"] else 0


async def import_file(file: Path, shop_handle: str, *, dry_run: bool = False, accept_price_jumps: bool = False) -> dict:
    """Returns counts, and what is wrong with which row and column."""
    content = await asyncio.to_thread(file.read_bytes)
    async with open_reading(SYSTEM) as look:
        shop = await shop_by_handle(look, shop_handle)
    actor = SYSTEM.in_shop(shop.id)
    file_key = f"imports/{new_id()}"
    await office().outside(Files).save(file_key, content)
    async with open_work(actor) as work:
        import_id = await checking.register_upload(work, file.name, file_key, len(content))
    await imports.advance(import_id, actor)
    async with open_reading(actor) as look:
        ready = (await queries.import_view(look, import_id)).stage == stages.Stage.VALIDATED
    if ready and not dry_run:
        async with open_work(actor) as work:
            if accept_price_jumps:
                await deciding.accept_all_warnings(work, import_id)
            await deciding.begin(work, import_id)
        await imports.advance(import_id, actor)
        while await fetching.fetch_waiting():
            pass
    result = await _result(import_id, actor)
    if dry_run:
        async with open_work(actor) as work:
            await deciding.discard(work, import_id)
        await office().outside(Files).remove(file_key)
    return result


async def _result(import_id: int, actor: Actor) -> dict:
    async with open_reading(actor) as look:
        seen = await queries.import_view(look, import_id)
        rows, after = [], ""
        while len(rows) < LISTED:
            page = await queries.import_rows(look, import_id, after=after)
            rows += [row for row in page.rows if row.problems]
            after = page.after
            if not after:
                break
        photos = await queries.photo_results(look, import_id)
    facts = dataclasses.asdict(seen)
    names = ["file_name", "sheet", "stage", "total", "products", "new", "updates", "same", "errors", "warnings"]
    names += ["completed", "failed", "skipped", "problem"]
    listed = [
        {"row": row.number, "column": each.column, "severity": each.severity, "code": each.code, "says": each.sentence, "fix": each.fix}
        for row in rows[:LISTED]
        for each in row.problems
    ]
    return {**{name: facts[name] for name in names}, "photos": photos, "problems": listed}


def as_text(result: dict) -> str:
    lines = [
        f"{result['file_name']}: {result['total']} rows, {result['products']} products, {result['stage']}",
        f"  {result['new']} new, {result['updates']} updates, {result['same']} unchanged, "
        f"{result['errors']} errors, {result['warnings']} warnings",
        f"  {result['completed']} written, {result['failed']} failed, {result['skipped']} skipped",
    ]
    if result["problem"]:
        lines.append(f"  The file was refused: {result['problem']}")
    if result["photos"]:
        lines.append("  Photos: " + ", ".join(f"{n} {status}" for status, n in result["photos"].items()))
    for each in result["problems"]:
        fix = f" Likely: {each['fix']}" if each["fix"] else ""
        mark = "!" if each["severity"] == problems.ERROR else "?"
        lines.append(f"  {mark} row {each['row']}, {each['column'] or 'row'}: {each['says']}{fix}")
    return "\n".join(lines)
