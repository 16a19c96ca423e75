"""Ids: 63-bit integers that sort by time, shown to people and browsers as decimal strings.

41 bits of milliseconds since 2025, 12 bits of process slot, 10 bits of sequence. The slot is counted up
in the database each time a process opens it, so two living processes do not share one.
"""

import threading
import time

EPOCH_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z
SLOTS = 1 << 12
_SEQUENCE = 1 << 10

_lock = threading.Lock()
_slot = 0
_last_ms = 0
_sequence = 0


def use_slot(slot: int) -> None:
    """Give this process its own part of every millisecond."""
    global _slot
    _slot = slot % SLOTS


def new_id() -> int:
    """A fresh id, larger than every earlier one of this process."""
    with _lock:
        return _next()


def new_ids(n: int) -> list[int]:
    """`n` fresh ids, growing."""
    global _sequence
    ids: list[int] = []
    with _lock:
        while len(ids) < n:
            first = _next()
            more = min(n - len(ids) - 1, _SEQUENCE - 1 - _sequence)
            ids += range(first, first + more + 1)
            _sequence += more
    return ids


def _next() -> int:
    global _last_ms, _sequence
    at = time.time_ns() // 1_000_000 - EPOCH_MS
    if at > _last_ms:
        _last_ms, _sequence = at, 0
    else:
        _sequence += 1
        if _sequence == _SEQUENCE:  # borrow from the next millisecond rather than wait
            _last_ms, _sequence = _last_ms + 1, 0
    return (_last_ms << 22) | (_slot << 10) | _sequence


def parse_id(text: str | int) -> int:
    """Read an id that came from outside; 0, which no row has, when it is none."""
    try:
        value = int(text)
    except (TypeError, ValueError):
        return 0
    return value if 0 < value < 1 << 63 else 0
