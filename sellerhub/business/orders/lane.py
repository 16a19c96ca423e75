"""The checkout lane: whatever waits is placed together in one transaction or a few, and answered after it is on the disk.

On one hot product many small transactions only wait for each other; a batch takes its row once. The queue is bounded and
refuses honestly. What is known to be sold out is answered before it, except to somebody who already has an order.
"""

import asyncio
import contextlib
import itertools
import logging
import random
from collections import deque
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.inventory.queries import levels
from sellerhub.business.inventory.taking import StockMoved
from sellerhub.business.orders import batch, remembered
from sellerhub.business.orders.checkout import Placed, PlacedOrder, PlaceOrder, WantedLine
from sellerhub.business.orders.errors import KeyReused
from sellerhub.business.orders.numbers import Numbers
from sellerhub.core import topics
from sellerhub.core.access import SYSTEM, Actor, Permission
from sellerhub.core.bulk import Bulk, lost_a_race
from sellerhub.core.database import AT_ONCE
from sellerhub.core.errors import OutOfReach, TooBusy
from sellerhub.core.work import Office, office, open_reading

__all__ = ["PlaceOrder", "Placed", "PlacedOrder", "WantedLine", "place"]

log = logging.getLogger(__name__)
FEW = 128  # a batch smaller than this costs more than it saves: 64 made 7 % fewer orders with 256 callers
MOST_TOGETHER = 256
TRIES = 8
ANSWERED = 10_000  # keys whose repeats are looked up at once; of others, the first repeat is found by failing
CHECK_SECONDS = 1.0  # how long a restock can go unnoticed if the news of it is lost

Verdict = Placed | Exception


async def place(actor: Actor, wanted: PlaceOrder) -> Placed:
    """Buy. Returns when the orders are durable; the same key always gets the same answer.

    Raises SoldOut, PriceChanged, TotalChanged, NotOnSale, OneCurrency, KeyReused, TooBusy, OutOfReach, Invalid and its kin.
    """
    actor.require(Permission.BUY)
    wanted.check()
    return await lane_of(office()).place(actor, wanted)


_lanes: WeakKeyDictionary[Office, "CheckoutLane"] = WeakKeyDictionary()


def lane_of(of: Office) -> "CheckoutLane":
    lane = _lanes.get(of)
    if lane is None:
        lane = _lanes[of] = CheckoutLane(of)
    return lane


class CheckoutLane:
    """One per process."""

    def __init__(self, of: Office) -> None:
        self._office = of
        self._numbers = Numbers(of.database)
        self._queue: deque[batch.Request] = deque()
        self._by_identity: dict[str, batch.Request] = {}
        self._answered: dict[str, None] = {}
        self._sold_out: dict[int, str] = {}
        self._asking: list[tuple[str, str, asyncio.Future]] = []
        self._running = 0
        self._starting = False
        # SQLite writes one batch at a time. On PostgreSQL one is written while the next waits for its row and others are made here
        self._most_running = 1 if of.database.is_sqlite else AT_ONCE
        self._tasks: set[asyncio.Task] = set()
        self._checking = False
        self._asked = False
        self._in_reach = True  # so that a fall of the database is one line in the log, not one a batch

    @property
    def depth(self) -> int:
        """Checkouts that wait, for those who run the server."""
        return len(self._queue)

    async def place(self, actor: Actor, wanted: PlaceOrder) -> Placed:
        identity, address = remembered.identity(actor.account_id, wanted.key), wanted.address_json()
        digest = wanted.digest(address)
        same = self._by_identity.get(identity)
        if same is not None:
            if same.digest != digest:
                raise KeyReused
            return await _answer_to(same)
        if self._sold_out:
            for line in wanted.lines:
                if line.variant_id in self._sold_out:
                    return await self._answer_sold_out(identity, digest, line)
        if len(self._queue) >= self._office.settings.checkout_queue:
            raise TooBusy
        request = batch.Request(actor, wanted, identity, digest, address, identity in self._answered)
        self._by_identity[identity] = request
        self._queue.append(request)
        if not self._starting and self._running < self._most_running:  # once for all who come in this turn of the loop
            self._starting = True
            asyncio.get_running_loop().call_soon(self._start)
        return await _answer_to(request)

    def _start(self) -> None:
        self._starting = False
        while self._queue and self._running < self._most_running:
            # even parts: a rest of a few would take a turn of its own
            parts = max(1, min(self._most_running - self._running, len(self._queue) // FEW))
            share = min(-(-len(self._queue) // parts), MOST_TOGETHER)
            together = [self._queue.popleft() for _ in range(share)]
            self._running += 1
            self._spawn(self._work_off(together))

    async def _work_off(self, together: list[batch.Request]) -> None:
        try:
            verdicts = await self._verdicts(together)
        finally:
            self._running -= 1
            self._start()
        for each, verdict in zip(together, verdicts, strict=True):
            del self._by_identity[each.identity]
            if isinstance(verdict, Placed):
                self._answered[each.identity] = None
            for answer in each.answers:
                if not answer.done():
                    answer.set_result(verdict)
        for oldest in list(itertools.islice(self._answered, max(0, len(self._answered) - ANSWERED))):
            del self._answered[oldest]

    async def _verdicts(self, requests: Sequence[batch.Request]) -> list[Verdict]:
        for attempt in range(TRIES):
            try:
                outcome = await batch.run(self._office, self._numbers, requests)
            except Exception as problem:
                if isinstance(problem, batch.TakeAgain | StockMoved) or lost_a_race(problem):
                    await asyncio.sleep(random.uniform(0, 0.002 * 2**attempt))  # noqa: S311 a pause, not a secret
                    continue
                if isinstance(problem, OutOfReach):  # it may be on the disk: who sends again finds it by its key
                    if self._in_reach:
                        log.warning("checkout_out_of_reach")
                    self._in_reach = False
                    return [problem for _ in requests]
                log.exception("checkout_batch_failed", extra={"requests": len(requests)})
                if len(requests) == 1:
                    return [problem]
                return [(await self._verdicts([each]))[0] for each in requests]  # one bad request must not fail the others
            self._in_reach = True
            self._office.signals.tell(outcome.topics)
            self._learn(outcome.sold_out)
            return outcome.verdicts
        return [TooBusy() for _ in requests]

    # What is sold out

    def _learn(self, sold_out: dict[int, str]) -> None:
        if sold_out:
            self._sold_out |= sold_out
            if not self._checking:
                self._checking = True
                self._spawn(self._keep_checking())

    async def _keep_checking(self) -> None:
        """While anybody asks: look again on news of a restock, and now and then in case the news was lost."""
        with self._office.signals.listening([topics.RESTOCKED]) as listener:
            while self._sold_out:
                self._asked = False
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(listener.next(), CHECK_SECONDS)
                    self._sold_out = {}  # the next batch finds out what is still gone
                    continue
                try:
                    async with open_reading(SYSTEM) as look:
                        left = await levels(look, list(self._sold_out))
                except Exception:  # the database is away: believe nothing
                    left = {}
                still = {each: title for each, title in self._sold_out.items() if left.get(each) == 0}
                self._sold_out = still if self._asked else {}
        self._checking = False

    async def _answer_sold_out(self, identity: str, digest: str, line: WantedLine) -> Placed:
        title, self._asked = self._sold_out[line.variant_id], True
        answer = asyncio.get_running_loop().create_future()
        self._asking.append((identity, digest, answer))
        if len(self._asking) == 1:
            self._spawn(self._look_up())
        first = await answer
        if first is None:
            raise SoldOut(title, line.quantity, 0)
        return _said(first)

    async def _look_up(self) -> None:
        """Whoever has an order already gets it again: all who ask now, in one look that waits for no writer."""
        await asyncio.sleep(0)
        asking, self._asking = self._asking, []
        try:
            async with self._office.database.looking() as connection:
                bulk = await Bulk.on(connection)
                known = await remembered.find(bulk, {identity for identity, _, _ in asking})
                placed = await remembered.answers(bulk, {group_id for _, group_id in known.values()})
        except Exception as problem:
            for _, _, answer in asking:
                if not answer.done():
                    answer.set_result(problem)
            return
        for identity, digest, answer in asking:
            first_digest, group_id = known.get(identity, ("", 0))
            if not answer.done():
                answer.set_result(placed.get(group_id) if first_digest in ("", digest) else KeyReused())

    def _spawn(self, coroutine) -> None:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _answer_to(request: batch.Request) -> Placed:
    answer = asyncio.get_running_loop().create_future()
    request.answers.append(answer)
    return _said(await answer)


def _said(verdict: Verdict) -> Placed:
    if isinstance(verdict, Exception):
        raise verdict
    return verdict
