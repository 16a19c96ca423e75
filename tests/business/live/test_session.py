"""A session from plan to end."""

from datetime import timedelta

import pytest

from sellerhub.business.live import actions, errors, queries, sweeps
from sellerhub.business.live.rules import MOST_ITEMS, ItemStatus, LiveStatus
from sellerhub.business.live.tables import Live
from sellerhub.core import clock
from sellerhub.core.access import GUEST, Actor, Role
from sellerhub.core.errors import Invalid, NotAllowedNow, NotFound, NotPermitted
from sellerhub.core.work import open_reading, open_work
from tests.business.live.world import buyer, new_world


async def the_live(world, live_id) -> Live:
    async with open_reading(world.host) as look:
        return (await look.session.scalars(look.mine(Live).where(Live.id == live_id))).one()


async def do(world, action, *args, **kwargs):
    async with open_work(world.host) as work:
        return await action(work, *args, **kwargs)


@pytest.mark.covers("LV-02", "LV-03")
async def test_only_products_of_the_shops_own_catalogue_get_on_the_list(world):
    other = await new_world("Ada Porselen")
    ours, theirs = await world.product(), await other.product()
    live_id = await world.plan(ours)
    for stranger in (theirs, 999):
        with pytest.raises(NotFound):
            await do(world, actions.add_products, live_id, (stranger,))
    assert [item.product_id for item in await world.items(live_id)] == [ours]


async def test_a_list_holds_at_most_a_hundred_products(world):
    live_id = await world.plan()
    ids = [await world.product(f"p{n}", stock=1) for n in range(MOST_ITEMS + 1)]
    await do(world, actions.add_products, live_id, tuple(ids[:MOST_ITEMS]))
    with pytest.raises(errors.ListIsFull):
        await do(world, actions.add_products, live_id, (ids[MOST_ITEMS],))


async def test_an_empty_list_cannot_go_live(world):
    live_id = await world.plan()
    with pytest.raises(errors.NothingToShow):
        await do(world, actions.go_live, live_id)
    assert (await the_live(world, live_id)).status == LiveStatus.SCHEDULED


async def test_a_shop_is_on_air_once(world):
    product = await world.product()
    await world.on_air(product)
    second = await world.plan(product)
    with pytest.raises(errors.AlreadyOnAir):
        await do(world, actions.go_live, second)


async def test_the_whole_life_of_a_session(world):
    live_id = await world.plan(await world.product())
    with pytest.raises(NotAllowedNow):
        await do(world, actions.end, live_id)
    await do(world, actions.go_live, live_id)
    await do(world, actions.lose_signal, live_id)
    await do(world, actions.signal_back, live_id)
    await do(world, actions.end, live_id)
    with pytest.raises(NotAllowedNow):
        await do(world, actions.cancel, live_id)
    await do(world, actions.restart, live_id)
    assert (await the_live(world, live_id)).status == LiveStatus.LIVE


async def test_an_ended_live_can_be_taken_up_again_for_two_hours(world):
    live_id = await world.on_air(await world.product())
    await do(world, actions.end, live_id)
    with clock.shifted(timedelta(hours=2, seconds=1)), pytest.raises(errors.TooLateToRestart):
        await do(world, actions.restart, live_id)


async def test_a_lost_signal_ends_the_session_after_two_minutes(world):
    live_id = await world.on_air(await world.product())
    await do(world, actions.lose_signal, live_id)
    assert await sweeps.end_silent() == 0
    with clock.shifted(timedelta(seconds=121)):
        assert await sweeps.end_silent() == 1
    assert (await the_live(world, live_id)).status == LiveStatus.ENDED


async def test_a_cancelled_plan_is_over(world):
    live_id = await world.plan(await world.product())
    await do(world, actions.cancel, live_id)
    with pytest.raises(NotAllowedNow):
        await do(world, actions.go_live, live_id)
    with pytest.raises(NotAllowedNow):
        await do(world, actions.add_products, live_id, (world.products[0],))


@pytest.mark.parametrize(("title", "minutes"), [("", 60), ("x" * 81, 60), ("ok", 29), ("ok", 781)])
async def test_a_plan_needs_a_title_and_a_sane_length(world, title, minutes):
    with pytest.raises(Invalid):
        await do(world, actions.plan, title, clock.now(), minutes=minutes)


async def test_moving_an_item_renumbers_the_list(world):
    live_id = await world.plan(*[await world.product(f"p{n}") for n in range(4)])
    before = [item.id for item in await world.items(live_id)]
    await do(world, actions.reorder, before[3], 1)
    after = await world.items(live_id)
    assert [item.id for item in after] == [before[3], *before[:3]]
    assert [item.position for item in after] == [1, 2, 3, 4]


async def test_an_earlier_list_can_be_copied(world):
    first = await world.plan(*[await world.product(f"p{n}") for n in range(3)])
    second = await world.plan()
    await do(world, actions.copy_list, second, first)
    assert [item.product_id for item in await world.items(second)] == world.products
    third = await world.plan()
    with pytest.raises(NotFound):
        await do(world, actions.copy_last, third)  # nothing was on air yet
    await do(world, actions.go_live, first)
    await do(world, actions.copy_last, third)
    assert [item.product_id for item in await world.items(third)] == world.products


@pytest.mark.parametrize("who", [GUEST, buyer(), Actor(1, 1, frozenset({Role.PACKER}))], ids=["guest", "buyer", "packer"])
async def test_only_who_may_run_a_live_does(world, who):
    live_id = await world.plan(await world.product())
    item = (await world.items(live_id))[0]
    calls = [
        (actions.plan, "x", clock.now()), (actions.go_live, live_id), (actions.pin, item.id), (actions.pin_next, live_id),
        (actions.unpin, live_id), (actions.end, live_id), (actions.cancel, live_id), (actions.reorder, item.id, 1),
        (actions.remove_item, item.id), (actions.reply, live_id, "hi"), (actions.add_products, live_id, ()),
        (queries.console_view, live_id),
    ]  # fmt: skip
    for action, *args in calls:
        async with open_work(who) as work:
            with pytest.raises((NotPermitted, Exception)) as refused:
                await action(work, *args)
            assert refused.value.code in {"not_permitted", "not_signed_in"}, action


async def test_a_foreign_shops_live_looks_like_none(world):
    live_id = await world.on_air(await world.product())
    item = (await world.items(live_id))[0]
    other = await new_world("Ada Porselen")
    for action, *args in [
        (actions.go_live, live_id), (actions.end, live_id), (actions.pin, item.id), (actions.pin_next, live_id), (actions.unpin, live_id),
        (actions.reorder, item.id, 1), (actions.remove_item, item.id), (actions.reply, live_id, "hi"), (actions.cancel, live_id),
        (actions.add_products, live_id, ()), (actions.lose_signal, live_id), (queries.console_view, live_id), (queries.plan_view, live_id),
        (actions.unpin_comment, live_id),
    ]:  # fmt: skip
        with pytest.raises(NotFound):
            await do(other, action, *args)
    assert (await world.items(live_id))[0].status == ItemStatus.QUEUED


async def test_a_cover_is_one_of_the_shops_own_pictures(world):
    from sellerhub.business.catalog.tables import Media

    other = await new_world("Ada Porselen")
    theirs = Media(shop_id=other.shop_id, name="x", width=1, height=1, bytes=1, created_at=clock.now())
    async with open_work(other.host) as work:
        work.session.add(theirs)
    with pytest.raises(NotFound):
        await do(world, actions.plan, "Kış Sofrası", clock.now(), cover_media_id=theirs.id)
    assert await do(other, actions.plan, "Kış Sofrası", clock.now(), cover_media_id=theirs.id)
