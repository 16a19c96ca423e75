"""One transaction for many checkouts: each gets its own verdict, none can spoil another, and all become durable together."""

from asyncio import Future
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import asyncpg

from sellerhub.business.catalog.queries import Sellable, sellables_on
from sellerhub.business.inventory import taking
from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.orders import batch_look, remembered, rules
from sellerhub.business.orders.batch_rows import Rows
from sellerhub.business.orders.batch_statement import statement
from sellerhub.business.orders.checkout import Placed, PlaceOrder, WantedLine
from sellerhub.business.orders.errors import KeyReused, NotOnSale, OneCurrency, PriceChanged, TotalChanged
from sellerhub.business.orders.numbers import Numbers
from sellerhub.business.shop.queries import ShopTerms, shop_terms_on
from sellerhub.core import clock
from sellerhub.core.access import Actor
from sellerhub.core.bulk import Bulk
from sellerhub.core.database import Priority
from sellerhub.core.errors import BusinessError
from sellerhub.core.ids import new_ids
from sellerhub.core.work import Office

Verdict = Placed | BusinessError


class TakeAgain(RuntimeError):
    """Another process answered one of these keys meanwhile; decided again, it is a repeat."""


@dataclass(slots=True)
class Request:
    """One buyer's checkout, waiting."""

    actor: Actor
    wanted: PlaceOrder
    identity: str
    digest: str
    address: str  # JSON
    again: bool = False  # this process has answered it before
    answers: list[Future] = field(default_factory=list)  # of all who sent it


@dataclass(slots=True)
class Part:
    """What one shop sells of one checkout."""

    shop: ShopTerms
    lines: list[tuple[WantedLine, Sellable]]
    items_minor: int
    shipping_minor: int


@dataclass(slots=True)
class Plan:
    """A checkout that can be had."""

    request: Request
    group_id: int  # the first order's
    parts: list[Part]


@dataclass(slots=True)
class Outcome:
    verdicts: list[Verdict]
    sold_out: dict[int, str] = field(default_factory=dict)  # variant -> title
    topics: list[str] = field(default_factory=list)


# not null, unique, check; and what `lost_a_race` knows
_GUESSED_WRONG = frozenset({"23502", "23505", "23514", "40001", "40P01"})


async def run(office: Office, numbers: Numbers, requests: Sequence[Request]) -> Outcome:
    """Place what can be placed, in the order of arrival. When this returns it is on the disk."""
    if not office.database.is_sqlite:
        outcome = await _run_at_once(office, numbers, requests)
        if outcome is not None:
            return outcome
    async with numbers.at_hand(_most(requests)), office.database.writing(Priority.CHECKOUT) as connection:
        return await _Batch(office, await Bulk.on(connection), numbers, requests).run()


async def _run_at_once(office: Office, numbers: Numbers, requests: Sequence[Request]) -> Outcome | None:
    """Decided on a look without a lock and taken whole. None: somebody is to be refused or was faster, so lock and decide."""
    async with numbers.at_hand(_most(requests)), office.database.statements() as postgres:
        return await _Batch(office, Bulk.of_driver(postgres), numbers, requests).run_at_once(postgres)


def _most(requests: Sequence[Request]) -> int:
    return sum([len(each.wanted.lines) for each in requests])


class _Batch:
    def __init__(self, office: Office, bulk: Bulk, numbers: Numbers, requests: Sequence[Request]) -> None:
        self._bulk = bulk
        self._numbers = numbers
        self._requests = requests
        self._now: datetime = clock.now()
        self._held_until = self._now + timedelta(seconds=office.settings.checkout_hold_seconds)
        most = _most(requests)
        self._ids = iter(new_ids(most))  # an order each, and a line each but the first of every order
        self._variant_ids = {line.variant_id for each in requests for line in each.wanted.lines}
        self._goods: dict[int, Sellable] = {}
        self._shops: dict[int, ShopTerms] = {}
        self._left: dict[int, int] = {}

    async def run(self) -> Outcome:
        self._goods = await sellables_on(self._bulk, self._variant_ids)
        self._shops = await shop_terms_on(self._bulk, {good.shop_id for good in self._goods.values()})
        levels = await taking.lock_levels(self._bulk, self._variant_ids)
        # under the lock: whatever another process sold of these variants, its keys are visible now
        known = await remembered.find(self._bulk, [each.identity for each in self._requests])
        decided, plans = self._decide_all(levels, known)
        if len(await remembered.claim(self._bulk, _claims(plans), self._now)) != len(plans):
            raise TakeAgain
        rows, placed = self._rows(plans)
        told = await rows.write(self._bulk, levels)
        gone = {each: self._goods[each].title for each, left in self._left.items() if left == 0 and each in self._goods}
        return Outcome(await self._verdicts(decided, placed), gone, told)

    async def run_at_once(self, postgres: asyncpg.Connection) -> Outcome | None:
        seen = await batch_look.look(postgres, self._variant_ids)
        self._goods, self._shops = seen.goods, seen.shops
        # a key that another process answered, or this one long ago, fails the statement
        known = await remembered.find(self._bulk, [each.identity for each in self._requests if each.again])
        decided, plans = self._decide_all(seen.left, known)
        if any(isinstance(each, SoldOut) for each in decided):
            return None
        rows, placed = self._rows(plans)
        if plans:
            try:
                await statement(rows, _claims(plans)).run(postgres)
            except asyncpg.PostgresError as problem:
                if problem.sqlstate in _GUESSED_WRONG:
                    return None
                raise
        return Outcome(await self._verdicts(decided, placed), topics=rows.topics)

    def _decide_all(self, levels: dict[int, int], known: dict[str, tuple[str, int]]) -> tuple[list[Plan | int | BusinessError], list[Plan]]:
        self._left = dict(levels)
        decided = [self._decide(each, known) for each in self._requests]
        return decided, [each for each in decided if isinstance(each, Plan)]

    def _rows(self, plans: list[Plan]) -> tuple[Rows, dict[int, Placed]]:
        """What they write, and their answers by group."""
        numbers = self._numbers.take(sum([len(plan.parts) for plan in plans]))
        rows = Rows(self._now, self._held_until, self._ids, numbers)
        placed = {plan.group_id: rows.add(plan) for plan in plans}
        rows.done()
        return rows, placed

    async def _verdicts(self, decided: list[Plan | int | BusinessError], placed: dict[int, Placed]) -> list[Verdict]:
        repeated = await remembered.answers(self._bulk, [each for each in decided if isinstance(each, int)])
        verdicts: list[Verdict] = []
        for each in decided:
            if isinstance(each, Plan):
                verdicts.append(placed[each.group_id])
            else:
                verdicts.append(repeated[each] if isinstance(each, int) else each)
        return verdicts

    def _decide(self, request: Request, known: dict[str, tuple[str, int]]) -> Plan | int | BusinessError:
        """A plan, the group that this key already has, or a refusal."""
        if request.identity in known:
            digest, group_id = known[request.identity]
            return group_id if digest == request.digest else KeyReused()
        try:
            return self._plan(request)
        except BusinessError as refusal:
            return refusal

    def _plan(self, request: Request) -> Plan:
        parts: dict[int, Part] = {}
        for line in request.wanted.lines:
            good = self._goods.get(line.variant_id)
            shop = self._shops.get(good.shop_id) if good else None
            if good is None or shop is None or not good.on_sale or not shop.sells:
                raise NotOnSale(good.title if good else "")
            if good.price.minor != line.seen_price_minor:
                raise PriceChanged(good.title, good.variant_id, good.price.minor, good.price.currency)
            left = self._left.get(line.variant_id, 0)
            if left < line.quantity:
                raise SoldOut(good.title, line.quantity, left)
            part = parts.get(shop.id)
            if part is None:
                part = parts[shop.id] = Part(shop, [], 0, 0)
            part.lines.append((line, good))
            part.items_minor += good.price.minor * line.quantity
        total, found = 0, list(parts.values())
        for part in found:
            part.shipping_minor = rules.shipping_minor(part.items_minor, part.shop.shipping_minor, part.shop.free_from_minor)
            total += part.items_minor + part.shipping_minor
        currency = part.shop.currency
        if len(found) > 1 and any(each.shop.currency != currency for each in found):
            raise OneCurrency
        if request.wanted.seen_total_minor not in (None, total):
            raise TotalChanged(total, currency)
        for line in request.wanted.lines:
            self._left[line.variant_id] -= line.quantity
        return Plan(request, next(self._ids), found)


def _claims(plans: list[Plan]) -> list[tuple[str, str, int]]:
    return [(plan.request.identity, plan.request.digest, plan.group_id) for plan in plans]
