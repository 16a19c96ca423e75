"""What every action on packages needs: finding them, moving them, and letting their order follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from sellerhub.business.fulfilment import rules
from sellerhub.business.fulfilment.rules import Move, PackageStatus, Stage
from sellerhub.business.fulfilment.tables import Package, PackageLine
from sellerhub.business.orders import actions as orders
from sellerhub.business.orders.rules import OrderStatus
from sellerhub.business.orders.tables import Order, OrderLine, in_orders
from sellerhub.core.errors import NotAllowedNow, NotFound
from sellerhub.core.work import Work

SHIPPING = (OrderStatus.PARTIALLY_SHIPPED, OrderStatus.AWAITING_COLLECTION)


@dataclass(frozen=True, slots=True)
class Held:
    """A package and its order, both locked until the end of this work."""

    package: Package
    order: Order

    def about(self) -> dict[str, Any]:
        """The core of every package event."""
        return {
            "order_id": self.order.id,
            "shop_id": self.order.shop_id,
            "buyer_id": self.order.buyer_id,
            "package_id": self.package.id,
            "position": self.package.position,
        }


async def hold_order(work: Work, order_id: int) -> Order:
    """This shop's order, locked: two packers at one order go one after the other. Raises NotFound."""
    order = (await work.session.execute(work.mine(Order).where(Order.id == order_id).with_for_update())).scalar()
    if order is None:
        raise NotFound("order")
    return order


async def hold_package(work: Work, package_id: int) -> Held:
    """A package with its order, in the order in which everybody locks them. Raises NotFound."""
    order_id = (await work.session.execute(work.mine(Package, Package.order_id).where(Package.id == package_id))).scalar()
    if order_id is None:
        raise NotFound("package")
    order = await hold_order(work, order_id)
    package = (
        await work.session.execute(work.mine(Package).where(Package.id == package_id).execution_options(populate_existing=True))
    ).scalar_one()
    return Held(package, order)


async def packages_of(work: Work, order_id: int) -> Sequence[Package]:
    return (await work.session.execute(work.mine(Package).where(Package.order_id == order_id).order_by(Package.position))).scalars().all()


async def lines_of(work: Work, order_id: int) -> Sequence[OrderLine]:
    return (await work.session.execute(work.mine(OrderLine).where(in_orders([order_id])).order_by(OrderLine.id))).scalars().all()


async def left_to_pack(work: Work, order_id: int) -> dict[int, int]:
    """Units of each order line that are in no living package."""
    lines = await lines_of(work, order_id)
    taken = await work.session.execute(
        select(PackageLine.order_line_id, func.sum(PackageLine.quantity))
        .join(Package, Package.id == PackageLine.package_id)
        .where(Package.shop_id == work.shop_id, Package.order_id == order_id, Package.status != PackageStatus.VOIDED)
        .group_by(PackageLine.order_line_id)
    )
    packed = {line_id: int(units) for line_id, units in taken}
    return {line.id: line.quantity - packed.get(line.id, 0) for line in lines}


async def move(work: Work, package: Package, step: Move, **values: Any) -> None:
    """One step of a package's life. Raises NotAllowedNow, also when somebody else was faster."""
    before = PackageStatus(package.status)
    status = rules.after(before, step)
    changed = work.change_mine(Package).where(Package.id == package.id, Package.status == before).values(status=status, **values)
    if (await work.session.execute(changed.execution_options(synchronize_session=False))).rowcount == 0:
        raise NotAllowedNow("package", before, step)
    await work.session.refresh(package)


async def let_order_follow(work: Work, order: Order) -> None:
    """Move the order to where its packages are. Called inside the work that moved a package, with the order locked."""
    statuses = [PackageStatus(each.status) for each in await packages_of(work, order.id)]
    everything = not any((await left_to_pack(work, order.id)).values())
    stage = rules.stage_of(statuses, everything_packed=everything)
    here = OrderStatus(order.status)
    arranged = here in SHIPPING
    match stage:
        case Stage.AWAITING_SHIPMENT:
            if arranged:
                await orders.unarrange(work, order.id)
        case Stage.PARTIALLY_SHIPPED:
            if here is OrderStatus.AWAITING_COLLECTION:
                await orders.unarrange(work, order.id)
            if here is not OrderStatus.PARTIALLY_SHIPPED:
                await orders.mark_arranged(work, order.id, True)
        case _:
            if here in (OrderStatus.AWAITING_SHIPMENT, OrderStatus.PARTIALLY_SHIPPED):
                await orders.mark_arranged(work, order.id, False)
            if stage in (Stage.IN_TRANSIT, Stage.DELIVERED) and here is not OrderStatus.IN_TRANSIT:
                await orders.mark_in_transit(work, order.id)
            if stage is Stage.DELIVERED:
                await orders.mark_delivered(work, order.id)
            elif stage is Stage.IN_TRANSIT and all(each in (PackageStatus.LOST, PackageStatus.VOIDED) for each in statuses):
                await orders.mark_lost(work, order.id)
