"""The way from the packing table to the buyer's door (OR-16)."""

from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.fulfilment import rules
from sellerhub.business.fulfilment.events import PackageDelivered, PackageHandedOver, PackageLost, PackageReturned, PackageScanned
from sellerhub.business.fulfilment.packages import Held, hold_package, let_order_follow, move
from sellerhub.business.fulfilment.ports import CarrierScan, ScanKind
from sellerhub.business.fulfilment.rules import Move, PackageStatus
from sellerhub.business.fulfilment.tables import Package, PackageScan
from sellerhub.core.access import SYSTEM, Permission
from sellerhub.core.errors import NotAllowedNow, NotFound
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work

S = PackageStatus


async def hand_over(work: Work, package_id: int) -> None:
    """The parcel left the shop. Under the seller's own number that word counts as the carrier's first scan."""
    work.require(Permission.SHIP)
    held = await hold_package(work, package_id)
    package = held.package
    status = PackageStatus(package.status)
    if Move.HAND_OVER not in rules.moves_from(status, own=package.own):
        raise NotAllowedNow("package", status, Move.HAND_OVER)
    await move(work, package, Move.HAND_OVER, handed_over_at=work.now, due_at=None if package.own else work.now)
    work.record(PackageHandedOver(**held.about(), carrier=package.carrier))
    if package.own:
        await move(work, package, Move.CARRY, in_transit_at=work.now)
        await let_order_follow(work, held.order)


async def receive_scan(work: Work, scan: CarrierScan) -> bool:
    """A carrier saw a parcel. Told twice, it changes nothing the second time and answers False. Raises NotFound."""
    work.require(Permission.ACT_FOR_SYSTEM)
    found = await work.session.execute(
        work.across_shops(Package, Package.id, Package.shop_id, why="a carrier knows a number, not a shop").where(
            Package.tracking_number == scan.tracking_number
        )
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound("package")
    work.actor = SYSTEM.in_shop(row.shop_id)
    held = await hold_package(work, row.id)
    if not await _keep(work, held, scan):
        return False
    step = rules.SCAN_MOVES[scan.kind]
    if (PackageStatus(held.package.status), step) in rules.MOVES:
        await _follow(work, held, scan, step)
    else:  # late or out of order: kept for the record, but it moves nothing back
        work.record(PackageScanned(**held.about(), scan=scan.kind, place=scan.place, scanned_at=scan.at))
    return True


async def _keep(work: Work, held: Held, scan: CarrierScan) -> bool:
    dialect = sqlite if work.office.database.is_sqlite else postgresql
    row = {
        "id": new_id(),
        "shop_id": held.order.shop_id,
        "package_id": held.package.id,
        "event_id": scan.event_id,
        "kind": scan.kind,
        "place": scan.place,
        "at": scan.at,
    }
    added = await work.session.execute(
        dialect.insert(PackageScan).values(**row).on_conflict_do_nothing(index_elements=["package_id", "event_id"])
    )
    return added.rowcount > 0


async def _follow(work: Work, held: Held, scan: CarrierScan, step: Move) -> None:
    package = held.package
    times = {}
    if package.in_transit_at is None:
        times["in_transit_at"] = scan.at
    if package.handed_over_at is None:
        times["handed_over_at"] = scan.at
    if step is Move.DELIVER:
        times["delivered_at"] = scan.at
    if step in (Move.DELIVER, Move.RETURN, Move.LOSE):
        times["due_at"] = None
    await move(work, package, step, **times)
    work.record(PackageScanned(**held.about(), scan=scan.kind, place=scan.place, scanned_at=scan.at))
    ends = {Move.DELIVER: PackageDelivered, Move.LOSE: PackageLost, Move.RETURN: PackageReturned}
    if step in ends:
        work.record(ends[step](**held.about()))
    await let_order_follow(work, held.order)


async def report_delivered(work: Work, package_id: int) -> None:
    """The seller says that a parcel under their own number arrived; nobody else can."""
    work.require(Permission.SHIP)
    held = await hold_package(work, package_id)
    if not held.package.own:
        raise NotAllowedNow("package", held.package.status, Move.DELIVER)
    scan = CarrierScan(
        f"seller.{package_id}", held.package.tracking_number or "", ScanKind.DELIVERED, held.order.address.get("city", ""), work.now
    )
    rules.after(PackageStatus(held.package.status), Move.DELIVER)
    if await _keep(work, held, scan):
        await _follow(work, held, scan, Move.DELIVER)
