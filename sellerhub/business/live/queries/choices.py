"""What can be chosen: products for the list, variants of one product for a buyer or for more stock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.inventory.choosing import Choosable, products_as_they_are, products_on_sale
from sellerhub.business.inventory.queries import levels
from sellerhub.business.live.errors import ListIsFull
from sellerhub.business.live.rules import MOST_ITEMS, ItemStatus
from sellerhub.business.live.tables import LiveItem
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.ids import parse_id
from sellerhub.core.work import Work


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
    """See `products_on_sale`; with a LIVE, those on its list say so."""
    work.require(Permission.RUN_LIVE)
    there = work.mine(LiveItem, LiveItem.product_id).where(LiveItem.live_id == live_id, LiveItem.status != ItemStatus.REMOVED)
    listed = set((await work.session.scalars(there)).all()) if live_id else set()
    return [replace(each, listed=parse_id(each.id) in listed) for each in await products_on_sale(work, words)]


async def chosen_products(work: Work, product_ids: Sequence[int]) -> list[Choosable]:
    """Those of a list, as they are now. See `products_as_they_are`."""
    work.require(Permission.RUN_LIVE)
    return [replace(each, listed=True) for each in await products_as_they_are(work, product_ids)]


async def one_more_to_list(work: Work, product_id: int, chosen: Collection[str]) -> Choosable:
    """A product that this shop sells, beside the ids that are chosen already. Raises ListIsFull, NotFound."""
    if len(chosen) >= MOST_ITEMS:
        raise ListIsFull(MOST_ITEMS)
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
