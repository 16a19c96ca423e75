"""What a scanner at the packing table means (E1 Ship / pack)."""

from dataclasses import dataclass, field

from sellerhub.business.fulfilment import rules
from sellerhub.business.fulfilment.packages import lines_of
from sellerhub.business.fulfilment.queries.views import ItemView
from sellerhub.business.fulfilment.rules import Move, PackageStatus
from sellerhub.business.fulfilment.tables import Package, PackageLine
from sellerhub.business.orders.tables import Order
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.work import Work


@dataclass(frozen=True, slots=True)
class PackTask:
    """A package on the table. `other_ids`: further packages of the same order, when an order's code was scanned."""

    package_id: str = ""
    order_id: str = ""
    code: str = ""
    status: str = ""
    buyer: str = ""
    contents: list[ItemView] = field(default_factory=list)
    units: int = 0
    packed: int = 0
    may_pack: bool = False
    may_print: bool = False
    may_hand_over: bool = False


async def pack_task(work: Work, code: str) -> PackTask:
    """By tracking number, package code (`SH-250087-1`) or order number. Raises NotFound."""
    work.require(Permission.SHIP)
    package = await _find(work, code)
    order = (await work.session.execute(work.mine(Order).where(Order.id == package.order_id))).scalar_one()
    bought = {line.id: line for line in await lines_of(work, order.id)}
    inside = (
        (await work.session.execute(work.mine(PackageLine).where(PackageLine.package_id == package.id).order_by(PackageLine.id)))
        .scalars()
        .all()
    )
    may = rules.moves_from(PackageStatus(package.status), own=package.own)
    return PackTask(
        package_id=str(package.id),
        order_id=str(order.id),
        code=rules.package_code(order.number, package.position),
        status=package.status,
        buyer=order.buyer_name,
        contents=[
            ItemView(str(line.id), line.title, line.variant_title, line.sku, line.photo, each.quantity, each.packed, "", "")
            for each in inside
            for line in (bought[each.order_line_id],)
        ],
        units=package.units,
        packed=sum(each.packed for each in inside),
        may_pack=Move.PACK in may,
        may_print=Move.PRINT in may,
        may_hand_over=Move.HAND_OVER in may,
    )


async def _find(work: Work, code: str) -> Package:
    living = work.mine(Package).where(Package.status != PackageStatus.VOIDED)
    number, position = rules.split_code(code)
    wanted = [living.where(Package.tracking_number == rules.tidy_number(code))]
    of_order = living.join(Order, Order.id == Package.order_id).where(Order.number == number)
    if position is not None:
        wanted.append(of_order.where(Package.position == position))
    else:
        wanted.append(of_order.where(Package.packed_at.is_(None)).order_by(Package.position))
        wanted.append(of_order.order_by(Package.position))
    for each in wanted:
        found = (await work.session.execute(each.limit(1))).scalar()
        if found is not None:
            return found
    raise NotFound("package")
