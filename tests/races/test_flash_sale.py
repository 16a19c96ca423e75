"""Test 1 of the bars: 10,000 buyers, each sending twice with one key, 100 units."""

import asyncio
import json
import random
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sellerhub.business.inventory.tables import Hold, Stock
from sellerhub.business.orders.checks import recount
from sellerhub.business.orders.tables import CheckoutKey, Order
from sellerhub.core.access import SYSTEM
from sellerhub.core.work import open_reading
from tests.business.marketplace import a_shop
from tests.races.buyers import SOLD_OUT, send_all

ROOT = Path(__file__).parents[2]
BUYERS, UNITS = 10_000, 100


def sends() -> list[int]:
    """Every buyer twice, in a random order."""
    numbers = [*range(1, BUYERS + 1)] * 2
    random.Random(7).shuffle(numbers)
    return numbers


async def exactly_one_hundred(shop, answers: list[tuple[int, int | str]]) -> None:
    final: dict[int, set] = {}
    for number, answer in answers:
        final.setdefault(number, set()).add(answer)
    assert len(answers) == 2 * BUYERS
    assert all(len(told) == 1 for told in final.values()), "each buyer has one final answer"
    winners = {number: next(iter(told)) for number, told in final.items() if SOLD_OUT not in told}
    assert len(winners) == UNITS
    async with open_reading(SYSTEM) as look:

        async def count(table):
            return (await look.session.execute(select(func.count()).select_from(table))).scalar()

        assert await count(Order) == await count(Hold) == await count(CheckoutKey) == UNITS
        rows = (await look.session.execute(select(Order.buyer_id, Order.group_id))).all()
        assert dict(map(tuple, rows)) == winners
        stock = (await look.session.execute(select(Stock).where(Stock.id == shop.variants[0]))).scalar_one()
        assert (stock.available, stock.held) == (0, UNITS)
        assert await recount(look) == []


async def test_ten_thousand_buyers_and_one_hundred_units_are_one_hundred_orders(office):
    shop = await a_shop(office, stock=UNITS)
    await exactly_one_hundred(shop, await send_all(sends(), shop.variants[0], shop.price_minor))


async def test_the_same_through_four_processes(office, database_kind):
    if database_kind == "sqlite":
        pytest.skip("SQLite belongs to one process")
    shop = await a_shop(office, stock=UNITS)
    numbers = sends()
    running = []
    for part in range(4):  # both sends of a buyer mostly meet in different processes
        facts = {
            "data_dir": str(office.settings.data_dir),
            "database_url": office.settings.database_url,
            "numbers": numbers[part::4],
            "variant": shop.variants[0],
            "price": shop.price_minor,
        }
        command = [sys.executable, "-m", "tests.races.buyers", json.dumps(facts)]
        running.append(await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE))
    told = [await process.communicate() for process in running]
    assert [process.returncode for process in running] == [0] * 4
    await exactly_one_hundred(shop, [tuple(each) for out, _ in told for each in json.loads(out)])
