"""Test 6 of the bars, the server's side: PostgreSQL itself is killed under load (`bench_kills` does fifty more)."""

import pytest
from sqlmodel import SQLModel

from sellerhub.core import work
from tests.conftest import DATABASES
from tests.races import killing
from tests.races.felling import fell
from tests.servers import Postgres


@pytest.fixture
def server():
    if "postgresql" not in DATABASES:
        pytest.skip("without PostgreSQL")
    own = Postgres()
    try:
        own.start()
        yield own
    finally:
        own.remove()


async def test_the_shop_bears_that_its_database_server_is_killed(server, tmp_path):
    office = await work.Office.open(killing.settings(str(tmp_path / "data"), f"{server.url}/postgres"))
    async with office.database.writing() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    await office.database._take_slot()
    work.open_office(office)
    try:
        told = await fell(server, office, falls=5)
    finally:
        work.open_office(None)
        await office.close()
    assert told["answered"] > 5 * 12
    assert told["lost"] == []
    assert told["doubled"] == []
    assert told["half"] == []
    assert told["differences"] == []
    assert told["unanswered_for_ever"] == 0
    assert told["reactions"] == {"skipped": 0, "doubled": 0}
    assert told["refused"].get("out_of_reach", 0) > 0, "buyers were told that the database is away"
    assert told["dishonest"] == {}, "and never that we broke"
    assert told["slowest_recovery"] < 5
    assert told["lines"] < 5 * 30, told["said"]
