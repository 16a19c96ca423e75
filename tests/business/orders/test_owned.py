"""An owner's first row has the owner's id: found by it, and the further ones by their index."""

import asyncio

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.inventory.tables import Hold, holds_of
from sellerhub.business.orders.lane import place
from sellerhub.business.orders.tables import Order, OrderLine, in_orders, of_group
from sellerhub.core.access import SYSTEM
from sellerhub.core.work import open_reading
from tests.business.marketplace import a_shop, buyer, wants


async def test_every_row_of_an_owner_is_found(office):
    shop, other = await a_shop(office, variants=3), await a_shop(office, "cini", variants=2)
    basket = [(each, 1, shop.price_minor) for each in shop.variants] + [(each, 1, other.price_minor) for each in other.variants]
    placed = await place(buyer(), wants(*basket))
    alone = await place(buyer(), wants(basket[0]))
    first, second = (each.order_id for each in placed.orders)
    assert placed.group_id == first
    async with open_reading(SYSTEM) as look:

        async def found(table, condition):
            return (await look.session.execute(select(table).where(condition).order_by(table.id))).scalars().all()

        assert [each.id for each in await found(Order, of_group(first))] == [first, second]
        assert [each.id for each in await found(Order, of_group(alone.group_id))] == [alone.group_id]
        assert await found(Order, of_group(second)) == [], "the id of a further order names no group"
        lines = await found(OrderLine, in_orders([first, second]))
        assert sorted(each.order_id for each in lines) == [first] * 3 + [second] * 2
        assert first in {each.id for each in lines if each.order_id == first}
        assert second in {each.id for each in lines if each.order_id == second}
        holds = await found(Hold, holds_of([first, second]))
        assert {(each.id, each.order_id) for each in holds} == {(each.id, each.order_id) for each in lines}
        assert len(await found(Hold, holds_of([alone.group_id]))) == 1


@pytest.mark.parametrize("asked", ["group", "lines", "holds"])
async def test_both_ways_go_through_an_index(office, asked):
    shop = await a_shop(office, stock=4_000)
    placed = await asyncio.gather(*(place(buyer(), wants((shop.variants[0], 1, shop.price_minor))) for _ in range(2_000)))
    is_sqlite = office.database.is_sqlite
    # a page of the queue; PostgreSQL knows how few rows there are, and would rather read them all
    some = [each.group_id for each in placed][:: 40 if is_sqlite else 2_000]
    if not is_sqlite:
        async with office.database.writing() as connection:
            await connection.execute(text("ANALYZE"))
    table, condition = {"group": (Order, of_group(some[0])), "lines": (OrderLine, in_orders(some)), "holds": (Hold, holds_of(some))}[asked]
    dialect = sqlite.dialect() if is_sqlite else postgresql.dialect()
    sql = str(select(table.id).where(condition).compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    async with open_reading(SYSTEM) as look:
        rows = await look.session.execute(text(("EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN ") + sql))
        plan = "\n".join(str(row[-1]) for row in rows)
    assert "SCAN" not in plan, plan
    assert "Seq Scan" not in plan, plan
    assert {"group": "ix_shop_order_group", "lines": "ix_order_line_order", "holds": "ix_stock_hold_order"}[asked] in plan, plan
