"""What becomes of a label that was asked for. Called by the desk and by the sweep, never while the carrier is being asked."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.fulfilment.errors import TrackingUsed
from sellerhub.business.fulfilment.events import PackageLabelFailed, PackageLabelled
from sellerhub.business.fulfilment.packages import hold_package, let_order_follow, move
from sellerhub.business.fulfilment.ports import Label
from sellerhub.business.fulfilment.rules import UNLABELLED, Move, PackageStatus
from sellerhub.business.fulfilment.tables import UsedNumber
from sellerhub.business.orders.rules import PERMITS, OrderStatus
from sellerhub.core.access import Permission
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work


async def claim_number(work: Work, number: str, package_id: int) -> None:
    """Make a tracking number this package's own, for ever. Raises TrackingUsed."""
    dialect = sqlite if work.office.database.is_sqlite else postgresql
    row = {"id": new_id(), "number": number, "package_id": package_id, "used_at": work.now, "give_back_at": None}
    added = await work.session.execute(dialect.insert(UsedNumber).values(**row).on_conflict_do_nothing(index_elements=["number"]))
    if added.rowcount == 0:
        raise TrackingUsed(number)


async def take_label(work: Work, package_id: int, attempt: int, label: Label) -> bool:
    """The carrier sold a label. False when nobody wants it any more: it is then to be given back."""
    work.require(Permission.SHIP)
    held = await hold_package(work, package_id)
    package = held.package
    if package.tracking_number == label.tracking_number:
        return True  # told twice
    await claim_number(work, label.tracking_number, package_id)
    wanted = package.attempt == attempt and PackageStatus(package.status) in UNLABELLED and PERMITS[OrderStatus(held.order.status)].ship
    if not wanted:
        await give_back(work, label.tracking_number)
        return False
    await move(
        work,
        package,
        Move.LABEL,
        carrier=label.carrier,
        service=label.service,
        tracking_number=label.tracking_number,
        routing=label.routing,
        area=label.area,
        depot=label.depot,
        price_minor=label.price.minor,
        labelled_at=work.now,
        due_at=None,
        problem="",
    )
    work.record(
        PackageLabelled(
            **held.about(),
            carrier=label.carrier,
            tracking_number=label.tracking_number,
            cost_minor=label.price.minor,
            currency=label.price.currency,
        )
    )
    await let_order_follow(work, held.order)
    return True


async def give_back(work: Work, number: str) -> None:
    await work.session.execute(update(UsedNumber).where(UsedNumber.number == number).values(give_back_at=work.now))


async def label_refused(work: Work, package_id: int, reason: str) -> None:
    """The carrier will not take it as it is; a person chooses what next."""
    await label_failed(work, package_id, reason, None)


async def label_failed(work: Work, package_id: int, problem: str, again_at: datetime | None) -> None:
    """No label this time; asked again at `again_at`."""
    work.require(Permission.SHIP)
    held = await hold_package(work, package_id)
    if PackageStatus(held.package.status) not in UNLABELLED:
        return
    first = held.package.problem != problem
    await move(work, held.package, Move.FAIL_LABEL, problem=problem, due_at=again_at, tries=held.package.tries + 1)
    if first:
        work.record(PackageLabelFailed(**held.about(), problem=problem))
