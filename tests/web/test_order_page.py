"""One order's page as its tabs see it: the packer's verbs, live in place, and what each role may not do."""

import contextlib
from datetime import timedelta

import httpx
import pypdfium2
import pytest
import zxingcpp
from reflex_base.event import Event

import sellerhub.web.documents  # noqa: F401  its routes
from sellerhub.business.fulfilment import actions as parcels
from sellerhub.business.fulfilment import desk, sweeps
from sellerhub.business.fulfilment.ports import Carrier, Printing
from sellerhub.business.orders.tables import Order
from sellerhub.business.people import actions as people
from sellerhub.business.people.queries import hash_of
from sellerhub.business.shop import actions as shops
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Actor, Role
from sellerhub.core.work import open_reading, open_work
from sellerhub.outside.documents.printing import PdfPrinting
from sellerhub.web import cookies
from sellerhub.web.pages.seller.order.state import OrderState
from sellerhub.web.pages.seller.pack.state import PackState
from sellerhub.web.pages.shop.purchase.state import PurchaseState
from tests.business.fulfilment.conftest import HOME, STEP, MoodyCarrier, to_ship
from tests.web.door import SITE, client, server
from tests.web.tabs import Browser, Tab, name_of, until


class Place:
    """A shop with its people's session keys, and the carrier that serves it."""

    def __init__(self, shop_id: int, keys: dict[Role, str], carrier: MoodyCarrier) -> None:
        self.shop_id, self.keys, self.carrier = shop_id, keys, carrier


async def _key(account_id: int) -> str:
    key = f"key-of-{account_id}".ljust(43, "x")
    async with open_work(SYSTEM) as work:
        await people.start_session(work, account_id, hash_of(key), "Test")
    return key


@pytest.fixture
async def place(office) -> Place:
    carrier = MoodyCarrier()
    office.use(Carrier, carrier)
    office.use(Printing, PdfPrinting())
    keys = {}
    async with open_work(SYSTEM) as work:
        owner_id = await people.sign_up(work, "owner@shop.example", "nine green herons", "Elif")
    async with open_work(Actor(account_id=owner_id, roles=frozenset({Role.BUYER}))) as work:
        shop_id = await shops.open_shop(work, owner_id, "toprak", "Toprak Atölye")
    keys[Role.OWNER] = await _key(owner_id)
    owner = Actor(account_id=owner_id, shop_id=shop_id, roles=frozenset({Role.OWNER}), name="Elif")
    for role in (Role.PACKER, Role.FINANCE):
        async with open_work(SYSTEM) as work:
            account_id = await people.sign_up(work, f"{role}@shop.example", "nine green herons", role.title())
        async with open_work(owner) as work:
            await shops.add_member(work, account_id, role)
        keys[role] = await _key(account_id)
    return Place(shop_id, keys, carrier)


@pytest.fixture
async def browser(place):
    async with Browser() as browser:
        yield browser


@contextlib.asynccontextmanager
async def open_order(browser: Browser, key: str, order_id: int):
    tab = browser.tab(key)
    tab.path = f"/seller/orders/{order_id}"
    await tab.hydrate()
    await browser.processor.enqueue(tab.token, Event(name=name_of(OrderState.watch), router_data=tab._router(), payload={}))

    async def settled():
        state = await tab.state(OrderState)
        return state.loaded or state.trouble

    await until(settled)
    yield tab


async def page(tab: Tab) -> OrderState:
    return await tab.state(OrderState)


async def shows(tab: Tab, status: str, package: str = "") -> None:
    """Wait until the page shows it by itself."""

    async def there():
        order = (await page(tab)).order
        return order.status == status and (not package or [each.status for each in order.packages] == [package])

    await until(there)


@pytest.mark.covers("OR-09", "OR-14")
async def test_a_packer_arranges_prints_and_hands_over_while_another_tab_follows(browser, place):
    order_id = await to_ship(shop_id=place.shop_id)
    async with (
        open_order(browser, place.keys[Role.PACKER], order_id) as packer,
        open_order(browser, place.keys[Role.OWNER], order_id) as owner,
    ):
        assert (await page(packer)).order.next.kind == "arrange"
        await packer.send(OrderState.open_arrange, package_id="")
        state = await page(packer)
        assert [(each.code, each.price) for each in state.offers] == [("standard", "₺60.00"), ("express", "₺95.00")]
        assert (state.simulated, state.chosen, state.dialog) == (True, "standard", "arrange")
        await packer.send(OrderState.buy_label)
        await shows(owner, "awaiting_collection", "label_ready")
        package = (await page(owner)).order.packages[0]
        assert package.tracking in place.carrier.labels
        await packer.send(OrderState.printed, package_id=package.id)
        await shows(owner, "awaiting_collection", "printed")
        await packer.send(OrderState.hand_over, package_id=package.id)
        await shows(owner, "awaiting_collection", "handed_over")
        with clock.shifted(STEP * 9):
            await sweeps.collect_scans()
            await shows(owner, "delivered", "delivered")
        kinds = [each.kind for each in (await page(owner)).order.steps]
        assert kinds[:5] == ["delivered", "out_for_delivery", "in_transit", "picked_up", "handed_over"]


@pytest.mark.covers("OR-16")
async def test_the_buyer_s_page_shows_each_step_by_itself(browser, place):
    async with open_work(SYSTEM) as work:
        buyer_id = await people.sign_up(work, "burak@home.example", "nine green herons", "Burak")
    order_id = await to_ship(shop_id=place.shop_id, buyer_id=buyer_id)
    actor = Actor(account_id=1, shop_id=place.shop_id, roles=frozenset({Role.PACKER}), name="Can")
    buyer = browser.tab(await _key(buyer_id))
    buyer.path = f"/purchases/{order_id}"
    await buyer.hydrate()
    await browser.processor.enqueue(buyer.token, Event(name=name_of(PurchaseState.watch), router_data=buyer._router(), payload={}))

    async def sees(kind: str) -> None:
        async def there():
            steps = (await buyer.state(PurchaseState)).tracking.steps
            return bool(steps) and steps[0].kind == kind

        await until(there)

    package_id = await desk.ship(actor, order_id, "standard")
    await sees("labelled")
    async with open_work(actor) as work:
        await parcels.print_label(work, [package_id])
    async with open_work(actor) as work:
        await parcels.hand_over(work, package_id)
    await sees("handed_over")
    for step, kind in enumerate(("picked_up", "in_transit", "out_for_delivery", "delivered"), start=1):
        with clock.shifted(STEP * step + timedelta(seconds=30)):
            await sweeps.collect_scans()
            await sees(kind)
    told = (await buyer.state(PurchaseState)).tracking
    assert [(each.tracking, each.status) for each in told.packages] == [(place.carrier.labels[0], "delivered")]
    assert {each.actor for each in told.steps} == {""}


async def test_a_number_that_cannot_be_is_said_where_it_was_typed(browser, place):
    order_id = await to_ship(shop_id=place.shop_id)
    async with open_order(browser, place.keys[Role.PACKER], order_id) as tab:
        await tab.send(OrderState.open_arrange, package_id="")
        await tab.send(OrderState.save_number, form={"carrier": "UPS", "number": "1Z 999"})
        state = await page(tab)
        assert (state.error, state.error_number, state.dialog) == ("tracking_not_valid", "1Z999", "arrange")
        await tab.send(OrderState.save_number, form={"carrier": "UPS", "number": "1Z999AA10123456784"})
        await shows(tab, "awaiting_collection", "label_ready")
        assert (await page(tab)).dialog == ""


async def test_a_part_of_the_order_can_go_first(browser, place):
    order_id = await to_ship(shop_id=place.shop_id, lines=(("VAS", 1, 149000), ("MUG", 3, 38900)))
    async with open_order(browser, place.keys[Role.PACKER], order_id) as tab:
        await tab.send(OrderState.open_arrange, package_id="")
        mugs = (await page(tab)).order.left[1]
        await tab.send(OrderState.want, line_id=mugs.line_id, quantity="1")
        await tab.send(OrderState.buy_label)
        await shows(tab, "partially_shipped", "label_ready")
        assert [(each.sku, each.quantity) for each in (await page(tab)).order.left] == [("MUG", 2)]


async def test_those_who_do_not_ship_see_the_order_and_change_nothing(browser, place):
    order_id = await to_ship(shop_id=place.shop_id)
    async with open_order(browser, place.keys[Role.FINANCE], order_id) as tab:
        assert not (await page(tab)).order.may_arrange
        await tab.send(OrderState.open_arrange, package_id="")
        await tab.send(OrderState.buy_label)
        await tab.send(OrderState.reveal_phone)
        state = await page(tab)
        assert (state.dialog, state.phone, state.order.packages) == ("", "", [])
    async with open_reading(SYSTEM) as look:
        assert (await look.session.get(Order, order_id)).status == "awaiting_shipment"


async def test_another_shop_s_order_is_missing(browser, place):
    order_id = await to_ship(shop_id=place.shop_id + 1)
    async with open_order(browser, place.keys[Role.OWNER], order_id) as tab:
        state = await page(tab)
        assert (state.trouble, state.order.number) == ("missing", "")


async def test_a_request_to_cancel_is_answered_on_the_page(browser, place):
    order_id = await to_ship(shop_id=place.shop_id, cancel_requested_at=clock.now(), cancel_reason="changed_mind")
    async with open_order(browser, place.keys[Role.OWNER], order_id) as tab:
        assert (await page(tab)).order.next.kind == "answer_cancel"
        await tab.send(OrderState.decline_cancel)

        async def answered():
            order = (await page(tab)).order
            return not order.asked_to_cancel and order.may_arrange

        await until(answered)


async def test_the_shop_cancels_with_a_reason_and_a_packer_cannot(browser, place):
    order_id = await to_ship(shop_id=place.shop_id)
    async with open_order(browser, place.keys[Role.PACKER], order_id) as tab:
        await tab.send(OrderState.open_cancel)
        await tab.send(OrderState.cancel)
        state = await page(tab)
        assert (state.dialog, state.order.may_cancel, state.order.status) == ("", False, "awaiting_shipment")
    async with open_order(browser, place.keys[Role.OWNER], order_id) as tab:
        await tab.send(OrderState.open_cancel)
        await tab.send(OrderState.choose_reason, reason="cannot_ship")
        await tab.send(OrderState.cancel)
        await shows(tab, "cancelled")
        assert (await page(tab)).order.cancel_reason == "cannot_ship"


async def test_the_packing_table_stops_a_wrong_item_and_counts_the_right_ones(browser, place):
    order_id = await to_ship(shop_id=place.shop_id, lines=(("MUG", 2, 38900),))
    async with open_order(browser, place.keys[Role.PACKER], order_id) as tab:
        await tab.send(OrderState.open_arrange, package_id="")
        await tab.send(OrderState.buy_label)
        await shows(tab, "awaiting_collection", "label_ready")
        package = (await page(tab)).order.packages[0]
        said = []
        for code in ("PLATE", package.tracking, "PLATE", "MUG", "mug", "MUG"):
            await tab.send(PackState.scan, code=code)
            state = await tab.state(PackState)
            said.append((state.said.key, state.said.good))
        assert said == [("unknown", False), ("found", True), ("wrong", False), ("item_ok", True), ("done", True), ("cannot", False)]
        assert (state.task.packed, state.task.status, state.seq) == (2, "packed", 6)


def _pages(pdf: bytes):
    document = pypdfium2.PdfDocument(pdf)
    return [document[number] for number in range(len(document))]


async def _get(office, key: str, path: str) -> httpx.Response:
    app, _ = server(office)
    async with client(app) as http:
        http.cookies.set(cookies.session_name(office.settings), key)
        return await http.get(SITE + path)


@pytest.mark.covers("OR-09")
async def test_the_printed_label_is_the_package_s_and_only_its_shop_s(browser, place, office):
    order_id = await to_ship(shop_id=place.shop_id, address={**HOME, "name": "ليلى بنت عبد الله"}, payment_method="cod")
    async with open_order(browser, place.keys[Role.PACKER], order_id) as tab:
        await tab.send(OrderState.open_arrange, package_id="")
        await tab.send(OrderState.buy_label)
        await shows(tab, "awaiting_collection", "label_ready")
        package = (await page(tab)).order.packages[0]
    path = f"/documents/label/{package.id}.pdf"
    answer = await _get(office, place.keys[Role.PACKER], path)
    assert answer.status_code == 200
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("application/pdf", "no-store")
    (sheet,) = _pages(answer.content)
    picture = sheet.render(scale=203 / 72).to_pil().convert("1").convert("L")
    assert {code.text for code in zxingcpp.read_barcodes(picture)} == {package.tracking, package.code}
    printed = sheet.get_textpage().get_text_range()
    for wanted in ("Moda Cad. No 118/4", "+90 532 ••• •• 17", "Collect ₺827.90", "Simulated carrier"):
        assert wanted in printed, wanted
    slip = await _get(office, place.keys[Role.PACKER], f"/documents/slip/{order_id}.pdf")
    assert "₺778.00" in _pages(slip.content)[0].get_textpage().get_text_range()
    gift = await _get(office, place.keys[Role.PACKER], f"/documents/slip/{order_id}.pdf?gift=1")
    assert "₺" not in _pages(gift.content)[0].get_textpage().get_text_range()
    many = await _get(office, place.keys[Role.PACKER], f"/documents/labels.pdf?packages={package.id}")
    assert len(_pages(many.content)) == 1
    for key, status in ((place.keys[Role.FINANCE], 403), ("", 401)):
        assert (await _get(office, key, path)).status_code in (status, 303)
    stranger = await to_ship(shop_id=place.shop_id + 1)
    for foreign in ("/documents/label/1.pdf", "/documents/label/x.pdf", f"/documents/slip/{stranger}.pdf", "/documents/labels.pdf"):
        assert (await _get(office, place.keys[Role.PACKER], foreign)).status_code == 404
