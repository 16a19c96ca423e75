"""T6: test 6 at full length, 200 times kill -9 on SQLite, 50 on PostgreSQL's clients, 50 falls of PostgreSQL itself.

What is left is compared with what was answered.
"""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

import sellerhub.app_tables  # noqa: F401
from sellerhub.core import work
from sellerhub.core.settings import Settings
from tests import servers
from tests.races import killing
from tests.races.felling import fell
from tests.races.surviving import survive


@contextlib.asynccontextmanager
async def _shop(settings: Settings) -> AsyncIterator[work.Office]:
    """An office on empty tables."""
    office = await work.Office.open(settings)
    async with office.database.writing() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    await office.database._take_slot()
    work.open_office(office)
    try:
        yield office
    finally:
        work.open_office(None)
        await office.close()


async def _kill(name: str, kills: int, settings: Settings) -> dict[str, Any]:
    async with _shop(settings) as office:
        told = await survive(office, kills)
    return _row(f"{kills} kills, {name}", told, 0)


async def _fell(falls: int, folder: Path) -> dict[str, Any]:
    server = servers.Postgres()
    try:
        server.start()
        async with _shop(killing.settings(str(folder), f"{server.url}/postgres")) as office:
            told = await fell(server, office, falls)
    finally:
        server.remove()
    row = _row(f"{falls} falls of PostgreSQL's server", told, told["unanswered_for_ever"] + sum(told["dishonest"].values()))
    row["what"] += f", {sum(told['refused'].values())} refusals, selling again after {told['slowest_recovery']:.2f} s at most"
    return row


def _row(what: str, told: dict[str, Any], more_wrong: int) -> dict[str, Any]:
    wrong = more_wrong + len(told["lost"]) + len(told["doubled"]) + len(told["half"]) + len(told["differences"])
    wrong += sum(told["reactions"].values())
    return {
        "id": "T6",
        "what": f"{what}: {told['answered']} answered, {told['unanswered']} durable but unanswered, {told['orders']} orders",
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
            rows.append(asyncio.run(_kill("PostgreSQL clients", 50, settings)))
        return [*rows, asyncio.run(_fell(50, Path(folder) / "three"))]


if __name__ == "__main__":
    for each in run():
        print(each)
