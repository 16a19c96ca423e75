"""What every test may ask for: an open office on a real SQLite or PostgreSQL database."""

import os
from collections.abc import Iterator

import pytest
from sqlalchemy import text
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


@pytest.fixture
async def office(make_settings):
    """An open office with empty tables. The test runs once on each database."""
    place = await work.Office.open(make_settings())
    async with place.database.writing() as connection:
        await connection.run_sync(_empty_tables)
    await place.database._take_slot()
    work.open_office(place)
    try:
        yield place
    finally:
        work.open_office(None)
        await place.close()


def _empty_tables(connection) -> None:
    SQLModel.metadata.create_all(connection)
    if connection.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in SQLModel.metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {names}"))
