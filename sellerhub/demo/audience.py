"""An invented audience on a running LIVE: it watches, talks, fills carts, abandons them, buys and is declined.

Everything goes through the actions that people use. It is bounded (people, pace, orders), seeded, and stops when told to.
Nobody in it exists; every address ends in `.example`.
"""

import asyncio
import contextlib
import logging
import random
import secrets
from dataclasses import dataclass, field

from sellerhub.business.catalog.queries import sellables
from sellerhub.business.live import actions, queries
from sellerhub.business.live.queries import RoomView, VariantChoice
from sellerhub.business.orders.cart import add_to_cart, remove_from_cart
from sellerhub.business.orders.checkout import PlaceOrder, WantedLine
from sellerhub.business.orders.lane import place
from sellerhub.business.orders.paying import pay
from sellerhub.business.payments.ports import Card
from sellerhub.business.people import actions as people
from sellerhub.business.people import passwords
from sellerhub.business.people.queries import person_by_email
from sellerhub.core.access import GUEST, SYSTEM, Actor, Role
from sellerhub.core.database import Priority
from sellerhub.core.errors import BusinessError
from sellerhub.core.ids import new_id
from sellerhub.core.work import open_reading, open_work
from sellerhub.demo.crowd import CROWD, WORDS, Fan

log = logging.getLogger(__name__)

WORKER = "audience"
WATCH_EVERY = 4.0
PAYS, DECLINED, WALKS_AWAY = "4242424242424242", "4000000000000002", "4000000000003220"
"""Cards of the simulated gateway: what it does with each."""
DOINGS = {"talk": 55, "fill": 18, "empty": 8, "buy": 19}
PAYMENTS = {PAYS: 58, DECLINED: 14, WALKS_AWAY: 8, "cod": 20}


@dataclass
class Tally:
    """What the audience did so far; `refused` counts honest refusals such as sold out."""

    comments: int = 0
    carts: int = 0
    emptied: int = 0
    orders: int = 0
    declined: int = 0
    abandoned: int = 0
    refused: int = 0


@dataclass
class Audience:
    """`pace` is the mean time between two doings in seconds; after `most_orders` nobody buys any more."""

    seed: int = 20
    pace: float = 1.6
    most_orders: int = 400
    crowd: int = 140
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._actors: dict[str, Actor] = {}
        self._carts: dict[str, list[int]] = {}
        self._watching = 0

    async def run(self, stop: asyncio.Event) -> Tally:
        """Until `stop`; waits for a LIVE when none is on air."""
        self._actors = await _enter()
        watched, since = 0, 0.0
        while not stop.is_set():
            live_id = await self._find_live()
            if watched and watched != live_id:
                await self._watch(watched, leave=True)
            watched = live_id
            if live_id:
                if since <= 0:
                    await self._watch(live_id)
                    since = WATCH_EVERY
                await self._do_something(live_id)
            pause = self._chance.expovariate(1 / self.pace) if live_id else 3.0
            since -= pause
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), min(pause, 8.0))
        if watched:
            await self._watch(watched, leave=True)
        return self.tally

    async def _find_live(self) -> int:
        async with open_reading(GUEST) as look:
            found = await queries.lives_on_air(look, 1)
        return int(found[0].id) if found else 0

    async def _watch(self, live_id: int, leave: bool = False) -> None:
        """People come and go; the number drifts around the crowd's size."""
        wanted = 0 if leave else round(self.crowd * self._chance.uniform(0.85, 1.15))
        step = wanted if leave else self._watching + round((wanted - self._watching) * 0.35)
        joined = max(0, step - self._watching)
        seconds = round(self._watching * WATCH_EVERY)
        self._watching = step
        async with open_work(SYSTEM, priority=Priority.BULK) as work:
            await actions.count_watchers(work, live_id, WORKER, watching=step, joined=joined, watched_seconds=seconds)

    async def _do_something(self, live_id: int) -> None:
        fan = self._chance.choice(CROWD)
        doing = self._chance.choices(list(DOINGS), DOINGS.values())[0]
        try:
            match doing:
                case "talk":
                    await self._talk(fan, live_id)
                case "fill":
                    await self._fill(fan, live_id)
                case "empty":
                    await self._empty(fan)
                case "buy" if self.tally.orders < self.most_orders:
                    await self._buy(fan, live_id)
        except BusinessError as refusal:
            self.tally.refused += 1
            log.info("audience_refused", extra={"code": refusal.code, "doing": doing})

    async def _talk(self, fan: Fan, live_id: int) -> None:
        async with open_work(self._actors[fan.email]) as work:
            await actions.comment(work, live_id, self._chance.choice(WORDS[fan.language]))
        self.tally.comments += 1

    async def _fill(self, fan: Fan, live_id: int) -> None:
        variant = await self._choose(live_id)
        if variant is None:
            return
        async with open_work(self._actors[fan.email]) as work:
            await add_to_cart(work, int(variant.id), 1, live_id)
        self._carts.setdefault(fan.email, []).append(int(variant.id))
        self.tally.carts += 1

    async def _empty(self, fan: Fan) -> None:
        """Second thoughts: everything back on the shelf."""
        left = self._carts.pop(fan.email, [])
        if left:
            async with open_work(self._actors[fan.email]) as work:
                for variant_id in set(left):
                    await remove_from_cart(work, variant_id)
            self.tally.emptied += 1

    async def _buy(self, fan: Fan, live_id: int) -> None:
        variant = await self._choose(live_id)
        if variant is None:
            return
        actor = self._actors[fan.email]
        async with open_reading(actor) as look:
            good = (await sellables(look, [int(variant.id)]))[int(variant.id)]
        method = self._chance.choices(list(PAYMENTS), PAYMENTS.values())[0]
        key = f"audience-{new_id()}"
        quantity = 2 if variant.stock > 10 and self._chance.random() < 0.12 else 1
        lines = (WantedLine(int(variant.id), quantity, good.price.minor),)
        placed = await place(actor, PlaceOrder(key, lines, fan.address, "cod" if method == "cod" else "card", live_id, "live"))
        self.tally.orders += 1
        if method == "cod":
            return
        paid = await pay(actor, placed.group_id, Card(method), key)
        self.tally.declined += paid.outcome == "declined"
        self.tally.abandoned += paid.outcome == "pending"

    async def _choose(self, live_id: int) -> VariantChoice | None:
        """Mostly what is pinned, sometimes something else of the list; only what is left."""
        async with open_reading(GUEST) as look:
            room: RoomView = await queries.room_view(look, live_id)
            left = [item for item in room.items if item.stock > 0]
            if not left:
                return None
            pinned = next((item for item in left if item.id == room.pinned_item_id), None)
            item = pinned if pinned and self._chance.random() < 0.7 else self._chance.choice(left)
            found = await queries.variant_choice(look, item.product_id)
        return self._chance.choice([each for each in found.variants if each.stock > 0] or [None])


async def _enter() -> dict[str, Actor]:
    """Everybody has an account after this; with passwords that nobody knows."""
    secret = await passwords.hashed(secrets.token_urlsafe(24))
    actors = {}
    for fan in CROWD:
        async with open_work(SYSTEM) as work:
            known = await person_by_email(work, fan.email)
            account_id = known.id if known else await people.sign_up(work, fan.email, secret, fan.name, fan.language)
        actors[fan.email] = Actor(account_id, None, frozenset({Role.BUYER}), fan.name, fan.language)
    return actors
