"""The shipping desk: what takes two steps because the carrier is asked between them, outside of any transaction.

First the wish is committed (a package `created`), then the carrier is asked, then its answer is committed. Whoever
dies in between is finished by `sweeps.buy_waiting`: the carrier answers the same key with the same label.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from sellerhub.business.fulfilment import actions, rules
from sellerhub.business.fulfilment.errors import CarrierSaidNo, ServiceGone
from sellerhub.business.fulfilment.packages import packages_of
from sellerhub.business.fulfilment.ports import Carrier, CarrierAway, CarrierRefused, Parcel, Service
from sellerhub.business.fulfilment.tables import Package
from sellerhub.business.orders.tables import Order
from sellerhub.business.payments.rules import Method
from sellerhub.business.shop.queries import shop_card
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Actor, Permission
from sellerhub.core.address import Address
from sellerhub.core.errors import NotFound
from sellerhub.core.money import Money
from sellerhub.core.work import Work, office, open_reading, open_work

log = logging.getLogger(__name__)

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
AWAY = "carrier_away"


@dataclass(frozen=True, slots=True)
class Offers:
    carrier: str
    simulated: bool
    services: tuple[Service, ...]


async def offers(actor: Actor, order_id: int) -> Offers:
    """What the carrier would take for the rest of an order. Empty services when it does not answer."""
    async with open_reading(actor) as look:
        look.require(Permission.SHIP)
        order = (await look.session.execute(look.mine(Order).where(Order.id == order_id))).scalar()
        if order is None:
            raise NotFound("order")
        parcel = await _parcel(look, order, None)
    carrier = office().outside(Carrier)
    try:
        services = tuple(await carrier.services(parcel))
    except CarrierAway:
        services = ()
    return Offers(carrier.name, carrier.simulated, services)


async def ship(actor: Actor, order_id: int, service: str, lines: tuple[actions.LineWish, ...] = ()) -> int:
    """Arrange what is left of an order (or `lines`) with the carrier and buy the label. Returns the package's id.

    Raises what `actions.arrange` raises, and CarrierSaidNo; then the package stands as `label_failed`.
    """
    async with open_work(actor) as work:
        package_id = await actions.arrange(work, order_id, service=service, lines=lines)
    await buy(actor, package_id)
    return package_id


async def relabel(actor: Actor, package_id: int, service: str) -> None:
    """Buy a label for a package that has none (its label failed or was voided)."""
    async with open_work(actor) as work:
        await actions.retry_label(work, package_id, service)
    await buy(actor, package_id)


async def buy(actor: Actor, package_id: int) -> None:
    """Ask the carrier for the label a package waits for and keep its answer. Raises CarrierSaidNo, ServiceGone."""
    async with open_reading(actor) as look:
        look.require(Permission.SHIP)
        package = (await look.session.execute(look.mine(Package).where(Package.id == package_id))).scalar()
        if package is None:
            raise NotFound("package")
        if package.status not in rules.UNLABELLED or not package.service:
            return
        order = (await look.session.execute(look.mine(Order).where(Order.id == package.order_id))).scalar_one()
        parcel = await _parcel(look, order, package)
    carrier = office().outside(Carrier)
    try:
        label = await carrier.buy_label(package.service, parcel)
    except CarrierRefused as refused:
        async with open_work(actor) as work:
            await actions.label_refused(work, package_id, refused.reason)
        raise (ServiceGone(package.service) if refused.reason == "unknown_service" else CarrierSaidNo(refused.reason)) from refused
    except CarrierAway:
        async with open_work(actor) as work:
            wait = min(FIRST_WAIT * 2 ** min(package.tries, 10), LONGEST_WAIT)
            await actions.label_failed(work, package_id, AWAY, clock.now() + wait)
        return
    async with open_work(actor) as work:
        await actions.take_label(work, package_id, package.attempt, label)


def system_of(shop_id: int) -> Actor:
    return SYSTEM.in_shop(shop_id)


async def _parcel(look: Work, order: Order, package: Package | None) -> Parcel:
    """What the carrier is told. Cash on delivery is collected with the first parcel of the order."""
    shop = await shop_card(look, order.shop_id)
    first = package is None or package.position == 1 or len(await packages_of(look, order.id)) == 1
    cash = order.payment_method == Method.COD and first
    return Parcel(
        key=f"{package.id}.{package.attempt}" if package else f"quote.{order.id}",
        sender=shop.sender,
        recipient=Address.of(order.address),
        weight_grams=package.weight_grams if package else 1000,
        currency=order.currency,
        collect=Money(order.total_minor, order.currency) if cash else None,
    )
