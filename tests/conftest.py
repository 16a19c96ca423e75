"""What every test may ask for: an open office on a real SQLite or PostgreSQL database."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

import sellerhub.app_tables  # noqa: F401  every table is known before the first database is made
from sellerhub.core import work
from sellerhub.core.settings import Settings
from tests import servers
from tests.covering import pytest_collection_finish, pytest_runtest_logreport, pytest_sessionfinish  # noqa: F401  hooks
from tests.servers import free_port  # noqa: F401

DATABASES = [name for name in os.environ.get("SELLERHUB_TEST_DATABASES", "sqlite,postgresql").split(",") if name]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server on a free port; yields its URL without a database name."""
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """A Redis server on a free port; yields its URL."""
    with servers.redis() as url:
        yield url


@pytest.fixture(params=DATABASES)
def database_kind(request) -> str:
    return request.param


@pytest.fixture
def make_settings(database_kind, tmp_path, request):
    """Settings for this test's own database; keyword arguments override."""

    def make(**changes) -> Settings:
        values = {"data_dir": tmp_path / "data", "insecure_cookies": True, **changes}
        if database_kind == "postgresql":
            values["database_url"] = request.getfixturevalue("postgres_server") + "/postgres"
        return Settings(**values)

    return make


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory) -> Path:
    """A database file with every table and no row: copying it takes a tenth of the time that making it does."""
    path = tmp_path_factory.mktemp("empty") / "sellerhub.db"
    engine = create_engine(f"sqlite:///{path}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
async def office(make_settings, request):
    """An open office with empty tables. The test runs once on each database."""
    settings = make_settings()
    if settings.is_sqlite:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(request.getfixturevalue("empty_sqlite"), settings.data_dir / "sellerhub.db")
    place = await work.Office.open(settings)
    if not settings.is_sqlite:
        async with place.database.writing() as connection:
            await connection.run_sync(_empty_postgresql)
        await place.database._take_slot()
    work.open_office(place)
    try:
        yield place
    finally:
        work.open_office(None)
        await place.close()


def _empty_postgresql(connection) -> None:
    """The tests of a run share one database: made for the first, and for the others what has rows is emptied."""
    names = [table.name for table in SQLModel.metadata.sorted_tables]
    there = text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY(:names)")
    if connection.execute(there, {"names": names}).scalar() < len(names):
        SQLModel.metadata.create_all(connection)
    filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)
    if used := list(connection.execute(text(filled)).scalars()):
        connection.execute(text("TRUNCATE " + ", ".join(f'"{name}"' for name in used)))
