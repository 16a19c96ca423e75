"""What can be chosen: products for the list, variants of one product for a buyer or for more stock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.catalog.rules import ProductStatus
from sellerhub.business.catalog.tables import Product
from sellerhub.business.inventory.queries import levels
from sellerhub.business.live.rules import ItemStatus
from sellerhub.business.live.tables import LiveItem
from sellerhub.core import text
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.ids import parse_id
from sellerhub.core.work import Work

MOST = 40


@dataclass(frozen=True)
class Choosable:
    """A product of the shop; `listed` when it is on the LIVE's list already, `on_sale` when buyers can buy it now."""

    id: str
    title: str
    photo: str
    price: str
    stock: int
    listed: bool
    on_sale: bool = True


@dataclass(frozen=True)
class VariantChoice:
    id: str
    title: str
    sku: str
    photo: str
    price_minor: int
    stock: int


@dataclass(frozen=True)
class Choice:
    product_id: str = ""
    title: str = ""
    currency: str = ""
    variants: tuple[VariantChoice, ...] = ()


async def choosable_products(work: Work, words: str = "", live_id: int = 0) -> list[Choosable]:
    """Products on sale of this shop whose title, SKU, vendor or kind holds `words`; newest first, at most 40."""
    work.require(Permission.RUN_LIVE)
    wanted = work.mine(Product, Product.id).where(Product.status == ProductStatus.ACTIVE).order_by(Product.id.desc()).limit(MOST)
    if words.strip():
        wanted = wanted.where(Product.words.contains(words.strip().casefold(), autoescape=True))
    ids = list((await work.session.scalars(wanted)).all())
    there = work.mine(LiveItem, LiveItem.product_id).where(LiveItem.live_id == live_id, LiveItem.status != ItemStatus.REMOVED)
    listed = set((await work.session.scalars(there)).all()) if live_id else set()
    return [replace(each, listed=parse_id(each.id) in listed) for each in await chosen_products(work, ids) if each.on_sale]


async def chosen_products(work: Work, product_ids: Sequence[int]) -> list[Choosable]:
    """These products of this shop as they are now, in this order; what is not the shop's is left out."""
    work.require(Permission.RUN_LIVE)
    cards = await product_cards(work, product_ids)
    mine = [cards[each] for each in product_ids if each in cards and cards[each].shop_id == work.shop_id]
    stock = await levels(work, [each.variant_id for card in mine for each in card.variants])
    return [
        Choosable(
            id=str(card.id),
            title=card.title,
            photo=card.photo,
            price=text.money(card.price_min, work.actor.language),
            stock=sum(stock.get(each.variant_id, 0) for each in card.variants),
            listed=True,
            on_sale=card.on_sale,
        )
        for card in mine
    ]


async def choosable_product(work: Work, product_id: int) -> Choosable:
    """One product that this shop sells, to be listed; anything else is not found."""
    found = next(iter(await chosen_products(work, [product_id])), None)
    if found is None or not found.on_sale:
        raise NotFound("product")
    return found


async def variant_choice(work: Work, product_id: int) -> Choice:
    """A product's variants that are on sale, with what is left of each. Anyone may ask."""
    card = (await product_cards(work, [product_id])).get(product_id)
    if card is None or not card.on_sale:
        raise NotFound("product")
    stock = await levels(work, [each.variant_id for each in card.variants])
    return Choice(
        product_id=str(product_id),
        title=card.title,
        currency=card.price_min.currency,
        variants=tuple(
            VariantChoice(
                id=str(each.variant_id),
                title=each.variant_title or each.title,
                sku=each.sku,
                photo=each.photo,
                price_minor=each.price.minor,
                stock=stock.get(each.variant_id, 0),
            )
            for each in card.variants
            if each.on_sale
        ),
    )
