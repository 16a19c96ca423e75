"""Add, edit and remove the variants of a product."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.actions.finding import find_product, find_variants, sum_up, taken_skus, variants_of
from sellerhub.business.catalog.actions.products import VariantDraft, new_variants
from sellerhub.business.catalog.errors import DoesNotFit, SkuTaken
from sellerhub.business.catalog.events import ProductChanged
from sellerhub.business.catalog.tables import Variant
from sellerhub.core.access import Permission
from sellerhub.core.work import Work


@dataclass(frozen=True, slots=True)
class VariantChange:
    """None leaves a field as it is."""

    sku: str | None = None
    barcode: str | None = None
    weight_grams: int | None = None
    for_sale: bool | None = None


async def add_variants(work: Work, product_id: int, drafts: Sequence[VariantDraft], option_names: Sequence[str] | None = None) -> list[int]:
    """More variants of a product; returns their ids. `option_names` renames or adds options."""
    work.require(Permission.EDIT_PRODUCTS)
    product = await find_product(work, product_id, to_edit=True)
    known = (await variants_of(work, [product_id]))[product_id]
    if len(known) + len(drafts) > rules.MOST_VARIANTS:
        raise DoesNotFit(
            "too_many_variants", "variants", f"A product holds up to {rules.MOST_VARIANTS} variants.", most=rules.MOST_VARIANTS
        )
    if {tuple(each.options) for each in known} & {draft.options for draft in drafts}:
        raise DoesNotFit("options_taken", "options", "This combination of options exists already.")
    if option_names is not None:
        product.option_names = list(option_names)
        await work.session.flush()
    added = await new_variants(work, product, drafts, first_position=max((each.position for each in known), default=-1) + 1)
    await sum_up(work, product, [*known, *added])
    work.record(ProductChanged(product_id, product.shop_id, ("variants",)))
    return [each.id for each in added]


async def edit_variants(work: Work, changes: Mapping[int, VariantChange]) -> None:
    """Change SKUs, barcodes, weights, and which variants are for sale."""
    work.require(Permission.EDIT_PRODUCTS)
    rows = await find_variants(work, list(changes))
    touched: dict[int, set[str]] = {}
    new_skus = {change.sku.strip() for row in rows if (change := changes[row.id]).sku is not None and change.sku.strip() != row.sku}
    taken = await taken_skus(work, new_skus)
    for row in rows:
        fields = _changed(work, row, changes[row.id], taken)
        if fields:
            touched.setdefault(row.product_id, set()).update(fields)
    await work.session.flush()
    for product_id, fields in touched.items():
        product = await find_product(work, product_id, to_edit=True)
        await sum_up(work, product, (await variants_of(work, [product_id]))[product_id])
        work.record(ProductChanged(product_id, product.shop_id, tuple(sorted(fields))))


def _changed(work: Work, row: Variant, change: VariantChange, taken: set[str]) -> set[str]:
    fields = set()
    if change.sku is not None and (sku := change.sku.strip()) != row.sku:
        if not sku or len(sku) > rules.LONGEST_SKU:
            raise DoesNotFit("sku_length", "sku", f"A SKU has 1 to {rules.LONGEST_SKU} characters.", most=rules.LONGEST_SKU)
        if sku in taken:
            raise SkuTaken(sku)
        taken.add(sku)
        row.sku = sku
        fields.add("sku")
    if change.barcode is not None and change.barcode.strip() != row.barcode:
        row.barcode = change.barcode.strip()
        fields.add("barcode")
    if change.weight_grams is not None and change.weight_grams != row.weight_grams:
        if change.weight_grams < 0:
            raise DoesNotFit("weight_below_zero", "weight", f"The weight of {row.sku} cannot be below zero.", sku=row.sku)
        row.weight_grams = change.weight_grams
        fields.add("weight")
    if change.for_sale is not None and change.for_sale != (row.paused_at is None):
        row.paused_at = None if change.for_sale else work.now
        fields.add("for_sale")
    return fields


async def remove_variant(work: Work, variant_id: int) -> None:
    """Take a variant away; orders keep what they copied from it. The last one stays."""
    work.require(Permission.EDIT_PRODUCTS)
    (row,) = await find_variants(work, [variant_id])
    product = await find_product(work, row.product_id, to_edit=True)
    left = [each for each in (await variants_of(work, [product.id]))[product.id] if each.id != variant_id]
    if not left:
        raise DoesNotFit("last_variant", "variants", "A product needs at least one variant. Delete the product instead.")
    row.deleted_at = work.now
    await work.session.flush()
    await sum_up(work, product, left)
    work.record(ProductChanged(product.id, product.shop_id, ("variants",)))


async def start_options(work: Work, product_id: int, name: str, value: str) -> None:
    """Give a product without options its first one; its only variant becomes `value` of it."""
    work.require(Permission.EDIT_PRODUCTS)
    product = await find_product(work, product_id, to_edit=True)
    name, value = name.strip()[:60], value.strip()[:100]
    if not name or not value:
        raise DoesNotFit("option_needed", "options", "An option needs a name and a value.")
    if product.option_names:
        raise DoesNotFit("options_taken", "options", "This product has options already.")
    product.option_names = [name]
    for row in (await variants_of(work, [product_id]))[product_id]:
        row.options, row.title = [value], value
    product.updated_at = work.now
    work.record(ProductChanged(product_id, product.shop_id, ("options",)))
