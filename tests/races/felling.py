"""A shop at work whose PostgreSQL server falls again and again; nobody touches the program.

Every buyer sends the same key until there is an answer, as a page does. While the server is away the program must say so
(`/ready`, an honest refusal, few lines in the log), and go on by itself when it is back.
"""

import asyncio
import collections
import contextlib
import itertools
import logging
import random
import subprocess
import time
from datetime import timedelta
from typing import Any

from starlette.requests import Request

import sellerhub.app_tables  # noqa: F401
from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.orders import actions
from sellerhub.business.orders.lane import place
from sellerhub.business.orders.sweeps import sweep_holds, sweep_orders
from sellerhub.core import bus
from sellerhub.core.access import Actor, Role
from sellerhub.core.errors import BusinessError, OutOfReach, TooBusy
from sellerhub.core.work import Office, open_work
from sellerhub.jobs import timetable, worker
from sellerhub.web import service_routes
from tests.business.marketplace import TestShop, a_shop, wants
from tests.races import killing  # noqa: F401  its reaction leaves one trace for every order
from tests.races.surviving import what_is_left
from tests.servers import Postgres

BUYERS = 12
PATIENCE = 30.0
"""Seconds until the program must sell again after the server is back."""
TURNS = [
    timetable.Turn("orders", timedelta(milliseconds=200), sweep_orders),
    timetable.Turn("holds", timedelta(milliseconds=200), sweep_holds),
]


class _Counting(logging.Handler):
    """How many lines of trouble the program writes."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: collections.Counter[str] = collections.Counter()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines[record.getMessage()] += 1


class _Shop:
    """Buyers who never stop, and what they were told."""

    def __init__(self, shop: TestShop) -> None:
        self._shop = shop
        self._numbers = itertools.count(1_000_000)
        self._dice = random.Random(3)
        self.answers: dict[str, int] = {}
        self.repeated: dict[str, list[int]] = {}
        self.sent: set[str] = set()
        self.refused: collections.Counter[str] = collections.Counter()
        self.dishonest: collections.Counter[str] = collections.Counter()
        self.closing = False

    async def buyer(self) -> None:
        while not self.closing:
            number = next(self._numbers)
            key, who = f"key-{number}", Actor(10_000 + number % 500, None, frozenset({Role.BUYER}), "Elif")
            await self._buy(key, who, number)

    async def _buy(self, key: str, who: Actor, number: int) -> None:
        variants = self._shop.variants
        wanted = wants((variants[number % len(variants)], 1, self._shop.price_minor), key=key, payment="cod" if number % 3 else "card")
        self.sent.add(key)
        placed = None
        while placed is None:
            try:
                placed = await place(who, wanted)
            except SoldOut:
                self.sent.discard(key)
                return
            except (OutOfReach, TooBusy) as refusal:
                self.refused[refusal.code] += 1
                await asyncio.sleep(self._dice.uniform(0.05, 0.15))
            except Exception as problem:  # a buyer would have read of a bug
                self.dishonest[repr(problem)[:200]] += 1
                await asyncio.sleep(0.1)
        self.answers[key] = placed.group_id
        self.repeated.setdefault(key, []).append(placed.group_id)
        if self._dice.random() < 0.2:
            try:
                async with open_work(who) as doing:
                    await actions.cancel(doing, placed.orders[0].order_id, "changed_mind")
            except BusinessError:  # out of reach, or released already
                pass
            except Exception as problem:
                self.dishonest[repr(problem)[:200]] += 1


async def _ready() -> bool:
    answer = await service_routes.ready(Request({"type": "http", "headers": []}))
    return answer.status_code == 200


async def _until(what: str, happened, seconds: float) -> float:
    """Waits; returns how long it took. Raises TimeoutError with `what`."""
    began = time.monotonic()
    while not await happened():
        if time.monotonic() - began > seconds:
            raise TimeoutError(what)
        await asyncio.sleep(0.02)
    return time.monotonic() - began


async def _start(server: Postgres) -> None:
    for _ in range(100):  # the last processes of a killed server are in the way for a moment
        try:
            await asyncio.to_thread(server.start)
            return
        except subprocess.CalledProcessError:
            await asyncio.sleep(0.1)
    raise RuntimeError("the server does not start again")


async def _fall(server: Postgres, shop: _Shop, number: int, dice: random.Random) -> float:
    """One fall at a random point under load; returns the seconds from the server's return to the next sale."""
    before = len(shop.answers)

    async def sold() -> bool:
        return len(shop.answers) > before + BUYERS

    await _until("selling before the fall", sold, PATIENCE)
    await asyncio.sleep(dice.uniform(0, 0.3))
    await asyncio.to_thread(server.kill if number % 2 else server.stop_at_once)

    async def noticed() -> bool:
        return not await _ready()

    await _until("readiness tells of the fall", noticed, 5)
    await asyncio.sleep(dice.uniform(0, 0.2))
    await _start(server)
    before = len(shop.answers)

    async def selling() -> bool:
        return len(shop.answers) > before

    took = await _until("selling again", selling, PATIENCE)
    await _until("ready again", _ready, PATIENCE)
    return took


async def fell(server: Postgres, office: Office, falls: int) -> dict[str, Any]:
    """Let the server fall `falls` times, half by `kill -9`, half by immediate shutdown; what is left, and how the program bore it."""
    shop = _Shop(await a_shop(office, stock=200_000, variants=3))
    counting, dice, stop = _Counting(), random.Random(11), asyncio.Event()
    logging.getLogger().addHandler(counting)
    loops = [asyncio.create_task(each) for each in (worker._reactions(stop), timetable.keep_running(TURNS, stop, look_every=0.25))]
    buyers = [asyncio.create_task(shop.buyer()) for _ in range(BUYERS)]
    try:
        recoveries = [await _fall(server, shop, number, dice) for number in range(falls)]
        shop.closing = True
        await asyncio.wait_for(asyncio.gather(*buyers), PATIENCE)
    except TimeoutError as late:
        late.add_note(
            f"{len(shop.answers)} answered, refused {dict(shop.refused)}, dishonest {dict(shop.dishonest)}, said {counting.lines}"
        )
        raise
    finally:
        stop.set()
        for each in buyers:
            each.cancel()
        await asyncio.wait(loops, timeout=5)
        for each in loops:
            each.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*loops, *buyers, return_exceptions=True)
        logging.getLogger().removeHandler(counting)
    while await bus.run_due():  # what was put back is due a little later
        pass
    left = await what_is_left(office, {"answers": shop.answers, "repeated": shop.repeated})
    return left | {
        "falls": falls,
        "answered": len(shop.answers),
        "unanswered_for_ever": len(shop.sent - shop.answers.keys()),
        "refused": dict(shop.refused),
        "dishonest": dict(shop.dishonest),
        "slowest_recovery": max(recoveries),
        "lines": sum(counting.lines.values()),
        "said": dict(counting.lines.most_common(12)),
    }
