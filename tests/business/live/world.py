"""A shop with a few products, and people around it: what every LIVE test starts from."""

from dataclasses import dataclass, field
from datetime import timedelta

import sellerhub.business.live.reactions  # noqa: F401  what `react` runs
from sellerhub.business.catalog.tables import Product, Variant
from sellerhub.business.inventory.tables import Stock
from sellerhub.business.live import actions
from sellerhub.business.live.tables import LiveItem
from sellerhub.business.orders import moving
from sellerhub.business.orders.events import OrderCancelled, OrderEvent, OrderPaid, OrdersPlaced
from sellerhub.business.orders.tables import Order, OrderLine
from sellerhub.business.shop.tables import Shop
from sellerhub.core import bus, clock
from sellerhub.core.access import SYSTEM, Actor, Role
from sellerhub.core.ids import new_id
from sellerhub.core.work import open_reading, open_work

PRICE = 149_000


def buyer(name: str = "Mert Yıldız") -> Actor:
    return Actor(account_id=new_id(), roles=frozenset({Role.BUYER}), name=name)


@dataclass
class World:
    shop_id: int
    host: Actor
    products: list[int] = field(default_factory=list)
    variants: dict[int, list[int]] = field(default_factory=dict)

    async def product(
        self, title: str = "Anadolu amphora", *, stock: int = 10, variants: int = 1, price: int = PRICE, status: str = "active"
    ) -> int:
        product = Product(
            shop_id=self.shop_id, handle=f"p{new_id()}", title=title, status=status, currency="TRY", variant_count=variants,
            price_min_minor=price, price_max_minor=price, created_at=clock.now(), updated_at=clock.now(),
        )  # fmt: skip
        async with open_work(SYSTEM) as work:
            work.session.add(product)
            for position in range(variants):
                variant = Variant(
                    shop_id=self.shop_id, product_id=product.id, sku=f"S-{new_id()}", price_minor=price, compare_at_minor=price + 30_000,
                    currency="TRY", position=position, title="" if variants == 1 else str(position),
                )  # fmt: skip
                work.session.add_all([variant, Stock(id=variant.id, shop_id=self.shop_id, available=stock)])
                self.variants.setdefault(product.id, []).append(variant.id)
        self.products.append(product.id)
        return product.id

    async def plan(self, *product_ids: int) -> int:
        async with open_work(self.host) as work:
            return await actions.plan(work, "Kış Sofrası", clock.now() + timedelta(hours=1), product_ids=product_ids)

    async def on_air(self, *product_ids: int) -> int:
        live_id = await self.plan(*product_ids)
        async with open_work(self.host) as work:
            await actions.go_live(work, live_id)
        return live_id

    async def items(self, live_id: int) -> list[LiveItem]:
        async with open_reading(self.host) as look:
            rows = await look.session.scalars(look.mine(LiveItem).where(LiveItem.live_id == live_id).order_by(LiveItem.position))
            return list(rows.all())

    async def order(
        self, live_id: int | None, product_id: int, *, quantity: int = 1, paid: bool = True, buyer_name: str = "Mert Yıldız"
    ) -> OrderEvent:
        """What the orders capability writes when a buyer of this LIVE checks out. Returns the order's core as it was placed."""
        order_id, total = new_id(), PRICE * quantity
        order = Order(
            id=order_id, shop_id=self.shop_id, number=f"SH-{order_id}", group_id=new_id(), buyer_id=new_id(), buyer_name=buyer_name,
            status="unpaid", source="live", live_id=live_id, address={"city": "İzmir"}, items_minor=total, shipping_minor=0,
            total_minor=total, currency="TRY", item_count=quantity, first_title="Anadolu amphora", payment_method="card",
            placed_at=clock.now(),
        )  # fmt: skip
        line = OrderLine(
            shop_id=self.shop_id, order_id=order_id, variant_id=self.variants[product_id][0], product_id=product_id,
            title="Anadolu amphora", variant_title="", sku="S", photo="", quantity=quantity, unit_minor=PRICE, total_minor=total,
        )  # fmt: skip
        placed = moving.event(OrderEvent, order)
        async with open_work(SYSTEM.in_shop(self.shop_id)) as work:
            work.session.add_all([order, line])
            work.record(OrdersPlaced(self.shop_id, live_id, None, [order_id]))
        if paid:
            async with open_work(SYSTEM.in_shop(self.shop_id)) as work:
                work.record(OrderPaid(**vars(placed) | {"status": "on_hold"}))
        return placed

    async def cancel(self, placed: OrderEvent) -> None:
        async with open_work(SYSTEM.in_shop(self.shop_id)) as work:
            work.record(OrderCancelled(**vars(placed) | {"status": "cancelled"}, reason="changed_mind", fault="buyer"))


async def new_world(name: str = "Toprak Atölye") -> World:
    shop = Shop(
        handle=f"shop{new_id()}",
        name=name,
        market="SEED",
        currency="TRY",
        time_zone="Europe/Istanbul",
        created_at=clock.now(),
        status="live",
    )
    async with open_work(SYSTEM) as work:
        work.session.add(shop)
    return World(shop.id, Actor(new_id(), shop.id, frozenset({Role.OWNER, Role.BUYER}), "Deniz Kaya"))


async def react() -> None:
    """Let every due reaction run."""
    while await bus.run_due():
        pass
