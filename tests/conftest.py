"""What every test may ask for: an open office on a real SQLite or PostgreSQL database."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

import sellerhub.app_tables  # noqa: F401  every table is known before the first database is made
from sellerhub.core import work
from sellerhub.core.settings import Settings

DATABASES = [name for name in os.environ.get("SELLERHUB_TEST_DATABASES", "sqlite,postgresql").split(",") if name]


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def _postgres_folder() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return found[-1] if found else Path("/usr/bin")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server of Debian's package on a free port; yields its URL without a database name."""
    binaries, port = _postgres_folder(), free_port()
    home = Path(tempfile.mkdtemp(prefix="sellerhub-pg-"))
    as_user = {}
    if getpass.getuser() == "root":  # the server refuses to run as root
        shutil.chown(home, "postgres", "postgres")
        as_user = {"user": "postgres"}
    run = {"stdout": subprocess.DEVNULL, "cwd": "/", **as_user}
    subprocess.run(
        [binaries / "initdb", "-D", home / "data", "-U", "sellerhub", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], check=True, **run
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c shared_buffers=256MB"
    subprocess.run([binaries / "pg_ctl", "-D", home / "data", "-l", home / "log", "-w", "-o", options, "start"], check=True, **run)
    try:
        yield f"postgresql://sellerhub@127.0.0.1:{port}"
    finally:
        subprocess.run([binaries / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop"], check=False, **run)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """A Redis server of Debian's package on a free port; yields its URL."""
    port = free_port()
    home = tempfile.mkdtemp(prefix="sellerhub-redis-")
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", home],
        stdout=subprocess.DEVNULL,
    )
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(home, ignore_errors=True)


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
