"""The LIVE pages as their tabs see them: console, planner, watch page."""

import pytest

from sellerhub.business.catalog import actions as catalog
from sellerhub.business.live import queries
from sellerhub.business.people import actions as people
from sellerhub.business.people.queries import hash_of
from sellerhub.business.shop import actions as shops
from sellerhub.core.access import GUEST, SYSTEM, Actor, Role
from sellerhub.core.work import open_reading, open_work
from sellerhub.web.pages.seller.live.console.state import ConsoleState
from sellerhub.web.pages.seller.live.planner.state import PlannerState
from sellerhub.web.pages.shop.live.state import WatchState
from tests.business.live.world import World, react
from tests.web.tabs import Browser, opened, until


async def sign_in(account_id: int) -> str:
    key = f"key-of-{account_id}".ljust(43, "x")
    async with open_work(SYSTEM) as work:
        await people.start_session(work, account_id, hash_of(key), "Test")
    return key


@pytest.fixture
async def place(office):
    """A shop with its owner's key, a buyer's key, three products."""
    async with open_work(SYSTEM) as work:
        owner_id = await people.sign_up(work, "owner@shop.example", "nine green herons", "Elif Kaya")
        buyer_id = await people.sign_up(work, "buyer@home.example", "nine green herons", "Mert Yıldız")
        shop_id = await shops.open_shop(work, owner_id, "toprak", "Toprak Atölye")
    world = World(shop_id, Actor(owner_id, shop_id, frozenset({Role.OWNER, Role.BUYER}), "Elif Kaya"))
    for n in range(3):
        await world.product(f"Product {n}", stock=5, variants=2 if n == 2 else 1)
    world.owner_key, world.buyer_key = await sign_in(owner_id), await sign_in(buyer_id)
    return world


@pytest.fixture
async def browser(place):
    async with Browser() as browser:
        yield browser


@pytest.mark.covers("LV-06")
async def test_the_console_pins_and_follows_by_itself(browser, place):
    live_id = await place.on_air(*place.products)
    path = f"/seller/live/{live_id}"
    async with opened(browser, ConsoleState, place.owner_key, path) as one, opened(browser, ConsoleState, place.owner_key, path) as two:
        await one.send(ConsoleState.pin_next)
        await one.send(ConsoleState.pin, item_id=(await one.state(ConsoleState)).items[1].id)

        async def both_see_it():
            return [(await tab.state(ConsoleState)).pinned.title for tab in (one, two)] == ["Product 1", "Product 1"]

        await until(both_see_it)
        async with open_reading(GUEST) as look:
            room = await queries.room_view(look, live_id)
        assert next(item.title for item in room.items if item.id == room.pinned_item_id) == "Product 1"
        await one.send(ConsoleState.unpin)

        async def nothing_pinned():
            return (await two.state(ConsoleState)).pinned.id == ""

        await until(nothing_pinned)


async def test_an_order_made_in_the_live_appears_in_the_console_with_its_sound(browser, place):
    live_id = await place.on_air(*place.products)
    async with opened(browser, ConsoleState, place.owner_key, f"/seller/live/{live_id}") as tab:
        assert (await tab.state(ConsoleState)).head.sales_seen == 0
        await place.order(live_id, place.products[0], buyer_name="Zeynep Karadağ")
        await react()

        async def rung():
            state = await tab.state(ConsoleState)
            return state.head.sales_seen == 1 and [sale.buyer for sale in state.sales] == ["Zeynep K."]

        await until(rung)


async def test_sold_out_becomes_add_stock_and_stock_is_added_in_place(browser, place):
    live_id = await place.on_air(*place.products)
    async with opened(browser, ConsoleState, place.owner_key, f"/seller/live/{live_id}") as tab:
        await tab.send(ConsoleState.open_stock, product_id=str(place.products[2]))
        stock_of = (await tab.state(ConsoleState)).stock_of
        assert [each.stock for each in stock_of.variants] == [5, 5]
        await tab.send(ConsoleState.add_stock, form={stock_of.variants[0].id: "7", stock_of.variants[1].id: "", "999": "4"[:0]})

        async def there():
            return (await tab.state(ConsoleState)).items[2].stock == 17

        await until(there)


async def test_a_stranger_gets_no_console(browser, place):
    live_id = await place.on_air(*place.products)
    async with opened(browser, ConsoleState, place.buyer_key, f"/seller/live/{live_id}") as tab:
        state = await tab.state(ConsoleState)
        assert state.trouble == "locked"
        assert state.items == []
        await tab.send(ConsoleState.end)
    async with open_reading(GUEST) as look:
        assert (await queries.room_view(look, live_id)).status == "live"


@pytest.mark.covers("LV-03")
async def test_a_live_is_planned_with_its_products_and_changed(browser, place):
    async with opened(browser, PlannerState, place.owner_key, "/seller/live") as tab:
        await tab.send(PlannerState.plan)
        await tab.send(PlannerState.toggle_picker)
        for product_id in reversed(place.products):
            await tab.send(PlannerState.add_product, product_id=str(product_id))
        draft = (await tab.state(PlannerState)).draft
        await tab.send(PlannerState.save, form={"title": "", "starts_at": draft.starts_at, "minutes": "120"})
        assert (await tab.state(PlannerState)).wrong == {"title": "title"}
        await tab.send(PlannerState.save, form={"title": "Kış Sofrası", "starts_at": draft.starts_at, "minutes": "120"})
        state = await tab.state(PlannerState)
        assert [(row.title, row.status, row.products) for row in state.rows] == [("Kış Sofrası", "scheduled", 3)]
        live_id = state.rows[0].id
        assert [item.product_id for item in await place.items(int(live_id))] == list(reversed(place.products))
        await tab.send(PlannerState.change, live_id=live_id)
        await tab.send(PlannerState.remove_product, product_id=str(place.products[0]))
        await tab.send(PlannerState.save, form={"title": "Kış", "starts_at": draft.starts_at, "minutes": "60"})
        state = await tab.state(PlannerState)
        assert [(row.title, row.products) for row in state.rows] == [("Kış", 2)]
        await tab.send(PlannerState.change, live_id=live_id)
        await tab.send(PlannerState.call_off)
        assert (await tab.state(PlannerState)).rows == []


async def test_a_plan_that_the_tab_kept_is_taken_up_where_it_was(browser, place):
    when = "2030-05-01T20:00"
    kept = {
        "key": "k1",
        "id": "",
        "title": "Kış",
        "starts_at": when,
        "minutes": "60",
        "media": "",
        "cover": "https://elsewhere.example/x.png",
    }
    chosen = [str(place.products[1]), "999", "no id"]
    async with opened(browser, PlannerState, place.owner_key, "/seller/live") as tab:
        await tab.send(PlannerState.resume, kept=kept, chosen=chosen)
        draft = (await tab.state(PlannerState)).draft
        assert (draft.open, draft.key, draft.title, draft.starts_at, draft.minutes) == (True, "k1", "Kış", when, "60")
        assert [each.id for each in draft.chosen] == [str(place.products[1])], "what is not this shop's is left out"
        assert draft.cover == "", "a picture from elsewhere is none"
        await tab.send(PlannerState.save, form={"title": "Kış", "starts_at": when, "minutes": "60"})
        state = await tab.state(PlannerState)
        assert (state.draft.open, state.settled) == (False, "k1")
        assert [(row.title, row.products) for row in state.rows] == [("Kış", 1)]
        await tab.send(PlannerState.resume, kept=kept | {"key": "k2", "id": "999"}, chosen=[])
        state = await tab.state(PlannerState)
        assert (state.draft.open, state.settled) == (False, "k2"), "the plan that it changes is not there"


async def test_a_guest_watches_and_a_buyer_talks(browser, place):
    live_id = await place.on_air(*place.products)
    async with opened(browser, WatchState, "", f"/live/{live_id}") as guest:
        state = await guest.state(WatchState)
        assert (state.live, state.signed_in) == (str(live_id), False)
        await guest.send(WatchState.say, words="hello")
        assert (await guest.state(WatchState)).said == 0
    async with opened(browser, WatchState, place.buyer_key, f"/live/{live_id}") as buyer:
        await buyer.send(WatchState.say, words="Do you ship to Cyprus?")
        assert (await buyer.state(WatchState)).said == 1
    async with open_reading(GUEST) as look:
        assert [(c.name, c.words) for c in (await queries.room_view(look, live_id)).comments] == [("Mert Y.", "Do you ship to Cyprus?")]


@pytest.mark.covers("LV-04")
async def test_a_buyer_puts_a_product_in_the_cart_and_chooses_among_several(browser, place):
    from sellerhub.business.orders.cart import cart

    live_id = await place.on_air(*place.products)
    async with opened(browser, WatchState, place.buyer_key, f"/live/{live_id}") as tab:
        await tab.send(WatchState.add, product_id=str(place.products[0]))
        await tab.send(WatchState.add, product_id=str(place.products[2]))
        choice = (await tab.state(WatchState)).choice
        assert (choice.title, len(choice.variants)) == ("Product 2", 2)
        await tab.send(WatchState.pick, variant_id=choice.variants[1]["id"])
        assert (await tab.state(WatchState)).choice.product_id == ""
        actor = await tab.state(WatchState)
        async with open_reading(await actor._actor()) as look:
            lines = (await cart(look)).lines
    assert [line.good.variant_id for line in lines] == [place.variants[place.products[0]][0], place.variants[place.products[2]][1]]


async def test_a_live_that_is_not_here_says_so(browser, place):
    async with opened(browser, WatchState, "", "/live/12345") as tab:
        assert (await tab.state(WatchState)).trouble == "missing"


async def drafted(tab) -> list[str]:
    return [each.title for each in (await tab.state(PlannerState)).draft.chosen]


async def test_what_was_added_counts_although_a_later_search_shows_other_products(browser, place):
    async with opened(browser, PlannerState, place.owner_key, "/seller/live") as tab:
        await tab.send(PlannerState.plan)
        await tab.send(PlannerState.toggle_picker)
        await tab.send(PlannerState.find, words="nothing is called so")
        assert (await tab.state(PlannerState)).found == []
        await tab.send(PlannerState.add_product, product_id=str(place.products[1]))
        await tab.send(PlannerState.add_product, product_id=str(place.products[1]))
        assert await drafted(tab) == ["Product 1"]
        await tab.send(PlannerState.find, words="")
        assert {each.title: each.listed for each in (await tab.state(PlannerState)).found}["Product 1"] is True
        assert browser.problems == []


async def test_only_what_this_shop_sells_is_added(browser, place):
    async with open_work(SYSTEM) as work:
        other_id = await people.sign_up(work, "other@shop.example", "nine green herons", "Ada Yılmaz")
        other_shop = await shops.open_shop(work, other_id, "ada", "Ada Porselen")
    theirs = await World(other_shop, Actor(other_id, other_shop, frozenset({Role.OWNER}), "Ada Yılmaz")).product("Not ours")
    hidden = await place.product("Hidden", status="inactive")
    async with opened(browser, PlannerState, place.owner_key, "/seller/live") as tab:
        await tab.send(PlannerState.plan)
        for product_id in (str(theirs), str(hidden), "17", "no number"):
            await tab.send(PlannerState.add_product, product_id=product_id)
        assert await drafted(tab) == []
        assert [each.code for each in browser.problems] == ["not_found"] * 4


async def test_a_list_that_is_full_says_so_when_the_product_is_added(browser, place, monkeypatch):
    monkeypatch.setattr("sellerhub.business.live.queries.choices.MOST_ITEMS", 2)
    async with opened(browser, PlannerState, place.owner_key, "/seller/live") as tab:
        await tab.send(PlannerState.plan)
        for product_id in place.products:
            await tab.send(PlannerState.add_product, product_id=str(product_id))
        assert await drafted(tab) == ["Product 0", "Product 1"]
        assert [each.code for each in browser.problems] == ["live_list_full"]


async def test_two_clicks_on_save_plan_one_live_and_two_on_call_off_are_no_error(browser, place):
    async with opened(browser, PlannerState, place.owner_key, "/seller/live") as tab:
        await tab.send(PlannerState.plan)
        form = {"title": "Kış", "starts_at": (await tab.state(PlannerState)).draft.starts_at, "minutes": "60"}
        for _ in range(2):
            await tab.send(PlannerState.save, form=form)
        (row,) = (await tab.state(PlannerState)).rows
        await tab.send(PlannerState.change, live_id=row.id)
        for _ in range(2):
            await tab.send(PlannerState.call_off)
        assert (await tab.state(PlannerState)).rows == []
        assert browser.problems == []


async def test_a_plan_that_is_changed_tells_what_is_sold_out_or_off_sale_by_now(browser, place):
    empty = await place.product("Empty shelf", stock=0)
    live_id = await place.plan(place.products[0], place.products[1], empty)
    async with open_work(place.host) as work:
        await catalog.deactivate(work, place.products[1])
    async with opened(browser, PlannerState, place.owner_key, "/seller/live") as tab:
        await tab.send(PlannerState.change, live_id=str(live_id))
        chosen = (await tab.state(PlannerState)).draft.chosen
        assert [(each.title, each.stock, each.on_sale) for each in chosen] == [
            ("Product 0", 5, True), ("Product 1", 5, False), ("Empty shelf", 0, True),
        ]  # fmt: skip
