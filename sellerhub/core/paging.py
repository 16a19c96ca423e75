"""Keyset paging: a page and a cursor to what follows. No OFFSET, no COUNT."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    rows: Sequence[Row]
    after: str = ""  # cursor of the next page; empty when this is the last


def cursor(*keys: int | str) -> str:
    """An opaque, URL-safe cursor made of the last row's sort keys."""
    return base64.urlsafe_b64encode(json.dumps(keys, separators=(",", ":")).encode()).decode().rstrip("=")


def keys(text: str, *types: type) -> tuple | None:
    """The sort keys in a cursor, or None when it is empty, forged or of another list."""
    if not text:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return None
    if not isinstance(found, list) or len(found) != len(types):
        return None
    return tuple(found) if all(type(k) is t for k, t in zip(found, types, strict=True)) else None
