"""Putting units aside for a package, and choosing how it travels (OR-13, OR-14)."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, update

from sellerhub.business.catalog.queries import Sellable, sellables
from sellerhub.business.fulfilment import rules
from sellerhub.business.fulfilment.actions.labelling import claim_number
from sellerhub.business.fulfilment.errors import NothingToShip, OnHold, TooManyToPack
from sellerhub.business.fulfilment.events import PackageArranged, PackageLabelled, PackageLabelVoided
from sellerhub.business.fulfilment.packages import (
    Held,
    hold_order,
    hold_package,
    left_to_pack,
    let_order_follow,
    lines_of,
    move,
    packages_of,
)
from sellerhub.business.fulfilment.rules import Move, PackageStatus
from sellerhub.business.fulfilment.tables import Package, PackageLine, UsedNumber
from sellerhub.business.orders.errors import CancelAsked, OrderNotAllowedNow
from sellerhub.business.orders.rules import PERMITS, OrderStatus
from sellerhub.business.orders.tables import Order
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotAllowedNow
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work

PACKED_GRAMS = 100  # carton and filling, added to what the products weigh
FIRST_LOOK = timedelta(seconds=30)
"""After this the sweep buys a label whose buyer crashed or closed the page."""


@dataclass(frozen=True, slots=True)
class LineWish:
    """Units of one order line for one package."""

    order_line_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """The seller's own carrier; `carrier` is a name of `rules.CARRIERS` or free text."""

    carrier: str
    number: str


async def arrange(work: Work, order_id: int, *, service: str = "", own: OwnNumber | None = None, lines: tuple[LineWish, ...] = ()) -> int:
    """A new package of what is left of the order (or of `lines`), sent by a carrier's `service` or under an `own` number.

    Returns the package's id. With a service the label is bought after this work is committed: see `desk`.
    Raises OnHold, CancelAsked, NothingToShip, TooManyToPack, TrackingNotValid, TrackingUsed.
    """
    work.require(Permission.SHIP)
    order = await hold_order(work, order_id)
    check_may_ship(order)
    left = await left_to_pack(work, order_id)
    chosen = await _chosen(work, order, left, lines)
    position = max((each.position for each in await packages_of(work, order_id)), default=0) + 1
    bought = {line.id: line for line in await lines_of(work, order_id)}
    known = await sellables(work, {bought[line_id].variant_id for line_id in chosen})
    package = Package(
        shop_id=order.shop_id,
        order_id=order.id,
        buyer_id=order.buyer_id,
        order_number=order.number,
        position=position,
        status=PackageStatus.CREATED,
        service=service,
        own=own is not None,
        currency=order.currency,
        units=sum(chosen.values()),
        weight_grams=PACKED_GRAMS + sum(_grams(known, bought[line_id].variant_id) * units for line_id, units in chosen.items()),
        created_at=work.now,
        due_at=None if own else work.now + FIRST_LOOK,
    )
    work.session.add(package)
    await work.session.flush()
    await work.session.execute(
        insert(PackageLine),
        [
            {"id": new_id(), "shop_id": order.shop_id, "package_id": package.id, "order_line_id": line_id, "quantity": units, "packed": 0}
            for line_id, units in chosen.items()
        ],
    )
    held = Held(package, order)
    work.record(PackageArranged(**held.about(), own=own is not None, units=package.units))
    if own is not None:
        await _use_own_number(work, held, own)
    return package.id


def _grams(known: dict[int, Sellable], variant_id: int) -> int:
    return known[variant_id].weight_grams if variant_id in known else 0


def check_may_ship(order: Order) -> None:
    """Raises OnHold, CancelAsked, OrderNotAllowedNow."""
    if order.status == OrderStatus.ON_HOLD:
        raise OnHold(order.number)
    if order.cancel_requested_at is not None:
        raise CancelAsked
    if not PERMITS[OrderStatus(order.status)].ship:
        raise OrderNotAllowedNow(order.status, "ship")


async def _chosen(work: Work, order: Order, left: dict[int, int], lines: tuple[LineWish, ...]) -> dict[int, int]:
    if not any(left.values()):
        raise NothingToShip(order.number)
    if not lines:
        return {line_id: units for line_id, units in left.items() if units}
    wanted: dict[int, int] = {}
    for wish in lines:
        if wish.quantity > 0:
            wanted[wish.order_line_id] = wanted.get(wish.order_line_id, 0) + wish.quantity
    titles = {line.id: line.title for line in await lines_of(work, order.id)}
    for line_id, units in wanted.items():
        if units > left.get(line_id, 0):
            raise TooManyToPack(titles.get(line_id, "?"), units, left.get(line_id, 0))
    if not wanted:
        raise NothingToShip(order.number)
    return wanted


async def take_own_number(work: Work, package_id: int, own: OwnNumber) -> None:
    """Send a package without a label under the seller's own number."""
    work.require(Permission.SHIP)
    held = await hold_package(work, package_id)
    check_may_ship(held.order)
    await _use_own_number(work, held, own)


async def _use_own_number(work: Work, held: Held, own: OwnNumber) -> None:
    carrier = own.carrier.strip()[:60]
    number = rules.own_number(carrier, own.number)
    await claim_number(work, number, held.package.id)
    await move(
        work,
        held.package,
        Move.LABEL,
        own=True,
        service="",
        carrier=carrier,
        tracking_number=number,
        labelled_at=work.now,
        due_at=None,
        problem="",
    )
    work.record(PackageLabelled(**held.about(), carrier=carrier, tracking_number=number))
    await let_order_follow(work, held.order)


async def retry_label(work: Work, package_id: int, service: str) -> None:
    """Choose a service (again) for a package without a label; bought after the commit."""
    work.require(Permission.SHIP)
    held = await hold_package(work, package_id)
    check_may_ship(held.order)
    status = PackageStatus(held.package.status)
    if status not in rules.UNLABELLED:
        raise NotAllowedNow("package", status, Move.LABEL)
    held.package.service, held.package.own, held.package.due_at, held.package.tries = service, False, work.now + FIRST_LOOK, 0
    work.session.add(held.package)
    await work.session.flush()


async def void_label(work: Work, package_id: int) -> None:
    """Give a label up before the carrier scanned it; its number is never used again. The package awaits another label."""
    work.require(Permission.SHIP)
    held = await hold_package(work, package_id)
    number, own = held.package.tracking_number, held.package.own
    await move(
        work,
        held.package,
        Move.VOID_LABEL,
        tracking_number=None,
        carrier="",
        service="",
        own=False,
        price_minor=0,
        prints=0,
        attempt=held.package.attempt + 1,
        labelled_at=None,
        packed_at=None,
        due_at=None,
    )
    if not own:
        await work.session.execute(update(UsedNumber).where(UsedNumber.number == number).values(give_back_at=work.now))
    work.record(PackageLabelVoided(**held.about(), tracking_number=number or ""))
    await let_order_follow(work, held.order)
