"""The past of the demo: orders placed, paid, packed and delivered over some days, in the order in which they happened.

Each step runs with the clock moved back to its moment, through the same actions and sweeps as in life.
"""

import heapq
import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.fulfilment import actions as parcels
from sellerhub.business.fulfilment import desk
from sellerhub.business.fulfilment.sweeps import collect_scans
from sellerhub.business.orders import actions as orders
from sellerhub.business.orders import lane, paying
from sellerhub.business.orders.sweeps import sweep_orders
from sellerhub.business.payments.moving import settle_due
from sellerhub.business.payments.ports import Card
from sellerhub.core import bus, clock
from sellerhub.core.access import SYSTEM, Actor
from sellerhub.core.address import Address
from sellerhub.core.work import open_reading, open_work

CARD = Card("4242424242424242")
DECLINED = Card("4000000000000002")


@dataclass(frozen=True, slots=True)
class Buyer:
    actor: Actor
    address: Address


@dataclass(frozen=True, slots=True)
class Purchase:
    """One line of the plan: how long ago, who, what, and how far it came."""

    hours_ago: float
    buyer: int
    titles: tuple[str, ...]
    fate: str  # delivered, on_its_way, labelled, to_ship, cod, declined, asked_to_cancel, unpaid
    quantity: int = 1


MUG, POT, BOWL, PLATES = "Stoneware mug, 350 ml", "Teapot, 1 L", "Pasta bowl, 24 cm", "Dinner plate set, 6 pieces"
PLAN = (
    Purchase(92.0, 0, (POT,), "delivered"),
    Purchase(90.5, 3, (MUG,), "delivered", 2),
    Purchase(71.0, 5, (PLATES, "Candle holder"), "delivered"),
    Purchase(69.5, 1, ("Bud vase",), "delivered", 3),
    Purchase(66.2, 4, ("Round vase, white",), "delivered"),
    Purchase(47.4, 2, (BOWL,), "delivered", 4),
    Purchase(46.1, 6, ("Sugar jar", MUG), "on_its_way"),
    Purchase(44.0, 7, ("Planter, 18 cm",), "on_its_way"),
    Purchase(26.3, 0, ("Candle holder",), "on_its_way", 6),
    Purchase(25.8, 5, (BOWL,), "labelled", 2),
    Purchase(24.9, 1, (POT,), "labelled"),
    Purchase(23.1, 3, (MUG, "Sugar jar"), "to_ship"),
    Purchase(21.7, 4, ("Amphora vase, 38 cm",), "to_ship"),
    Purchase(20.2, 2, (MUG,), "asked_to_cancel"),
    Purchase(9.6, 7, (PLATES,), "cod"),
    Purchase(6.4, 6, ("Round vase, white", "Bud vase"), "to_ship"),
    Purchase(3.2, 5, ("Table lamp, stoneware foot",), "declined"),
    Purchase(1.9, 1, (BOWL, MUG), "to_ship"),
    Purchase(1.1, 3, ("Candle holder",), "to_ship", 2),
    Purchase(0.6, 4, (POT,), "cod"),
    Purchase(0.3, 0, (MUG,), "unpaid", 2),
)


class History:
    """Runs the plan. `seller` packs and ships for one shop."""

    def __init__(self, seller: Actor, products: dict[str, int], buyers: Sequence[Buyer]) -> None:
        self._seller = seller
        self._products = products
        self._buyers = buyers
        self._steps: list[tuple[timedelta, int, Callable[[], Awaitable[None]]]] = []
        self._order = itertools.count()

    async def run(self) -> None:
        for purchase in PLAN:
            self._at(timedelta(hours=purchase.hours_ago), self._buy(purchase))
        while self._steps:
            shift, _, step = heapq.heappop(self._steps)
            with clock.shifted(shift):
                await _let_time_pass()
                await step()
        await _let_time_pass()

    def _at(self, ago: timedelta, step: Callable[[], Awaitable[None]]) -> None:
        """Later steps are less long ago; nothing happens in the future."""
        heapq.heappush(self._steps, (-max(ago, timedelta(0)), next(self._order), step))

    def _buy(self, purchase: Purchase) -> Callable[[], Awaitable[None]]:
        async def step() -> None:
            buyer = self._buyers[purchase.buyer]
            placed = await buy(
                buyer,
                [self._products[title] for title in purchase.titles],
                key=f"demo-{purchase.hours_ago}-{purchase.buyer}",
                quantity=purchase.quantity,
                payment="cod" if purchase.fate == "cod" else "card",
                card={"unpaid": None, "declined": DECLINED}.get(purchase.fate, CARD),
            )
            self._follow(purchase, buyer.actor, placed.orders[0].order_id)

        return step

    def _follow(self, purchase: Purchase, buyer: Actor, order_id: int) -> None:
        ago = timedelta(hours=purchase.hours_ago)
        if purchase.fate == "asked_to_cancel":
            self._at(ago - timedelta(hours=2), self._ask_to_cancel(buyer, order_id))
        if purchase.fate in ("delivered", "on_its_way", "labelled"):
            leaves = timedelta(0) if purchase.fate == "on_its_way" else ago - timedelta(hours=3)  # just now: its scans are still to come
            self._at(leaves, self._ship(order_id, hand_over=purchase.fate != "labelled"))
        if purchase.fate == "delivered":
            self._at(ago - timedelta(hours=30), _let_time_pass)

    def _ask_to_cancel(self, buyer: Actor, order_id: int) -> Callable[[], Awaitable[None]]:
        async def ask() -> None:
            async with open_work(buyer) as work:
                await orders.cancel(work, order_id, "changed_mind")

        return ask

    def _ship(self, order_id: int, *, hand_over: bool) -> Callable[[], Awaitable[None]]:
        async def ship() -> None:
            package_id = await desk.ship(self._seller, order_id, "standard")
            if hand_over:
                async with open_work(self._seller) as work:
                    await parcels.print_label(work, [package_id])
                async with open_work(self._seller) as work:
                    await parcels.pack(work, package_id)
                async with open_work(self._seller) as work:
                    await parcels.hand_over(work, package_id)

        return ship


async def buy(
    buyer: Buyer,
    product_ids: Sequence[int],
    *,
    key: str,
    quantity: int = 1,
    payment: str = "card",
    card: Card | None = CARD,
    live_id: int | None = None,
    video_id: int | None = None,
) -> lane.Placed:
    """Check out, and pay with `card` unless it is None. Each buyer prefers one variant of a product."""
    async with open_reading(SYSTEM) as look:
        cards = await product_cards(look, product_ids)
    chosen = [variants[buyer.actor.account_id % len(variants)] for variants in (cards[each].variants for each in product_ids)]
    lines = tuple(lane.WantedLine(each.variant_id, quantity, each.price.minor) for each in chosen)
    source = "live" if live_id else "video" if video_id else "shop"
    wanted = lane.PlaceOrder(key, lines, buyer.address, payment, live_id=live_id, source=source, video_id=video_id)
    placed = await lane.place(buyer.actor, wanted)
    if payment == "card" and card is not None:
        await paying.pay(buyer.actor, placed.group_id, card, f"pay-{key}")
    return placed


async def _let_time_pass() -> None:
    """What the timetable would have done by now."""
    await sweep_orders()
    await settle_due()
    await collect_scans()
    while await bus.run_due():
        pass
