"""A shop's owner, a manager of another shop, and stock kept in a dictionary until a test wants the real one."""

from collections.abc import Collection, Mapping

import pytest

from sellerhub.business.catalog import ports
from sellerhub.business.catalog.actions import ProductDraft, VariantDraft
from sellerhub.core.access import Actor, Role
from sellerhub.core.money import Money

OWNER = Actor(account_id=1, shop_id=10, roles=frozenset({Role.OWNER}), name="Elif")
OTHER_OWNER = Actor(account_id=2, shop_id=20, roles=frozenset({Role.OWNER}), name="Ada")
BUYER = Actor(account_id=3, roles=frozenset({Role.BUYER}), name="Deniz")
PACKER = Actor(account_id=4, shop_id=10, roles=frozenset({Role.PACKER}), name="Cem")


class StockBook:
    """Both stock ports over a dictionary; `set_since` names variants whose level somebody counted again."""

    def __init__(self) -> None:
        self.units: dict[int, int] = {}
        self.set_since: set[int] = set()

    async def set_levels(self, work, levels: Mapping[int, int], reason: str) -> None:
        self.units.update(levels)

    async def levels(self, work, variant_ids: Collection[int]) -> dict[int, int]:
        return {each: self.units[each] for each in variant_ids if each in self.units}

    async def hold_still(self, work, variant_ids: Collection[int]) -> None:
        pass

    async def take_back(self, work, variant_id: int, added: int, since) -> bool:
        if variant_id in self.set_since:
            return False
        self.units[variant_id] = max(0, self.units[variant_id] - added)
        return True

    def sold_out(self, work) -> list[int]:
        return []


class NobodyElse:
    """A Uses that knows no order, cart or LIVE."""

    async def of_products(self, work, product_ids: Collection[int]) -> dict[int, ports.Use]:
        return {}

    async def of_variants(self, work, variant_ids: Collection[int]) -> dict[int, ports.Use]:
        return {}


@pytest.fixture
def stock(office) -> StockBook:
    book = StockBook()
    office.use(ports.StockKeeping, book)
    office.use(ports.StockLevels, book)
    office.use(ports.Uses, NobodyElse())
    return book


def lira(amount: str) -> Money:
    return Money.parse(amount, "TRY")


def mug(title: str = "Sis kupa", *, prices: tuple[str, ...] = ("349.00", "389.00"), stock: int | None = 5, **changes) -> ProductDraft:
    sizes = ("250 ml", "350 ml", "500 ml", "1 L")
    variants = tuple(VariantDraft(lira(price), options=(size,), stock=stock) for price, size in zip(prices, sizes, strict=False))
    return ProductDraft(title=title, variants=variants, option_names=("Size",), **changes)
