"""The first paint: what the server draws into a page for this visitor, and for nobody else."""

import gzip
import re
from base64 import b64decode

import pytest
from sqlalchemy import select

import sellerhub.app  # noqa: F401  the pages that are painted
from sellerhub.business.catalog.photos.adding import add_photo, file_name
from sellerhub.business.catalog.ports import Files
from sellerhub.business.catalog.rules import photo_url
from sellerhub.business.catalog.tables import Variant
from sellerhub.business.live import actions
from sellerhub.business.orders.lane import place
from sellerhub.business.people import actions as people
from sellerhub.business.people.queries import hash_of
from sellerhub.core.access import SYSTEM, Actor, Role
from sellerhub.core.ids import new_id
from sellerhub.core.work import open_reading, open_work
from sellerhub.outside.files import LocalFiles
from sellerhub.web.first_paint import h, photos_inside
from sellerhub.web.first_paint.html import NOTHING
from sellerhub.web.first_paint.shell import Shell
from sellerhub.wiring import wire
from tests.business.catalog.test_photos import picture
from tests.business.live.world import new_world
from tests.business.marketplace import a_shop, buyer, wants
from tests.web.door import client, server

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
PAGE = {"accept": "text/html", "accept-language": "en"}


async def key_of(account_id: int) -> str:
    key = f"key-of-{account_id}".ljust(43, "x")
    async with open_work(SYSTEM) as work:
        await people.start_session(work, account_id, hash_of(key), "Test")
    return key


@pytest.fixture
async def door(office):
    async with client(server(office)[0], headers=PAGE) as browser:
        yield browser


async def orders_of(office, handle: str, *buyers: str) -> str:
    """A shop with an order of each buyer; hands back its owner's session key."""
    shop = await a_shop(office, handle=handle, stock=100)
    wire(office)
    for name in buyers:
        await place(buyer(name=name), wants((shop.variants[0], 1, shop.price_minor), payment="cod"))
    return await key_of(shop.seller.account_id)


def painting(text: str) -> str:
    return re.search(r"<first-paint.*</first-paint>", text, re.DOTALL)[0]


async def test_the_queue_is_painted_with_this_shops_orders_and_no_others(office, door):
    ours = await orders_of(office, "ours", "Mert Yıldız")
    await orders_of(office, "theirs", "Ayla Canary")
    door.cookies.set("sid", ours)
    answer = await door.get("/seller/orders?tab=all")
    painted = painting(answer.text)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert painted.count("Mert Yıldız") >= 2  # in the table and on its card
    assert "Canary" not in answer.text
    assert "theirs" not in answer.text.lower()
    assert "₺1,539.90" in painted
    assert "<title>Orders · SellerHub</title>" in answer.text


async def test_a_narrow_window_gets_the_cards_alone(office, door):
    door.cookies.update({"sid": await orders_of(office, "ours", "Mert Yıldız"), "phone": "1"})
    painted = painting((await door.get("/seller/orders?tab=all")).text)
    assert painted.count("Mert Yıldız") == 1
    assert "<table" not in painted
    assert '<div class="ocards">' in painted  # and they show on any window


async def test_strangers_are_sent_to_sign_in_and_others_see_no_order(office, door):
    await orders_of(office, "ours", "Mert Yıldız")
    answer = await door.get("/seller/orders?tab=all")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/seller/orders%3Ftab%3Dall")
    async with open_work(SYSTEM) as work:
        someone = await people.sign_up(work, "buyer@home.example", "nine green herons", "Mira")
    door.cookies.set("sid", await key_of(someone))
    answer = await door.get("/seller/orders")
    assert answer.status_code == 200
    assert "<first-paint" not in answer.text
    assert "Mert" not in answer.text


async def test_what_people_wrote_is_text_and_never_markup(office, door):
    key = await orders_of(office, "ours", HOSTILE)
    door.cookies.set("sid", key)
    shown = (await door.get("/seller/orders", params={"tab": "all", "q": HOSTILE})).text
    assert "alert(1)" in shown
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown

    world = await new_world(HOSTILE)
    live_id = await world.on_air(await world.product(HOSTILE))
    async with open_work(world.host) as work:
        await actions.pin(work, (await world.items(live_id))[0].id)
    async with open_work(Actor(new_id(), None, frozenset({Role.BUYER}), HOSTILE)) as work:
        await actions.comment(work, live_id, HOSTILE)
    shown = (await door.get(f"/live/{live_id}")).text
    assert shown.count("&lt;script&gt;alert(1)") >= 3
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


async def test_a_live_is_painted_with_its_pinned_product_in_the_visitors_language(office, door):
    world = await new_world("Toprak Atölye")
    product = await world.product("Anadolu amphora", stock=7, price=149_000)
    live_id = await world.on_air(product)
    async with open_work(world.host) as work:
        await actions.pin(work, (await world.items(live_id))[0].id)
    english = (await door.get(f"/live/{live_id}")).text
    assert '<html lang="en" dir="ltr" data-painted="en">' in english
    for part in ("Toprak Atölye", "Kış Sofrası", "Anadolu amphora", "₺1,490", "7 left", f'class="buy" href="/p/{product}"', "Buy now"):
        assert part in english, part
    arabic = (await door.get(f"/live/{live_id}", headers={"accept-language": "ar"})).text
    assert '<html lang="ar" dir="rtl" data-painted="ar">' in arabic
    assert "Buy now" not in arabic
    door.cookies.set("lang", "tr")
    turkish = (await door.get(f"/live/{live_id}", headers={"accept-language": "ar"})).text
    assert '<html lang="tr" dir="ltr" data-painted="tr">' in turkish
    assert "₺1.490" in turkish


async def test_the_first_photos_come_in_the_document_itself(office, door, tmp_path):
    office.use(Files, LocalFiles(tmp_path))
    world = await new_world("Toprak Atölye")
    product = await world.product(stock=7)
    live_id = await world.on_air(product)
    async with open_work(world.host) as work:
        await actions.pin(work, (await world.items(live_id))[0].id)
    media_id = await add_photo(world.host, product, "amphora.jpg", picture())
    inside = await photos_inside([photo_url(media_id, 480), photo_url(1, 480), ""])
    assert list(inside) == [photo_url(media_id, 480)]
    assert b64decode(inside[photo_url(media_id, 480)].partition(",")[2]) == (tmp_path / file_name(media_id, 128)).read_bytes()
    assert inside[photo_url(media_id, 480)] in (await door.get(f"/live/{live_id}")).text


async def test_the_photos_of_the_first_cards_come_in_the_document_and_those_of_the_table_do_not(office, door, tmp_path):
    shop = await a_shop(office, handle="ours", stock=100)
    wire(office)
    office.use(Files, LocalFiles(tmp_path))
    async with open_reading(shop.seller) as look:
        product_id = (await look.session.execute(select(Variant.product_id).where(Variant.id == shop.variants[0]))).scalar_one()
    media_id = await add_photo(shop.seller, product_id, "amphora.jpg", picture())
    await place(buyer(), wants((shop.variants[0], 1, shop.price_minor)))
    door.cookies.set("sid", await key_of(shop.seller.account_id))
    painted = painting((await door.get("/seller/orders?tab=all")).text)
    (inside,) = (await photos_inside([photo_url(media_id, 128)])).values()
    assert painted.count(inside) == 1  # on its card
    assert painted.count(photo_url(media_id, 128)) == 1  # in the table


async def test_a_live_that_is_not_there_is_a_404_and_one_that_ended_says_so(office, door):
    for path in ("/live/1", "/live/nothing"):
        answer = await door.get(path)
        assert answer.status_code == 404
        assert "<first-paint" not in answer.text
    world = await new_world()
    live_id = await world.on_air(await world.product())
    async with open_work(world.host) as work:
        await actions.end(work, live_id)
    answer = await door.get(f"/live/{live_id}")
    assert answer.status_code == 200
    assert "This LIVE has ended" in answer.text
    assert 'class="buy"' not in answer.text


async def test_a_page_that_cannot_be_painted_is_still_a_page(office, door, monkeypatch):
    key = await orders_of(office, "ours")
    door.cookies.set("sid", key)

    async def broken(*ignored):
        raise RuntimeError

    monkeypatch.setattr("sellerhub.web.pages.seller.orders.first.look_at", broken)
    answer = await door.get("/seller/orders")
    assert answer.status_code == 200
    assert "<first-paint" not in answer.text


BUILT = (
    '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><link as="style" href="/assets/a.css" rel="preload"/>'
    '<title>SellerHub</title><link rel="modulepreload" href="/assets/root.js"/><script>go()</script>'
    '<link href="/assets/a.css" rel="stylesheet" type="text/css"/></head><body><div class="app"></div>'
    '<script type="module">import "/a.js"</script></body></html>'
)


def test_a_built_page_holds_back_what_can_wait():
    shell = Shell(BUILT, ".lw{color:red}", ("/assets/live.js", "/assets/root.js"))
    page = shell.page("en", "A & B", h("b", None, "first"), "/live/7", zipped=False).decode()
    assert page.index("<style>.lw{color:red}</style>") < page.index("<first-paint") < page.index('<div class="app">')
    assert page.index('<div class="app">') < page.index('"later" href="/assets/root.js"')
    assert page.count("/assets/root.js") == page.count("/assets/live.js") == 1
    assert '<link href="/assets/a.css" rel="stylesheet" type="text/css" disabled/>' in page
    assert 'rel="preload" media="not all"' in page
    assert '<script type="later">import' in page  # boot.js starts it
    unpainted = shell.page("en", "A & B", NOTHING, "/live/7", zipped=False).decode()
    assert '<script type="module">import' in unpainted
    assert '"modulepreload" href="/assets/root.js"' in unpainted
    assert '<link href="/assets/a.css" rel="stylesheet" type="text/css"/>' in unpainted
    assert "<title>A &amp; B</title>" in page
    assert page.count("<title>") == 1


def test_the_compressed_page_is_the_same_page():
    shell = Shell(BUILT)
    for language in ("en", "ar", "xx"):
        plain = shell.page(language, "T", h("b", None, "ş" * 5000), "/live/7", zipped=False)
        assert gzip.decompress(shell.page(language, "T", h("b", None, "ş" * 5000), "/live/7", zipped=True)) == plain


def test_no_address_made_of_peoples_words_is_a_script():
    with pytest.raises(ValueError, match="nowhere"):
        h("a", {"href": "javascript:alert(1)"}, "x")
    assert h("a", {"href": "/p/1", "title": None, "download": True}, "<", ["b"]) == '<a href="/p/1" download>&lt;b</a>'
