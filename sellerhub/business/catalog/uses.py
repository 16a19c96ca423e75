"""Who else names a product: everybody's answer in one."""

from collections.abc import Awaitable, Collection, Sequence

from sellerhub.business.catalog.ports import Use, Uses
from sellerhub.core.work import Work

_WEIGHT = {use: n for n, use in enumerate(Use)}


class AllUses:
    """Asks each of several keepers; the weightiest answer counts."""

    def __init__(self, *keepers: Uses) -> None:
        self._keepers: Sequence[Uses] = keepers

    async def of_products(self, work: Work, product_ids: Collection[int]) -> dict[int, Use]:
        return await _weightiest(each.of_products(work, product_ids) for each in self._keepers)

    async def of_variants(self, work: Work, variant_ids: Collection[int]) -> dict[int, Use]:
        return await _weightiest(each.of_variants(work, variant_ids) for each in self._keepers)


async def _weightiest(answers) -> dict[int, Use]:
    found: dict[int, Use] = {}
    answer: Awaitable[dict[int, Use]]
    for answer in answers:
        for key, use in (await answer).items():
            found[key] = min(use, found.get(key, use), key=_WEIGHT.__getitem__)
    return found
