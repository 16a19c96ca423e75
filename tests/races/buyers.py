"""A process full of buyers: `python -m tests.races.buyers '{json}'`. Prints what each was answered, as JSON.

Every buyer sends with their own key; one who is told "too busy" tries again, as a person would.
"""

import asyncio
import json
import sys
from pathlib import Path

import sellerhub.app_tables  # noqa: F401
from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.orders.lane import place
from sellerhub.core import work
from sellerhub.core.access import Actor, Role
from sellerhub.core.errors import TooBusy
from sellerhub.core.settings import Settings
from tests.business.marketplace import wants, wire

SOLD_OUT = "sold out"


async def send(number: int, variant: int, price: int) -> int | str:
    """One checkout of buyer `number`; the order group's id, or SOLD_OUT."""
    who = Actor(number, None, frozenset({Role.BUYER}), f"Buyer {number}")
    wanted = wants((variant, 1, price), key=f"drop-{number:08d}")
    pause = 0.1
    while True:
        try:
            return (await place(who, wanted)).group_id
        except SoldOut:
            return SOLD_OUT
        except TooBusy:
            await asyncio.sleep(pause)
            pause = min(pause * 2, 2.0)


async def send_all(numbers: list[int], variant: int, price: int) -> list[tuple[int, int | str]]:
    """All at once; a number that stands twice is a buyer who sends twice."""
    answers = await asyncio.gather(*(send(number, variant, price) for number in numbers))
    return list(zip(numbers, answers, strict=True))


async def main(data_dir: str, database_url: str, numbers: list[int], variant: int, price: int) -> None:
    office = await work.Office.open(Settings(data_dir=Path(data_dir), database_url=database_url))
    wire(office)
    work.open_office(office)
    print(json.dumps(await send_all(numbers, variant, price)), flush=True)
    await office.close()


if __name__ == "__main__":
    asyncio.run(main(**json.loads(sys.argv[1])))
