"""The video pages as their tabs see them: the seller's desk, and the watch page."""

import pytest

from sellerhub.business.content import actions, queries
from sellerhub.business.people import actions as people
from sellerhub.core.access import SYSTEM
from sellerhub.core.work import open_reading, open_work
from sellerhub.web.pages.seller.videos.state import VideosState
from sellerhub.web.pages.shop.home.page import HomeState
from sellerhub.web.pages.shop.shopfront.page import ShopfrontState
from sellerhub.web.pages.shop.video.state import VideoState
from sellerhub.web.parts.checkout import CheckoutState
from tests.business.content.conftest import a_studio
from tests.web.tabs import Browser, opened, until
from tests.web.test_video_routes import key_of


@pytest.fixture
async def studio(office, tmp_path):
    studio = await a_studio(office, "toprak", tmp_path)
    studio.key = await key_of(studio.seller.account_id)
    return studio


@pytest.fixture
async def browser(studio):
    async with Browser() as browser:
        yield browser


async def a_buyer() -> str:
    async with open_work(SYSTEM) as work:
        account_id = await people.sign_up(work, "buyer@home.example", "nine green herons", "Mert Yıldız")
    return await key_of(account_id)


async def test_an_upload_is_named_tagged_and_published(browser, studio):
    video_id = await studio.draft()
    async with opened(browser, VideosState, studio.key, "/seller/videos") as tab:
        await tab.send(VideosState.uploaded, video_id=str(video_id))
        state = await tab.state(VideosState)
        assert (state.tab, state.draft.id, state.uploading) == ("drafts", str(video_id), False)
        await tab.send(VideosState.save, form={"title": "Pouring tea", "publish": "on"})
        assert (await tab.state(VideosState)).wrong == {"products": "tags"}
        await tab.send(VideosState.toggle_picker)
        await tab.send(VideosState.find, words="amphora")
        state = await tab.state(VideosState)
        assert [(each.id, each.listed) for each in state.found] == [(str(studio.product_id), False)]
        await tab.send(VideosState.add_product, product_id=str(studio.product_id))
        assert [each.listed for each in (await tab.state(VideosState)).found] == [True]
        await tab.send(VideosState.save, form={"title": " ", "publish": "on"})
        assert (await tab.state(VideosState)).wrong == {"title": "title"}
        await tab.send(VideosState.save, form={"title": "Pouring tea", "publish": "on"})
        state = await tab.state(VideosState)
        assert (state.tab, state.draft.id, [(row.title, row.tags) for row in state.rows]) == ("published", "", [("Pouring tea", 1)])
        await tab.send(VideosState.unpublish, video_id=str(video_id))
        assert (await tab.state(VideosState)).rows == []
        await tab.send(VideosState.show_tab, tab="drafts")
        await tab.send(VideosState.publish, video_id=str(video_id))
        await tab.send(VideosState.show_tab, tab="published")
        await tab.send(VideosState.ask_delete, video_id=str(video_id))
        assert (await tab.state(VideosState)).doomed.title == "Pouring tea"
        await tab.send(VideosState.delete)
        assert (await tab.state(VideosState)).rows == []
    assert browser.problems == []


async def test_publishing_what_is_not_ready_opens_its_form_with_the_reason(browser, studio):
    nameless, untagged = await studio.draft(), await studio.draft("Tea")
    async with opened(browser, VideosState, studio.key, "/seller/videos") as tab:
        for video_id, wrong in ((nameless, {"title": "title"}), (untagged, {"products": "tags"})):
            await tab.send(VideosState.publish, video_id=str(video_id))
            state = await tab.state(VideosState)
            assert (state.draft.id, state.wrong) == (str(video_id), wrong)


async def test_the_list_counts_views_by_itself(browser, studio):
    video_id = await studio.published()
    async with opened(browser, VideosState, studio.key, "/seller/videos") as desk:
        assert [row.views for row in (await desk.state(VideosState)).rows] == ["0"]
        async with opened(browser, VideoState, "", f"/video/{video_id}") as guest:
            await guest.send(VideoState.played)
            await guest.send(VideoState.played)  # it loops

            async def counted():
                return [row.views for row in (await desk.state(VideosState)).rows] == ["1"]

            await until(counted)


async def test_a_buyer_s_tab_gets_no_desk(browser, studio):
    async with opened(browser, VideosState, await a_buyer(), "/seller/videos") as tab:
        assert (await tab.state(VideosState)).trouble == "locked"
        assert (await tab.state(VideosState)).rows == []


async def test_a_guest_watches_opens_the_sheet_and_the_order_comes_from_the_video(browser, studio):
    video_id = await studio.published()
    async with opened(browser, VideoState, "", f"/video/{video_id}") as guest:
        video = (await guest.state(VideoState)).video
        assert (video.title, video.media_type, [item.variant_count for item in video.items]) == ("Pouring tea", "video/mp4", [2])
        await guest.send(VideoState.buy, product_id=str(studio.product_id))
        sheet = await guest.state(CheckoutState)
        assert (sheet.open, sheet.guest, sheet.back) == (True, True, f"/video/{video_id}?buy={studio.shop.variants[0]}")
        assert (sheet._video, sheet._live) == (video_id, None)


async def test_a_buyer_chooses_a_variant_for_the_cart_and_the_cart_remembers_the_video(browser, studio):
    from sellerhub.business.orders.cart import cart, seen_in

    video_id = await studio.published()
    async with opened(browser, VideoState, await a_buyer(), f"/video/{video_id}") as tab:
        await tab.send(VideoState.add, product_id=str(studio.product_id))
        choice = (await tab.state(VideoState)).choice
        assert len(choice.variants) == 2
        await tab.send(VideoState.pick, variant_id=choice.variants[1]["id"])
        async with open_reading(await (await tab.state(VideoState))._actor()) as look:
            assert [line.good.variant_id for line in (await cart(look)).lines] == [studio.shop.variants[1]]
            assert await seen_in(look) == (None, video_id)


async def test_unpublished_under_a_watcher_it_says_that_it_is_not_here(browser, studio):
    video_id = await studio.published()
    async with opened(browser, VideoState, "", f"/video/{video_id}") as tab:
        async with open_work(studio.seller) as work:
            await actions.unpublish(work, video_id)

        async def gone():
            return (await tab.state(VideoState)).trouble == "missing"

        await until(gone)
    for path in (f"/video/{video_id}", "/video/12345", "/video/nonsense"):
        async with opened(browser, VideoState, "", path) as tab:
            assert (await tab.state(VideoState)).trouble == "missing"


async def test_a_price_that_changes_reaches_the_watcher(browser, studio):
    from sellerhub.business.catalog import actions as catalog
    from sellerhub.business.catalog.actions.prices import NewPrice
    from sellerhub.core.money import Money

    video_id = await studio.published()
    async with opened(browser, VideoState, "", f"/video/{video_id}") as tab:
        async with open_work(studio.seller) as work:
            await catalog.set_prices(work, {variant: NewPrice(Money(99_000, "TRY")) for variant in studio.shop.variants})

        async def cheaper():
            return [item.price_minor for item in (await tab.state(VideoState)).video.items] == [99_000]

        await until(cheaper)


async def test_home_and_the_shop_s_page_list_what_is_published(browser, studio):
    await studio.draft("Not yet", studio.product_id)
    video_id = await studio.published()
    async with opened(browser, HomeState, "", "/") as home, opened(browser, ShopfrontState, "", "/shop/toprak") as front:
        for tab, state in ((home, HomeState), (front, ShopfrontState)):
            assert [tile.id for tile in (await tab.state(state)).videos] == [str(video_id)]
        async with open_work(studio.seller) as work:
            await actions.unpublish(work, video_id)

        async def gone():
            return (await home.state(HomeState)).videos == [] and (await front.state(ShopfrontState)).videos == []

        await until(gone)
    async with open_reading(studio.seller) as look:
        assert len((await queries.shop_videos(look, "drafts")).rows) == 2
