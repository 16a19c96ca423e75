"""Bytes of a CSV or XLSX file as a table of text. Runs in a thread; trusts nothing in the file."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from sellerhub.business.catalog.importing.problems import FileRefused
from sellerhub.business.catalog.importing.safe_cells import unguarded
from sellerhub.business.catalog.importing.stages import MOST_BYTES, MOST_CELLS, MOST_ROWS

LARGEST_CELL = 200_000
MOST_UNZIPPED = 400 * 1024 * 1024
WORST_RATIO = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """`number` is the row as a spreadsheet counts it; the header is row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    kind: str  # csv | xlsx
    name: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]


def read(content: bytes) -> Sheet:
    """Raises FileRefused. The file's own name decides nothing."""
    if len(content) > MOST_BYTES:
        raise FileRefused("file_too_large", "A file may have up to 60 MB.", megabytes=60)
    if content[:4] == b"PK\x03\x04":
        return _table("xlsx", *_xlsx(content))
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise FileRefused("old_excel", "Old Excel files (.xls) cannot be read. Save it as .xlsx or CSV.")
    return _table("csv", "", _csv(content))


def _table(kind: str, name: str, rows: list[list[str]]) -> Sheet:
    if not rows or not any(rows[0]):
        raise FileRefused("file_empty", "The first row must hold the column names.")
    width = len(rows[0])
    if width > MOST_CELLS:
        raise FileRefused("too_many_columns", f"A file may have up to {MOST_CELLS} columns.", most=MOST_CELLS)
    header = tuple(cell.strip() for cell in rows[0])
    lines = tuple(Line(number, tuple(cells)) for number, cells in enumerate(rows[1:], 2) if any(cell.strip() for cell in cells))
    if not lines:
        raise FileRefused("no_rows", "The file has column names but no rows.")
    if len(lines) > MOST_ROWS:
        raise FileRefused("too_many_rows", f"A file may have up to {MOST_ROWS} rows. Split it.", most=MOST_ROWS)
    return Sheet(kind, name, header, lines)


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(LARGEST_CELL)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([unguarded(_CONTROL.sub("", cell)) for cell in row])
            if len(rows) > 2 * MOST_ROWS:
                raise FileRefused("too_many_rows", f"A file may have up to {MOST_ROWS} rows. Split it.", most=MOST_ROWS)
    except csv.Error as problem:
        raise FileRefused("not_a_table", f"Row {len(rows) + 1} cannot be read as CSV: {problem}.", row=len(rows) + 1) from None
    return rows


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused("not_utf8", "The file is not UTF-8. Save it as CSV UTF-8 and try again.") from None
    if "\x00" in text[:1000]:
        raise FileRefused("not_a_table", "This is no CSV or XLSX file.", row=1)
    return text


def _xlsx(content: bytes) -> tuple[str, list[list[str]]]:
    _refuse_a_bomb(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height > 2 * MOST_ROWS or sheet.total_width > MOST_CELLS:
            raise FileRefused("too_many_rows", f"A sheet may have up to {MOST_ROWS} rows and {MOST_CELLS} columns.", most=MOST_ROWS)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, IndexError, ValueError, KeyError, OSError) as problem:
        raise FileRefused("not_a_table", f"The workbook cannot be read: {type(problem).__name__}.", row=1) from None
    return sheet.name, [[_as_text(cell) for cell in row] for row in rows]


def _refuse_a_bomb(content: bytes) -> None:
    """A small file that unpacks to a huge one never reaches the reader."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile:
        raise FileRefused("not_a_table", "The workbook is damaged.", row=1) from None
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNZIPPED or unpacked > max(len(content), 1024) * WORST_RATIO or len(members) > 10_000:
        raise FileRefused("zip_bomb", "The workbook unpacks to far more than a catalogue needs.")


def _as_text(cell: object) -> str:
    match cell:
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case float():
            return repr(cell)
        case datetime() | date():
            return cell.isoformat()
    return unguarded(_CONTROL.sub("", str(cell)))[:LARGEST_CELL]
