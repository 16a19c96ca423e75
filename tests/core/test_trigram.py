"""Search by fragment gives the same answer on both databases."""

import pytest
from sqlalchemy import insert, update

from sellerhub.business.orders.queue.search import OrderSearch, search_row
from sellerhub.core import trigram
from sellerhub.core.access import SYSTEM
from sellerhub.core.work import open_reading, open_work


def test_marks_and_case_do_not_matter():
    assert trigram.fold("  IŞIK  Çelik ") == trigram.fold("ışık çelik") == "isik celik"
    assert trigram.fold("İREM") == trigram.fold("irem")
    assert trigram.fold("ＳＨ－250") == "sh-250"


def test_words_are_looked_up_longest_first():
    assert trigram.fragments("ay Demirci") == ["demirci", "ay"]


async def _found(query: str) -> list[int]:
    async with open_reading(SYSTEM) as look:
        chosen = trigram.newest(OrderSearch, "text", trigram.fragments(query), sqlite=look.office.database.is_sqlite)
        return list((await look.session.execute(chosen)).scalars())


async def _write() -> None:
    async with open_work(SYSTEM) as work:
        rows = [
            search_row(1, 7, number="SH-250079", buyer="Okan Şimşek", city="Antalya", phone="+90 532 000 11 22", items=["Ova dinner set"]),
            search_row(2, 7, number="SH-250085", buyer="Selin Çelik", city="Eskişehir", items=["Espresso 100% set", "ESP-4MV"]),
            search_row(3, 8, number="SH-250087", buyer="王小明", items=['Mug "Sis" 350 ml']),
        ]
        await work.session.execute(insert(OrderSearch), rows)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("2500", [3, 2, 1]),
        ("simsek", [1]),
        ("ŞİMŞEK antalya", [1]),
        ("esp-4mv", [2]),
        ("100% set", [2]),
        ('"sis"', [3]),
        ("王小明", [3]),
        ("5320001", [1]),
        ("nobody", []),
    ],
)
async def test_a_fragment_finds_its_orders_newest_first(office, query, expected):
    await _write()
    assert await _found(query) == expected


async def test_a_changed_and_a_removed_row_are_found_by_their_new_text_only(office):
    await _write()
    async with open_work(SYSTEM) as work:
        await work.session.execute(update(OrderSearch).where(OrderSearch.id == 1).values(text="sh-250079 ayse demir"))
        await work.session.delete(await work.session.get(OrderSearch, 2))
    assert await _found("simsek") == []
    assert await _found("ayse") == [1]
    assert await _found("2500") == [3, 1]
