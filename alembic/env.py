"""Migrations of the database named by the settings; one set of revisions for SQLite and PostgreSQL."""

import asyncio

from alembic import context
from sqlalchemy import pool
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import sellerhub.app_tables  # noqa: F401
from sellerhub.core import trigram
from sellerhub.core.columns import UtcTime
from sellerhub.core.database import async_url, sqlite_url
from sellerhub.core.settings import settings


def plain_types(kind, thing, autogen_context):
    """Revisions name database types only, so that an old one keeps working when our classes move."""
    if kind == "type" and isinstance(thing, UtcTime):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(thing, AutoString):
        return f"sa.String({thing.length or ''})"
    return False


def ours(thing, name, kind, reflected, compare_to) -> bool:
    """Tables of the search index and of other programs in the same database are not in the metadata."""
    return not (kind == "table" and reflected and compare_to is None) and not trigram.is_ours(name)


def migrate(connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_item=plain_types,
        include_object=ours,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_migrate() -> None:
    chosen = context.config.attributes.get("settings") or settings()
    if chosen.is_sqlite:
        chosen.data_dir.mkdir(parents=True, exist_ok=True)
    url = sqlite_url(chosen.data_dir / "sellerhub.db") if chosen.is_sqlite else async_url(chosen.database_url)
    engine = create_async_engine(url, poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
        await connection.commit()
    await engine.dispose()


asyncio.run(connect_and_migrate())
