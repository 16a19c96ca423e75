"""Short videos: what can be tagged, when one may be published, and who may do it."""

import asyncio

import pytest

from sellerhub.business.catalog import actions as catalog
from sellerhub.business.catalog.actions import ProductDraft, VariantDraft
from sellerhub.business.content import actions, queries, rules
from sellerhub.business.content.errors import NothingTagged, NotTaggable, TooManyDrafts, TooManyTags
from sellerhub.business.content.ports import VideoFiles
from sellerhub.core.access import GUEST, Actor, Role
from sellerhub.core.errors import Invalid, NotAllowedNow, NotFound, NotPermitted, NotSignedIn
from sellerhub.core.money import Money
from sellerhub.core.work import open_reading, open_work


async def a_product(seller, title="Bowl", *, on_sale=True) -> int:
    async with open_work(seller) as work:
        product_id = await catalog.create_product(work, ProductDraft(title, (VariantDraft(Money(51_900, "TRY"), stock=4),)))
        if on_sale:
            await catalog.activate(work, product_id)
    return product_id


async def seen(video_id, actor=GUEST):
    async with open_reading(actor) as look:
        return await queries.public_video(look, video_id)


async def rows(studio, tab):
    async with open_reading(studio.seller) as look:
        return list((await queries.shop_videos(look, tab)).rows)


async def test_a_published_video_shows_its_products_in_their_order_with_price_and_stock(studio):
    bowl = await a_product(studio.seller)
    video_id = await studio.draft("  Pouring\n tea ", bowl, studio.product_id)
    await studio.publish(video_id)
    video = await seen(video_id)
    assert (video.title, video.shop_handle, video.currency) == ("Pouring tea", "toprak", "TRY")
    assert [(good.product_id, good.place, good.price_minor, good.stock) for good in video.items] == [
        (str(bowl), 1, 51_900, 4),
        (str(studio.product_id), 2, studio.shop.price_minor, 20),
    ]
    assert [good.variant_count for good in video.items] == [1, 2]


@pytest.mark.covers("LV-02")
async def test_only_what_this_shop_sells_can_be_tagged(studio, neighbour):
    video_id = await studio.draft()
    with pytest.raises(NotFound):
        await studio.change(video_id, "Tea", neighbour.product_id)
    with pytest.raises(NotFound):
        await studio.change(video_id, "Tea", 12345)
    hidden = await a_product(studio.seller, "Second choice", on_sale=False)
    with pytest.raises(NotTaggable, match="Second choice"):
        await studio.change(video_id, "Tea", hidden)
    async with open_reading(studio.seller) as look:
        edited = await queries.edited_video(look, video_id)
        offered = {each.id for each in await queries.taggable_products(look)}
    assert (edited.title, edited.products) == ("", []), "a refused change leaves nothing behind"
    assert offered == {str(studio.product_id)}


async def test_a_video_needs_a_title_and_something_to_buy_before_it_is_published(studio):
    video_id = await studio.draft()
    with pytest.raises(Invalid) as refusal:
        await studio.publish(video_id)
    assert refusal.value.field == "title"
    await studio.change(video_id, "Tea")
    with pytest.raises(NothingTagged):
        await studio.publish(video_id)
    with pytest.raises(NotFound):
        await seen(video_id)
    assert [row.status for row in await rows(studio, "drafts")] == ["draft"]
    await studio.change(video_id, "Tea", studio.product_id)
    await studio.publish(video_id)
    assert (await seen(video_id)).title == "Tea"
    with pytest.raises(NotAllowedNow):
        await studio.publish(video_id)


async def test_a_published_video_keeps_a_title_and_a_product(studio):
    video_id = await studio.published()
    with pytest.raises(NothingTagged):
        await studio.change(video_id, "Tea")
    with pytest.raises(Invalid):
        await studio.change(video_id, " ", studio.product_id)
    with pytest.raises(Invalid):
        await studio.change(video_id, "x" * (rules.TITLE_LENGTH + 1), studio.product_id)
    assert (await seen(video_id)).title == "Pouring tea"


async def test_a_product_that_is_no_longer_sold_leaves_the_video_but_not_its_tags(studio):
    bowl = await a_product(studio.seller)
    video_id = await studio.draft("Tea", bowl, studio.product_id)
    await studio.publish(video_id)
    async with open_work(studio.seller) as work:
        await catalog.deactivate(work, bowl)
    assert [good.product_id for good in (await seen(video_id)).items] == [str(studio.product_id)]
    await studio.change(video_id, "Tea again", bowl, studio.product_id)
    async with open_reading(studio.seller) as look:
        products = (await queries.edited_video(look, video_id)).products
    assert [(each.id, each.on_sale) for each in products] == [(str(bowl), False), (str(studio.product_id), True)]


async def test_there_is_a_most_of_tags_and_of_drafts(studio, monkeypatch):
    video_id = await studio.draft()
    with pytest.raises(TooManyTags):
        await studio.change(video_id, "Tea", *range(1, rules.MOST_TAGS + 2))
    monkeypatch.setattr(rules, "MOST_DRAFTS", 2)
    await studio.draft()
    with pytest.raises(TooManyDrafts):
        await studio.draft()


async def test_unpublished_it_is_a_draft_again_and_deleted_it_is_gone_with_its_files(office, studio):
    files = office.outside(VideoFiles)
    video_id = await studio.published()
    assert (await files.find(rules.clip_file(video_id, "mp4"))).read_bytes() == b"moving pictures"
    async with open_work(studio.seller) as work:
        await actions.unpublish(work, video_id)
    with pytest.raises(NotFound):
        await seen(video_id)
    assert [row.title for row in await rows(studio, "drafts")] == ["Pouring tea"]
    await actions.delete(studio.seller, video_id)
    assert await rows(studio, "drafts") == await rows(studio, "published") == []
    for name in (rules.clip_file(video_id, "mp4"), rules.cover_file(video_id)):
        with pytest.raises(FileNotFoundError):
            await files.find(name)
    with pytest.raises(NotFound):
        await actions.delete(studio.seller, video_id)
    with pytest.raises(NotFound):
        await studio.publish(video_id)


async def test_nothing_of_an_upload_that_fails_is_left(office, studio, monkeypatch):
    async def broken(*_):
        raise TooManyDrafts(1)

    monkeypatch.setattr("sellerhub.business.content.actions.adding._show", broken)
    with pytest.raises(TooManyDrafts):
        await studio.draft()
    assert [each for each in office.settings.data_dir.rglob("*") if each.is_file() and each.suffix in (".mp4", ".webp")] == []
    assert list((office.settings.data_dir / "scratch").iterdir()) == []


async def test_a_foreign_shop_and_people_without_the_permission_are_refused(studio, neighbour):
    video_id = await studio.draft("Tea", studio.product_id)
    tries = (
        lambda work: actions.change_video(work, video_id, "Ours now", ()),
        lambda work: actions.publish(work, video_id),
        lambda work: actions.unpublish(work, video_id),
        lambda work: queries.edited_video(work, video_id),
    )
    for attempt in tries:
        with pytest.raises(NotFound):
            async with open_work(neighbour.seller) as work:
                await attempt(work)
    with pytest.raises(NotFound):
        await actions.delete(neighbour.seller, video_id)
    packer = Actor(77, studio.shop.shop_id, frozenset({Role.PACKER}), "Packer")
    for actor, refusal in ((packer, NotPermitted), (GUEST, NotSignedIn)):
        for attempt in (*tries, queries.shop_videos, queries.taggable_products):
            with pytest.raises(refusal):
                async with open_work(actor) as work:
                    await attempt(work)
    assert [row.title for row in await rows(studio, "drafts")] == ["Tea"]


async def test_the_files_of_a_draft_are_for_the_staff_of_its_shop_alone(studio, neighbour):
    video_id = await studio.draft("Tea", studio.product_id)
    support = Actor(78, studio.shop.shop_id, frozenset({Role.SUPPORT}), "Support")
    for actor in (GUEST, neighbour.seller, support):
        async with open_reading(actor) as look:
            with pytest.raises(NotFound):
                await queries.video_file(look, video_id, cover=False)
    async with open_reading(studio.seller) as look:
        assert (await queries.video_file(look, video_id, cover=False)).public is False
    await studio.publish(video_id)
    async with open_reading(GUEST) as look:
        assert (await queries.video_file(look, video_id, cover=True)).public is True


async def test_the_lists_page_by_keys_and_miss_nothing(studio, neighbour, monkeypatch):
    monkeypatch.setattr("sellerhub.business.content.queries.desk.PAGE", 2)
    made = [await studio.published(f"Video {n}") for n in range(5)]
    await neighbour.published("Not ours")
    desk, public, after = [], [], ""
    async with open_reading(studio.seller) as look:
        while True:
            page = await queries.shop_videos(look, "published", after)
            desk += [row.id for row in page.rows]
            after = page.after
            if not after:
                break
    async with open_reading(GUEST) as look:
        while True:
            page = await queries.video_tiles(look, shop_id=studio.shop.shop_id, after=after, limit=2)
            public += [tile.id for tile in page.rows]
            after = page.after
            if not after:
                break
        everybody = await queries.video_tiles(look)
    assert desk == public == [str(each) for each in reversed(made)]
    assert everybody.rows[0].title == "Not ours"
    assert len(everybody.rows) == 6


async def test_of_two_who_publish_at_once_one_is_told_that_it_is_done(studio):
    video_id = await studio.draft("Tea", studio.product_id)
    done = await asyncio.gather(studio.publish(video_id), studio.publish(video_id), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["NoneType", "NotAllowedNow"]


async def test_views_count_for_strangers_and_not_for_the_shop(studio):
    video_id = await studio.published()
    for actor in (GUEST, GUEST, studio.seller):
        async with open_work(actor) as work:
            await actions.count_view(work, video_id)
    assert [(row.views, row.orders) for row in await rows(studio, "published")] == [("2", "0")]
    draft = await studio.draft()
    async with open_work(GUEST) as work:
        await actions.count_view(work, draft)
    assert [row.views for row in await rows(studio, "drafts")] == ["0"]
