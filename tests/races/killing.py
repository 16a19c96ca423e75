"""A shop at work that is killed again and again; `main` prints what its buyers were told, as JSON.

One process imports everything and forks a worker per life. A worker sells, cancels, sweeps and reacts until `kill -9`;
it says `sent KEY` before each checkout and `ok KEY GROUP` after its answer. The next life first sends again what had no answer.
"""

import asyncio
import contextlib
import dataclasses
import itertools
import json
import os
import random
import select
import signal
import time
from pathlib import Path

import sellerhub.app_tables  # noqa: F401
from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.orders import actions
from sellerhub.business.orders.events import OrdersPlaced
from sellerhub.business.orders.lane import place
from sellerhub.business.orders.sweeps import sweep_holds, sweep_orders
from sellerhub.core import bus, work
from sellerhub.core.access import Actor, Role
from sellerhub.core.errors import BusinessError
from sellerhub.core.event_log import Event, happening
from sellerhub.core.settings import Settings
from tests.business.marketplace import wants, wire

CALLERS = 24


@happening("order", "order_id")
@dataclasses.dataclass(frozen=True)
class OrderNoticed(Event):
    """What the test's reaction leaves behind: exactly one for every order."""

    order_id: int
    shop_id: int


@bus.reacts_to(OrdersPlaced)
async def notice_orders(doing: work.Work, event: OrdersPlaced) -> None:
    doing.record(*(OrderNoticed(each, event.shop_id) for each in event.order_ids))


def settings(data_dir: str, database_url: str) -> Settings:
    return Settings(data_dir=Path(data_dir), database_url=database_url, hold_seconds=0, checkout_hold_seconds=0)


def _buyer(key: str) -> Actor:
    return Actor(10_000 + int(key.split("-")[1]) % 500, None, frozenset({Role.BUYER}), "Elif")


async def _live(life: int, again: list[str], out: int, chosen: Settings, variants: list[int], price: int) -> None:
    office = await work.Office.open(chosen)
    wire(office)
    work.open_office(office)
    numbers, dice = itertools.count(life * 1_000_000), random.Random(life)

    async def buy(key: str) -> None:
        method = "cod" if int(key.split("-")[1]) % 3 else "card"
        wanted = wants((variants[int(key.split("-")[1]) % len(variants)], 1, price), key=key, payment=method)
        os.write(out, f"sent {key}\n".encode())
        try:
            placed = await place(_buyer(key), wanted)
        except SoldOut:
            os.write(out, f"no {key}\n".encode())
            return
        os.write(out, f"ok {key} {placed.group_id}\n".encode())
        if dice.random() < 0.2:
            with contextlib.suppress(BusinessError):  # it may be released already
                async with work.open_work(_buyer(key)) as doing:
                    await actions.cancel(doing, placed.orders[0].order_id, "changed_mind")

    async def caller() -> None:
        while True:
            await buy(f"key-{next(numbers)}")

    async def clock() -> None:
        while True:
            await bus.run_due()
            await sweep_orders()
            await sweep_holds()
            await asyncio.sleep(0.01)

    await asyncio.gather(*(buy(key) for key in again))
    await asyncio.gather(clock(), *(caller() for _ in range(CALLERS)))


def _one_life(life: int, again: list[str], chosen: Settings, variants: list[int], price: int) -> bytes:
    """Fork, listen, kill at a random moment after the first answer; returns all that it said."""
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        try:
            asyncio.run(_live(life, again, said, chosen, variants, price))
        finally:
            os._exit(3)  # it never ends by itself
    os.close(said)
    text, end, dice = b"", time.monotonic() + 60, random.Random(life * 7 + 1)
    answered = False
    while time.monotonic() < end:
        ready, _, _ = select.select([heard], [], [], max(0.0, end - time.monotonic()))
        chunk = os.read(heard, 1 << 16) if ready else b""
        if ready and not chunk:
            break
        text += chunk
        if not answered and b"ok " in text:
            answered, end = True, time.monotonic() + dice.uniform(0.03, 0.35)
    os.kill(child, signal.SIGKILL)
    while chunk := os.read(heard, 1 << 16):
        text += chunk
    os.close(heard)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("a worker ended before it was killed")
    return text


def main(data_dir: str, database_url: str, kills: int, variants: list[int], price: int) -> None:
    chosen = settings(data_dir, database_url)
    answers: dict[str, int] = {}
    repeated: dict[str, list[int]] = {}
    waiting: list[str] = []
    for life in range(1, kills + 1):
        sent, done = set(), set()
        for line in _one_life(life, waiting, chosen, variants, price).decode().splitlines():
            word, key, *rest = line.split()
            if word == "sent":
                sent.add(key)
            else:
                done.add(key)
                if word == "ok":
                    repeated.setdefault(key, []).append(int(rest[0]))
                    answers[key] = int(rest[0])
        waiting = sorted((set(waiting) | sent) - done)
    print(json.dumps({"answers": answers, "repeated": repeated, "waiting": waiting}))
