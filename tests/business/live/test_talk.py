"""Comments: who may say what, and who sees it."""

import pytest

from sellerhub.business.live import actions, errors, queries
from sellerhub.business.live.rules import COMMENTS_IN_A_ROW, CommentStatus
from sellerhub.core.access import GUEST
from sellerhub.core.errors import Invalid, NotAllowedNow, NotFound, NotSignedIn
from sellerhub.core.work import open_reading, open_work
from tests.business.live.test_session import do
from tests.business.live.world import buyer, new_world, react


async def say(who, live_id, words):
    async with open_work(who) as work:
        return await actions.comment(work, live_id, words)


async def heard(live_id):
    async with open_reading(GUEST) as look:
        return [(c.name, c.words, c.by_host) for c in (await queries.room_view(look, live_id)).comments]


async def console(world, live_id):
    async with open_reading(world.host) as look:
        return await queries.console_view(look, live_id)


async def test_what_a_signed_in_viewer_says_everybody_hears(world):
    live_id = await world.on_air(await world.product())
    with pytest.raises(NotSignedIn):
        await say(GUEST, live_id, "hello")
    assert await say(buyer(), live_id, "  Amforanın boyu\nkaç cm? ") == CommentStatus.VISIBLE
    await do(world, actions.reply, live_id, "42 cm")
    assert await heard(live_id) == [("Mert Y.", "Amforanın boyu kaç cm?", False), ("Toprak Atölye", "42 cm", True)]
    assert (await console(world, live_id)).head.questions == 1


async def test_a_link_waits_for_the_host(world):
    live_id = await world.on_air(await world.product())
    assert await say(buyer(), live_id, "cheaper at www.other.example") == CommentStatus.HELD
    assert await heard(live_id) == []
    held = (await console(world, live_id)).held
    await do(world, actions.approve_comment, int(held[0].id))
    assert len(await heard(live_id)) == 1


async def test_a_hidden_comment_is_gone_for_everybody(world):
    live_id = await world.on_air(await world.product())
    await say(buyer(), live_id, "rude")
    comment = int((await console(world, live_id)).comments[0].id)
    await do(world, actions.pin_comment, comment)
    await do(world, actions.hide_comment, comment)
    async with open_reading(GUEST) as look:
        view = await queries.room_view(look, live_id)
    assert (view.comments, view.pinned_comment) == ((), None)


async def test_a_flood_is_stopped_for_one_person_only(world):
    live_id = await world.on_air(await world.product())
    eager = buyer()
    for n in range(COMMENTS_IN_A_ROW):
        await say(eager, live_id, f"wow {n}")
    with pytest.raises(errors.TooManyComments):
        await say(eager, live_id, "wow again")
    await say(buyer(), live_id, "hi")


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 201])
async def test_empty_and_endless_comments_are_refused(world, words):
    live_id = await world.on_air(await world.product())
    with pytest.raises(Invalid):
        await say(buyer(), live_id, words)


async def test_nobody_talks_in_a_live_that_is_over_or_not_there(world):
    live_id = await world.on_air(await world.product())
    await do(world, actions.end, live_id)
    with pytest.raises(NotAllowedNow):
        await say(buyer(), live_id, "hello")
    with pytest.raises(NotFound):
        await say(buyer(), 12345, "hello")


async def test_another_shop_cannot_moderate(world):
    live_id = await world.on_air(await world.product())
    await say(buyer(), live_id, "hello")
    comment = int((await console(world, live_id)).comments[0].id)
    other = await new_world("Ada Porselen")
    for action in (actions.hide_comment, actions.approve_comment, actions.pin_comment):
        with pytest.raises(NotFound):
            await do(other, action, comment)


async def test_who_bought_is_marked_beside_what_they_say(world):
    product = await world.product()
    live_id = await world.on_air(product)
    placed = await world.order(live_id, product)
    await react()
    from dataclasses import replace

    await say(replace(buyer(), account_id=placed.buyer_id), live_id, "aldım bile")
    async with open_reading(GUEST) as look:
        assert [c.bought for c in (await queries.room_view(look, live_id)).comments] == [True]
