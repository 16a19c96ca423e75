"""Buying through the screens' own events: the gate, the state and the business together."""

import asyncio
import json
from urllib.parse import quote

import pytest
from sqlalchemy import select

from sellerhub.business.fulfilment.ports import Carrier
from sellerhub.business.orders import cart
from sellerhub.business.orders.lane import place
from sellerhub.business.orders.tables import CartLine, Order
from sellerhub.business.payments.ports import PaymentGateway
from sellerhub.business.people import actions, doors
from sellerhub.core.access import SYSTEM, Actor, Role
from sellerhub.core.money import Money
from sellerhub.core.work import open_reading, open_work
from sellerhub.outside.carriers.simulated import SimulatedCarrier
from sellerhub.outside.payments.simulated import SimulatedGateway
from sellerhub.web.pages.shop.cart.state import CartState
from sellerhub.web.pages.shop.purchase.state import PurchaseState
from sellerhub.web.pages.shop.purchases.state import PurchasesState
from sellerhub.web.parts.checkout import CheckoutState
from tests.business.marketplace import a_shop, wants
from tests.web.tabs import Browser

PASSWORD = "a long enough passphrase"
HOME = {"name": "Elif Aydın", "phone": "0532 123 45 67", "line1": "Moda Cd. 12", "city": "İstanbul", "country": "TR"}
CARD = {"card_number": "4242 4242 4242 4242"}


@pytest.fixture
async def browser(office, tmp_path):
    from datetime import timedelta

    office.use(PaymentGateway, SimulatedGateway(tmp_path))
    office.use(Carrier, SimulatedCarrier(timedelta(seconds=1)))
    async with Browser() as browser:
        yield browser


@pytest.fixture
async def shop(office):
    return await a_shop(office, variants=2)


async def signed_in(name: str = "elif") -> tuple[str, Actor]:
    async with open_work(SYSTEM) as work:
        account_id = await actions.sign_up(work, f"{name}@mail.example", PASSWORD, name.title())
    key = (await doors.sign_in(f"{name}@mail.example", PASSWORD, came_from="here")).key
    return key, Actor(account_id, None, frozenset({Role.BUYER}), name.title())


async def opened(browser, key: str = "", path: str = "/"):
    """A tab that has said hello."""
    tab = browser.tab(key)
    tab.path = path
    await tab.hydrate()
    return tab


async def read(tab, state, path: str):
    """Open a page: its first read, without waiting for what changes later."""
    tab.path = path
    watching = asyncio.create_task(tab.send(state.watch))
    for _ in range(200):
        await asyncio.sleep(0.02)
        found = await tab.state(state)
        if found.loaded or found.trouble:
            break
    watching.cancel()
    return await tab.state(state)


async def orders():
    async with open_reading(SYSTEM) as work:
        return (await work.session.execute(select(Order).order_by(Order.id))).scalars().all()


async def test_a_buyer_pays_by_card_in_the_sheet_and_a_double_click_buys_once(browser, shop):
    key, _ = await signed_in()
    tab = await opened(browser, key, "/live/77")
    await tab.send(CheckoutState.open_sheet, variant_id=str(shop.variants[0]), live_id="")
    state = await tab.state(CheckoutState)
    assert state.open
    assert state.stage == "form"
    assert state.basket.total == "₺1,539.90"
    assert [each.title for each in state.options] == ["No 0", "No 1"]
    assert state.simulated
    await asyncio.gather(*(tab.send(CheckoutState.submit, form=HOME | CARD) for _ in range(2)))
    state = await tab.state(CheckoutState)
    [order] = await orders()
    assert state.stage == "done"
    assert state.placed.orders[0].number == order.number
    assert (order.status, order.address["phone"]) == ("on_hold", "+90 532 123 45 67")
    assert browser.problems == []


async def test_what_is_wrong_with_an_address_stands_at_its_fields(browser, shop):
    key, _ = await signed_in()
    tab = await opened(browser, key)
    await tab.send(CheckoutState.open_sheet, variant_id=str(shop.variants[0]), live_id="")
    await tab.send(CheckoutState.submit, form=HOME | CARD | {"phone": "12", "city": " "})
    state = await tab.state(CheckoutState)
    assert state.problems == {"phone": "phone", "city": "missing"}
    assert state.address.line1 == "Moda Cd. 12", "what was typed is kept"
    await tab.send(CheckoutState.submit, form=HOME | {"card_number": "4242 4242 4242 4241"})
    assert (await tab.state(CheckoutState)).problems == {"card_number": "card"}
    assert await orders() == []


async def test_a_declined_card_keeps_the_order_and_another_card_pays_it(browser, shop):
    key, _ = await signed_in()
    tab = await opened(browser, key)
    await tab.send(CheckoutState.open_sheet, variant_id=str(shop.variants[0]), live_id="")
    await tab.send(CheckoutState.submit, form=HOME | {"card_number": "4000 0000 0000 0002"})
    state = await tab.state(CheckoutState)
    assert (state.stage, state.note) == ("pay", "declined")
    await tab.send(CheckoutState.pay, form=CARD)
    assert (await tab.state(CheckoutState)).stage == "done"
    assert [order.status for order in await orders()] == ["on_hold"]


async def test_who_leaves_the_banks_page_can_come_back_to_the_order(browser, shop):
    key, _ = await signed_in()
    tab = await opened(browser, key)
    await tab.send(CheckoutState.open_sheet, variant_id=str(shop.variants[0]), live_id="")
    await tab.send(CheckoutState.submit, form=HOME | {"card_number": "4000 0000 0000 3220"})
    assert (await tab.state(CheckoutState)).stage == "bank"
    [order] = await orders()
    again = await read(await opened(browser, key), CheckoutState, f"/checkout?order={order.group_id}")
    assert again.stage == "bank", "a reload shows where it stands"
    await tab.send(CheckoutState.leave_bank)
    state = await tab.state(CheckoutState)
    assert (state.stage, state.note) == ("pay", "left")


async def test_a_price_that_changes_meanwhile_is_shown_and_must_be_confirmed(browser, shop):
    from sellerhub.business.catalog.actions.prices import NewPrice, set_prices

    key, _ = await signed_in()
    tab = await opened(browser, key)
    await tab.send(CheckoutState.open_sheet, variant_id=str(shop.variants[0]), live_id="")
    async with open_work(shop.seller) as work:
        await set_prices(work, {shop.variants[0]: NewPrice(Money(180_000, "TRY"))})
    await tab.send(CheckoutState.submit, form=HOME | CARD)
    state = await tab.state(CheckoutState)
    line = state.basket.parts[0].lines[0]
    assert (state.stage, state.note, line.unit, line.before) == ("form", "price", "₺1,800.00", "₺1,490.00")
    assert await orders() == []
    await tab.send(CheckoutState.submit, form=HOME | CARD)
    assert [order.items_minor for order in await orders()] == [180_000]


async def test_a_cart_is_bought_by_shop_and_is_empty_then(browser, shop, office):
    other = await a_shop(office, "cini", price_minor=10_000)
    key, actor = await signed_in()
    async with open_work(actor) as work:
        await cart.add_to_cart(work, shop.variants[0], 2)
        await cart.add_to_cart(work, other.variants[0], 1)
        await cart.add_to_cart(work, other.variants[0], 2)
    tab = await opened(browser, key)
    shown = await read(tab, CartState, "/cart")
    assert [[line.quantity for line in part.lines] for part in shown.basket.parts] == [[2], [3]]
    assert [part.shipping for part in shown.basket.parts] == ["", "₺49.90"], "free from 2,000"
    await tab.send(CartState.change, variant_id=str(other.variants[0]), quantity=1)
    state = await read(tab, CheckoutState, "/checkout")
    assert state.basket.total == "₺3,129.90"
    await tab.send(CheckoutState.choose_payment, method="cod")
    await tab.send(CheckoutState.submit, form=HOME)
    assert sorted(order.total_minor for order in await orders()) == [14_990, 298_000]
    async with open_reading(SYSTEM) as work:
        assert (await work.session.execute(select(CartLine))).all() == []


async def test_a_page_is_not_taken_for_the_sheet_that_was_open_before_it(browser, shop):
    key, actor = await signed_in()
    async with open_work(actor) as work:
        for variant in shop.variants:
            await cart.add_to_cart(work, variant, 1)
    tab = await opened(browser, key, "/live/77")
    await tab.send(CheckoutState.open_sheet, variant_id=str(shop.variants[0]), live_id="77")
    state = await read(tab, CheckoutState, "/checkout")
    assert (state.open, state.variant, state.options) == (False, "", []), "a whole cart has no number of units to change"
    assert [len(part.lines) for part in state.basket.parts] == [2]


async def test_a_guest_sees_the_price_and_comes_back_to_the_open_sheet(browser, shop):
    tab = await opened(browser, "", "/live/77")
    await tab.send(CheckoutState.open_sheet, variant_id=str(shop.variants[0]), live_id="77")
    state = await tab.state(CheckoutState)
    assert state.guest
    assert state.basket.total == "₺1,539.90"
    assert state.back == f"/live/77?buy={shop.variants[0]}"
    await tab.send(CheckoutState.submit, form=HOME | CARD)
    assert await orders() == []
    key, _ = await signed_in()
    back = await opened(browser, key, state.back)
    await back.send(CheckoutState.resume)
    assert (await back.state(CheckoutState)).open


async def test_the_variant_a_guest_chose_is_still_chosen_after_signing_in(browser, shop):
    tab = await opened(browser, "", "/live/77")
    await tab.send(CheckoutState.open_sheet, variant_id=str(shop.variants[0]), live_id="77")
    await tab.send(CheckoutState.choose, variant_id=str(shop.variants[1]))
    key, _ = await signed_in()
    back = await opened(browser, key, (await tab.state(CheckoutState)).back)
    await back.send(CheckoutState.resume)
    assert (await back.state(CheckoutState)).variant == str(shop.variants[1])


@pytest.mark.parametrize(("more", "sold", "kept"), [(2, 0, 3), (2, 8, 2), (2, 10, 1), (200, 0, 10)])
async def test_the_units_a_guest_chose_are_still_chosen_after_signing_in_as_far_as_there_are_any(browser, shop, more, sold, kept):
    tab = await opened(browser, "", "/live/77")
    await tab.send(CheckoutState.open_sheet, variant_id=str(shop.variants[0]), live_id="77")
    await tab.send(CheckoutState.choose, variant_id=str(shop.variants[1]))
    await tab.send(CheckoutState.change_units, by=more)
    key, actor = await signed_in()
    if sold:
        await place(actor, wants((shop.variants[1], sold, shop.price_minor), payment="cod"))
    back = await opened(browser, key, (await tab.state(CheckoutState)).back)
    await back.send(CheckoutState.resume)
    state = await back.state(CheckoutState)
    assert (state.variant, state.basket.parts[0].lines[0].quantity) == (str(shop.variants[1]), kept)
    await tab.send(CheckoutState.choose, variant_id=str(shop.variants[0]))
    assert (await tab.state(CheckoutState)).back == f"/live/77?buy={shop.variants[0]}", "another variant, one unit of it"


@pytest.mark.parametrize("n", ["0", "-3", "x", "1e3", "²", "", "99999"])
async def test_a_number_of_units_that_is_none_is_one(browser, shop, n):
    tab = await opened(browser, "", f"/live/77?buy={shop.variants[0]}&n={quote(n)}")
    await tab.send(CheckoutState.resume)
    assert (await tab.state(CheckoutState)).basket.parts[0].lines[0].quantity == 1


async def test_the_units_a_guest_chose_on_the_page_are_still_chosen_after_signing_in(browser, shop):
    tab = await opened(browser, "")
    await read(tab, CheckoutState, f"/checkout?variant={shop.variants[0]}&n=2&live=77")
    await tab.send(CheckoutState.change_units, by=1)
    key, _ = await signed_in()
    back = await read(await opened(browser, key), CheckoutState, (await tab.state(CheckoutState)).back)
    assert (back.basket.parts[0].lines[0].quantity, back._live) == (3, 77)


async def test_a_sheet_that_is_open_on_one_page_is_not_open_on_the_next(browser, shop):
    tab = await opened(browser, "", "/live/77")
    await tab.send(CheckoutState.open_sheet, variant_id=str(shop.variants[0]), live_id="77")
    await tab.send(CheckoutState.resume)
    assert (await tab.state(CheckoutState)).open, "the same page, loaded again"
    tab.path = "/video/78"
    await tab.send(CheckoutState.resume)
    assert not (await tab.state(CheckoutState)).open


async def test_the_sheet_asks_a_new_guest_for_the_mailed_code_and_says_when_it_is_wrong(browser, shop):
    def told(code: str, step: str = "join") -> str:
        facts = {"code": code, "facts": {"minutes": 15}, "email": "ada@home.example", "simulated": "123456", "step": step}
        return f"flash={quote(json.dumps(facts), safe='')}"

    tab = await opened(browser, "", f"/live/77?buy={shop.variants[0]}")
    for code in ("sign_up_mailed", "sign_up_mailed_again", "wrong_code", "mailed_enough", "too_many_tries"):
        tab.cookie = told(code)
        await tab.send(CheckoutState.resume)
        joining = (await tab.state(CheckoutState)).joining
        assert (joining.email, joining.simulated, joining.told, joining.minutes) == ("ada@home.example", "123456", code, 15)
    await tab.send(CheckoutState.join_anew)
    assert (await tab.state(CheckoutState)).joining.email == ""
    tab.cookie = told("wrong_code", step="code")
    await tab.send(CheckoutState.resume)
    assert (await tab.state(CheckoutState)).joining.email == "", "that was the code of a password reset"
    key, _ = await signed_in()
    buyer = await opened(browser, key, f"/live/77?buy={shop.variants[0]}")
    buyer.cookie += "; " + told("wrong_code")
    await buyer.send(CheckoutState.resume)
    assert (await buyer.state(CheckoutState)).joining.email == "", "who is signed in is asked for nothing"


async def test_a_buyer_follows_and_cancels_a_purchase(browser, shop):
    key, _ = await signed_in()
    tab = await opened(browser, key)
    await tab.send(CheckoutState.open_sheet, variant_id=str(shop.variants[0]), live_id="")
    await tab.send(CheckoutState.submit, form=HOME | CARD)
    [order] = await orders()
    listed = await read(tab, PurchasesState, "/purchases")
    assert [(row.number, row.status) for row in listed.rows] == [(order.number, "on_hold")]
    shown = await read(tab, PurchaseState, f"/purchases/{order.id}")
    assert (shown.order.card, shown.order.may_cancel) == ("Visa 4242", True)
    assert [step.kind for step in shown.tracking.steps] == ["paid", "placed"]
    await tab.send(PurchaseState.choose_reason, reason="found_cheaper")
    await tab.send(PurchaseState.cancel)
    assert [(each.status, each.cancel_reason) for each in await orders()] == [("cancelled", "found_cheaper")]
    stranger, _ = await signed_in("mert")
    foreign = await read(await opened(browser, stranger), PurchaseState, f"/purchases/{order.id}")
    assert foreign.trouble == "missing"
    assert foreign.order.number == ""
