"""What a seller can show to buyers now: the shop's own products, with what is left of each. A LIVE lists them, a video tags them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.catalog.rules import ProductStatus
from sellerhub.business.catalog.tables import Product
from sellerhub.business.inventory.queries import levels
from sellerhub.core import text
from sellerhub.core.work import Work

MOST = 40


@dataclass(frozen=True)
class Choosable:
    """A product of the shop; `listed` when it is chosen already, `on_sale` when buyers can buy it now."""

    id: str
    title: str
    photo: str
    price: str
    stock: int
    listed: bool = False
    on_sale: bool = True


async def products_on_sale(work: Work, words: str = "") -> list[Choosable]:
    """Those of this shop whose title, SKU, vendor or kind holds `words`; newest first, at most 40."""
    wanted = work.mine(Product, Product.id).where(Product.status == ProductStatus.ACTIVE).order_by(Product.id.desc()).limit(MOST)
    if words.strip():
        wanted = wanted.where(Product.words.contains(words.strip().casefold(), autoescape=True))
    found = await products_as_they_are(work, list((await work.session.scalars(wanted)).all()))
    return [each for each in found if each.on_sale]


async def products_as_they_are(work: Work, product_ids: Sequence[int]) -> list[Choosable]:
    """These products of this shop, in this order; what is not the shop's is left out."""
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
            on_sale=card.on_sale,
        )
        for card in mine
    ]
