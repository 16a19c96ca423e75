"""The invented audience does what people do, through the same actions, and leaves when told."""

import asyncio

import pytest

from sellerhub.business.live import actions, queries
from sellerhub.core import bus
from sellerhub.core.access import GUEST
from sellerhub.core.work import open_reading, open_work
from sellerhub.demo.audience import Audience
from sellerhub.demo.crowd import CROWD, WORDS
from sellerhub.wiring import wire
from tests.business.live.world import new_world


async def test_it_watches_talks_fills_carts_and_buys_and_its_orders_are_the_lives_figures(office):
    wire(office)
    world = await new_world()
    live_id = await world.on_air(*[await world.product(f"p{n}", stock=40) for n in range(3)])
    async with open_work(world.host) as work:
        await actions.pin_next(work, live_id)
    stop = asyncio.Event()
    audience = Audience(seed=5, pace=0.01, most_orders=12)
    running = asyncio.create_task(audience.run(stop))
    async with asyncio.timeout(60):
        while audience.tally.orders < 12 or not audience.tally.carts or not audience.tally.comments:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    async with open_reading(GUEST) as look:
        watching = (await queries.room_view(look, live_id)).watching
    stop.set()
    tally = await running
    while await bus.run_due():
        pass
    async with open_reading(world.host) as look:
        view = await queries.console_view(look, live_id)
    assert watching > 10
    assert tally.orders == 12
    assert int(view.figures.orders) == 12 - tally.declined - tally.abandoned
    assert view.figures.watching == "0"
    assert view.comments


def test_nothing_it_says_would_be_held():
    from sellerhub.business.live.rules import must_be_held

    said = [words for each in WORDS.values() for words in each]
    assert not [words for words in said if must_be_held(words)]
    assert {fan.language for fan in CROWD} == set(WORDS)


@pytest.mark.parametrize("fan", CROWD, ids=lambda fan: fan.email)
def test_its_addresses_can_be_shipped_to(fan):
    from sellerhub.business.orders.addresses import checked

    assert checked(fan.address)
