"""Builders for import tests: a shop, its files in a folder, an import taken to its preview."""

import csv
import io

from sellerhub.business.catalog.importing import checking, deciding, queries
from sellerhub.business.catalog.ports import Fetched, Fetching, Files
from sellerhub.business.shop.tables import Shop
from sellerhub.core.work import Office, open_reading, open_work
from sellerhub.jobs import imports
from sellerhub.outside.files import LocalFiles
from tests.business.catalog.conftest import OWNER

PLAIN = ["Handle", "Title", "Option1 Name", "Option1 Value", "Variant SKU", "Variant Price", "Variant Inventory Qty", "Image Src"]


class NoInternet:
    """A Fetching that reaches nothing."""

    async def fetch(self, url: str) -> Fetched:
        return Fetched(problem="unreachable")


async def open_shop(office: Office, actor=OWNER, currency: str = "TRY") -> None:
    office.use(Files, LocalFiles(office.settings.data_dir))
    office.use(Fetching, NoInternet())
    async with open_work(actor) as work:
        work.session.add(
            Shop(
                id=actor.shop_id,
                handle=f"shop-{actor.shop_id}",
                name="Toprak Atölye",
                market="SEED",
                currency=currency,
                time_zone="Europe/Istanbul",
                status="live",
                created_at=work.now,
            )
        )


def as_csv(rows: list[list[object]], header: list[str] | None = None) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target).writerows([header or PLAIN, *rows])
    return target.getvalue().encode("utf-8-sig")


async def previewed(office: Office, content: bytes, name: str = "products.csv", actor=OWNER) -> int:
    """Upload a file and read it up to its preview (or its refusal)."""
    await office.outside(Files).save("imports/test", content)
    async with open_work(actor) as work:
        import_id = await checking.register_upload(work, name, "imports/test", len(content))
    await imports.advance(import_id, actor)
    return import_id


async def run(import_id: int, actor=OWNER) -> queries.ImportView:
    async with open_work(actor) as work:
        await deciding.begin(work, import_id)
    await imports.advance(import_id, actor)
    return await view(import_id, actor)


async def view(import_id: int, actor=OWNER) -> queries.ImportView:
    async with open_reading(actor) as look:
        return await queries.import_view(look, import_id)


async def rows(import_id: int, show: str = "all", actor=OWNER) -> list[queries.ImportRowView]:
    async with open_reading(actor) as look:
        return list((await queries.import_rows(look, import_id, show=show)).rows)


def codes(row: queries.ImportRowView) -> list[str]:
    return [each.code for each in row.problems]
