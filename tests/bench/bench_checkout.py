"""P6, P7, P8: `orders.place` with 256 awaiting callers, measured as orders that are durable and answered, a second.

The reference of P7 is the transaction of the textbooks on the same tables: BEGIN, take one unit if there is one, write the
order, write its line, COMMIT; over a pool of 32 connections with the same 256 callers. It writes no event, no counter, no
hold, no search row and no key; ours writes them all.

Ours leaves the search row where a worker finds it; that worker, who makes it findable, is not running here.
"""

import asyncio
import gc
import itertools
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import asyncpg
import uvloop
from sqlmodel import SQLModel

import sellerhub.app_tables
import sellerhub.wiring  # noqa: F401  every reaction too: the orders make them due
from sellerhub.business.orders.lane import place
from sellerhub.core import garbage, ids, work
from sellerhub.core.settings import Settings
from tests import servers
from tests.business.marketplace import HOME, TestShop, a_shop, buyer, wants

CALLERS, SKUS, ROUNDS, SECONDS = 256, 1_000, 5, 3.0
PRELOADED = 20_000
STOCK = 9_000_000
SERVER = ("shared_buffers=2GB", "max_wal_size=8GB", "jit=off")  # of performance.md, 11
MADE = 100_000  # checkouts made before a round: more than it can place
Order = Callable[[], Awaitable[Any]]
Orders = Callable[[], Order]


async def _open(settings: Settings) -> tuple[work.Office, TestShop]:
    office = await work.Office.open(settings)
    async with office.database.writing() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    await office.database._take_slot()
    work.open_office(office)
    shop = await a_shop(office, stock=STOCK, variants=SKUS)
    await _rate(_spread(shop), seconds=60, most=PRELOADED)  # an empty table flatters both sides
    async with office.database.writing() as connection:
        await connection.exec_driver_sql("ANALYZE")
    return office, shop


async def _close(office: work.Office) -> None:
    work.open_office(None)
    await office.close()


def _hot(shop: TestShop) -> Orders:
    return _places(shop, shop.variants[:1])


def _spread(shop: TestShop) -> Orders:
    return _places(shop, shop.variants)


def _places(shop: TestShop, variants: Sequence[int]) -> Orders:
    """Who wants what is made before the clock runs: the load is no part of the checkout."""
    cycle = itertools.cycle(variants)

    def prepare() -> Order:
        wanted = iter([(buyer(), wants((next(cycle), 1, shop.price_minor))) for _ in range(MADE)])
        return lambda: place(*next(wanted))

    return prepare


def _textbook(pool: asyncpg.Pool, shop: TestShop) -> Orders:
    numbers, address = itertools.count(1), json.dumps(asdict(HOME))
    variant = shop.variants[0]

    async def one() -> None:
        order_id, at = ids.new_id(), time.time_ns() // 1000
        async with pool.acquire() as connection, connection.transaction():
            taken = await connection.execute("UPDATE stock SET available = available - 1 WHERE id = $1 AND available >= 1", variant)
            if taken != "UPDATE 1":
                raise RuntimeError("the bench ran out of stock")
            await connection.execute(
                "INSERT INTO shop_order (id, shop_id, number, group_id, buyer_id, buyer_name, status, source, address, items_minor, "
                "shipping_minor, discount_minor, total_minor, currency, item_count, first_title, first_photo, payment_method, placed_at, "
                "due_at, cancel_reason, cancel_fault) VALUES ($1, $2, $3, $1, $4, 'Elif', 'unpaid', 'shop', $5, $6, 4990, 0, $8, "
                "'TRY', 1, 'Amphora 0', '', 'card', $7, $7, '', '')",
                order_id, shop.shop_id, f"T-{next(numbers)}", order_id, address, shop.price_minor, at, shop.price_minor + 4990,
            )  # fmt: skip
            await connection.execute(
                "INSERT INTO order_line (id, shop_id, order_id, variant_id, product_id, title, variant_title, sku, photo, quantity, "
                "unit_minor, total_minor) VALUES ($1, $2, $3, $4, $4, 'Amphora 0', 'No 0', 'toprak-0', '', 1, $5, $6)",
                ids.new_id(), shop.shop_id, order_id, variant, shop.price_minor, shop.price_minor,
            )  # fmt: skip

    return lambda: one


async def _rate(orders: Orders, *, seconds: float = SECONDS, most: int = 10**9) -> float:
    """Orders a second by callers who each wait for their answer before they order again."""
    order = orders()
    gc.freeze()
    done, started = 0, time.perf_counter()

    async def caller() -> None:
        nonlocal done
        while done < most and time.perf_counter() < started + seconds:
            await order()
            done += 1

    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    return done / (time.perf_counter() - started)


async def _put_in_order(office: work.Office) -> None:
    """What the server would else do in the middle of a round."""
    if not office.database.is_sqlite:
        async with office.database.writer.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            for order in ("VACUUM (ANALYZE)", "CHECKPOINT"):
                await connection.exec_driver_sql(order)


async def _compare(number: str, what: str, ours: tuple[Any, Orders], reference: tuple[Any, Orders], bar: float) -> dict[str, Any]:
    """Interleaved rounds, each on tables that have just been put in order; the ratio is the median of the rounds' ratios."""
    rounds = []
    for _ in range(ROUNDS):
        pair = []
        for office, orders in (ours, reference):
            work.open_office(office)
            await _put_in_order(office)
            pair.append(await _rate(orders))
        rounds.append(pair)
    ratio = statistics.median(a / b for a, b in rounds)
    references = [b for _, b in rounds]
    steady = max(references) <= 3 * min(references)
    return {
        "id": number,
        "what": what,
        "ours": round(statistics.median(a for a, _ in rounds)),
        "reference": round(statistics.median(references)),
        "ratio": round(ratio, 2),
        "rounds": [[round(a), round(b)] for a, b in rounds],
        "bar": f">= {bar}",
        "holds": ratio >= bar if steady else None,  # no verdict against a reference that wanders
    }


async def _on_postgres(url: str) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        office, shop = await _open(Settings(data_dir=Path(folder), database_url=f"{url}/postgres"))
        async with asyncpg.create_pool(f"{url}/postgres", min_size=32, max_size=32) as pool:
            name = "256 callers, PostgreSQL"
            rows = [
                await _compare("P6", f"hot SKU / {SKUS} SKUs, {name}", (office, _hot(shop)), (office, _spread(shop)), 0.8),
                await _compare("P7", f"checkout lane / textbook, {name}", (office, _hot(shop)), (office, _textbook(pool, shop)), 20),
            ]
        await _close(office)
        return rows


async def _on_sqlite() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        full, shop = await _open(Settings(data_dir=Path(folder) / "full"))
        normal, other = await _open(Settings(data_dir=Path(folder) / "normal", sqlite_synchronous="NORMAL"))
        name = "256 callers, SQLite"
        rows = [
            await _compare("P6", f"hot SKU / {SKUS} SKUs, {name}", (full, _hot(shop)), (full, _spread(shop)), 0.8),
            await _compare("P8", f"FULL / NORMAL, {name}", (full, _hot(shop)), (normal, _hot(other)), 0.8),
        ]
        await _close(full)
        await _close(normal)
        return rows


def run() -> list[dict[str, Any]]:
    garbage.settle()  # as in a process that serves; both sides gain
    rows = uvloop.run(_on_sqlite())
    with servers.postgres(*SERVER) as url:
        return rows + uvloop.run(_on_postgres(url))


if __name__ == "__main__":
    for each in run():
        print(each)
