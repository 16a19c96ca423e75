"""The demo fills an empty database through actions alone, and only once."""

from collections import Counter

import pytest
from sqlalchemy import select

from sellerhub.business.catalog.tables import Product
from sellerhub.business.content.tables import Video
from sellerhub.business.live.tables import Live
from sellerhub.business.orders.checks import recount
from sellerhub.business.orders.tables import Order
from sellerhub.business.people import doors
from sellerhub.core import bus
from sellerhub.core.access import SYSTEM
from sellerhub.core.work import open_reading
from sellerhub.demo import marketplace
from sellerhub.demo.people import PASSWORD, SHOWN
from sellerhub.wiring import wire


@pytest.fixture
async def filled(office):
    wire(office)
    assert await marketplace.is_empty()
    await marketplace.fill()
    return office


async def test_the_demo_shows_orders_in_many_states_products_and_a_live_on_air(filled):
    assert not await marketplace.is_empty()
    async with open_reading(SYSTEM) as look:
        statuses = Counter((await look.session.execute(select(Order.status))).scalars())
        on_air = (await look.session.execute(select(Live.status))).scalars().all()
        videos = (await look.session.execute(select(Video.status))).scalars().all()
        sources = Counter((await look.session.execute(select(Order.source))).scalars())
        products = Counter((await look.session.execute(select(Product.status))).scalars())
        wrong = await recount(look)
    assert {"unpaid", "awaiting_shipment", "awaiting_collection", "delivered"} <= set(statuses)
    assert sorted(on_air) == ["live", "scheduled"]
    assert products["active"] > 10
    assert sorted(videos) == ["draft", "published", "published"]
    assert sources["video"] == 2
    assert wrong == []
    while await bus.run_due():
        pass
    async with open_reading(SYSTEM) as look:
        assert (await look.session.execute(select(bus.DueReaction))).all() == []


async def test_everybody_it_names_can_sign_in(filled):
    text = marketplace.accounts_text()
    for person in SHOWN:
        assert person.email in text
        assert (await doors.sign_in(person.email, PASSWORD, came_from="127.0.0.1")).key
