"""One transaction for many checkouts: each gets its own verdict, none can spoil another, and all become durable together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from sellerhub.business.catalog.queries import Sellable, sellables
from sellerhub.business.inventory import taking
from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.orders import remembered, rules
from sellerhub.business.orders.batch_rows import Rows
from sellerhub.business.orders.checkout import Placed, PlaceOrder, WantedLine
from sellerhub.business.orders.errors import KeyReused, NotOnSale, OneCurrency, PriceChanged, TotalChanged
from sellerhub.business.orders.numbers import Numbers
from sellerhub.business.shop.queries import ShopCard, shop_cards
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Actor
from sellerhub.core.bulk import Together
from sellerhub.core.database import Priority
from sellerhub.core.errors import BusinessError
from sellerhub.core.ids import new_id
from sellerhub.core.work import Office, Work

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


@dataclass(slots=True)
class Part:
    """What one shop sells of one checkout."""

    shop: ShopCard
    lines: list[tuple[WantedLine, Sellable]]
    items_minor: int
    shipping_minor: int


@dataclass(slots=True)
class Plan:
    """A checkout that can be had."""

    request: Request
    group_id: int
    parts: list[Part]


@dataclass(slots=True)
class Outcome:
    verdicts: list[Verdict]
    sold_out: dict[int, str] = field(default_factory=dict)  # variant -> title
    topics: list[str] = field(default_factory=list)


async def run(office: Office, numbers: Numbers, requests: Sequence[Request]) -> Outcome:
    """Place what can be placed, in the order of arrival. When this returns it is on the disk."""
    most = sum(len(each.wanted.lines) for each in requests)
    async with numbers.at_hand(most), office.database.writing(Priority.CHECKOUT) as connection:
        bulk = await Together.on(connection)
        async with AsyncSession(connection, expire_on_commit=False) as session:
            work = Work(session, SYSTEM, clock.now(), office)
            return await _Batch(work, bulk, numbers, requests).run()


class _Batch:
    def __init__(self, work: Work, bulk: Together, numbers: Numbers, requests: Sequence[Request]) -> None:
        self._work = work
        self._bulk = bulk
        self._numbers = numbers
        self._requests = requests
        self._now: datetime = work.now
        self._goods: dict[int, Sellable] = {}
        self._shops: dict[int, ShopCard] = {}
        self._left: dict[int, int] = {}

    async def run(self) -> Outcome:
        variant_ids = {line.variant_id for each in self._requests for line in each.wanted.lines}
        self._goods = await sellables(self._work, list(variant_ids))
        self._shops = await shop_cards(self._work, {good.shop_id for good in self._goods.values()})
        levels = await taking.lock_levels(self._bulk, variant_ids)
        # under the lock: whatever another process sold of these variants, its keys are visible now
        known = await remembered.find(self._bulk, [each.identity for each in self._requests])
        self._left = dict(levels)
        decided = [self._decide(each, known) for each in self._requests]
        plans = [each for each in decided if isinstance(each, Plan)]
        claims = [(plan.request.identity, plan.request.digest, plan.group_id) for plan in plans]
        if len(await remembered.claim(self._bulk, claims, self._now)) != len(plans):
            raise TakeAgain
        rows = Rows(self._now, self._now + timedelta(seconds=self._work.settings.checkout_hold_seconds))
        placed = {plan.group_id: rows.add(plan, self._numbers) for plan in plans}
        told = await rows.write(self._bulk, levels)
        repeated = await remembered.answers(self._bulk, [each for each in decided if isinstance(each, int)])
        verdicts: list[Verdict] = []
        for each in decided:
            if isinstance(each, Plan):
                verdicts.append(placed[each.group_id])
            else:
                verdicts.append(repeated[each] if isinstance(each, int) else each)
        gone = {each: self._goods[each].title for each, left in self._left.items() if left == 0 and each in self._goods}
        return Outcome(verdicts, gone, told)

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
            part = parts.setdefault(shop.id, Part(shop, [], 0, 0))
            part.lines.append((line, good))
            part.items_minor += good.price.minor * line.quantity
        total, currencies = 0, set()
        for part in parts.values():
            free_from = part.shop.free_shipping_from
            part.shipping_minor = rules.shipping_minor(
                part.items_minor, part.shop.shipping_fee.minor, free_from.minor if free_from else None
            )
            total += part.items_minor + part.shipping_minor
            currencies.add(part.shop.currency)
        if len(currencies) > 1:
            raise OneCurrency
        if request.wanted.seen_total_minor not in (None, total):
            raise TotalChanged(total, currencies.pop())
        for line in request.wanted.lines:
            self._left[line.variant_id] -= line.quantity
        return Plan(request, new_id(), list(parts.values()))
