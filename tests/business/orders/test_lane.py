"""The checkout lane: verdicts of a batch, repeated keys, sold out, honest refusal."""

import asyncio

import pytest
from sqlalchemy import func, select

from sellerhub.business.inventory import actions as inventory
from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.inventory.tables import Hold, Stock
from sellerhub.business.orders.batch import Request
from sellerhub.business.orders.checks import recount
from sellerhub.business.orders.errors import KeyReused, NotOnSale, PriceChanged, TotalChanged
from sellerhub.business.orders.lane import CheckoutLane, lane_of, place
from sellerhub.business.orders.tables import Order, OrderLine
from sellerhub.core import topics
from sellerhub.core.access import GUEST, SYSTEM
from sellerhub.core.errors import NotSignedIn, TooBusy
from sellerhub.core.event_log import EventRow
from sellerhub.core.work import open_reading, open_work
from tests.business.marketplace import a_shop, buyer, wants


async def all_of(table, *where):
    async with open_reading(SYSTEM) as work:
        return (await work.session.execute(select(table).where(*where).order_by(table.id))).scalars().all()


async def test_an_order_has_lines_held_stock_an_event_and_a_counter(office):
    shop = await a_shop(office)
    somebody = buyer()
    with office.signals.listening([topics.shop_orders(shop.shop_id)]) as listener:
        placed = await place(somebody, wants((shop.variants[0], 2, shop.price_minor)))
        assert await asyncio.wait_for(listener.next(), 1) == {topics.shop_orders(shop.shop_id)}
    [order] = await all_of(Order)
    assert placed.orders[0].number == order.number
    assert order.number.startswith("SH-")
    assert (order.status, order.items_minor, order.shipping_minor, order.total_minor) == ("unpaid", 298_000, 0, 298_000)
    assert (order.buyer_id, order.address["city"], order.item_count) == (somebody.account_id, "İstanbul", 2)
    [line] = await all_of(OrderLine)
    assert (line.quantity, line.unit_minor, line.title) == (2, shop.price_minor, "Amphora 0")
    [stock] = await all_of(Stock)
    assert (stock.available, stock.held, stock.sold) == (8, 2, 0)
    [hold] = await all_of(Hold)
    assert (hold.order_id, hold.status, hold.quantity) == (order.id, "held", 2)
    [event] = await all_of(EventRow, EventRow.kind == "OrdersPlaced")
    assert (event.shop_id, event.facts["order_ids"], event.facts["live_id"]) == (shop.shop_id, [order.id], None)
    async with open_reading(SYSTEM) as work:
        assert await recount(work) == []


async def test_orders_of_one_batch_share_an_event_for_each_live(office):
    shop, other = await a_shop(office), await a_shop(office, "cini")
    wanted, others = (shop.variants[0], 1, shop.price_minor), (other.variants[0], 1, other.price_minor)
    await asyncio.gather(
        *(place(buyer(), wants(wanted, live_id=5, source="live")) for _ in range(4)), place(buyer(), wants(wanted, others))
    )
    told = {
        (each.shop_id, each.facts["live_id"]): each.facts["order_ids"] for each in await all_of(EventRow, EventRow.kind == "OrdersPlaced")
    }
    orders = await all_of(Order)
    assert told == {
        (shop.shop_id, 5): [each.id for each in orders if each.live_id == 5],
        (shop.shop_id, None): [each.id for each in orders if each.shop_id == shop.shop_id and each.live_id is None],
        (other.shop_id, None): [each.id for each in orders if each.shop_id == other.shop_id],
    }
    assert [len(each) for each in told.values()] == [4, 1, 1]


@pytest.mark.parametrize(("waiting", "parts"), [(3, [3]), (129, [129]), (257, [129, 128]), (900, [256, 256, 256])])
async def test_what_waits_is_parted_evenly_and_no_rest_of_a_few_is_left(office, monkeypatch, waiting, parts):
    lane, taken = CheckoutLane(office), []
    lane._most_running = 3

    async def work_off(together) -> None:
        taken.append(len(together))

    monkeypatch.setattr(lane, "_work_off", work_off)
    lane._queue.extend(range(waiting))
    lane._start()
    await asyncio.sleep(0)
    assert taken == parts
    assert len(lane._queue) == waiting - sum(parts)


async def test_cash_on_delivery_is_sold_at_once_and_waits_out_the_hold_hour(office):
    shop = await a_shop(office)
    placed = await place(buyer(), wants((shop.variants[0], 1, shop.price_minor), payment="cod"))
    assert placed.orders[0].status == "on_hold"
    [stock] = await all_of(Stock)
    assert (stock.available, stock.held, stock.sold) == (9, 0, 1)


async def test_one_key_gives_one_order_in_a_batch_and_after_it(office):
    shop = await a_shop(office)
    somebody, wanted = buyer(), wants((shop.variants[0], 1, shop.price_minor))
    first, second = await asyncio.gather(place(somebody, wanted), place(somebody, wanted))
    third = await place(somebody, wanted)
    assert first == second == third
    assert len(await all_of(Order)) == 1
    other = await place(buyer(), wanted)
    assert other.group_id != first.group_id, "another buyer's key is another key"


async def test_the_same_key_with_other_content_is_refused_before_and_after_the_commit(office):
    shop = await a_shop(office)
    somebody, key = buyer(), "one-key-for-two"
    one = wants((shop.variants[0], 1, shop.price_minor), key=key)
    two = wants((shop.variants[0], 2, shop.price_minor), key=key)
    placed, refused = await asyncio.gather(place(somebody, one), place(somebody, two), return_exceptions=True)
    assert isinstance(refused, KeyReused)
    with pytest.raises(KeyReused):
        await place(somebody, two)
    assert await place(somebody, one) == placed


async def test_refused_buyers_do_not_spoil_the_batch(office):
    shop = await a_shop(office, stock=3, variants=2)
    first, second = shop.variants
    answers = await asyncio.gather(
        place(buyer(), wants((first, 2, shop.price_minor))),
        place(buyer(), wants((first, 2, shop.price_minor))),  # one is left
        place(buyer(), wants((first, 1, shop.price_minor))),  # and fits here
        place(buyer(), wants((second, 1, 1))),
        place(buyer(), wants((12345, 1, 1))),
        place(buyer(), wants((second, 1, shop.price_minor), seen_total_minor=7)),
        place(buyer(), wants((second, 3, shop.price_minor))),
        return_exceptions=True,
    )
    kinds = [type(each).__name__ for each in answers]
    assert kinds == ["Placed", "SoldOut", "Placed", PriceChanged.__name__, NotOnSale.__name__, TotalChanged.__name__, "Placed"]
    assert answers[1].facts == {"title": "Amphora 0", "wanted": 2, "left": 1}
    assert [(each.available, each.held) for each in await all_of(Stock)] == [(0, 3), (0, 3)]


async def test_sold_out_is_answered_before_the_queue_but_a_winner_gets_the_order_again(office):
    shop = await a_shop(office, stock=1)
    winner, wanted = buyer(), wants((shop.variants[0], 1, shop.price_minor))
    won = await place(winner, wanted)
    lane = lane_of(office)
    assert lane._sold_out, "the lane remembers what is gone"
    with pytest.raises(SoldOut):
        await place(buyer(), wants((shop.variants[0], 1, shop.price_minor)))
    assert await place(winner, wanted) == won
    async with open_work(shop.seller) as work:
        await inventory.add_stock(work, shop.variants[0], 5)
    while lane._sold_out:  # noqa: ASYNC110 the news of the restock is on its way
        await asyncio.sleep(0.005)
    assert (await place(buyer(), wants((shop.variants[0], 1, shop.price_minor)))).orders


async def test_a_checkout_from_two_shops_is_two_orders_in_one_group(office):
    one, two = await a_shop(office, "toprak"), await a_shop(office, "cini", price_minor=10_000)
    placed = await place(buyer(), wants((one.variants[0], 1, one.price_minor), (two.variants[0], 3, two.price_minor)))
    orders = await all_of(Order, Order.group_id == placed.group_id)
    assert {each.shop_id: (each.items_minor, each.shipping_minor) for each in orders} == {
        one.shop_id: (149_000, 4_990),
        two.shop_id: (30_000, 4_990),
    }
    assert placed.total.minor == 149_000 + 30_000 + 2 * 4_990
    async with open_reading(SYSTEM) as work:
        assert (await work.session.execute(select(func.count()).select_from(Hold))).scalar() == 2


async def test_a_full_queue_refuses_and_takes_nothing(office):
    shop = await a_shop(office)
    office.settings.checkout_queue = 2
    wanted = [wants((shop.variants[0], 1, shop.price_minor)) for _ in range(5)]
    answers = await asyncio.gather(*(place(buyer(), each) for each in wanted), return_exceptions=True)
    assert sum(isinstance(each, TooBusy) for each in answers) == 3
    assert len(await all_of(Order)) == 2


async def test_one_broken_request_fails_alone(office):
    shop = await a_shop(office)
    lane = lane_of(office)
    good = wants((shop.variants[0], 1, shop.price_minor))
    broken = wants((shop.variants[0], 1, shop.price_minor), live_id=1 << 70)
    people = [buyer(), buyer()]
    requests = [
        Request(who, what, f"{who.account_id}:{what.key}", what.digest(what.address_json()), what.address_json())
        for who, what in zip(people, (good, broken), strict=True)
    ]
    placed, problem = await lane._verdicts(requests)
    assert placed.orders
    assert isinstance(problem, Exception)
    assert len(await all_of(Order)) == 1


async def test_a_guest_cannot_buy(office):
    with pytest.raises(NotSignedIn):
        await place(GUEST, wants((1, 1, 1)))
