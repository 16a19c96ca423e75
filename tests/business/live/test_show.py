"""The pinned product, what is sold, what is left."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from sellerhub.business.catalog.queries import sellables
from sellerhub.business.inventory.events import SoldOutNow, StockChanged
from sellerhub.business.inventory.tables import Stock
from sellerhub.business.live import actions, errors, queries, sweeps
from sellerhub.business.live.rules import ItemStatus
from sellerhub.business.live.tables import LiveFigures, LiveItem
from sellerhub.business.orders.lane import place
from sellerhub.core import clock, topics
from sellerhub.core.access import GUEST, SYSTEM
from sellerhub.core.bus import DueReaction
from sellerhub.core.errors import NotAllowedNow
from sellerhub.core.work import open_reading, open_work
from tests.business.live.test_session import do, the_live
from tests.business.live.world import PRICE, new_world, react
from tests.business.marketplace import a_shop, buyer, wants


async def set_stock(world, variant_id: int, available: int) -> None:
    async with open_work(SYSTEM.in_shop(world.shop_id)) as work:
        await work.session.execute(update(Stock).where(Stock.id == variant_id).values(available=available))
        work.record(StockChanged(variant_id, world.shop_id, available))
        if not available:
            work.record(SoldOutNow(variant_id, world.shop_id))
    await react()


async def figures(world, live_id) -> LiveFigures:
    async with open_reading(world.host) as look:
        return (await look.session.scalars(look.mine(LiveFigures).where(LiveFigures.id == live_id))).one()


async def room(live_id) -> queries.RoomView:
    async with open_reading(GUEST) as look:
        return await queries.room_view(look, live_id)


@pytest.mark.covers("LV-06")
async def test_pinning_another_product_shows_it_and_puts_the_first_one_down(world, office):
    live_id = await world.on_air(*[await world.product(f"p{n}") for n in range(2)])
    first, second = await world.items(live_id)
    await do(world, actions.pin, first.id)
    seq = (await the_live(world, live_id)).seq
    with office.signals.listening([topics.live(live_id)]) as listener:
        await do(world, actions.pin, second.id)
        assert await asyncio.wait_for(listener.next(), 1) == {topics.live(live_id)}
    assert [item.status for item in await world.items(live_id)] == [ItemStatus.SHOWN, ItemStatus.PINNED]
    live = await the_live(world, live_id)
    assert (live.pinned_item_id, live.seq) == (second.id, seq + 1)
    assert (await room(live_id)).pinned_item_id == second.id


async def test_two_hosts_who_pin_at_once_leave_exactly_one_pinned(world):
    live_id = await world.on_air(*[await world.product(f"p{n}") for n in range(6)])
    items = await world.items(live_id)
    await asyncio.gather(*[do(world, actions.pin, item.id) for item in items * 3])
    pinned = [item.id for item in await world.items(live_id) if item.status == ItemStatus.PINNED]
    assert pinned == [(await the_live(world, live_id)).pinned_item_id]


async def test_nothing_is_pinned_before_the_doors_open(world):
    live_id = await world.plan(await world.product())
    with pytest.raises(NotAllowedNow):
        await do(world, actions.pin, (await world.items(live_id))[0].id)


async def test_what_is_not_on_sale_cannot_be_pinned(world):
    live_id = await world.on_air(await world.product(), await world.product("draft", status="draft"))
    with pytest.raises(errors.NotPinnable):
        await do(world, actions.pin, (await world.items(live_id))[1].id)
    assert [item.title for item in (await room(live_id)).items] == ["Anadolu amphora"]


async def test_next_walks_the_run_of_show(world):
    live_id = await world.on_air(*[await world.product(f"p{n}") for n in range(3)])
    items = [item.id for item in await world.items(live_id)]
    assert [await do(world, actions.pin_next, live_id) for _ in range(4)] == [*items, items[0]]


async def test_the_end_clears_the_pin(world):
    live_id = await world.on_air(await world.product())
    await do(world, actions.pin_next, live_id)
    await do(world, actions.end, live_id)
    assert (await the_live(world, live_id)).pinned_item_id is None
    assert (await world.items(live_id))[0].status == ItemStatus.SHOWN


async def test_removing_the_pinned_product_unpins_it(world):
    live_id = await world.on_air(*[await world.product(f"p{n}") for n in range(2)])
    pinned = await do(world, actions.pin_next, live_id)
    await do(world, actions.remove_item, pinned)
    assert (await the_live(world, live_id)).pinned_item_id is None
    assert len((await room(live_id)).items) == 1


async def test_sold_out_unpins_and_more_stock_brings_it_back(world):
    product = await world.product(variants=2, stock=1)
    live_id = await world.on_air(product)
    await do(world, actions.pin_next, live_id)
    one, two = world.variants[product]
    await set_stock(world, one, 0)
    assert (await world.items(live_id))[0].status == ItemStatus.PINNED  # the other size is still there
    await set_stock(world, two, 0)
    assert (await world.items(live_id))[0].status == ItemStatus.SOLD_OUT
    assert (await the_live(world, live_id)).pinned_item_id is None
    with pytest.raises(errors.NotPinnable):
        await do(world, actions.pin, (await world.items(live_id))[0].id)
    await set_stock(world, two, 5)
    assert (await world.items(live_id))[0].status == ItemStatus.SHOWN
    assert (await room(live_id)).items[0].stock == 5


async def test_an_order_of_the_live_counts_when_it_is_paid_and_leaves_when_it_is_cancelled(world):
    product = await world.product()
    live_id = await world.on_air(product)
    unpaid = await world.order(live_id, product, paid=False)
    paid = await world.order(live_id, product, quantity=2)
    await react()
    found = await figures(world, live_id)
    assert (found.orders, found.pieces, found.gmv_minor) == (1, 2, 2 * PRICE)
    assert (await world.items(live_id))[0].sold == 2
    assert [(sale.name, sale.title) for sale in (await room(live_id)).sales] == [("Mert Y.", "Anadolu amphora")]
    await world.cancel(paid)
    await world.cancel(unpaid)
    await react()
    found = await figures(world, live_id)
    assert (found.orders, found.pieces, found.gmv_minor, found.cancelled) == (0, 0, 0, 1)
    assert (await room(live_id)).sales == ()


async def test_orders_of_one_moment_count_together_and_the_newest_is_told_first(office):
    shop = await a_shop(office, stock=10)
    async with open_work(shop.seller) as work:
        product_id = (await sellables(work, shop.variants))[shop.variants[0]].product_id
        live_id = await actions.plan(work, "Kış Sofrası", work.now + timedelta(hours=1), product_ids=[product_id])
        await actions.go_live(work, live_id)
    wanted = [wants((shop.variants[0], 1, shop.price_minor), payment="cod", live_id=live_id, source="live") for _ in range(4)]
    placed = await asyncio.gather(*(place(buyer(name=f"Buyer {n}"), each) for n, each in enumerate(wanted)))
    async with open_reading(SYSTEM) as look:
        due = (await look.session.execute(select(func.count()).where(DueReaction.reaction == "live.sell_in_live"))).scalar()
    assert due == 1, "one reaction for all of them"
    await react()
    shown = await room(live_id)
    assert [sale.id for sale in shown.sales] == [each.orders[0].order_id for each in reversed(placed)][: len(shown.sales)]
    async with open_reading(shop.seller) as look:
        found = (await look.session.scalars(look.mine(LiveFigures).where(LiveFigures.id == live_id))).one()
        sold = (await look.session.scalars(look.mine(LiveItem).where(LiveItem.live_id == live_id))).one().sold
    assert (found.orders, found.pieces, found.gmv_minor, sold) == (4, 4, sum(each.total.minor for each in placed), 4)


async def test_a_payment_that_is_told_before_its_order_still_counts_once(world):
    product = await world.product()
    live_id = await world.on_air(product)
    from sellerhub.business.live import reactions
    from sellerhub.business.orders.events import OrderPaid

    placed = await world.order(live_id, product, paid=False)
    core = vars(placed) | {"status": "on_hold"}
    for _ in range(2):
        async with open_work(SYSTEM.in_shop(world.shop_id)) as work:
            await reactions.sell_in_live(work, OrderPaid(**core))
    await react()
    assert (await figures(world, live_id)).orders == 1


async def test_an_order_that_names_another_shops_live_counts_nowhere(world):
    other = await new_world("Ada Porselen")
    live_id = await world.on_air(await world.product())
    await other.order(live_id, await other.product())
    await react()
    assert (await figures(world, live_id)).orders == 0


async def test_watchers_of_all_workers_add_up_and_a_silent_worker_no_longer_counts(world):
    live_id = await world.on_air(await world.product())

    async def report(worker, watching):
        async with open_work(SYSTEM) as work:
            return await actions.count_watchers(work, live_id, worker, watching=watching, joined=watching, watched_seconds=10)

    assert await report("a", 40) == 40
    assert await report("b", 2) == 42
    with clock.shifted(timedelta(seconds=31)):
        assert await report("b", 3) == 3
    found = await figures(world, live_id)
    assert (found.watching, found.peak, found.views, found.watch_seconds) == (3, 42, 45, 30)
    with clock.shifted(timedelta(seconds=32)):
        assert await sweeps.count_again() == 0
    with clock.shifted(timedelta(seconds=90)):
        assert await sweeps.count_again() == 1
    assert (await figures(world, live_id)).watching == 0


async def test_the_console_sees_its_figures_queue_and_sales(world):
    product = await world.product(stock=10)
    live_id = await world.on_air(product, await world.product("Sis mug", stock=0))
    await do(world, actions.pin_next, live_id)
    await world.order(live_id, product)
    await react()
    async with open_reading(world.host) as look:
        view = await queries.console_view(look, live_id)
    assert (view.figures.orders, view.figures.gmv, view.figures.gmv_series[-1]) == ("1", "₺1,490", PRICE)
    assert view.pinned.title == "Anadolu amphora"
    assert [(item.status, item.level, item.sold) for item in view.items] == [("pinned", "", 1), ("sold_out", "bad", 0)]
    assert [(sale.buyer, sale.city, sale.total, sale.fresh) for sale in view.sales] == [("Mert Y.", "İzmir", "₺1,490.00", True)]
