"""Orders that come from a video: their source in the seller's queue, and the video's figures."""

import pytest

from sellerhub.business.content import queries
from sellerhub.business.orders import actions as orders
from sellerhub.business.orders.cart import add_to_cart, seen_in
from sellerhub.business.orders.lane import place
from sellerhub.business.orders.paying import pay
from sellerhub.business.orders.queue.filter import from_query
from sellerhub.business.orders.queue.queries import queue_page
from sellerhub.business.payments.ports import Card
from sellerhub.core import bus
from sellerhub.core.work import open_reading, open_work
from sellerhub.outside.payments.simulated import SUCCEEDS
from tests.business.marketplace import buyer, wants


async def react():
    while await bus.run_due():
        pass


async def figures(studio):
    async with open_reading(studio.seller) as look:
        return [(row.orders, row.sold) for row in (await queries.shop_videos(look)).rows]


async def bought(studio, video_id, who, *, payment="card", quantity=2):
    line = (studio.shop.variants[0], quantity, studio.shop.price_minor)
    return await place(who, wants(line, payment=payment, source="video", video_id=video_id))


async def test_an_order_from_a_video_counts_once_it_is_paid_and_not_when_cancelled(studio):
    video_id, who = await studio.published(), buyer()
    placed = await bought(studio, video_id, who)
    await react()
    assert await figures(studio) == [("0", "₺0")]
    await pay(who, placed.group_id, Card(SUCCEEDS), "attempt-1")
    await react()
    counted = await figures(studio)
    assert counted[0][0] == "1"
    assert counted[0][1] != "₺0"
    async with open_work(who) as work:
        await orders.cancel(work, placed.orders[0].order_id, "changed_mind")
    await react()
    assert await figures(studio) == [("0", "₺0")]


async def test_cash_on_delivery_counts_at_once(studio):
    video_id = await studio.published()
    await bought(studio, video_id, buyer(), payment="cod")
    await react()
    assert [orders for orders, _ in await figures(studio)] == ["1"]


async def test_a_forged_link_to_a_foreign_video_counts_nowhere(studio, neighbour):
    await studio.published()
    foreign = await neighbour.published()
    await bought(studio, foreign, buyer(), payment="cod")
    await react()
    assert [orders for orders, _ in await figures(studio)] == ["0"]
    assert [orders for orders, _ in await figures(neighbour)] == ["0"]


async def test_the_sellers_queue_shows_the_source_and_finds_by_it(studio):
    video_id = await studio.published()
    placed = await bought(studio, video_id, buyer(), payment="cod")
    await place(buyer(), wants((studio.shop.variants[0], 1, studio.shop.price_minor), payment="cod"))
    async with open_reading(studio.seller) as look:
        found = await queue_page(look, from_query({"tab": "all", "source": "video"}), "")
    assert [(row.number, row.source) for row in found.rows] == [(placed.orders[0].number, "video")]


@pytest.mark.parametrize("second", ["video", "none"])
async def test_a_cart_filled_from_one_video_says_so(studio, second):
    video_id, who = await studio.published(), buyer()
    async with open_work(who) as work:
        await add_to_cart(work, studio.shop.variants[0], 1, video_id=video_id)
        await add_to_cart(work, studio.shop.variants[1], 1, video_id=video_id if second == "video" else None)
    async with open_reading(who) as look:
        assert await seen_in(look) == ((None, video_id) if second == "video" else (None, None))
