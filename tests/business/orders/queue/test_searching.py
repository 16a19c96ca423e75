"""A search answers what a plain filter over all orders would, whichever way it looks: on both databases, page by page."""

import random
from dataclasses import replace

import pytest

from sellerhub.business.orders.queue import looking, queries
from sellerhub.business.orders.queue.filter import TAB_STATUSES, QueueFilter, Stage, Tab
from sellerhub.business.orders.queue.ports import NoParcels, Parcels
from sellerhub.core import clock, trigram
from sellerhub.core.work import open_reading
from tests.business.orders.queue.made import NOW, OTHER_SHOP, SHOP, order, searched, seller, write

FIRST = ("Ayşe", "Okan", "Işık", "Nazlı", "王伟", "Çağ%las", "O'Brien")
LAST = ("Şimşek", "Kaya", "Demir_el", "Aydın", "Koç")
CITIES = ("İstanbul", "Ankara", "Trabzon")
WORDS = (
    *FIRST,
    *LAST,
    *CITIES,
    "ova",
    "din",
    "ay",
    "k",
    "50",
    "500",
    "2500",
    "0001",
    "qqq",
    "SET",
    "%",
    "_",
    "'",
    '"',
    "ankara kaya",
    "王",
)
WAYS = {
    "a small view": {},
    "a small shop": {"SMALL_VIEW": 0},
    "a large shop": {"SMALL_VIEW": 0, "SMALL_SHOP": 0, "SAMPLE": 5},
    "always walking first": {"SMALL_VIEW": 0, "SMALL_SHOP": 0, "_costs": (50, 1_000_000)},
    "always through the index": {"SMALL_VIEW": 0, "SMALL_SHOP": 0, "_costs": (1_000_000, 1)},
}


@pytest.fixture(autouse=True)
def evening(office):
    office.use(Parcels, NoParcels())
    with clock.frozen(NOW):
        yield


def _orders(chance: random.Random, n: int) -> list[dict]:
    """Orders of two shops; a name that was common once is rare among the newest."""
    statuses, made = TAB_STATUSES[Tab.ALL], []
    for at in range(1, n + 1):
        name = f"{chance.choice(FIRST[:3] if at < n // 2 else FIRST[2:])} {chance.choice(LAST)}"
        address = {"name": name, "city": chance.choice(CITIES), "phone": f"+90532000{at % 40:04d}"}
        changes = {
            "status": chance.choice(statuses),
            "source": chance.choice(("live", "shop", "video")),
            "buyer_name": name,
            "address": address,
        }
        made.append(order(at, shop_id=SHOP if chance.random() < 0.7 else OTHER_SHOP, **changes))
    return made


def _expected(orders: list[dict], wanted: QueueFilter) -> list[int]:
    """The same by reading everything."""
    words = trigram.fold(wanted.query).split()
    return [
        each["id"]
        for each in reversed(orders)
        if each["shop_id"] == SHOP
        and each["status"] in wanted.statuses
        and (not wanted.sources or each["source"] in wanted.sources)
        and all(word in searched(each)["text"] for word in words)
    ]


async def _pages(wanted: QueueFilter, size: int) -> list[int]:
    found: list[int] = []
    async with open_reading(seller()) as look:
        page = (await queries.order_queue(look, wanted, size)).page
        while True:
            assert not page.partial
            found += [int(row.id) for row in page.rows]
            if not page.after:
                return found
            page = await queries.queue_page(look, wanted, page.after, size)


@pytest.mark.parametrize("way", WAYS)
async def test_a_search_finds_what_a_plain_filter_finds(office, monkeypatch, way):
    for name, value in WAYS[way].items():
        if name == "_costs":

            async def told(*_, value=value):
                return value

            value = told  # noqa: PLW2901
        monkeypatch.setattr(looking, name, value)
    chance = random.Random(way)
    orders = _orders(chance, 160)
    await write(orders)
    found_something = 0
    for _ in range(60):
        query = " ".join(chance.sample(WORDS, chance.choice((1, 1, 2, 3))))
        wanted = QueueFilter(tab=chance.choice(list(Tab)), query=query, sources=chance.choice(((), (), ("live", "video"))))
        if wanted.tab is Tab.TO_SHIP and chance.random() < 0.5:
            wanted = replace(wanted, stage=chance.choice(list(Stage)))
        expected = _expected(orders, wanted)
        found_something += bool(expected)
        assert await _pages(wanted, size=chance.choice((1, 4, 50))) == expected, wanted
        async with open_reading(seller()) as look:
            counted = await queries.how_many(look, wanted)
        assert (counted.n, counted.or_more) == (len(expected), False), wanted
    assert found_something > 10


async def test_a_walk_that_finds_too_little_goes_on_through_the_index(office, monkeypatch):
    async def common(*_):
        return 10, 1_000_000

    for name, value in {"SMALL_VIEW": 0, "SMALL_SHOP": 0, "FARTHER": 1, "_costs": common}.items():
        monkeypatch.setattr(looking, name, value)
    await write([order(n, buyer_name="Zeynep" if n < 4 else "Okan") for n in range(1, 40)])
    assert await _pages(QueueFilter(tab=Tab.ALL, query="zeynep"), size=2) == [3, 2, 1]
