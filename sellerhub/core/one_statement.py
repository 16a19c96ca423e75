"""A whole transaction, or a whole look, as one PostgreSQL statement: put together from parts that each capability writes for
its own tables.

The server takes locks, writes and commits without asking us in between, so it never waits for this process while it holds a
row that others want. A part is one named piece of a WITH; it may read the parts before it by name.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import uuid4

from sellerhub.core.bulk import as_json

_SEPARATORS = ("\x1f", "\x1e", "\x1d", "\x1c")


def whole_numbers(column: Iterable[int]) -> str:
    """A column as PostgreSQL writes arrays, for `$1::text::bigint[]`: the driver takes four times as long to encode them one by one."""
    return "{" + str(tuple(column))[1:-1].rstrip(",") + "}"


def records(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A few rows as JSON, for `json_to_recordset($1::text::json)`: the driver takes longer for a column of one than for a text."""
    return as_json([dict(zip(names, row, strict=True)) for row in rows])


def texts(*columns: Sequence[str]) -> list[str]:
    """The separator and each column as one text, for `string_to_array($2, $1)`, for the same reason.

    A column of one empty text becomes an array of none, which `unnest` beside others fills up with NULL: `coalesce` it.
    """
    for separator in (*_SEPARATORS, uuid4().hex):
        joined = [separator.join(column) for column in columns]
        if all(text.count(separator) == len(column) - 1 for text, column in zip(joined, columns, strict=True)):
            break
    return [separator, *joined]


@dataclass(frozen=True, slots=True)
class Piece:
    """`sql` numbers its own arguments from `$1`."""

    name: str
    sql: str


class OneStatement:
    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._counts: list[int] = []
        self._arguments: list[Any] = []

    def add(self, piece: Piece, *arguments: Any) -> None:
        """The piece that is added last is the statement itself; those before it are its WITH."""
        self._pieces.append(piece)
        self._counts.append(len(arguments))
        self._arguments += arguments

    async def run(self, postgres: Any) -> list[Any]:
        """On a connection of the driver. Outside a transaction it is one of its own: all of it is durable, or nothing."""
        return await postgres.fetch(_joined(tuple(self._pieces), tuple(self._counts)), *self._arguments)


@lru_cache(64)
def _joined(pieces: tuple[Piece, ...], counts: tuple[int, ...]) -> str:
    numbered, before = [], 0
    for piece, count in zip(pieces, counts, strict=True):
        numbered.append(re.sub(r"\$(\d+)", lambda found, start=before: f"${start + int(found[1])}", piece.sql))
        before += count
    *first, last = numbered
    named = (f"{piece.name} AS ({sql})" for piece, sql in zip(pieces, first, strict=False))
    return f"WITH {', '.join(named)} {last}" if first else last
