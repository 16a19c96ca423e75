"""An undone import and those who name its products meanwhile: orders, holds, carts, LIVE lists and videos, each with its real keeper."""

import asyncio

import pytest
from sqlalchemy import select

from sellerhub.business.catalog.actions import NewPrice, set_prices, set_stock
from sellerhub.business.catalog.importing import deciding, queries, undoing
from sellerhub.business.catalog.importing.stages import Stage
from sellerhub.business.catalog.ports import Fetching, Use
from sellerhub.business.catalog.queries import counters_that_differ
from sellerhub.business.catalog.tables import Product, Variant
from sellerhub.business.content.tables import Video, VideoTag
from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.inventory.tables import Stock, StockAdjustment
from sellerhub.business.live import actions as live
from sellerhub.business.live.tables import LiveItem
from sellerhub.business.orders import cart
from sellerhub.business.orders.errors import NotOnSale
from sellerhub.business.orders.lane import place
from sellerhub.business.orders.tables import CartLine, OrderLine
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM
from sellerhub.core.money import Money
from sellerhub.core.work import open_reading, open_work
from sellerhub.jobs import imports
from sellerhub.wiring import wire
from tests.business.catalog.importing import PLAIN, NoInternet, as_csv, previewed, run
from tests.business.marketplace import a_shop, buyer, wants


@pytest.fixture
async def shop(office):
    wire(office)
    office.use(Fetching, NoInternet())
    return await a_shop(office)


async def imported(office, shop, *lines: list[object]) -> int:
    content = as_csv(list(lines), [*PLAIN, "Published"])
    return (await run(await previewed(office, content, actor=shop.seller), actor=shop.seller)).id


def line(handle: str, price: str = "100", stock: int = 5, sku: str = "", size: str = "") -> list[object]:
    return [handle, handle.title(), "Size" if size else "", size, sku or handle.upper(), price, stock, "", "TRUE"]


async def undone(shop, import_id: int) -> queries.ImportView:
    async with open_work(shop.seller) as work:
        await deciding.undo(work, import_id)
    await imports.advance(import_id, shop.seller)
    async with open_reading(shop.seller) as look:
        seen = await queries.import_view(look, import_id)
    assert seen.stage == Stage.REVERTED
    return seen


async def variant(sku: str) -> Variant:
    async with open_reading(SYSTEM) as look:
        return (await look.session.execute(select(Variant).where(Variant.sku == sku))).scalar_one()


async def statuses() -> dict[str, str]:
    async with open_reading(SYSTEM) as look:
        return dict((await look.session.execute(select(Product.handle, Product.status))).all())


async def available(sku: str) -> int:
    one = await variant(sku)
    async with open_reading(SYSTEM) as look:
        return (await look.session.execute(select(Stock.available).where(Stock.id == one.id))).scalar_one()


async def test_what_orders_carts_and_lives_name_stays_off_sale_and_is_named_and_the_rest_goes(office, shop):
    async with open_work(shop.seller) as work:
        live_id = await live.plan(work, "Kış Sofrası", clock.now(), product_ids=())
    import_id = await imported(office, shop, *(line(name) for name in ("sold", "held", "carted", "shown", "filmed", "untouched")))
    await place(buyer(), wants(((await variant("SOLD")).id, 2, 10_000), payment="cod"))
    await place(buyer(), wants(((await variant("HELD")).id, 1, 10_000)))
    async with open_work(buyer()) as work:
        await cart.add_to_cart(work, (await variant("CARTED")).id)
    async with open_work(shop.seller) as work:
        await live.add_products(work, live_id, ((await variant("SHOWN")).product_id,))
        video = Video(shop_id=shop.shop_id, container="mp4", millis=5_000, width=720, height=1_280, bytes=1_000, created_at=work.now)
        filmed = VideoTag(shop_id=shop.shop_id, video_id=video.id, product_id=(await variant("FILMED")).product_id, position=1)
        work.session.add_all([video, filmed])

    seen = await undone(shop, import_id)
    assert seen.kept == 5
    found = await statuses()
    assert {name: found[name] for name in ("sold", "held", "carted", "shown", "filmed", "untouched")} == {
        "sold": "inactive", "held": "inactive", "carted": "inactive", "shown": "inactive", "filmed": "inactive", "untouched": "deleted",
    }  # fmt: skip
    async with open_reading(shop.seller) as look:
        kept = {each.title: each.use for each in await queries.kept_products(look, import_id)}
        assert kept == {"Sold": Use.ORDERED, "Held": Use.ORDERED, "Carted": Use.IN_CART, "Shown": Use.IN_LIVE, "Filmed": Use.IN_VIDEO}
    assert [await available(sku) for sku in ("SOLD", "HELD", "CARTED", "SHOWN", "UNTOUCHED")] == [3, 4, 5, 5, 0]
    async with open_reading(SYSTEM) as look:
        assert await counters_that_differ(look) == []
        for table in (OrderLine, CartLine, LiveItem):
            assert (await look.session.execute(select(table))).first() is not None


async def test_a_variant_that_was_sold_stays_but_not_for_sale_while_its_neighbour_goes(office, shop):
    await imported(office, shop, line("mug", sku="MUG-S", size="S"))
    import_id = await imported(office, shop, line("mug", sku="MUG-M", size="M"), line("mug", sku="MUG-L", size="L"))
    await place(buyer(), wants(((await variant("MUG-M")).id, 1, 10_000), payment="cod"))
    seen = await undone(shop, import_id)
    small, middle, large = [await variant(sku) for sku in ("MUG-S", "MUG-M", "MUG-L")]
    assert (small.paused_at, small.deleted_at) == (None, None)
    assert (middle.paused_at is not None, middle.deleted_at) == (True, None)
    assert large.deleted_at is not None
    assert seen.kept == 1
    async with open_reading(shop.seller) as look:
        assert [(each.whole, each.use) for each in await queries.kept_products(look, import_id)] == [(False, Use.ORDERED)]
    assert (await statuses())["mug"] == "active"


async def test_prices_and_stock_go_back_only_where_nobody_changed_them_since(office, shop):
    await imported(office, shop, *(line(name, "100", 5) for name in ("plain", "bought", "counted", "priced")))
    import_id = await imported(office, shop, *(line(name, "120", 9) for name in ("plain", "bought", "counted", "priced")))
    await place(buyer(), wants(((await variant("BOUGHT")).id, 2, 12_000), payment="cod"))
    async with open_work(shop.seller) as work:
        await set_stock(work, {(await variant("COUNTED")).id: 7})
        await set_prices(work, {(await variant("PRICED")).id: NewPrice(Money(13_000, "TRY"))})
    await undone(shop, import_id)
    assert [(await variant(sku)).price_minor for sku in ("PLAIN", "BOUGHT", "COUNTED", "PRICED")] == [10_000, 10_000, 10_000, 13_000]
    assert [await available(sku) for sku in ("PLAIN", "BOUGHT", "COUNTED", "PRICED")] == [5, 3, 7, 5]  # 9 - 2 sold - 4 imported
    for sku in ("PLAIN", "COUNTED"):
        one = await variant(sku)
        async with open_reading(SYSTEM) as look:
            book = (await look.session.execute(select(StockAdjustment.delta).where(StockAdjustment.variant_id == one.id))).scalars()
            assert sum(book) == await available(sku)  # the book of adjustments agrees with the level


async def test_a_checkout_that_meets_an_undo_is_either_seen_by_it_or_sold_out(office, shop):
    """The race itself: nobody ends with an order of a deleted product."""
    import_id = await imported(office, shop, *(line(f"p{n}") for n in range(8)))
    chosen = [await variant(f"P{n}") for n in range(8)]
    async with open_work(shop.seller) as work:
        await deciding.undo(work, import_id)

    async def buy(one: Variant) -> bool:
        try:
            await place(buyer(), wants((one.id, 1, 10_000), payment="cod"))
        except (SoldOut, NotOnSale):
            return False
        return True

    async def take_back() -> None:
        async with open_work(shop.seller) as work:
            while not await undoing.undo_batch(work, import_id):
                pass

    *bought, _ = await asyncio.gather(*(buy(one) for one in chosen), take_back())
    after = await statuses()
    assert [after[f"p{n}"] for n in range(8)] == ["inactive" if each else "deleted" for each in bought]
