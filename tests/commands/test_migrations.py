"""Revisions lead to exactly the tables of the models, on both databases, and back to nothing."""

import asyncio
import json
import re

import pytest
from alembic import command
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from sellerhub.commands.database import alembic_config, migrate
from sellerhub.core.database import Database

CATALOGUES = {
    "sqlite": "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND type IN ('trigger', 'index')"
    " OR sql LIKE 'CREATE VIRTUAL%'",
    "postgresql": "SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    " UNION ALL SELECT 'constraint ' || conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
}


@pytest.fixture
async def empty(make_settings, database_kind):
    """Settings of a database with nothing in it."""
    chosen = make_settings()
    await _on(chosen, _wipe)
    yield chosen
    await _on(chosen, _wipe)


def _wipe(connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


async def _on(chosen, do):
    database = await Database.open(chosen)
    try:
        async with database.writing() as connection:
            return await connection.run_sync(do)
    finally:
        await database.close()


def _plan(connection) -> dict[str, object]:
    """Everything the database says about its tables, in words that do not depend on how they were made."""
    look = inspect(connection)
    plan: dict[str, object] = {}
    for table in look.get_table_names():
        if table == "alembic_version":
            continue
        plan[f"columns of {table}"] = sorted((each["name"], str(each["type"]), each["nullable"]) for each in look.get_columns(table))
        plan[f"key of {table}"] = look.get_pk_constraint(table)["constrained_columns"]
        plan[f"checks of {table}"] = sorted((each["name"], _squeezed(each["sqltext"])) for each in look.get_check_constraints(table))
        plan[f"uniques of {table}"] = sorted(tuple(each["column_names"]) for each in look.get_unique_constraints(table))
    for name, definition in connection.execute(text(CATALOGUES[connection.dialect.name])):
        if "alembic_version" not in name:
            plan[name] = _squeezed(definition or "")
    return plan


def _squeezed(sql: str) -> str:
    return re.sub(r"[\s\"]+", "", sql)


async def test_revisions_make_exactly_the_tables_of_the_models(empty):
    await _on(empty, SQLModel.metadata.create_all)
    of_models = await _on(empty, _plan)
    await _on(empty, SQLModel.metadata.drop_all)
    await _on(empty, _wipe)
    await asyncio.to_thread(migrate, empty)
    of_revisions = await _on(empty, _plan)
    assert len(of_models) > 20
    assert of_revisions == of_models


async def test_revisions_lead_back_to_nothing_and_up_again(empty):
    await asyncio.to_thread(migrate, empty)
    first = await _on(empty, _plan)
    await asyncio.to_thread(command.downgrade, alembic_config(empty), "base")
    assert await _on(empty, _plan) == {}
    await asyncio.to_thread(migrate, empty)
    assert await _on(empty, _plan) == first


async def test_migrating_what_is_migrated_changes_nothing(empty):
    await asyncio.to_thread(migrate, empty)
    first = await _on(empty, _plan)
    await asyncio.to_thread(migrate, empty)
    assert await _on(empty, _plan) == first


async def test_orders_placed_before_they_shared_an_event_are_told_by_one_each_and_back(empty):
    await asyncio.to_thread(command.upgrade, alembic_config(empty), "0006")
    await _on(empty, _an_order_of_0006)
    await asyncio.to_thread(command.upgrade, alembic_config(empty), "0007")
    [event] = await _on(empty, _events)
    assert (event["id"], event["kind"], event["subject"], event["subject_id"], event["actor_id"]) == (90, "OrdersPlaced", "shop", 7, None)
    assert event["facts"] == {"shop_id": 7, "live_id": 5, "video_id": None, "order_ids": [80]}
    await asyncio.to_thread(command.downgrade, alembic_config(empty), "0006")
    [event] = await _on(empty, _events)
    assert (event["id"], event["kind"], event["subject"], event["subject_id"], event["actor_id"]) == (80, "OrderPlaced", "order", 80, 9)
    assert event["facts"] == OLD_FACTS
    assert await _on(empty, lambda c: c.execute(text("SELECT event_id, reaction FROM due_reaction")).all()) == [(80, "live.sell_in_live")]


OLD_FACTS = {
    "order_id": 80, "shop_id": 7, "buyer_id": 9, "group_id": 70, "live_id": 5, "number": "SH-1", "total_minor": 150, "currency": "TRY",
    "item_count": 2, "title": "Bowl", "photo": "", "buyer_name": "Elif", "city": "İzmir", "status": "on_hold", "payment_method": "cod",
    "video_id": None,
}  # fmt: skip


def _an_order_of_0006(connection) -> None:
    connection.execute(
        text(
            "INSERT INTO shop_order (id, shop_id, number, group_id, buyer_id, buyer_name, status, source, live_id, address, items_minor, "
            "shipping_minor, discount_minor, total_minor, currency, item_count, first_title, first_photo, payment_method, placed_at, "
            "cancel_reason, cancel_fault) VALUES (80, 7, 'SH-1', 70, 9, 'Elif', 'awaiting_shipment', 'live', 5, :address, 100, 50, 0, 150, "
            "'TRY', 2, 'Bowl', '', 'cod', 1000, '', '')"
        ),
        {"address": json.dumps({"city": "İzmir"})},
    )
    connection.execute(
        text(
            "INSERT INTO event_log (id, kind, subject, subject_id, shop_id, actor_id, actor_name, at, facts) "
            "VALUES (90, 'OrderPlaced', 'order', 80, 7, 9, 'Elif', 1000, :facts)"
        ),
        {"facts": json.dumps(OLD_FACTS)},
    )
    due = "INSERT INTO due_reaction (event_id, reaction, shop_id, due_at, tries, problem) VALUES (90, 'live.sell_in_live', 7, 1000, 0, '')"
    connection.execute(text(due))


def _events(connection) -> list[dict]:
    rows = [dict(each) for each in connection.execute(text("SELECT * FROM event_log")).mappings()]
    return [each | {"facts": json.loads(each["facts"]) if isinstance(each["facts"], str) else each["facts"]} for each in rows]
