"""A shop with an order to ship, its people, and a carrier that can be away."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from sellerhub.business.fulfilment.ports import Carrier, CarrierAway
from sellerhub.business.fulfilment.tables import Package
from sellerhub.business.orders.tables import Order, OrderCount, OrderLine
from sellerhub.business.shop.tables import Shop
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Actor, Role
from sellerhub.core.ids import new_id
from sellerhub.core.work import open_reading, open_work
from sellerhub.outside.carriers.simulated import SimulatedCarrier

SHOP, OTHER_SHOP = 10, 20
PACKER = Actor(account_id=4, shop_id=SHOP, roles=frozenset({Role.PACKER}), name="Can")
OWNER = Actor(account_id=1, shop_id=SHOP, roles=frozenset({Role.OWNER}), name="Elif")
STRANGER = Actor(account_id=2, shop_id=OTHER_SHOP, roles=frozenset({Role.OWNER}), name="Ada")
FINANCE = Actor(account_id=5, shop_id=SHOP, roles=frozenset({Role.FINANCE}), name="Deniz")
BUYER = Actor(account_id=3, roles=frozenset({Role.BUYER}), name="Burak Aydın")
HOME = {
    "name": "Burak Aydın",
    "phone": "+90 532 411 22 17",
    "line1": "Moda Cad. No 118/4",
    "city": "Kadıköy",
    "region": "İstanbul",
    "postcode": "34710",
    "country": "TR",
}
STEP = timedelta(hours=1)


class MoodyCarrier(SimulatedCarrier):
    """The simulated carrier; `away` counts down the calls it does not answer, `labels` those it sold."""

    def __init__(self) -> None:
        super().__init__(STEP)
        self.away = 0
        self.labels: list[str] = []
        self.given_back: list[str] = []

    async def buy_label(self, service_code, parcel):
        if self.away:
            self.away -= 1
            raise CarrierAway
        label = await super().buy_label(service_code, parcel)
        self.labels.append(label.tracking_number)
        return label

    async def void_label(self, tracking_number):
        self.given_back.append(tracking_number)


@pytest.fixture
async def carrier(office) -> MoodyCarrier:
    """Also opens the two shops."""
    moody = MoodyCarrier()
    office.use(Carrier, moody)
    async with open_work(SYSTEM) as work:
        for shop_id, handle in ((SHOP, "toprak"), (OTHER_SHOP, "ada")):
            work.session.add(
                Shop(
                    id=shop_id,
                    handle=handle,
                    name=handle.title(),
                    market="SEED",
                    currency="TRY",
                    time_zone="Europe/Istanbul",
                    status="live",
                    shipping_fee_minor=4990,
                    sender_name="Toprak Atölye",
                    sender_phone="",
                    sender_address={"line1": "Rasimpaşa Mah.", "city": "Üsküdar", "postcode": "34716", "country": "TR"},
                    created_at=clock.now(),
                )
            )
    return moody


async def to_ship(status: str = "awaiting_shipment", lines: tuple[tuple[str, int, int], ...] = (("MUG-S", 2, 38900),), **changes) -> int:
    """An order of the shop with lines of (SKU, quantity, minor units each); returns its id."""
    order_id, number = new_id(), f"SH-{new_id() % 10**9}"
    items = sum(quantity * each for _, quantity, each in lines)
    values = {
        "shop_id": SHOP,
        "number": number,
        "group_id": new_id(),
        "buyer_id": BUYER.account_id,
        "buyer_name": BUYER.name,
        "status": status,
        "source": "live",
        "address": HOME,
        "items_minor": items,
        "shipping_minor": 4990,
        "discount_minor": 0,
        "total_minor": items + 4990,
        "currency": "TRY",
        "item_count": sum(quantity for _, quantity, _ in lines),
        "first_title": "Sis mug",
        "payment_method": "card",
        "placed_at": clock.now(),
        "paid_at": clock.now(),
        "ship_by_at": clock.now() + timedelta(hours=72),
    }
    async with open_work(SYSTEM) as work:
        work.session.add(Order(id=order_id, **{**values, **changes}))
        shop_id = changes.get("shop_id", SHOP)
        counted = await work.session.get(OrderCount, (shop_id, status))
        if counted is None:
            work.session.add(OrderCount(shop_id=shop_id, status=status, n=1))
        else:
            counted.n += 1
        for sku, quantity, each in lines:
            work.session.add(
                OrderLine(
                    shop_id=shop_id,
                    order_id=order_id,
                    variant_id=new_id(),
                    product_id=1,
                    title=f"Sis mug {sku}",
                    variant_title="Sand",
                    sku=sku,
                    photo="",
                    quantity=quantity,
                    unit_minor=each,
                    total_minor=each * quantity,
                )
            )
    return order_id


async def order_of(order_id: int) -> Order:
    async with open_reading(SYSTEM) as look:
        return (await look.session.execute(select(Order).where(Order.id == order_id))).scalar_one()


async def packages(order_id: int) -> list[Package]:
    async with open_reading(SYSTEM) as look:
        rows = await look.session.execute(select(Package).where(Package.order_id == order_id).order_by(Package.position))
        return list(rows.scalars())


async def lines(order_id: int) -> list[OrderLine]:
    async with open_reading(SYSTEM) as look:
        rows = await look.session.execute(select(OrderLine).where(OrderLine.order_id == order_id).order_by(OrderLine.id))
        return list(rows.scalars())
