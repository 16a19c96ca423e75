"""Columns that go to PostgreSQL as one text each."""

import pytest
from sqlalchemy import text

from sellerhub.core.one_statement import texts, whole_numbers

HOSTILE = ["plain", "", 'with "quotes", {braces} and \\ slashes', "two\nlines", "'; DROP TABLE stock; --", "ليلى 陈"]


def test_columns_are_joined_by_what_none_of_them_holds():
    assert texts(["a", "b"], ["c", ""]) == ["\x1f", "a\x1fb", "c\x1f"]
    assert texts(["a\x1f", "b"], ["c", "d"]) == ["\x1e", "a\x1f\x1eb", "c\x1ed"]
    separator, joined = texts(["\x1f\x1e\x1d\x1c", "b"])
    assert joined.split(separator) == ["\x1f\x1e\x1d\x1c", "b"]


def test_whole_numbers_are_written_as_an_array():
    assert whole_numbers((1, -2, 3_000_000_000)) == "{1, -2, 3000000000}"


@pytest.mark.parametrize("column", [HOSTILE, ["a\x1fb", "c"], ["one"]])
async def test_postgresql_reads_the_same_columns(office, column):
    if office.database.is_sqlite:
        pytest.skip("only PostgreSQL is sent them")
    separator, joined = texts(column)
    numbers = whole_numbers(range(len(column)))
    async with office.database.writing() as connection:
        query = text("SELECT * FROM unnest(CAST(CAST(:numbers AS text) AS bigint[]), string_to_array(:joined, :separator)) AS t(n, word)")
        rows = (await connection.execute(query, {"numbers": numbers, "joined": joined, "separator": separator})).all()
    assert [tuple(row) for row in rows] == list(enumerate(column))
