"""Round trips of anything that a cell can hold, and files made to hurt."""

import asyncio
import csv
import io
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from sellerhub.business.catalog.actions import ProductDraft, VariantDraft, activate, create_product
from sellerhub.business.catalog.cleaning import clean_body, plain_text
from sellerhub.business.catalog.exporting import as_csv as exported_csv
from sellerhub.business.catalog.exporting import export_products, unusable_as_csv
from sellerhub.business.catalog.importing import columns, parsing, queries, reading
from sellerhub.business.catalog.importing.problems import FileRefused
from sellerhub.business.catalog.importing.safe_cells import guarded, unguarded
from sellerhub.business.catalog.importing.stages import Stage
from sellerhub.business.catalog.ports import StockKeeping, StockLevels
from sellerhub.core.money import Money
from sellerhub.core.settings import Settings
from sellerhub.core.work import Office, open_office, open_reading, open_work
from tests.business.catalog.conftest import OWNER, StockBook, lira
from tests.business.catalog.importing import PLAIN, as_csv, open_shop, previewed, run, view

printable = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
cells = st.one_of(
    printable, st.sampled_from(["=1+1", "@SUM(A1)", "+49", "-5", "'", "''=x", "\t=1", '"', 'a"b', "a,b", "a\nb", "a\r\nb", "'-"])
)


@given(cells)
def test_a_guarded_cell_reads_back_as_it_was_and_starts_no_formula(cell):
    safe = guarded(cell)
    assert safe[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "|", "%"}
    assert unguarded(safe) == cell


@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=8))
def test_what_we_write_as_csv_reads_back_cell_by_cell(rows):
    width = max(map(len, rows))
    rows = [["x", *row, *[""] * (width - len(row))] for row in rows]
    header = ["Handle", *[f"Column {n}" for n in range(width)]]
    read = reading.read(exported_csv([header, *rows]))
    kept = [tuple(row) for row in rows]
    assert [line.cells for line in read.lines] == [tuple(reading._CONTROL.sub("", cell) for cell in row) for row in kept]


@given(st.text(max_size=300))
def test_cleaning_a_description_twice_changes_nothing(body):
    assert clean_body(clean_body(body)) == clean_body(body)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<svg/onload=alert(1)>",
        "<p style='background:url(javascript:1)'>x</p>",
        "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<!--<img src='--><img src=x onerror=alert(1)//'>",
    ],
)
def test_no_script_survives_in_a_description(body):
    cleaned = clean_body(body).lower()
    assert "<script" not in cleaned
    assert "onerror=" not in cleaned.replace("&lt;", "")
    assert "javascript:" not in cleaned
    assert "<img" not in cleaned


def test_the_words_of_a_description_are_kept():
    assert plain_text("<p>Mat &amp; dull</p><ul><li>1 L</li></ul>") == "Mat & dull\n1 L"


@given(st.integers(0, 10**12), st.sampled_from(["TRY", "JPY", "USD", "KWD"]))
def test_amounts_we_write_are_read_as_the_same_money(minor, currency):
    money = Money(minor, currency)
    row = parsing.parse(2, {"handle": "x", "title": "X", "price": str(money.amount)}, currency)
    assert (row.price, row.problems) == (money, ())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.089,00", "1089.00"),
        ("1.089,00.0", "1089.00"),
        ("12,5", "12.50"),
        ("1,089", "1089.00"),
        ("₺349", "349.00"),
        ("12,50 TL", "12.50"),
        ("1 250", "1250.00"),
        ("ten", ""),
        ("-5", ""),
    ],
)
def test_a_price_typed_another_way_gets_its_likely_reading(typed, meant):
    row = parsing.parse(2, {"handle": "x", "title": "X", "price": typed}, "TRY")
    assert row.price is None
    assert [(each.code, each.fix) for each in row.problems] == [("price_unreadable", meant)]


def workbook(rows: list[list[object]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd", "strings_to_numbers": False})
    sheet = book.add_worksheet("Ürünler")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def test_a_workbook_reads_as_the_same_text_as_a_csv():
    read = reading.read(workbook([PLAIN, ["mug", "Kupa", "", "", "MUG", 9.99, 50.0, ""], [date(2025, 1, 2), True, "", "", 7, 1e3, -1, ""]]))
    assert (read.kind, read.name) == ("xlsx", "Ürünler")
    assert read.lines[0].cells == ("mug", "Kupa", "", "", "MUG", "9.99", "50", "")
    assert read.lines[1].cells == ("2025-01-02", "true", "", "", "7", "1000", "-1", "")


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return target.getvalue()


HURTFUL = {
    "empty": (b"", "file_empty"),
    "only a header": (as_csv([]), "no_rows"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "not_utf8"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_excel"),
    "a zip bomb": (bomb(), "zip_bomb"),
    "a zip that is no workbook": (b"PK\x03\x04" + b"\x00" * 40, "not_a_table"),
    "bytes in the middle of nowhere": ("Handle,Title\nmug,Çanta".encode("cp1254"), "not_utf8"),
    "nulls": (b"Handle,Title\x00\nx,y", "not_a_table"),
    "an open quote": (b'Handle,Title\nmug,"Kupa\n' + b"x" * 100, "not_a_table"),
    "an endless cell": (b"Handle,Title\nmug," + b"x" * 300_000, "not_a_table"),
    "too many columns": (",".join(f"c{n}" for n in range(300)).encode() + b"\nx", "too_many_columns"),
    "too many rows": (b"Handle,Title\n" + b"x,y\n" * 50_001, "too_many_rows"),
    "nothing we know": (b"Colour,Weather\nred,fine", "no_known_columns"),
    "one name twice": (b"Handle,Title,Title\na,b,c", "column_twice"),
}


@pytest.mark.parametrize("name", HURTFUL)
def test_a_file_made_to_hurt_is_refused_with_its_reason(name):
    content, code = HURTFUL[name]
    with pytest.raises(FileRefused) as refusal:
        columns.match(reading.read(content).header)
    assert refusal.value.code == code


async def test_a_refused_file_leaves_a_failed_import_and_no_rows(office, stock):
    await open_shop(office)
    seen = await view(await previewed(office, HURTFUL["a zip bomb"][0], "prices.xlsx"))
    assert (seen.stage, seen.problem, seen.total) == (Stage.FAILED, "zip_bomb", 0)


async def test_a_hostile_row_becomes_a_harmless_product(office, stock):
    await open_shop(office)
    row = ["../../etc", "=cmd|'/C calc'!A1", "", "", "'; DROP TABLE product;--", "1", "1", "http://169.254.169.254/latest"]
    done = await run(await previewed(office, as_csv([row]), "../../../x.csv"))
    assert (done.file_name, done.completed) == ("x.csv", 1)
    async with open_reading(OWNER) as look:
        (line,) = list(csv.reader(io.StringIO((b"".join([part async for part in export_products(look)])).decode("utf-8-sig"))))[1:]
    assert (line[0], line[1]) == ("etc", "'=cmd|'/C calc'!A1")


titles = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(lambda text: text.strip())


drafts = st.builds(
    ProductDraft,
    title=titles,
    variants=st.tuples(
        st.builds(
            VariantDraft,
            price=st.integers(1, 10**9).map(lambda minor: Money(minor, "TRY")),
            compare_at=st.one_of(st.none(), st.integers(10**9 + 1, 10**10).map(lambda minor: Money(minor, "TRY"))),
            weight_grams=st.integers(0, 10**6),
            barcode=st.text("0123456789", max_size=13),
            stock=st.integers(0, 1000),
        )
    ),
    body_html=st.text(max_size=100),
    vendor=printable,
    kind=printable,
    tags=st.lists(st.text("abcçğ -=", min_size=1, max_size=8).map(str.strip).filter(bool), max_size=3, unique=True).map(tuple),
)


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(drafts, min_size=1, max_size=12), st.booleans())
def test_importing_our_own_export_changes_nothing(wanted, on_sale):
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_export_and_import(Path(folder), wanted, on_sale))


async def _export_and_import(folder: Path, wanted: list[ProductDraft], on_sale: bool) -> None:
    place = await Office.open(Settings(data_dir=folder))
    try:
        open_office(place)
        async with place.database.writing() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        book = StockBook()
        place.use(StockKeeping, book)
        place.use(StockLevels, book)
        await open_shop(place)
        async with open_work(OWNER) as work:
            for draft in wanted:
                product_id = await create_product(work, draft)
                if on_sale:
                    await activate(work, product_id)
        async with open_reading(OWNER) as look:
            content = b"".join([part async for part in export_products(look)])
        seen = await view(await previewed(place, content))
        async with open_reading(OWNER) as look:
            page = await queries.import_rows(look, seen.id)
        seen_rows = [(row.changes, row.problems) for row in page.rows]
        assert (seen.same, seen.new, seen.updates, seen.errors) == (len(wanted), 0, 0, 0), seen_rows
    finally:
        open_office(None)
        await place.close()


async def test_variants_and_options_survive_export_and_import(office, stock):
    await open_shop(office)
    async with open_work(OWNER) as work:
        drafts = tuple(VariantDraft(lira("5"), options=("Sand", size), stock=2) for size in ("S", "L"))
        await create_product(work, ProductDraft("Kupa", drafts, option_names=("Glaze", "Size")))
    async with open_reading(OWNER) as look:
        content = b"".join([part async for part in export_products(look)])
    seen = await view(await previewed(office, content))
    assert (seen.same, seen.total) == (2, 2)


async def test_rows_that_could_not_be_used_come_back_as_they_were_with_the_reason(office, stock):
    await open_shop(office)
    done = await run(await previewed(office, as_csv([["=evil", "Kâse", "", "", "", "ten", "3", ""]])))
    async with open_reading(OWNER) as look:
        content = unusable_as_csv(*await queries.unusable_rows(look, done.id)).decode("utf-8-sig")
    header, line = list(csv.reader(io.StringIO(content)))
    assert header[-2:] == ["SellerHub row", "SellerHub problem"]
    assert line == ["'=evil", "Kâse", "", "", "", "ten", "3", "", "2", "Variant Price: Price is not a number."]
