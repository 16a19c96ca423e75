"""What labels and slips say, before it is put into words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from sellerhub.business.fulfilment import rules
from sellerhub.business.fulfilment.actions.packing import LARGEST_BATCH
from sellerhub.business.fulfilment.errors import BatchTooLarge
from sellerhub.business.fulfilment.ports import Carrier
from sellerhub.business.fulfilment.rules import PackageStatus
from sellerhub.business.fulfilment.tables import Package, PackageLine
from sellerhub.business.orders.rules import PERMITS, OrderStatus
from sellerhub.business.orders.tables import Order, OrderLine, in_orders
from sellerhub.business.payments.rules import Method
from sellerhub.business.people.tables import Account
from sellerhub.business.shop.queries import ShopCard, shop_card
from sellerhub.core.access import Permission
from sellerhub.core.address import Address
from sellerhub.core.errors import NotFound
from sellerhub.core.money import Money
from sellerhub.core.work import Work


@dataclass(frozen=True, slots=True)
class LabelFacts:
    package: Package
    order_number: str
    recipient: Address  # its phone is masked
    shop: ShopCard
    parts: int
    collect: Money | None
    simulated: bool

    @property
    def code(self) -> str:
        return rules.package_code(self.order_number, self.package.position)


@dataclass(frozen=True, slots=True)
class SlipItem:
    quantity: int
    title: str
    variant: str
    sku: str
    price: Money


@dataclass(frozen=True, slots=True)
class SlipFacts:
    order: Order
    position: int
    parts: int
    recipient: Address
    shop: ShopCard
    items: tuple[SlipItem, ...]
    language: str  # the buyer's

    @property
    def code(self) -> str:
        return rules.package_code(self.order.number, self.position)


async def label_facts(work: Work, package_ids: Sequence[int]) -> list[LabelFacts]:
    """Of packages with a label. All or NotFound. Raises BatchTooLarge."""
    work.require(Permission.SHIP)
    wanted = list(dict.fromkeys(package_ids))
    if len(wanted) > LARGEST_BATCH:
        raise BatchTooLarge(len(wanted), LARGEST_BATCH)
    rows = (
        await work.session.execute(
            work.mine(Package, Package, Order)
            .join(Order, Order.id == Package.order_id)
            .where(Package.id.in_(wanted), Package.tracking_number.is_not(None), Package.status != PackageStatus.VOIDED)
        )
    ).all()
    if len(rows) != len(wanted) or not rows:
        raise NotFound("package")
    parts = await _parts(work, {order.id for _, order in rows})
    shop = await shop_card(work, work.shop_id)
    simulated = work.outside(Carrier).simulated
    return [
        LabelFacts(
            package,
            order.number,
            _masked(Address.of(order.address)),
            shop,
            parts[order.id],
            Money(order.total_minor, order.currency) if order.payment_method == Method.COD and package.position == 1 else None,
            simulated and not package.own,
        )
        for package, order in rows
    ]


async def slip_facts(work: Work, order_id: int) -> list[SlipFacts]:
    """One a package; before anything is arranged, one for the whole order. Raises NotFound, also while it is on hold."""
    work.require(Permission.SHIP)
    order = (await work.session.execute(work.mine(Order).where(Order.id == order_id))).scalar()
    if order is None or not PERMITS[OrderStatus(order.status)].address_shown:
        raise NotFound("order")
    shop = await shop_card(work, work.shop_id)
    language = (await work.session.execute(select(Account.language).where(Account.id == order.buyer_id))).scalar() or "en"
    rows = (
        await work.session.execute(
            work.mine(PackageLine, PackageLine.quantity, OrderLine, Package.position)
            .join(OrderLine, OrderLine.id == PackageLine.order_line_id)
            .join(Package, Package.id == PackageLine.package_id)
            .where(Package.order_id == order_id, Package.status != PackageStatus.VOIDED)
            .order_by(Package.position, PackageLine.id)
        )
    ).all()
    boxes: dict[int, list[SlipItem]] = {}
    for units, line, position in rows:
        boxes.setdefault(position, []).append(_item(line, units, order.currency))
    if not boxes:
        lines = await work.session.execute(work.mine(OrderLine).where(in_orders([order_id])).order_by(OrderLine.id))
        boxes[1] = [_item(line, line.quantity, order.currency) for line in lines.scalars()]
    recipient = _masked(Address.of(order.address))
    return [SlipFacts(order, position, len(boxes), recipient, shop, tuple(items), language) for position, items in boxes.items()]


def _item(line: OrderLine, units: int, currency: str) -> SlipItem:
    return SlipItem(units, line.title, line.variant_title, line.sku, Money(line.unit_minor * units, currency))


def _masked(address: Address) -> Address:
    return Address(**{**address.facts(), "phone": rules.masked_phone(address.phone)})


async def _parts(work: Work, order_ids: set[int]) -> dict[int, int]:
    rows = await work.session.execute(
        work.mine(Package, Package.order_id, func.count())
        .where(Package.order_id.in_(order_ids), Package.status != PackageStatus.VOIDED)
        .group_by(Package.order_id)
    )
    return {order_id: int(n) for order_id, n in rows}
