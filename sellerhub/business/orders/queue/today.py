"""Today's figures of one shop, against the same weekday a week ago at the same minute."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import case, func

from sellerhub.business.orders.rules import SOLD
from sellerhub.business.orders.tables import Order
from sellerhub.business.shop.queries import shop_card
from sellerhub.core.access import Permission
from sellerhub.core.money import Money
from sellerhub.core.work import Work

POINTS = 24


@dataclass(frozen=True, slots=True)
class DaySoFar:
    """Sums over what was sold from midnight on. `gmv_by_hour` is cumulative."""

    gmv: Money
    live_gmv: Money
    orders: int
    buyers: int
    gmv_by_hour: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class Today:
    now: DaySoFar
    before: DaySoFar | None
    """The same weekday a week ago until the same minute; None when the shop had no orders then."""
    since: datetime
    zone: str


async def today(work: Work) -> Today:
    work.require(Permission.SEE_ORDERS)
    card = await shop_card(work, work.shop_id)
    midnight = work.now.astimezone(ZoneInfo(card.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    before = await _day(work, midnight - timedelta(days=7), work.now - timedelta(days=7), card.currency)
    return Today(await _day(work, midnight, work.now, card.currency), before if before.orders else None, midnight, card.time_zone)


async def _day(work: Work, start: datetime, end: datetime, currency: str) -> DaySoFar:
    seconds = max(1, int((end - start).total_seconds()))
    since = case(
        *(((Order.placed_at < start + timedelta(hours=n + 1)), n) for n in range(POINTS)),
        else_=POINTS - 1,
    ).label("hour")
    rows = (
        await work.session.execute(
            work.mine(
                Order,
                since,
                func.sum(Order.total_minor).label("gmv"),
                func.sum(case((Order.source == "live", Order.total_minor), else_=0)).label("live_gmv"),
                func.count().label("orders"),
            )
            .where(Order.status.in_(SOLD), Order.placed_at >= start, Order.placed_at < end)
            .group_by(since)
        )
    ).all()
    buyers = (
        await work.session.execute(
            work.mine(Order, func.count(func.distinct(Order.buyer_id))).where(
                Order.status.in_(SOLD), Order.placed_at >= start, Order.placed_at < end
            )
        )
    ).scalar_one()
    by_hour = {row.hour: int(row.gmv) for row in rows}
    running, points = 0, []
    for n in range(min(POINTS, seconds // 3600 + 1)):
        running += by_hour.get(n, 0)
        points.append(Money(running, currency))
    return DaySoFar(
        gmv=Money(sum(by_hour.values()), currency),
        live_gmv=Money(sum(int(row.live_gmv) for row in rows), currency),
        orders=sum(row.orders for row in rows),
        buyers=buyers,
        gmv_by_hour=tuple(points),
    )


def change(now: int, before: int | None) -> Decimal | None:
    """The share by which a figure grew, or None when there is nothing to compare with."""
    return None if not before else (Decimal(now - before) / Decimal(before)).quantize(Decimal("0.001"))
