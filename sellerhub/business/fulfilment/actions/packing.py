"""At the packing table: labels and slips printed, every item scanned into its box (OR-09, OR-11)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sellerhub.business.catalog.tables import Variant
from sellerhub.business.fulfilment import rules
from sellerhub.business.fulfilment.errors import BatchTooLarge, ItemComplete, WrongItem
from sellerhub.business.fulfilment.events import PackageLabelPrinted, PackagePacked
from sellerhub.business.fulfilment.packages import Held, hold_package, lines_of, move
from sellerhub.business.fulfilment.rules import Move, PackageStatus
from sellerhub.business.fulfilment.tables import Package, PackageLine
from sellerhub.business.orders.tables import Order, OrderLine
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotAllowedNow, NotFound
from sellerhub.core.work import Work

LARGEST_BATCH = 600
"""Labels in one file (D4)."""


async def print_label(work: Work, package_ids: Sequence[int]) -> None:
    """Labels of these packages go to the printer. All or none. Raises NotFound, NotAllowedNow, BatchTooLarge."""
    work.require(Permission.SHIP)
    wanted = list(dict.fromkeys(package_ids))
    if len(wanted) > LARGEST_BATCH:
        raise BatchTooLarge(len(wanted), LARGEST_BATCH)
    rows = await work.session.execute(
        work.mine(Package, Package, Order).join(Order, Order.id == Package.order_id).where(Package.id.in_(wanted)).order_by(Package.id)
    )
    found = [Held(package, order) for package, order in rows]
    if len(found) != len(wanted) or not wanted:
        raise NotFound("package")
    for before in {PackageStatus(held.package.status) for held in found}:
        after = rules.after(before, Move.PRINT)
        same = [held.package.id for held in found if held.package.status == before]
        printed = work.change_mine(Package).where(Package.id.in_(same), Package.status == before)
        values = printed.values(status=after, prints=Package.prints + 1).execution_options(synchronize_session=False)
        if (await work.session.execute(values)).rowcount != len(same):
            raise NotAllowedNow("package", before, Move.PRINT)
    work.record(*(PackageLabelPrinted(**held.about(), times=held.package.prints + 1) for held in found))


async def print_slip(work: Work, order_id: int) -> None:
    """Remember that the packing slips of an order went to the printer."""
    work.require(Permission.SHIP)
    changed = work.change_mine(Package).where(Package.order_id == order_id).values(slip_prints=Package.slip_prints + 1)
    await work.session.execute(changed.execution_options(synchronize_session=False))


@dataclass(frozen=True, slots=True)
class Packed:
    """After one scan: which item it was, and what is still missing from the box."""

    title: str
    variant: str
    packed: int
    quantity: int
    left_in_package: int


async def pack_item(work: Work, package_id: int, code: str) -> Packed:
    """Scan one unit into a package, by SKU or barcode. Raises WrongItem, ItemComplete, NotAllowedNow."""
    work.require(Permission.SHIP)
    held = await hold_package(work, package_id)
    status = PackageStatus(held.package.status)
    if Move.PACK not in rules.moves_from(status):
        raise NotAllowedNow("package", status, Move.PACK)
    lines = await _package_lines(work, package_id)
    name = rules.package_code(held.order.number, held.package.position)
    bought = {each.id: each for each in await lines_of(work, held.order.id)}
    barcodes = await _barcodes(work, bought.values())
    matching = [each for each in lines if _is(bought[each.order_line_id], barcodes, code)]
    if not matching:
        raise WrongItem(code.strip()[:60], name)
    line = next((each for each in matching if each.packed < each.quantity), None)
    if line is None:
        raise ItemComplete(bought[matching[0].order_line_id].title, name)
    one_more = work.change_mine(PackageLine).where(PackageLine.id == line.id, PackageLine.packed < PackageLine.quantity)
    counted = one_more.values(packed=PackageLine.packed + 1).execution_options(synchronize_session=False)
    if (await work.session.execute(counted)).rowcount == 0:
        raise ItemComplete(bought[line.order_line_id].title, name)
    left = sum(each.quantity - each.packed for each in lines) - 1
    if left == 0:
        await _finish(work, held)
    item = bought[line.order_line_id]
    work.tell(*_topics(held))
    return Packed(item.title, item.variant_title, line.packed + 1, line.quantity, left)


async def pack(work: Work, package_id: int) -> None:
    """Everything is in the box, checked by eye instead of by scanner."""
    work.require(Permission.SHIP)
    held = await hold_package(work, package_id)
    everything = work.change_mine(PackageLine).where(PackageLine.package_id == package_id).values(packed=PackageLine.quantity)
    await work.session.execute(everything.execution_options(synchronize_session=False))
    await _finish(work, held)


async def _finish(work: Work, held: Held) -> None:
    await move(work, held.package, Move.PACK, packed_at=work.now)
    work.record(PackagePacked(**held.about()))


async def _package_lines(work: Work, package_id: int) -> Sequence[PackageLine]:
    rows = await work.session.execute(work.mine(PackageLine).where(PackageLine.package_id == package_id).order_by(PackageLine.id))
    return rows.scalars().all()


async def _barcodes(work: Work, bought: Iterable[OrderLine]) -> dict[int, str]:
    wanted = work.mine(Variant, Variant.id, Variant.barcode).where(Variant.id.in_([each.variant_id for each in bought]))
    return {row.id: row.barcode or "" for row in await work.session.execute(wanted)}


def _is(line: OrderLine, barcodes: dict[int, str], code: str) -> bool:
    """Whether a scanned code names this line: its SKU or the barcode on the product."""
    wanted = code.strip().casefold()
    return bool(wanted) and wanted in (line.sku.casefold(), barcodes.get(line.variant_id, "").casefold())


def _topics(held: Held) -> tuple[str, ...]:
    return PackagePacked(**held.about()).topics()
