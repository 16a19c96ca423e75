"""What can be bought, across shops: for carts, checkout, LIVE lists and product pages."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select

from sellerhub.business.catalog.rules import ProductStatus, photo_url
from sellerhub.business.catalog.tables import Product, Variant
from sellerhub.core.bulk import Bulk
from sellerhub.core.money import Money
from sellerhub.core.one_statement import Piece
from sellerhub.core.work import Work


@dataclass(frozen=True, slots=True)
class Sellable:
    """One variant as a buyer meets it. `photo` is a 128-pixel address or empty."""

    variant_id: int
    product_id: int
    shop_id: int
    title: str
    variant_title: str
    sku: str
    price: Money
    compare_at: Money | None
    photo: str
    weight_grams: int
    on_sale: bool


@dataclass(frozen=True, slots=True)
class ProductCard:
    """One product with all its variants. `photo` is a 480-pixel address or empty."""

    id: int
    shop_id: int
    title: str
    price_min: Money
    price_max: Money
    photo: str
    variants: tuple[Sellable, ...]
    on_sale: bool


_COLUMNS = (
    Variant.id,
    Variant.product_id,
    Variant.shop_id,
    Variant.title,
    Variant.sku,
    Variant.price_minor,
    Variant.compare_at_minor,
    Variant.currency,
    Variant.weight_grams,
    Variant.media_id,
    Variant.paused_at,
    Variant.deleted_at,
    Product.title.label("product_title"),
    Product.status,
    Product.cover_media_id,
)


def _read(work: Work) -> Select:
    return work.across_shops(Variant, *_COLUMNS, why="buyers see every shop's products").join(Product, Product.id == Variant.product_id)


def _sellable(row) -> Sellable:
    return Sellable(
        variant_id=row.id,
        product_id=row.product_id,
        shop_id=row.shop_id,
        title=row.product_title,
        variant_title=row.title,
        sku=row.sku,
        price=Money(row.price_minor, row.currency),
        compare_at=None if row.compare_at_minor is None else Money(row.compare_at_minor, row.currency),
        photo=photo_url(row.media_id or row.cover_media_id, 128),
        weight_grams=row.weight_grams,
        on_sale=row.status == ProductStatus.ACTIVE and row.paused_at is None and row.deleted_at is None and row.price_minor > 0,
    )


async def sellables(work: Work, variant_ids: Collection[int]) -> dict[int, Sellable]:
    """By variant id, in one query; ids that never existed are absent, deleted ones are not on sale."""
    if not variant_ids:
        return {}
    rows = await work.session.execute(_read(work).where(Variant.id.in_(variant_ids)))
    return {row.id: _sellable(row) for row in rows}


_PLAIN = (
    "SELECT v.id, v.product_id, v.shop_id, p.title, v.title AS variant_title, v.sku, v.price_minor, v.compare_at_minor, v.currency, "
    "v.media_id, p.cover_media_id, v.weight_grams, p.status, v.paused_at, v.deleted_at "
    "FROM variant AS v JOIN product AS p ON p.id = v.product_id WHERE v.id"
)
_PLAIN_SQLITE = f"{_PLAIN} IN (VALUES {{rows}})"
_PLAIN_POSTGRES = f"{_PLAIN} = ANY($1::bigint[])"
SELLABLES = Piece("sellables", f"{_PLAIN} = ANY($1::text::bigint[])")
"""Of the variants in `whole_numbers`; each row makes one by `plain_sellable`."""


async def sellables_on(bulk: Bulk, variant_ids: Collection[int]) -> dict[int, Sellable]:
    """`sellables` for the checkout lane, on its bare connection."""
    rows = await bulk.returned(_PLAIN_SQLITE, _PLAIN_POSTGRES, [(each,) for each in variant_ids])
    return {row[0]: plain_sellable(*row) for row in rows}


def plain_sellable(
    id, product_id, shop_id, title, variant_title, sku, price, compare_at, currency, media_id, cover_id, grams, status, paused, deleted
) -> Sellable:
    return Sellable(
        id, product_id, shop_id, title, variant_title, sku, Money(price, currency),
        None if compare_at is None else Money(compare_at, currency), photo_url(media_id or cover_id, 128), grams,
        status == ProductStatus.ACTIVE and paused is None and deleted is None and price > 0,
    )  # fmt: skip


async def product_cards(work: Work, product_ids: Collection[int]) -> dict[int, ProductCard]:
    """By product id, in one query, with kept variants in their order; products without any are absent."""
    if not product_ids:
        return {}
    wanted = _read(work).where(Variant.product_id.in_(product_ids), Variant.deleted_at.is_(None))
    by_product: dict[int, list] = {}
    for row in await work.session.execute(wanted.order_by(Variant.product_id, Variant.position, Variant.id)):
        by_product.setdefault(row.product_id, []).append(row)
    return {product_id: _card(product_id, rows) for product_id, rows in by_product.items()}


def _card(product_id: int, rows: list) -> ProductCard:
    variants = tuple(_sellable(row) for row in rows)
    prices = [each.price.minor for each in variants if each.on_sale] or [each.price.minor for each in variants]
    first = rows[0]
    return ProductCard(
        id=product_id,
        shop_id=first.shop_id,
        title=first.product_title,
        price_min=Money(min(prices), first.currency),
        price_max=Money(max(prices), first.currency),
        photo=photo_url(first.cover_media_id or first.media_id, 480),
        variants=variants,
        on_sale=any(each.on_sale for each in variants),
    )
