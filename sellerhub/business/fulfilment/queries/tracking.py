"""Where a buyer's parcels are; also what the seller sees of it (OR-16)."""

from dataclasses import dataclass, field

from sellerhub.business.fulfilment.ports import Carrier
from sellerhub.business.fulfilment.queries.timeline import events_of, steps_of
from sellerhub.business.fulfilment.queries.views import StepView
from sellerhub.business.fulfilment.rules import UNLABELLED, PackageStatus, spaced
from sellerhub.business.fulfilment.tables import Package
from sellerhub.business.orders.tables import Order
from sellerhub.business.shop.queries import shop_card
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.work import Work


@dataclass(frozen=True, slots=True)
class TrackedPackage:
    position: int
    status: str
    carrier: str
    tracking: str
    tracking_spaced: str
    own: bool


@dataclass(frozen=True, slots=True)
class Tracking:
    """Every parcel of an order, and every step, newest first. `simulated`: the carrier only plays."""

    packages: list[TrackedPackage] = field(default_factory=list)
    steps: list[StepView] = field(default_factory=list)
    simulated: bool = False


async def tracking_of_order(work: Work, order_id: int) -> Tracking:
    """For the buyer of the order or the shop's staff; anybody else gets NotFound."""
    row = await work.session.execute(work.across_shops(Order, why="a buyer's order is in any shop").where(Order.id == order_id))
    order = row.scalar_one_or_none()
    is_buyer = order is not None and work.actor.account_id is not None and order.buyer_id == work.actor.account_id
    is_staff = order is not None and order.shop_id == work.actor.shop_id and work.actor.may(Permission.SEE_ORDERS)
    if not (is_buyer or is_staff):
        raise NotFound("order")
    zone = (await shop_card(work, order.shop_id)).time_zone
    packages = await work.session.execute(
        work.across_shops(Package, why="checked above: it is this buyer's order or this shop's")
        .where(Package.order_id == order_id, Package.status.notin_([PackageStatus.VOIDED, *UNLABELLED]))
        .order_by(Package.position)
    )
    found = [
        TrackedPackage(each.position, each.status, each.carrier, each.tracking_number or "", spaced(each.tracking_number or ""), each.own)
        for each in packages.scalars()
    ]
    steps = steps_of(order, await events_of(work, order_id), work, zone, for_buyer=True)
    return Tracking(found, steps, simulated=work.outside(Carrier).simulated and any(not each.own for each in found))
