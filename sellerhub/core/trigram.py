"""Search by fragment on both databases: an index of three-letter pieces over one text column.

PostgreSQL has `pg_trgm` for it; SQLite has FTS5's `trigram` tokenizer, as a shadow table that triggers keep equal to
the column, so that writers insert ordinary rows on either. Text is folded before it is written and before it is looked
for, the same way: `SIRMA`, `Sırma` and `sirma` find each other.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, event, literal_column, select, text
from sqlmodel import SQLModel

SHORTEST = 3
MARK = "_trigram"
INDEXES: list[tuple[str, str]] = []  # (table, column); a new migration reads it
_DOTLESS = str.maketrans({"ı": "i", "İ": "i", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d"})


def fold(value: str) -> str:
    """Lower case without marks, one space between words: what is written and what is looked for."""
    if value.isascii():
        return " ".join(value.lower().split())
    plain = unicodedata.normalize("NFKD", value.translate(_DOTLESS).casefold())
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())


def fragments(query: str) -> list[str]:
    """The folded words of a query, longest first (the rarest is looked up first); at most eight."""
    return sorted(fold(query).split(), key=len, reverse=True)[:8]


def index(table: type[SQLModel], column: str) -> None:
    """Create the trigram index of `table.column` whenever the table is created. The table's key must be `id`."""
    INDEXES.append((table.__tablename__, column))
    event.listen(table.__table__, "after_create", lambda made, connection, **_: create(connection, made.name, column))
    event.listen(table.__table__, "before_drop", lambda gone, connection, **_: drop(connection, gone.name))


def create(connection: Any, table: str, column: str) -> None:
    """The same for a table that may have rows already, as in a migration: `trigram.create(op.get_bind(), "order_search", "text")`."""
    for statement in _POSTGRESQL if connection.dialect.name == "postgresql" else _SQLITE:
        connection.execute(text(statement.format(table=_name(table), column=_name(column), shadow=shadow(table))))


def drop(connection: Any, table: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"DROP INDEX IF EXISTS {shadow(table)}"))
    else:
        connection.execute(text(f"DROP TABLE IF EXISTS {shadow(table)}"))


def shadow(table: str) -> str:
    """The name of the index (PostgreSQL) or of the FTS5 table (SQLite)."""
    return _name(table) + MARK


def is_ours(name: str | None) -> bool:
    """Whether a table or index in the database is one of these, so that comparing it with the models skips it."""
    return MARK in (name or "")


def newest(table: type[SQLModel], column: str, words: Sequence[str], *, sqlite: bool) -> Select:
    """SELECT of the ids whose text holds every folded word, newest first. Words need three letters or more.

    Nothing here knows a shop: join or filter the rows by it.
    """
    found: Table = table.__table__
    if not sqlite:
        return select(found.c.id).where(*(holds(found.c[column], word) for word in words)).order_by(found.c.id.desc())
    name = shadow(found.name)
    quoted = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
    rowid: ColumnElement[int] = literal_column(f"{name}.rowid")
    return (
        select(rowid.label("id"))
        .select_from(text(name))
        .where(text(f"{name} MATCH :{name}_words").bindparams(**{f"{name}_words": quoted}))
        .order_by(rowid.desc())
    )


def holds(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """`column` contains the folded word: read row by row, or through the index on PostgreSQL."""
    return column.like("%" + re.sub(r"([\\%_])", r"\\\1", word) + "%", escape="\\")


def _name(value: str) -> str:
    if not re.fullmatch(r"[a-z_]+", value):
        raise ValueError(f"{value!r} is no name of ours")
    return value


_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX {shadow} ON {table} USING gin ({column} gin_trgm_ops)",
)
_SQLITE = (
    "CREATE VIRTUAL TABLE {shadow} USING fts5({column}, content='{table}', content_rowid='id', "
    "columnsize=0, tokenize='trigram case_sensitive 1')",
    "INSERT INTO {shadow}({shadow}) VALUES ('rebuild')",
    "CREATE TRIGGER {shadow}_added AFTER INSERT ON {table} BEGIN INSERT INTO {shadow}(rowid, {column}) VALUES (new.id, new.{column}); END",
    "CREATE TRIGGER {shadow}_removed AFTER DELETE ON {table} BEGIN "
    "INSERT INTO {shadow}({shadow}, rowid, {column}) VALUES ('delete', old.id, old.{column}); END",
    "CREATE TRIGGER {shadow}_changed AFTER UPDATE OF {column} ON {table} BEGIN "
    "INSERT INTO {shadow}({shadow}, rowid, {column}) VALUES ('delete', old.id, old.{column}); "
    "INSERT INTO {shadow}(rowid, {column}) VALUES (new.id, new.{column}); END",
)
