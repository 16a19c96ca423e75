"""Test 6 at full length: 200 times kill -9 on SQLite, 50 on PostgreSQL's clients; what is left is compared with what was answered."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

import sellerhub.app_tables  # noqa: F401
from sellerhub.core import work
from sellerhub.core.settings import Settings
from tests import servers
from tests.races.surviving import survive


async def _kill(name: str, kills: int, settings: Settings) -> dict[str, Any]:
    office = await work.Office.open(settings)
    async with office.database.writing() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    await office.database._take_slot()
    work.open_office(office)
    told = await survive(office, kills)
    work.open_office(None)
    await office.close()
    wrong = len(told["lost"]) + len(told["doubled"]) + len(told["half"]) + len(told["differences"]) + sum(told["reactions"].values())
    return {
        "id": "T6",
        "what": f"{kills} kills, {name}: {told['answered']} answered, {told['unanswered']} durable but unanswered, {told['orders']} orders",
        "ours": wrong,
        "reference": 0,
        "ratio": wrong,
        "rounds": [],
        "bar": "nothing lost, leaked, doubled or skipped",
        "holds": wrong == 0 and told["integrity"] == "ok",
    }


def run() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        rows = [asyncio.run(_kill("SQLite", 200, Settings(data_dir=Path(folder) / "one")))]
        with servers.postgres() as url:
            settings = Settings(data_dir=Path(folder) / "two", database_url=f"{url}/postgres")
            return [*rows, asyncio.run(_kill("PostgreSQL clients", 50, settings))]


if __name__ == "__main__":
    for each in run():
        print(each)
