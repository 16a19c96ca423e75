"""What screens and documents read of packages."""

from collections.abc import Sequence

from sqlalchemy import select

from sellerhub.business.fulfilment.queries.detail import OrderDetail, order_detail
from sellerhub.business.fulfilment.queries.documents import LabelFacts, SlipFacts, label_facts, slip_facts
from sellerhub.business.fulfilment.queries.finding import PackTask, pack_task
from sellerhub.business.fulfilment.queries.tracking import Tracking, tracking_of_order
from sellerhub.business.fulfilment.rules import PackageStatus, tidy_number
from sellerhub.business.fulfilment.tables import Package
from sellerhub.business.orders.queue.ports import ParcelBrief
from sellerhub.core.work import Work

__all__ = [
    "KnownParcels",
    "LabelFacts",
    "OrderDetail",
    "PackTask",
    "SlipFacts",
    "Tracking",
    "label_facts",
    "order_detail",
    "pack_task",
    "slip_facts",
    "tracking_of_order",
]


class KnownParcels:
    """Fulfilment behind the order list's Parcels port."""

    async def of_orders(self, work: Work, order_ids: Sequence[int]) -> dict[int, ParcelBrief]:
        rows = await work.session.execute(
            work.mine(Package, Package.order_id, Package.carrier, Package.tracking_number)
            .where(Package.order_id.in_(order_ids), Package.status != PackageStatus.VOIDED)
            .order_by(Package.order_id, Package.position)
        )
        return {row.order_id: ParcelBrief(row.carrier, row.tracking_number or "") for row in rows}

    async def orders_tracked_by(self, work: Work, tracking_numbers: Sequence[str]) -> list[int]:
        wanted = {tidy_number(each) for each in tracking_numbers}
        rows = await work.session.execute(work.mine(Package, Package.order_id).where(Package.tracking_number.in_(wanted)))
        return list(dict.fromkeys(rows.scalars()))

    async def abnormal(self, work: Work, limit: int) -> int:
        failed = work.mine(Package, Package.id).where(Package.status == PackageStatus.LABEL_FAILED).limit(limit)
        return len((await work.session.execute(select(failed.subquery().c.id))).all())
