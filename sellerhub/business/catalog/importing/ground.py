"""Reads what a batch of lines is compared with, in a fixed number of queries."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Row, bindparam

from sellerhub.business.catalog.importing.columns import SHOPIFY
from sellerhub.business.catalog.importing.comparing import Ground, KnownProduct, KnownVariant, RowPlan, plan
from sellerhub.business.catalog.importing.parsing import parse
from sellerhub.business.catalog.importing.stages import RowStatus
from sellerhub.business.catalog.importing.tables import ImportJob, ImportRow
from sellerhub.business.catalog.ports import StockLevels
from sellerhub.business.catalog.rules import photo_url
from sellerhub.business.catalog.tables import Media, Product, Variant, WantedPhoto
from sellerhub.core.errors import NotFound
from sellerhub.core.money import Money
from sellerhub.core.work import Work

_MOST_IN_LIST = 5000


def chunks(values: Iterable, size: int = _MOST_IN_LIST) -> Iterator[list]:
    source = iter(values)
    while part := list(islice(source, size)):
        yield part


async def find_job(work: Work, import_id: int) -> ImportJob:
    """This shop's import, fresh. Raises NotFound."""
    wanted = work.mine(ImportJob).where(ImportJob.id == import_id).execution_options(populate_existing=True)
    job = (await work.session.execute(wanted)).scalar_one_or_none()
    if job is None:
        raise NotFound("import")
    return job


async def rows_of(work: Work, import_id: int, first: int, last: int) -> list[Row]:
    """Lines of the products numbered first to last, in their order, as plain columns."""
    wanted = work.mine(ImportRow, *ImportRow.__table__.columns).where(
        ImportRow.import_id == import_id, ImportRow.product_no >= first, ImportRow.product_no <= last
    )
    return list(await work.session.execute(wanted.order_by(ImportRow.product_no, ImportRow.number)))


async def write_rows(work: Work, changes: Sequence[Mapping[str, Any]]) -> None:
    """Change many lines of this shop in one statement; each names its `id` and the same columns."""
    if not changes:
        return
    columns = {name: bindparam(f"new_{name}") for name in changes[0] if name != "id"}
    change = work.change_mine(ImportRow).where(ImportRow.id == bindparam("row_id")).values(columns)
    named = [{"row_id" if name == "id" else f"new_{name}": value for name, value in each.items()} for each in changes]
    await (await work.session.connection()).execute(change, named)


async def plans_of(work: Work, job: ImportJob, rows: Sequence[Row]) -> dict[int, list[RowPlan]]:
    """Plans by product number. Lines that a person skipped are left out."""
    rows = [row for row in rows if row.status != RowStatus.SKIPPED]
    headers = SHOPIFY | {key: name for key, name in zip(job.keys, job.headers, strict=True) if key}
    known = await _known_products(work, {row.key for row in rows}, job.currency)
    skus = {row.sku for row in rows if row.sku}
    owners = await _owners(work, skus)
    repeated = await _repeated(work, job.id, skus)
    by_product: dict[int, list[Row]] = {}
    for row in rows:
        by_product.setdefault(row.product_no, []).append(row)
    return {
        product_no: plan(
            [parse(row.number, row.cells, job.currency, headers) for row in lines],
            Ground(known.get(lines[0].key), owners, repeated, job.update_stock, headers),
        )
        for product_no, lines in by_product.items()
    }


async def _known_products(work: Work, keys: Collection[str], currency: str) -> dict[str, KnownProduct]:
    key_of: dict[int, str] = {}
    products: dict[int, Product] = {}
    kept = work.mine(Product).where(Product.deleted_at.is_(None))
    for part in chunks(key for key in keys if not key.startswith("sku:")):
        for row in (await work.session.execute(kept.where(Product.handle.in_(part)))).scalars():
            products[row.id], key_of[row.id] = row, row.handle
    by_sku = await _owners(work, {key[4:] for key in keys if key.startswith("sku:")})
    sku_keys = {f"sku:{sku}": product_id for sku, product_id in by_sku.items()}
    for part in chunks(set(sku_keys.values()) - products.keys()):
        for row in (await work.session.execute(kept.where(Product.id.in_(part)))).scalars():
            products[row.id] = row
    built = await _with_variants(work, products, currency)
    found = {key_of[product_id]: built[product_id] for product_id in key_of}
    return found | {key: built[product_id] for key, product_id in sku_keys.items() if product_id in built}


async def _with_variants(work: Work, products: Mapping[int, Product], currency: str) -> dict[int, KnownProduct]:
    variants: dict[int, list[Variant]] = {product_id: [] for product_id in products}
    urls: dict[int, set[str]] = {product_id: set() for product_id in products}
    for part in chunks(products):
        kept = work.mine(Variant).where(Variant.product_id.in_(part), Variant.deleted_at.is_(None))
        for row in (await work.session.execute(kept.order_by(Variant.position, Variant.id))).scalars():
            variants[row.product_id].append(row)
        wanted = work.mine(WantedPhoto, WantedPhoto.product_id, WantedPhoto.url).where(WantedPhoto.product_id.in_(part))
        for product_id, url in await work.session.execute(wanted):
            urls[product_id].add(url)
        own = work.mine(Media, Media.product_id, Media.id).where(Media.product_id.in_(part), Media.deleted_at.is_(None))
        for product_id, media_id in await work.session.execute(own):
            urls[product_id].add(own_photo_address(work, media_id))
    levels: dict[int, int] = {}
    for part in chunks(row.id for rows in variants.values() for row in rows):
        levels |= await work.outside(StockLevels).levels(work, part)
    return {
        product.id: KnownProduct(
            id=product.id,
            status=product.status,
            title=product.title,
            body_html=product.body_html,
            vendor=product.vendor,
            kind=product.kind,
            tags=tuple(product.tags),
            variants=tuple(_known_variant(row, levels, currency) for row in variants[product.id]),
            urls=frozenset(urls[product.id]),
        )
        for product in products.values()
    }


def _known_variant(row: Variant, levels: Mapping[int, int], currency: str) -> KnownVariant:
    return KnownVariant(
        id=row.id,
        sku=row.sku,
        options=tuple(row.options),
        price=Money(row.price_minor, currency),
        compare_at=None if row.compare_at_minor is None else Money(row.compare_at_minor, currency),
        weight_grams=row.weight_grams,
        barcode=row.barcode,
        stock=levels.get(row.id, 0),
    )


def own_photo_address(work: Work, media_id: int) -> str:
    """How an export names a photo that lies here."""
    return work.settings.address + photo_url(media_id, 1080)


async def _owners(work: Work, skus: Collection[str]) -> dict[str, int]:
    owners: dict[str, int] = {}
    for part in chunks(skus):
        kept = work.mine(Variant, Variant.sku, Variant.product_id).where(Variant.sku.in_(part), Variant.deleted_at.is_(None))
        owners |= {sku: product_id for sku, product_id in await work.session.execute(kept)}
    return owners


async def _repeated(work: Work, import_id: int, skus: Collection[str]) -> dict[int, int]:
    """Row number -> the earlier row of this file that has its SKU."""
    first: dict[str, int] = {}
    repeated: dict[int, int] = {}
    for part in chunks(skus):
        same = work.mine(ImportRow, ImportRow.number, ImportRow.sku).where(
            ImportRow.import_id == import_id, ImportRow.sku.in_(part), ImportRow.status != RowStatus.SKIPPED
        )
        for number, sku in await work.session.execute(same.order_by(ImportRow.number)):
            if first.setdefault(sku, number) != number:
                repeated[number] = first[sku]
    return repeated
