"""Revisions lead to exactly the tables of the models, on both databases, and back to nothing."""

import asyncio
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
