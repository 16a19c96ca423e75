"""Whether what is counted and what is there agree: `python -m sellerhub check counters`."""

from sqlalchemy import case, func, or_, select

from sellerhub.business.inventory.tables import Hold, Stock, StockAdjustment
from sellerhub.business.orders.tables import Order, OrderCount
from sellerhub.core.access import Permission
from sellerhub.core.work import Work


async def recount(work: Work) -> list[str]:
    """One sentence for every counter or stock level that is not what its rows say; empty when all is well."""
    work.require(Permission.ACT_FOR_SYSTEM)
    return [*await _orders(work), *await _held(work), *await _stock(work)]


async def _orders(work: Work) -> list[str]:
    rows = work.across_shops(Order, Order.shop_id, Order.status, func.count(), why="a check of all shops")
    there = {(shop, status): n for shop, status, n in (await work.session.execute(rows.group_by(Order.shop_id, Order.status))).all()}
    counted = (await work.session.execute(select(OrderCount.shop_id, OrderCount.status, OrderCount.n))).all()
    told = {(shop, status): n for shop, status, n in counted}
    return [
        f"shop {shop} counts {told.get((shop, status), 0)} orders {status}, but {there.get((shop, status), 0)} are there"
        for shop, status in sorted(told.keys() | there.keys())
        if told.get((shop, status), 0) != there.get((shop, status), 0)
    ]


async def _held(work: Work) -> list[str]:
    held = func.coalesce(func.sum(case((Hold.status == "held", Hold.quantity), else_=0)), 0)
    sold = func.coalesce(func.sum(case((Hold.status == "committed", Hold.quantity), else_=0)), 0)
    rows = (
        work.across_shops(Stock, Stock.id, Stock.held, held, Stock.sold, sold, why="a check of all shops")
        .outerjoin(Hold, Hold.variant_id == Stock.id)
        .group_by(Stock.id, Stock.held, Stock.sold)
        .having(or_(Stock.held != held, Stock.sold != sold))
    )
    return [
        f"variant {variant}: {held} held and {sold} sold on its level, {holds} and {sales} by its holds"
        for variant, held, holds, sold, sales in (await work.session.execute(rows)).all()
    ]


async def _stock(work: Work) -> list[str]:
    put_in = func.coalesce(func.sum(StockAdjustment.delta), 0)
    there = Stock.available + Stock.held + Stock.sold
    rows = (
        work.across_shops(Stock, Stock.id, there, put_in, why="a check of all shops")
        .outerjoin(StockAdjustment, StockAdjustment.variant_id == Stock.id)
        .group_by(Stock.id, Stock.available, Stock.held, Stock.sold)
        .having(there != put_in)
    )
    return [
        f"variant {variant}: {there} units are accounted for, {put_in} were put in"
        for variant, there, put_in in (await work.session.execute(rows)).all()
    ]
