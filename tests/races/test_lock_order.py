"""On PostgreSQL: whoever changes the same orders, units and counters waits for the other, and never both in a circle.

The test's own transaction is the gate: it holds a row at which the others stop, in the middle, and lets them go when
they have what would make the circle. Where two take their locks in different orders, the server ends one of them.
"""

import asyncio
import contextlib
import random
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from sellerhub.business.catalog.importing import applying, deciding, undoing
from sellerhub.business.catalog.ports import Fetching, Files
from sellerhub.business.catalog.tables import Variant
from sellerhub.business.inventory import taking
from sellerhub.business.inventory.tables import Hold, Stock
from sellerhub.business.orders import actions, counters
from sellerhub.business.orders.checks import recount
from sellerhub.business.orders.lane import place
from sellerhub.business.orders.paying import pay
from sellerhub.business.orders.sweeps import sweep, sweep_holds
from sellerhub.business.orders.tables import Order, OrderCount
from sellerhub.business.payments.ports import Card, PaymentGateway
from sellerhub.core.access import SYSTEM
from sellerhub.core.bulk import Bulk
from sellerhub.core.errors import BusinessError, TooBusy
from sellerhub.core.work import in_work, open_reading, open_work
from sellerhub.outside.files import LocalFiles
from sellerhub.outside.payments.simulated import SUCCEEDS, SimulatedGateway
from tests.business.catalog.importing import NoInternet, as_csv, previewed, run
from tests.business.marketplace import a_shop, buyer, wants

PATIENCE = 20


@pytest.fixture(autouse=True)
async def _all_adds_up(office):
    if office.database.is_sqlite:
        pytest.skip("SQLite has one writer")
    yield
    async with open_reading(SYSTEM) as look:
        assert await recount(look) == []


@pytest.fixture
async def shops(office, tmp_path):
    office.use(PaymentGateway, SimulatedGateway(tmp_path))
    return [await a_shop(office, handle=handle, stock=1_000, variants=3) for handle in ("toprak", "deniz")]


async def bought(who, *lines: tuple, payment: str = "card"):
    """A checkout of one piece of each (shop, number of its variant)."""
    return await place(who, wants(*[(shop.variants[each], 1, shop.price_minor) for shop, each in lines], payment=payment))


async def make_due(*order_ids: int) -> None:
    """Their time is up, the first one's first."""
    async with open_work(SYSTEM) as work:
        for n, order_id in enumerate(order_ids):
            await work.session.execute(update(Order).where(Order.id == order_id).values(due_at=work.now - timedelta(minutes=10 - n)))


async def make_holds_due(*order_ids: int) -> None:
    async with open_work(SYSTEM) as work:
        await work.session.execute(update(Hold).where(Hold.order_id.in_(order_ids)).values(expires_at=work.now - timedelta(minutes=1)))


async def waiting(n: int) -> None:
    """Returns when `n` transactions wait for a lock of another one."""
    count = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    async with asyncio.timeout(PATIENCE):
        while True:
            async with open_reading(SYSTEM) as look:
                if (await look.session.execute(count)).scalar_one() >= n:
                    return
            await asyncio.sleep(0.01)


async def swept() -> int:
    async with open_work(SYSTEM) as work:
        return await sweep(work)


async def cancelled(who, order_id: int) -> bool:
    async with open_work(who) as work:
        return await actions.cancel(work, order_id, "changed_mind")


def counted(shop, status: str):
    return select(OrderCount).where(OrderCount.shop_id == shop.shop_id, OrderCount.status == status).with_for_update()


@pytest.mark.parametrize("doing", ["cancel", "pay", "sweep"])
async def test_a_checkout_that_has_the_stock_is_not_waited_for_with_the_counters_in_hand(office, shops, doing):
    who = buyer()
    first, second = shops
    placed = await bought(who, (first, 0), (second, 0))
    order_id = placed.orders[1].order_id
    await make_due(*[each.order_id for each in placed.orders])
    async with asyncio.timeout(PATIENCE), office.database.writing() as connection:
        bulk = await Bulk.on(connection)
        await taking.lock_levels(bulk, [second.variants[0]])  # what a checkout does first
        met = {
            "cancel": lambda: cancelled(who, order_id),
            "pay": lambda: pay(who, placed.group_id, Card(SUCCEEDS), "attempt"),
            "sweep": swept,
        }
        task = asyncio.create_task(met[doing]())
        await waiting(1)
        tabs = {(shop.shop_id, status): 0 for shop in shops for status in ("unpaid", "on_hold", "cancelled")}
        await counters.add_placed(bulk, tabs)  # and what it does last
    await task


async def test_a_cancel_beside_a_sweep_of_other_statuses(office, shops):
    """The sweep releases one order and ends another; the cancel ends one that is on hold."""
    who, (shop, _) = buyer(), shops
    released, expired = await bought(who, (shop, 0), payment="cod"), await bought(who, (shop, 1))
    mine = await bought(who, (shop, 2), payment="cod")
    await make_due(released.orders[0].order_id, expired.orders[0].order_id)
    async with asyncio.timeout(PATIENCE), contextlib.AsyncExitStack() as open_until_let_go:
        gate = await open_until_let_go.enter_async_context(open_work(SYSTEM))
        await gate.session.execute(counted(shop, "on_hold"))
        sweeping = asyncio.create_task(swept())
        await waiting(1)
        cancelling = asyncio.create_task(cancelled(who, mine.orders[0].order_id))
        await waiting(2)
        await open_until_let_go.aclose()
        assert await cancelling is True
        assert await sweeping == 2


async def test_the_sweep_of_orders_beside_the_sweep_of_holds(office, shops):
    """The first has the units of one order when it comes to the hold of the next, which the second has when it comes to those units."""
    who, (first, second) = buyer(), shops
    one, two, other = await bought(who, (first, 0)), await bought(who, (second, 0)), await bought(who, (first, 0))
    await make_due(one.orders[0].order_id, two.orders[0].order_id)
    await make_holds_due(two.orders[0].order_id, other.orders[0].order_id)
    async with asyncio.timeout(PATIENCE), contextlib.AsyncExitStack() as open_until_let_go:
        gate = await open_until_let_go.enter_async_context(open_work(SYSTEM))
        await gate.session.execute(counted(second, "unpaid"))
        orders = asyncio.create_task(swept())
        await waiting(1)
        holding = asyncio.create_task(sweep_holds())
        await waiting(2)
        await open_until_let_go.aclose()
        assert await orders == 2
        assert await holding >= 1


async def test_a_cancel_that_lost_to_somebody_who_keeps_no_order_is_done_again(office, shops):
    who, (shop, _) = buyer(), shops
    placed = await bought(who, (shop, 0), (shop, 1))
    low, high = sorted(shop.variants[:2])
    async with asyncio.timeout(PATIENCE), open_work(SYSTEM) as other:
        await other.session.execute(text("SET LOCAL deadlock_timeout = '10s'"))  # the cancel finds the circle first, and ends
        await other.session.execute(select(Stock.id).where(Stock.id == high).with_for_update())
        cancelling = asyncio.create_task(in_work(who, lambda work: actions.cancel(work, placed.orders[0].order_id, "changed_mind")))
        await waiting(1)
        await other.session.execute(select(Stock.id).where(Stock.id == low).with_for_update())
    assert await cancelling is True


@pytest.mark.parametrize("doing", ["import", "undo"])
async def test_an_import_that_names_products_from_the_last_to_the_first_beside_a_checkout(office, shops, doing):
    """The second file has them in the other order, and an undo goes through a file backwards: one of the two meets the checkout."""
    office.use(Files, LocalFiles(office.settings.data_dir))
    office.use(Fetching, NoInternet())
    seller = shops[0].seller
    names = ["amphora", "bowl", "cup"]

    def file_of(stock: int, order: list[str]) -> bytes:
        return as_csv([[name, name.title(), "", "", name.upper(), "100", stock, ""] for name in order])

    await run(await previewed(office, file_of(5, names), actor=seller), actor=seller)
    async with open_reading(SYSTEM) as look:
        variants = list(
            await look.session.scalars(select(Variant.id).where(Variant.sku.in_([n.upper() for n in names])).order_by(Variant.id))
        )
    import_id = await previewed(office, file_of(9, names[::-1] if doing == "import" else names), actor=seller)
    batch = applying.run_batch
    if doing == "undo":
        await run(import_id, actor=seller)
        batch = undoing.undo_batch
    async with open_work(seller) as work:
        await (deciding.undo if doing == "undo" else deciding.begin)(work, import_id)

    async def carried_out() -> bool:
        async with open_work(seller) as work:
            return await batch(work, import_id)

    async with asyncio.timeout(PATIENCE), office.database.writing() as connection:
        checkout = await Bulk.on(connection)
        await taking.lock_levels(checkout, variants[:1])
        task = asyncio.create_task(carried_out())
        await waiting(1)
        await taking.lock_levels(checkout, variants[1:])
    assert await task is True


async def test_cancels_payments_checkouts_and_sweeps_all_at_once(office, shops):
    dice, who = random.Random(5), buyer()
    goods = [(shop, n) for shop in shops for n in range(3)]
    told: list[str] = []

    async def tell(doing) -> None:
        try:
            await doing
        except BusinessError as refusal:  # a sweep or a payment came first
            told.append(refusal.code)

    async def round_of(n: int) -> None:
        unpaid = [await bought(who, *dice.sample(goods, 3)) for _ in range(8)]
        paid = [await bought(who, *dice.sample(goods, 3), payment="cod") for _ in range(4)]
        ids = [order.order_id for placed in unpaid + paid for order in placed.orders]
        await make_due(*dice.sample(ids, len(ids) // 2))
        await make_holds_due(*dice.sample(ids, len(ids) // 2))
        doing = [cancelled(who, each) for each in dice.sample(ids, len(ids) // 2)]
        doing += [pay(who, placed.group_id, Card(SUCCEEDS), f"attempt-{n}-{i}") for i, placed in enumerate(unpaid[:4])]
        doing += [bought(buyer(), *dice.sample(goods, 2), payment=dice.choice(("card", "cod"))) for _ in range(8)]
        doing += [swept(), sweep_holds(), swept()]
        dice.shuffle(doing)
        await asyncio.gather(*[tell(each) for each in doing])

    async with asyncio.timeout(120):
        for n in range(6):
            await round_of(n)
    assert TooBusy.code not in told
