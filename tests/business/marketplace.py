"""A small marketplace for tests that buy: shops with products and stock, made through the real actions, and buyers."""

import itertools
from dataclasses import dataclass

from sellerhub.business.catalog import actions as catalog
from sellerhub.business.catalog.actions import ProductDraft, VariantDraft
from sellerhub.business.catalog.ports import StockKeeping, StockLevels
from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.inventory.keeping import Inventory
from sellerhub.business.orders.checkout import PlaceOrder, WantedLine
from sellerhub.business.people.tables import Account
from sellerhub.business.shop import actions as shop
from sellerhub.core.access import SYSTEM, Actor, Role
from sellerhub.core.address import Address
from sellerhub.core.ids import new_id
from sellerhub.core.money import Money
from sellerhub.core.work import Office, open_work

HOME = Address("Elif Aydın", "+905320001122", "Moda Cd. 12", "D. 4", "İstanbul", "Kadıköy", "34710", "TR")
_keys = itertools.count(1)


@dataclass(frozen=True)
class TestShop:
    __test__ = False
    shop_id: int
    seller: Actor
    variants: tuple[int, ...]
    price_minor: int


def wire(office: Office) -> None:
    """The adapters that buying needs."""
    office.use(StockKeeping, Inventory())
    office.use(StockLevels, Inventory())


def buyer(account_id: int | None = None, name: str = "Elif") -> Actor:
    return Actor(account_id or new_id(), None, frozenset({Role.BUYER}), name)


async def a_shop(office: Office, handle: str = "toprak", stock: int = 10, variants: int = 1, price_minor: int = 149_000) -> TestShop:
    """A shop whose products are on sale, `stock` units each; shipping 49.90, free from 2,000.00."""
    wire(office)
    owner = new_id()
    async with open_work(SYSTEM) as work:
        work.session.add(Account(id=owner, email=f"{handle}@example.com", name="Deniz", password_hash="", created_at=work.now))
        await work.session.flush()
        shop_id = await shop.open_shop(work, owner, handle, handle.title())
    seller = Actor(owner, shop_id, frozenset({Role.OWNER, Role.BUYER}), "Deniz")
    ids: list[int] = []
    async with open_work(seller) as work:
        await shop.set_shipping(work, Money(4_990, "TRY"), Money(200_000, "TRY"))
        for start in range(0, variants, 50):
            n = min(50, variants - start)
            drafts = tuple(
                VariantDraft(Money(price_minor, "TRY"), sku=f"{handle}-{start + i}", options=(f"No {i}",), stock=stock) for i in range(n)
            )
            draft = ProductDraft(f"Amphora {start}", drafts, option_names=("Size",))
            product_id = await catalog.create_product(work, draft)
            await catalog.activate(work, product_id)
            ids += [each.variant_id for each in (await product_cards(work, [product_id]))[product_id].variants]
    return TestShop(shop_id, seller, tuple(ids), price_minor)


def wants(*lines: tuple[int, int, int], key: str = "", payment: str = "card", **more) -> PlaceOrder:
    """A checkout of (variant, quantity, seen price) lines, under its own key unless one is given."""
    return PlaceOrder(key or f"checkout-{next(_keys)}", tuple(WantedLine(*line) for line in lines), HOME, payment, **more)
