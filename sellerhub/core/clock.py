"""The only `now` of the program. Tables hold UTC; tests and the demo may move the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_shift = timedelta(0)
_frozen: datetime | None = None


def now() -> datetime:
    return _frozen if _frozen is not None else datetime.now(UTC) + _shift


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Stand still at `at` (aware) for the length of the block."""
    global _frozen
    before, _frozen = _frozen, at
    try:
        yield
    finally:
        _frozen = before


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Run the block with the clock moved by `by`; shifts add up."""
    global _shift
    _shift += by
    try:
        yield
    finally:
        _shift -= by
