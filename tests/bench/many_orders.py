"""A marketplace with a million orders, half of them of one shop, written past the ORM in about a minute.

The same orders on both databases: rows first, indexes after, as a restore would do it.
"""

import contextlib
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import Connection, create_engine
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

import sellerhub.app_tables  # noqa: F401  every table is known
from sellerhub.business.orders.queue.search import OrderSearch, search_row
from sellerhub.business.orders.tables import Order, OrderCount, OrderLine
from sellerhub.business.shop.tables import Shop
from sellerhub.core import trigram
from sellerhub.core.database import async_url

WHALE = 1
NOW_MICROS = 1_763_660_520_000_000  # 2025-11-20 17:42 UTC
HOUR = 3_600_000_000
_STATUSES = ["unpaid", "on_hold", "awaiting_shipment", "partially_shipped", "awaiting_collection"]
_STATUSES += ["in_transit", "delivered", "completed", "cancelled"]
_WEIGHTS = [3, 2, 30, 2, 10, 60, 120, 740, 33]
_FIRST = [
    "Zeynep",
    "Mert",
    "Ayşe",
    "Okan",
    "Selin",
    "Burak",
    "Nazlı",
    "İrem",
    "Kerem",
    "Gizem",
    "Emre",
    "Elif",
    "Can",
    "Deniz",
    "Ece",
    "Kaan",
    "Lale",
    "Mina",
    "Onur",
    "Pelin",
]
_LAST = [
    "Kaya",
    "Yıldırım",
    "Demir",
    "Şimşek",
    "Çelik",
    "Aydın",
    "Öztürk",
    "Doğan",
    "Arslan",
    "Polat",
    "Koç",
    "Şahin",
    "Güneş",
    "Aksoy",
    "Tekin",
    "Uçar",
    "Bulut",
    "Erdem",
]
_CITIES = ["İstanbul", "Ankara", "İzmir", "Bursa", "Antalya", "Eskişehir", "Konya", "Trabzon", "Mersin", "Gaziantep"]
_TITLES = ["Anadolu amphora, L", "Sis mug, 350 ml", "Ova dinner set, 12 pcs", "Dalga vase, white", "Glazed teapot", "Bal sugar jar"]
_SOURCES = ("live", "shop", "video", "creator")
_LOADED = (Order, OrderLine, OrderSearch)


def _orders(n: int) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Order, line and search values, oldest first."""
    chance = random.Random(7)
    statuses = chance.choices(_STATUSES, _WEIGHTS, k=n)
    empty = {column.name: None for column in Order.__table__.c if column.nullable}
    texts = {name: "" for name in ("cancel_reason", "cancel_fault")}
    for at in range(n):
        order_id, shop_id = (at + 1) << 22, WHALE if at % 2 else 2 + chance.randrange(n // 2_000 + 1)
        placed = NOW_MICROS - (n - at) * (30 * 24 * HOUR // n)
        status, total = statuses[at], chance.randrange(5_000, 400_000)
        buyer = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
        title, city, number, phone = chance.choice(_TITLES), chance.choice(_CITIES), f"SH-{1_000_000 + at}", f"+90532{at % 9_999_999:07d}"
        to_ship = status in ("awaiting_shipment", "partially_shipped", "awaiting_collection")
        order = empty | texts | {
            "id": order_id, "shop_id": shop_id, "number": number, "group_id": order_id, "buyer_id": at % 250_000, "buyer_name": buyer,
            "status": status, "source": chance.choice(_SOURCES),
            "live_id": at // 5_000 if at % 4 == 0 else None,
            "address": json.dumps({"name": buyer, "city": city, "phone": phone}), "items_minor": total, "shipping_minor": 0,
            "discount_minor": 0, "total_minor": total, "currency": "TRY", "item_count": 1 + at % 3, "first_title": title,
            "first_photo": "/media/1-64.webp", "payment_method": "card" if at % 5 else "cod", "placed_at": placed,
            "ship_by_at": placed + 48 * HOUR if to_ship else None, "arrange_by_at": placed + 72 * HOUR if to_ship else None,
        }  # fmt: skip
        line = {
            "id": order_id, "shop_id": shop_id, "order_id": order_id, "variant_id": at % 5_000, "product_id": at % 1_000, "title": title,
            "variant_title": "", "sku": f"SKU-{at % 5_000}", "photo": "/media/1-64.webp", "quantity": 1, "unit_minor": total,
            "total_minor": total,
        }  # fmt: skip
        yield order, line, search_row(order_id, shop_id, number=number, buyer=buyer, city=city, phone=phone, items=(title,))


def _batches(n: int, size: int = 50_000) -> Iterator[dict[type[SQLModel], list[tuple]]]:
    names = {table: table.__table__.c.keys() for table in _LOADED}
    batch: dict[type[SQLModel], list[tuple]] = {table: [] for table in _LOADED}
    for values in _orders(n):
        for table, row in zip(_LOADED, values, strict=True):
            batch[table].append(tuple(row[name] for name in names[table]))
        if len(batch[Order]) == size:
            yield batch
            batch = {table: [] for table in _LOADED}
    if batch[Order]:
        yield batch


def _small_rows(counts: Counter) -> list[tuple[type[SQLModel], list[dict[str, Any]]]]:
    shop = {"id": WHALE, "handle": "whale", "name": "Whale", "market": "SEED", "currency": "TRY", "time_zone": "Europe/Istanbul"}
    shop |= {"status": "live", "logo_media_id": None, "shipping_fee_minor": 0, "free_shipping_from_minor": None, "sender_name": ""}
    shop |= {"sender_phone": "", "sender_address": "{}", "created_at": NOW_MICROS}
    return [(Shop, [shop]), (OrderCount, [{"shop_id": s, "status": status, "n": n} for (s, status), n in counts.items()])]


def _create_tables(connection: Connection) -> None:
    for table in SQLModel.metadata.sorted_tables:
        connection.execute(CreateTable(table))


def _create_indexes(connection: Connection) -> None:
    for table in SQLModel.metadata.sorted_tables:
        for index in table.indexes:
            connection.execute(CreateIndex(index))
    trigram.create(connection, "order_search", "text")


def fill_sqlite(path: Path, n: int) -> None:
    """A database file with every table and `n` orders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine, counts = create_engine(f"sqlite:///{path}"), Counter()
    with engine.begin() as connection:
        _create_tables(connection)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for pragma in ("journal_mode=WAL", "synchronous=OFF", "cache_size=-200000"):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute("BEGIN")
        for batch in _batches(n):
            for table, rows in batch.items():
                marks = ",".join("?" * len(table.__table__.c))
                raw.executemany(f"INSERT INTO {table.__tablename__} VALUES ({marks})", rows)
            _count(counts, batch[Order])
        for table, small in _small_rows(counts):
            marks = ",".join(f":{name}" for name in small[0])
            raw.executemany(f"INSERT INTO {table.__tablename__} ({','.join(small[0])}) VALUES ({marks})", small)
        raw.execute("COMMIT")
    with engine.begin() as connection:
        _create_indexes(connection)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


async def fill_postgres(url: str, database: str, n: int) -> str:
    """A new database with every table and `n` orders; its URL."""
    admin = await asyncpg.connect(url + "/postgres")
    await admin.execute(f"CREATE DATABASE {database}")
    await admin.close()
    engine, counts = create_async_engine(async_url(f"{url}/{database}")), Counter()
    async with engine.begin() as connection:
        await connection.run_sync(_create_tables)
    raw = await asyncpg.connect(f"{url}/{database}")
    for batch in _batches(n):
        for table, rows in batch.items():
            await raw.copy_records_to_table(table.__tablename__, records=rows, columns=table.__table__.c.keys())
        _count(counts, batch[Order])
    for table, small in _small_rows(counts):
        records = [tuple(row.values()) for row in small]
        await raw.copy_records_to_table(table.__tablename__, records=records, columns=list(small[0]))
    async with engine.begin() as connection:
        await connection.run_sync(_create_indexes)
    await engine.dispose()
    await raw.execute("VACUUM ANALYZE")
    await raw.close()
    return f"{url}/{database}"


def _count(counts: Counter, orders: list[tuple]) -> None:
    names = Order.__table__.c.keys()
    shop, status = names.index("shop_id"), names.index("status")
    counts.update((row[shop], row[status]) for row in orders)
