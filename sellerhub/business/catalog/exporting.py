"""A shop's products as a CSV that Shopify, a spreadsheet and our own import read; importing it changes nothing."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sellerhub.business.catalog.actions.finding import variants_of
from sellerhub.business.catalog.importing.columns import SHOPIFY
from sellerhub.business.catalog.importing.ground import own_photo_address
from sellerhub.business.catalog.importing.safe_cells import guarded
from sellerhub.business.catalog.ports import StockLevels
from sellerhub.business.catalog.tables import Media, Product, Variant
from sellerhub.core.access import Permission
from sellerhub.core.money import Money
from sellerhub.core.work import Work

PRODUCTS_AT_ONCE = 200


async def export_products(work: Work) -> AsyncIterator[bytes]:
    """CSV in parts, products in the order they were made, with a byte order mark for spreadsheets."""
    work.require(Permission.SEE_PRODUCTS)
    yield b"\xef\xbb\xbf" + as_csv([list(SHOPIFY.values())])
    last = 0
    while True:
        kept = work.mine(Product).where(Product.deleted_at.is_(None), Product.id > last).order_by(Product.id)
        products = list((await work.session.execute(kept.limit(PRODUCTS_AT_ONCE))).scalars())
        if not products:
            return
        last = products[-1].id
        variants = await variants_of(work, [each.id for each in products])
        photos = await _photos(work, [each.id for each in products])
        levels = await work.outside(StockLevels).levels(work, [each.id for rows in variants.values() for each in rows])
        lines: list[list[str]] = []
        for product in products:
            lines += _lines(work, product, variants[product.id], photos.get(product.id, []), levels)
        yield as_csv(lines)
        work.session.expunge_all()


async def _photos(work: Work, product_ids: Sequence[int]) -> dict[int, list[Media]]:
    kept = work.mine(Media).where(Media.product_id.in_(product_ids), Media.deleted_at.is_(None))
    by_product: dict[int, list[Media]] = {}
    for row in (await work.session.execute(kept.order_by(Media.position, Media.id))).scalars():
        by_product.setdefault(row.product_id, []).append(row)
    return by_product


def _lines(work: Work, product: Product, variants: Sequence[Variant], photos: Sequence[Media], levels: dict[int, int]) -> list[list[str]]:
    """One line a variant, and one more for each photo beyond the variants."""
    lines = []
    for index in range(max(len(variants), len(photos))):
        cells: dict[str, Any] = {"handle": product.handle}
        if index == 0:
            cells |= _product_cells(product)
        if index < len(variants):
            cells |= _variant_cells(product, variants[index], levels)
        if index < len(photos):
            photo = photos[index]
            address = photo.source_url or own_photo_address(work, photo.id)
            cells |= {"image": address, "image_position": index + 1, "image_alt": photo.alt}
        lines.append([str(cells.get(key, "")) for key in SHOPIFY])
    return lines


def _product_cells(product: Product) -> dict[str, Any]:
    names = {f"option{n}_name": name for n, name in enumerate(product.option_names, 1)}
    return names | {
        "title": product.title,
        "body": product.body_html,
        "vendor": product.vendor,
        "kind": product.kind,
        "tags": ", ".join(product.tags),
        "published": "true" if product.status == "active" else "false",
    }


def _variant_cells(product: Product, variant: Variant, levels: dict[int, int]) -> dict[str, Any]:
    options = {f"option{n}": value for n, value in enumerate(variant.options, 1)}
    if not variant.options:
        options = {"option1_name": "Title", "option1": "Default Title"}
    compare_at = "" if variant.compare_at_minor is None else Money(variant.compare_at_minor, product.currency).amount
    return options | {
        "sku": variant.sku,
        "grams": variant.weight_grams,
        "stock": levels.get(variant.id, 0),
        "price": Money(variant.price_minor, product.currency).amount,
        "compare_at": compare_at,
        "barcode": variant.barcode,
    }


def as_csv(lines: Sequence[Sequence[str]]) -> bytes:
    """Formula-safe, UTF-8."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows([[guarded(cell) for cell in line] for line in lines])
    return target.getvalue().encode()


def unusable_as_csv(header: Sequence[str], rows: Sequence[dict[str, Any]]) -> bytes:
    """The rows of a file that could not be used, as they came, with two columns that say where and why."""
    lines = [[*header, "SellerHub row", "SellerHub problem"]]
    for row in rows:
        why = "; ".join(f"{each.column}: {each.sentence}" if each.column else each.sentence for each in row["problems"])
        lines.append([*row["cells"], str(row["number"]), why])
    return b"\xef\xbb\xbf" + as_csv(lines)
