"""What can be tagged: the shop's own products on sale."""

from collections.abc import Collection, Sequence

from sellerhub.business.content.errors import NotTaggable, TooManyTags
from sellerhub.business.content.rules import MOST_TAGS
from sellerhub.business.inventory.choosing import Choosable, products_as_they_are, products_on_sale
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.work import Work


async def taggable_products(work: Work, words: str = "") -> list[Choosable]:
    """See `products_on_sale`."""
    work.require(Permission.EDIT_VIDEOS)
    return await products_on_sale(work, words)


async def tagged_products(work: Work, product_ids: Sequence[int]) -> list[Choosable]:
    """See `products_as_they_are`."""
    work.require(Permission.EDIT_VIDEOS)
    return await products_as_they_are(work, product_ids)


async def one_more_to_tag(work: Work, product_id: int, chosen: Collection[str]) -> Choosable:
    """A product beside the ids that are chosen already. Raises TooManyTags, NotFound, NotTaggable."""
    if len(chosen) >= MOST_TAGS:
        raise TooManyTags(MOST_TAGS)
    found = next(iter(await tagged_products(work, [product_id])), None)
    if found is None:
        raise NotFound("product")
    if not found.on_sale:
        raise NotTaggable(found.title)
    return found
