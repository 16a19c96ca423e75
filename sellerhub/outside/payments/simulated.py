"""A bank that does not exist: it keeps its own books in `data_dir`, answers by the card's number, and forgets the number at once.

| card | what happens |
| --- | --- |
| 4242 4242 4242 4242, and any other valid number | authorised |
| 4000 0000 0000 0002 | declined |
| 4000 0000 0000 3220 | the bank asks to confirm, and the buyer never does |
"""

import asyncio
import contextlib
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path

from sellerhub.business.payments.ports import Authorization, Card, Outcome
from sellerhub.core.money import Money

SUCCEEDS = "4242424242424242"
DECLINES = "4000000000000002"
ABANDONED = "4000000000003220"
_OUTCOMES = {DECLINES: Outcome.DECLINED, ABANDONED: Outcome.PENDING}
_BRANDS = {"4": "Visa", "5": "Mastercard", "3": "Amex", "6": "Discover", "9": "Troy"}

_BOOKS = """
CREATE TABLE IF NOT EXISTS attempt (
    key TEXT PRIMARY KEY, reference TEXT UNIQUE, outcome TEXT, minor INTEGER, currency TEXT, brand TEXT, last4 TEXT,
    captured INTEGER DEFAULT 0, given_back INTEGER DEFAULT 0,
    CHECK (captured <= minor AND given_back <= minor));
CREATE TABLE IF NOT EXISTS movement (key TEXT PRIMARY KEY, reference TEXT, kind TEXT, minor INTEGER);
"""


class BankRefused(OSError):
    """More was asked than is there."""


class SimulatedGateway:
    """A `payments.ports.PaymentGateway`. Several processes may share the books."""

    simulated = True

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "simulated-bank.db"
        self._ready = False

    async def authorize(self, key: str, amount: Money, card: Card) -> Authorization:
        return await asyncio.to_thread(self._authorize, key, amount, card.number)

    async def find(self, key: str) -> Authorization:
        return await asyncio.to_thread(self._find, key)

    async def cancel(self, key: str) -> Authorization:
        return await asyncio.to_thread(self._cancel, key)

    async def capture(self, reference: str, key: str, amount: Money) -> None:
        await asyncio.to_thread(self._move, reference, key, amount, "capture")

    async def void(self, reference: str, key: str, amount: Money) -> None:
        await asyncio.to_thread(self._move, reference, key, amount, "void")

    async def refund(self, reference: str, key: str, amount: Money) -> None:
        await asyncio.to_thread(self._move, reference, key, amount, "refund")

    @contextlib.contextmanager
    def _books(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(self._path, timeout=30, isolation_level=None)) as books:
            if not self._ready:
                books.execute("PRAGMA journal_mode=WAL")
                books.executescript(_BOOKS)
                self._ready = True
            books.execute("BEGIN IMMEDIATE")
            try:
                yield books
            except BaseException:
                books.execute("ROLLBACK")
                raise
            books.execute("COMMIT")

    def _authorize(self, key: str, amount: Money, number: str) -> Authorization:
        with self._books() as books:
            outcome = _OUTCOMES.get(number, Outcome.AUTHORIZED)
            values = (key, f"sim_{uuid.uuid4().hex}", outcome, amount.minor, amount.currency, _BRANDS.get(number[:1], "Card"), number[-4:])
            books.execute(
                "INSERT INTO attempt (key, reference, outcome, minor, currency, brand, last4) VALUES (?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                values,
            )
            return _told(books, key)

    def _find(self, key: str) -> Authorization:
        with self._books() as books:
            return _told(books, key)

    def _cancel(self, key: str) -> Authorization:
        with self._books() as books:
            books.execute("UPDATE attempt SET outcome = ? WHERE key = ? AND outcome = ?", (Outcome.UNKNOWN, key, Outcome.PENDING))
            # a key never heard of is closed too: a late authorisation under it moves nothing
            books.execute("INSERT INTO attempt (key, outcome, minor) VALUES (?, ?, 0) ON CONFLICT DO NOTHING", (key, Outcome.UNKNOWN))
            return _told(books, key)

    def _move(self, reference: str, key: str, amount: Money, kind: str) -> None:
        column = "captured" if kind == "capture" else "given_back"
        try:
            with self._books() as books:
                if books.execute("SELECT 1 FROM movement WHERE key = ?", (key,)).fetchone():
                    return
                books.execute("INSERT INTO movement VALUES (?, ?, ?, ?)", (key, reference, kind, amount.minor))
                changed = books.execute(
                    f"UPDATE attempt SET {column} = {column} + ? WHERE reference = ? AND outcome = ?",  # noqa: S608 one of two names
                    (amount.minor, reference, Outcome.AUTHORIZED),
                )
                if changed.rowcount != 1:
                    raise BankRefused("nothing is authorised under this reference")
        except sqlite3.IntegrityError as refused:
            raise BankRefused("more than was authorised") from refused


def _told(books: sqlite3.Connection, key: str) -> Authorization:
    row = books.execute("SELECT outcome, reference, brand, last4 FROM attempt WHERE key = ?", (key,)).fetchone()
    if row is None:
        return Authorization(Outcome.UNKNOWN)
    return Authorization(Outcome(row[0]), *(each or "" for each in row[1:]))
