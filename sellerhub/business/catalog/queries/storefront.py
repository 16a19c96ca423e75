"""What buyers see: tiles of products on sale, and one product's page. Texts are in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from sellerhub.business.catalog.ports import StockLevels
from sellerhub.business.catalog.rules import ProductStatus, photo_url
from sellerhub.business.catalog.tables import Media, Product, Variant
from sellerhub.business.shop.queries import ShopCard, shop_card, shop_cards
from sellerhub.core import text
from sellerhub.core.errors import NotFound
from sellerhub.core.money import Money
from sellerhub.core.paging import Page, cursor, keys
from sellerhub.core.work import Work

TILES = 24
LAST_FEW = 5
_WHY = "buyers see what every shop sells"


@dataclass(frozen=True)
class Tile:
    """`price` is the lowest; `more` says that there are dearer variants."""

    id: str
    title: str
    photo: str
    price: str
    more: bool
    shop_name: str
    shop_handle: str
    sold_out: bool


@dataclass(frozen=True)
class PublicVariant:
    id: str
    options: list[str]
    title: str
    price: str
    compare_at: str
    photo: str
    stock: int
    few: bool
    can_buy: bool


@dataclass(frozen=True)
class PublicProduct:
    """`photos` are media ids in order; `ship_free_from` is empty when shipping is never free."""

    id: str
    title: str
    body_html: str
    vendor: str
    option_names: list[str]
    photos: list[str]
    variants: list[PublicVariant]
    shop_id: int
    shop_name: str
    shop_handle: str
    shop_logo: str
    ship_fee: str
    ship_free_from: str


async def product_tiles(work: Work, *, shop_id: int | None = None, after: str = "", words: str = "") -> Page[Tile]:
    """Products on sale, newest first, of one shop or of all that sell."""
    wanted = work.across_shops(Product, why=_WHY).where(Product.status == ProductStatus.ACTIVE)
    if shop_id is not None:
        wanted = wanted.where(Product.shop_id == shop_id)
    for word in words.casefold().split()[:6]:
        wanted = wanted.where(Product.words.contains(word, autoescape=True))
    if last := keys(after, int):
        wanted = wanted.where(Product.id < last[0])
    rows = (await work.session.execute(wanted.order_by(Product.id.desc()).limit(TILES + 1))).scalars().all()
    shown = rows[:TILES]
    shops = await shop_cards(work, {row.shop_id for row in shown})
    left = await _units(work, [row.id for row in shown])
    tiles = [
        _tile(work.actor.language, row, shops[row.shop_id], left) for row in shown if row.shop_id in shops and shops[row.shop_id].sells
    ]
    return Page(tiles, cursor(shown[-1].id) if len(rows) > TILES else "")


async def _units(work: Work, product_ids: Sequence[int]) -> dict[int, int]:
    """Units left by product."""
    kept = work.across_shops(Variant, Variant.id, Variant.product_id, why=_WHY).where(
        Variant.product_id.in_(product_ids), Variant.deleted_at.is_(None), Variant.paused_at.is_(None)
    )
    of_product = {variant_id: product_id for variant_id, product_id in await work.session.execute(kept)}
    units = dict.fromkeys(product_ids, 0)
    for variant_id, n in (await work.outside(StockLevels).levels(work, list(of_product))).items():
        units[of_product[variant_id]] += n
    return units


def _tile(language: str, row: Product, shop: ShopCard, left: dict[int, int]) -> Tile:
    return Tile(
        id=str(row.id),
        title=row.title,
        photo=photo_url(row.cover_media_id, 480),
        price=text.money(Money(row.price_min_minor, row.currency), language),
        more=row.price_max_minor > row.price_min_minor,
        shop_name=shop.name,
        shop_handle=shop.handle,
        sold_out=left.get(row.id, 0) <= 0,
    )


async def shop_of_product(work: Work, product_id: int) -> int:
    """0 when there is no such product."""
    wanted = work.across_shops(Product, Product.shop_id, why=_WHY).where(Product.id == product_id)
    return (await work.session.execute(wanted)).scalar() or 0


async def public_product(work: Work, product_id: int) -> PublicProduct:
    """A product on sale. Raises NotFound for any other."""
    wanted = work.across_shops(Product, why=_WHY).where(Product.id == product_id, Product.status == ProductStatus.ACTIVE)
    row = (await work.session.execute(wanted)).scalar_one_or_none()
    if row is None:
        raise NotFound("product")
    shop = await shop_card(work, row.shop_id)
    if not shop.sells:
        raise NotFound("product")
    kept = work.across_shops(Variant, why=_WHY).where(
        Variant.product_id == product_id, Variant.deleted_at.is_(None), Variant.paused_at.is_(None), Variant.price_minor > 0
    )
    variants = (await work.session.execute(kept.order_by(Variant.position, Variant.id))).scalars().all()
    shown = work.across_shops(Media, Media.id, why=_WHY).where(Media.product_id == product_id, Media.deleted_at.is_(None))
    photos = (await work.session.execute(shown.order_by(Media.position, Media.id))).scalars().all()
    levels = await work.outside(StockLevels).levels(work, [each.id for each in variants])
    language = work.actor.language
    return PublicProduct(
        id=str(row.id),
        title=row.title,
        body_html=row.body_html,
        vendor=row.vendor,
        option_names=list(row.option_names),
        photos=[str(each) for each in photos],
        variants=[_variant(language, each, levels.get(each.id, 0)) for each in variants],
        shop_id=shop.id,
        shop_name=shop.name,
        shop_handle=shop.handle,
        shop_logo=photo_url(shop.logo_media_id, 128),
        ship_fee=text.money(shop.shipping_fee, language),
        ship_free_from=text.money(shop.free_shipping_from, language) if shop.free_shipping_from else "",
    )


def _variant(language: str, row: Variant, stock: int) -> PublicVariant:
    compare_at = row.compare_at_minor
    return PublicVariant(
        id=str(row.id),
        options=list(row.options),
        title=row.title,
        price=text.money(Money(row.price_minor, row.currency), language),
        compare_at="" if compare_at is None else text.money(Money(compare_at, row.currency), language),
        photo=str(row.media_id or ""),
        stock=stock,
        few=0 < stock <= LAST_FEW,
        can_buy=stock > 0,
    )
