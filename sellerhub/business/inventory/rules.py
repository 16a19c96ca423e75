"""Stock and the holds on it (features D3)."""

from enum import StrEnum


class HoldStatus(StrEnum):
    HELD = "held"
    """Units are set aside for a checkout that is not paid yet."""
    COMMITTED = "committed"
    """Units are sold."""
    RELEASED = "released"
    """Units went back on sale: the order was cancelled."""
    EXPIRED = "expired"
    """Units went back on sale: nobody paid in time."""


class Reason(StrEnum):
    """Why a level was changed by hand."""

    SET = "set"
    IMPORT = "import"
    RECEIVED = "received"
    COUNTED = "counted"
    DAMAGED = "damaged"
    UNDONE = "undone"
    DEMO = "demo"


LARGEST_LEVEL = 10_000_000
