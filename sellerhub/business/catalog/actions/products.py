"""Create a product and edit what describes it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import insert

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.actions.finding import count, find_product, sum_up, taken_skus, variants_of
from sellerhub.business.catalog.cleaning import clean_body, tidy
from sellerhub.business.catalog.errors import CompareAtNotAbove, DoesNotFit, HandleTaken, SkuTaken
from sellerhub.business.catalog.events import ProductChanged, ProductCreated
from sellerhub.business.catalog.ports import StockKeeping
from sellerhub.business.catalog.rules import ProductStatus
from sellerhub.business.catalog.tables import Product, Variant, as_dict
from sellerhub.core.access import Permission
from sellerhub.core.money import Money
from sellerhub.core.work import Work


@dataclass(frozen=True, slots=True)
class VariantDraft:
    """`options` are values in the order of the product's option names; without a SKU one is made."""

    price: Money
    sku: str = ""
    options: tuple[str, ...] = ()
    compare_at: Money | None = None
    weight_grams: int = 0
    barcode: str = ""
    stock: int | None = None


@dataclass(frozen=True, slots=True)
class ProductDraft:
    title: str
    variants: tuple[VariantDraft, ...]
    handle: str = ""
    body_html: str = ""
    vendor: str = ""
    kind: str = ""
    tags: tuple[str, ...] = ()
    option_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductChange:
    """None leaves a field as it is."""

    title: str | None = None
    body_html: str | None = None
    vendor: str | None = None
    kind: str | None = None
    tags: tuple[str, ...] | None = None


async def create_product(work: Work, draft: ProductDraft) -> int:
    """A new draft with its variants and their stock; returns the product's id."""
    work.require(Permission.EDIT_PRODUCTS)
    _check_texts(draft.title, draft.tags)
    if not draft.variants:
        raise DoesNotFit("variant_needed", "variants", "A product needs at least one variant.")
    if len(draft.variants) > rules.MOST_VARIANTS:
        raise DoesNotFit(
            "too_many_variants", "variants", f"A product holds up to {rules.MOST_VARIANTS} variants.", most=rules.MOST_VARIANTS
        )
    title = tidy(draft.title)
    product = Product(
        shop_id=work.shop_id,
        handle=await _free_handle(work, draft.handle, title),
        title=title,
        body_html=clean_body(draft.body_html),
        vendor=tidy(draft.vendor),
        kind=tidy(draft.kind),
        tags=_tidy_tags(draft.tags),
        option_names=list(draft.option_names),
        status=ProductStatus.DRAFT,
        currency=draft.variants[0].price.currency,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(product)
    await work.session.flush()
    variants = await new_variants(work, product, draft.variants, first_position=0)
    await sum_up(work, product, variants)
    await count(work, {ProductStatus.DRAFT: 1})
    work.record(ProductCreated(product.id, product.shop_id, product.title))
    return product.id


async def edit_product(work: Work, product_id: int, change: ProductChange) -> None:
    """Change what describes a product; what did not change is not recorded."""
    work.require(Permission.EDIT_PRODUCTS)
    product = await find_product(work, product_id, to_edit=True)
    wanted = {
        "title": None if change.title is None else tidy(change.title),
        "body_html": None if change.body_html is None else clean_body(change.body_html),
        "vendor": None if change.vendor is None else tidy(change.vendor),
        "kind": None if change.kind is None else tidy(change.kind),
        "tags": None if change.tags is None else _tidy_tags(change.tags),
    }
    changed = {name: value for name, value in wanted.items() if value is not None and value != getattr(product, name)}
    if not changed:
        return
    _check_texts(changed.get("title", product.title), changed.get("tags", product.tags))
    for name, value in changed.items():
        setattr(product, name, value)
    await work.session.flush()
    await sum_up(work, product, (await variants_of(work, [product_id]))[product_id])
    work.record(ProductChanged(product_id, product.shop_id, tuple(changed)))


async def new_variants(work: Work, product: Product, drafts: Sequence[VariantDraft], first_position: int) -> list[Variant]:
    """Insert variants of a product and set their stock. Raises SkuTaken, CompareAtNotAbove, Invalid."""
    skus = await _skus(work, product.handle, drafts)
    rows = []
    for position, (draft, sku) in enumerate(zip(drafts, skus, strict=True), first_position):
        check_variant(draft, product.currency, sku)
        rows.append(
            Variant(
                shop_id=product.shop_id,
                product_id=product.id,
                sku=sku,
                title=rules.variant_title(draft.options),
                options=list(draft.options),
                price_minor=draft.price.minor,
                compare_at_minor=draft.compare_at.minor if draft.compare_at else None,
                currency=product.currency,
                weight_grams=draft.weight_grams,
                barcode=tidy(draft.barcode),
                position=position,
            )
        )
    await work.session.execute(insert(Variant), [as_dict(row) for row in rows])
    levels = {row.id: draft.stock or 0 for row, draft in zip(rows, drafts, strict=True)}
    await work.outside(StockKeeping).set_levels(work, levels, reason="new_product")
    return rows


def check_variant(draft: VariantDraft, currency: str, sku: str) -> None:
    if draft.price.currency != currency:
        raise DoesNotFit("other_currency", "price", f"This shop sells in {currency}.", currency=currency)
    if not 0 <= draft.price.minor <= rules.LARGEST_PRICE:
        raise DoesNotFit("price_out_of_range", "price", f"The price of {sku} is not between 0 and the largest price.", sku=sku)
    if not rules.is_real_compare_at(draft.price, draft.compare_at):
        raise CompareAtNotAbove(sku)
    if draft.stock is not None and not 0 <= draft.stock <= rules.LARGEST_STOCK:
        raise DoesNotFit("stock_out_of_range", "stock", f"The stock of {sku} cannot be below zero.", sku=sku)
    if draft.weight_grams < 0:
        raise DoesNotFit("weight_below_zero", "weight", f"The weight of {sku} cannot be below zero.", sku=sku)
    if len(draft.options) > rules.MOST_OPTIONS:
        raise DoesNotFit("too_many_options", "options", f"A product has up to {rules.MOST_OPTIONS} options.", most=rules.MOST_OPTIONS)


def _tidy_tags(tags: Iterable[str]) -> list[str]:
    """Each once, in order; a comma parts two tags in a file, so none holds one."""
    return list(dict.fromkeys(tag for each in tags for part in each.split(",") if (tag := tidy(part))))


def _check_texts(title: str, tags: Collection[str]) -> None:
    if not title.strip():
        raise DoesNotFit("title_needed", "title", "A product needs a title.")
    if len(title) > rules.LONGEST_TITLE:
        raise DoesNotFit("title_too_long", "title", f"A title has up to {rules.LONGEST_TITLE} characters.", most=rules.LONGEST_TITLE)
    if len(tags) > rules.MOST_TAGS:
        raise DoesNotFit("too_many_tags", "tags", f"A product carries up to {rules.MOST_TAGS} tags.", most=rules.MOST_TAGS)


async def _free_handle(work: Work, wanted: str, title: str) -> str:
    """The handle asked for, or a free one made from the title. Raises HandleTaken."""
    base = rules.slug(wanted or title) or "product"
    used = work.mine(Product, Product.handle).where(Product.deleted_at.is_(None))
    if (await work.session.execute(used.where(Product.handle == base))).scalar() is None:
        return base
    if wanted:
        raise HandleTaken(base)
    taken = set((await work.session.execute(used.where(Product.handle.startswith(base, autoescape=True)))).scalars())  # type: ignore[call-arg]  # a column
    return rules.first_free(base, taken)


async def _skus(work: Work, handle: str, drafts: Sequence[VariantDraft]) -> list[str]:
    given = [tidy(draft.sku) for draft in drafts]
    wanted = [sku or rules.readable_sku(handle, draft.options) for sku, draft in zip(given, drafts, strict=True)]
    taken = await taken_skus(work, set(wanted))
    skus = []
    for typed, sku in zip(given, wanted, strict=True):
        if typed and (typed in taken or len(typed) > rules.LONGEST_SKU):
            raise (
                SkuTaken(typed)
                if typed in taken
                else DoesNotFit("sku_length", "sku", f"A SKU has 1 to {rules.LONGEST_SKU} characters.", most=rules.LONGEST_SKU)
            )
        free = sku if typed else rules.first_free(sku, taken)
        taken.add(free)
        skus.append(free)
    return skus
