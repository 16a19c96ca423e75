"""Products as their tabs see them: the list, a file from the route to its result, the editor, and a buyer's page."""

import asyncio
import os
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from reflex_base.event import Event
from sqlalchemy import event

from sellerhub.business.catalog.actions import ProductDraft, VariantDraft, activate, create_product
from sellerhub.business.catalog.ports import Fetching, Files
from sellerhub.business.catalog.queries import sellables, tab_counts
from sellerhub.business.catalog.queries.listing import ListFilter, product_list
from sellerhub.business.catalog.queries.storefront import product_tiles, public_product
from sellerhub.business.inventory.queries import levels
from sellerhub.business.payments.ports import PaymentGateway
from sellerhub.business.people import actions as people
from sellerhub.business.people.queries import hash_of
from sellerhub.business.shop import actions as shops
from sellerhub.core.access import GUEST, SYSTEM, Role
from sellerhub.core.money import Money
from sellerhub.core.work import open_reading, open_work
from sellerhub.jobs import imports
from sellerhub.outside.files import LocalFiles
from sellerhub.outside.payments.simulated import SimulatedGateway
from sellerhub.web import product_routes  # noqa: F401  its routes
from sellerhub.web.pages.seller.product_editor.state import EditorState
from sellerhub.web.pages.seller.product_import.state import ImportState
from sellerhub.web.pages.seller.products.state import ProductsState
from sellerhub.web.pages.shop.product.state import ProductState
from sellerhub.web.parts.checkout import CheckoutState
from tests.business.catalog.importing import NoInternet
from tests.business.catalog.test_photos import picture
from tests.business.marketplace import TestShop, a_shop
from tests.web.door import client, server
from tests.web.tabs import Browser, Tab, name_of

SHARED = Path(os.environ.get("SELLERHUB_SHARED", Path(__file__).parents[3] / "shared")) / "data"


@pytest.fixture
async def browser(office):
    office.use(Files, LocalFiles(office.settings.data_dir))
    office.use(Fetching, NoInternet())
    async with Browser() as browser:
        yield browser


async def key_of(account_id: int) -> str:
    key = f"key-of-{account_id}".ljust(43, "x")
    async with open_work(SYSTEM) as work:
        await people.start_session(work, account_id, hash_of(key), "Test")
    return key


async def opened(browser: Browser, state, path: str, shop: TestShop | None = None, **query: str) -> Tab:
    """A tab at an address whose first page is read."""
    tab = browser.tab(await key_of(shop.seller.account_id) if shop else "")
    tab.path, tab.query = path + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else ""), query
    await tab.hydrate()
    await watched(tab, state)
    return tab


async def watched(tab: Tab, state) -> None:
    """Let the page begin to watch, and wait until it has read once."""
    before = len(tab.deltas)
    await tab.browser.processor.enqueue(tab.token, Event(name=name_of(state.watch), router_data=tab._router(), payload={}))
    for _ in range(200):
        await asyncio.sleep(0.05)
        now = await tab.state(state)
        if (now.loaded or now.trouble) and len(tab.deltas) > before:
            return
    raise AssertionError("the page did not read")


async def product_of(shop: TestShop) -> str:
    async with open_reading(GUEST) as look:
        return str((await sellables(look, [shop.variants[0]]))[shop.variants[0]].product_id)


@pytest.mark.covers("PR-08")
async def test_the_list_shows_products_and_saves_a_price_and_a_stock_typed_into_a_row(office, browser):
    shop = await a_shop(office)
    tab = await opened(browser, ProductsState, "/seller/products", shop)
    (row,) = (await tab.state(ProductsState)).rows
    assert (row.title, row.status, row.n, row.variants[0].amount, row.variants[0].stock) == ("Amphora 0", "active", 1, "1490.00", 10)
    await tab.send(ProductsState.save_price, variant_id=row.variants[0].id, typed="1.520,5")
    assert [each.code for each in browser.problems] == ["price_not_read"]
    await tab.send(ProductsState.save_price, variant_id=row.variants[0].id, typed="1520,50")
    await tab.send(ProductsState.save_stock, variant_id=row.variants[0].id, typed="7")
    (row,) = (await tab.state(ProductsState)).rows
    assert (row.variants[0].amount, row.variants[0].stock) == ("1520.50", 7)
    async with open_reading(SYSTEM) as look:
        assert (await sellables(look, shop.variants))[shop.variants[0]].price == Money(152_050, "TRY")
        assert await levels(look, shop.variants) == {shop.variants[0]: 7}


@pytest.mark.covers("PR-09")
async def test_chosen_products_go_off_sale_and_buyers_no_longer_find_them(office, browser):
    shop = await a_shop(office)
    tab = await opened(browser, ProductsState, "/seller/products", shop)
    await tab.send(ProductsState.pick_all)
    await tab.send(ProductsState.deactivate_chosen)
    state = await tab.state(ProductsState)
    assert (state.counts["active"], state.counts["inactive"], state.rows[0].status) == ("0", "1", "inactive")
    async with open_reading(GUEST) as look:
        assert (await product_tiles(look)).rows == []


async def test_another_shops_variant_cannot_be_priced_from_this_list(office, browser):
    mine, theirs = await a_shop(office), await a_shop(office, "ada")
    tab = await opened(browser, ProductsState, "/seller/products", mine)
    await tab.send(ProductsState.save_price, variant_id=str(theirs.variants[0]), typed="1")
    await tab.send(ProductsState.save_stock, variant_id=str(theirs.variants[0]), typed="1")
    assert [each.code for each in browser.problems] == ["not_found", "not_found"]
    async with open_reading(SYSTEM) as look:
        assert (await sellables(look, theirs.variants))[theirs.variants[0]].price == Money(theirs.price_minor, "TRY")
        assert await levels(look, theirs.variants) == {theirs.variants[0]: 10}


@pytest.mark.covers("PR-11")
async def test_a_shopify_file_goes_from_the_upload_route_to_products_on_sale(office, browser):
    path = SHARED / "shopify-home-and-garden.csv"
    if not path.exists():
        pytest.skip("shared data is not here: shopify-home-and-garden.csv")
    shop = await a_shop(office)
    app, _ = server(office)
    async with client(app, headers={"cookie": f"sid={await key_of(shop.seller.account_id)}", "x-file-name": "garden.csv"}) as web:
        answer = await web.post("/seller/products/import/file", content=path.read_bytes())
        assert answer.status_code == 200, answer.text
        import_id = answer.json()["id"]
    await imports.advance_all()
    tab = browser.tab(f"key-of-{shop.seller.account_id}".ljust(43, "x"))
    tab.path, tab.query = f"/seller/products/import?id={import_id}", {"id": import_id}
    await tab.hydrate()
    await watched(tab, ImportState)
    state = await tab.state(ImportState)
    assert (state.job.phase, state.job.file_name, state.job.new, state.job.errors, state.job.ready) == ("preview", "garden.csv", 21, 0, 21)
    assert (state.rows[0].result, state.rows[0].title.text, state.rows[0].price.text) == ("new", "Clay Plant Pot", "₺9.99")
    await tab.send(ImportState.begin)
    await imports.advance_all()
    await watched(tab, ImportState)
    for _ in range(200):  # a page that is opened again draws its first step until it has read
        state = await tab.state(ImportState)
        if state.job.phase == "result":
            break
        await asyncio.sleep(0.05)
    assert (state.job.phase, state.job.result, state.job.completed) == ("result", "done", 21)
    async with open_reading(shop.seller) as look:
        assert (await tab_counts(look))["active"] == 21  # twenty of the file, and the shop's own


async def test_uploads_and_downloads_are_for_those_who_edit_this_shops_products(office, browser):
    shop, other = await a_shop(office), await a_shop(office, "ada")
    product_id = await product_of(shop)
    app, _ = server(office)
    async with client(app, headers={"cookie": f"sid={await key_of(other.seller.account_id)}"}) as web:
        assert (await web.post(f"/seller/products/{product_id}/photos", content=picture(50, 50))).status_code == 404
        own = (await web.get("/seller/products.csv")).text
        assert ("ada-0" in own, "toprak-0" in own) == (True, False)
    async with client(app) as web:
        for path in (f"/seller/products/{product_id}/photos", "/seller/products/import/file", "/seller/photos"):
            assert (await web.post(path, content=b"x")).status_code == 401
        assert (await web.get("/seller/products.csv")).status_code == 401
        assert (await web.get("/media/1-64.webp")).status_code == 404
        assert (await web.get("/media/..%2f..%2fsellerhub.db")).text == "frontend"  # no route of ours leads there
    async with client(app, headers={"cookie": f"sid={await key_of(shop.seller.account_id)}"}) as web:
        answer = await web.post(f"/seller/products/{product_id}/photos", content=picture(300, 300))
        assert answer.status_code == 200, answer.text
        assert (await web.post(f"/seller/products/{product_id}/photos", content=b"<svg onload=alert(1)>")).status_code == 422
        photo = await web.get(answer.json()["photo"])
    assert (photo.headers["content-type"], photo.headers["cache-control"]) == ("image/webp", "public, max-age=31536000, immutable")
    assert photo.headers["x-content-type-options"] == "nosniff"


async def test_the_editor_saves_texts_variants_and_options(office, browser):
    shop = await a_shop(office)
    product_id = await product_of(shop)
    tab = await opened(browser, EditorState, f"/seller/products/{product_id}", shop)
    state = await tab.state(EditorState)
    assert (state.trouble, state.product.title, state.product.todo, "photo" in state.product.advice) == ("", "Amphora 0", [], True)
    typed = {"title": "Amphora", "body": "Thrown by hand.\n\n<b>Not bold</b>", "vendor": "Toprak", "kind": "Vases", "tags": "vase, gift"}
    await tab.send(EditorState.save, form=typed)
    await tab.send(EditorState.add_variant, form={"value_0": "Large"})
    state = await tab.state(EditorState)
    assert (state.product.title, state.product.body, state.product.tags) == ("Amphora", "Thrown by hand.\n<b>Not bold</b>", "vase, gift")
    assert [each.title for each in state.product.variants] == ["No 0", "Large"]
    await tab.send(EditorState.save_compare_at, variant_id=state.product.variants[1].id, typed="1990")
    await tab.send(EditorState.sell, variant_id=state.product.variants[0].id, on=False)
    state = await tab.state(EditorState)
    assert (state.product.variants[1].compare_at, state.product.variants[0].for_sale) == ("1990.00", False)
    assert browser.problems == []


@pytest.mark.covers("LV-11")
async def test_a_guest_sees_a_product_chooses_a_variant_and_goes_on_to_checkout(office, browser, tmp_path):
    office.use(PaymentGateway, SimulatedGateway(tmp_path))
    shop = await a_shop(office, variants=2, stock=3)
    tab = await opened(browser, ProductState, f"/p/{await product_of(shop)}")
    state = await tab.state(ProductState)
    assert (state.trouble, state.shown.title, state.variant.price, state.variant.few) == ("", "Amphora 0", "₺1,490.00", True)
    await tab.send(ProductState.choose, index=0, value="No 1")
    await tab.send(ProductState.change_quantity, by=1)
    await tab.send(ProductState.buy_now)
    asked = urlsplit(tab.events[-1].payload["path"].strip('"'))
    assert asked.path == "/checkout"
    tab = await opened(browser, CheckoutState, asked.path, **dict(parse_qsl(asked.query)))
    ((line,),) = [part.lines for part in (await tab.state(CheckoutState)).basket.parts]
    assert (line.variant, line.quantity) == ("No 1", 2)
    assert browser.problems == []


async def test_lists_take_as_many_queries_for_thirty_products_as_for_one(office, browser):
    shop = await a_shop(office)

    async def counted(read) -> int:
        statements: list[str] = []
        engine = office.database.reader.sync_engine

        def note(*args):
            statements.append(args[2])

        event.listen(engine, "before_cursor_execute", note)
        try:
            await read()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len([each for each in statements if each.startswith("SELECT")])

    async def seller_list():
        async with open_reading(shop.seller) as look:
            await product_list(look, ListFilter())

    async def store():
        async with open_reading(GUEST) as look:
            await product_tiles(look)

    async def page():
        async with open_reading(GUEST) as look:
            await public_product(look, int(await product_of(shop)))

    before = [await counted(each) for each in (seller_list, store)]
    async with open_work(shop.seller) as work:
        for n in range(30):
            variants = tuple(VariantDraft(Money(100, "TRY"), options=(str(i),), stock=1) for i in range(3))
            await activate(work, await create_product(work, ProductDraft(f"Cup {n}", variants, option_names=("Size",))))
    assert [await counted(each) for each in (seller_list, store)] == before
    assert max(before) <= 4
    assert await counted(page) <= 6


async def test_a_packer_does_not_get_the_product_list(office, browser):
    shop = await a_shop(office)
    async with open_work(SYSTEM) as work:
        account_id = await people.sign_up(work, "packer@shop.example", "nine green herons", "Cem")
    async with open_work(shop.seller) as work:
        await shops.add_member(work, account_id, Role.PACKER)
    tab = browser.tab(await key_of(account_id))
    tab.path = "/seller/products"
    await tab.hydrate()
    await watched(tab, ProductsState)
    state = await tab.state(ProductsState)
    assert (state.trouble, state.rows) == ("locked", [])
