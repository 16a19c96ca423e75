"""What the catalogue needs from elsewhere."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


class StockKeeping(Protocol):
    """Whoever counts units (inventory)."""

    async def set_levels(self, work: Any, levels: Mapping[int, int], reason: str) -> None:
        """Set what is available of each variant, in the caller's transaction."""

    async def hold_still(self, work: Any, variant_ids: Collection[int]) -> None:
        """Nobody else changes these levels before this transaction ends. Locks are always taken in one order."""

    async def take_back(self, work: Any, variant_id: int, added: int, since: datetime) -> bool:
        """Undo a setting that added units (or took them, below zero), keeping what sold meanwhile, never below zero.

        False, and nothing changed, when somebody set the level again after `since`.
        """


class StockLevels(Protocol):
    async def levels(self, work: Any, variant_ids: Collection[int]) -> dict[int, int]:
        """Units available by variant; a variant without stock may be absent."""

    def sold_out(self, work: Any) -> Any:
        """Ids of this shop's products of whose variants for sale no unit is left: a collection, or a SELECT of it, for an IN."""


class Use(StrEnum):
    """What others keep of a product, most weighty first."""

    ORDERED = "ordered"
    HELD = "held"
    IN_LIVE = "in_live"
    IN_VIDEO = "in_video"
    IN_CART = "in_cart"


class Uses(Protocol):
    """Whoever keeps rows that name a product (inventory, orders, live, content)."""

    async def of_products(self, work: Any, product_ids: Collection[int]) -> dict[int, Use]:
        """The weightiest use by product of this shop; what nobody uses is absent."""

    async def of_variants(self, work: Any, variant_ids: Collection[int]) -> dict[int, Use]:
        """The same by variant; whoever names only the product says nothing here."""


class Files(Protocol):
    """Bytes that people gave us, outside the web root. A name is ours, never theirs."""

    async def save(self, name: str, content: bytes) -> None: ...

    async def read(self, name: str) -> bytes:
        """Raises FileNotFoundError."""

    async def remove(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Fetched:
    """`problem` is empty, or a code: unreachable, forbidden_address, too_large, not_an_image, too_slow, refused."""

    content: bytes = b""
    problem: str = ""


class Fetching(Protocol):
    """Gets a picture from an address that a seller's file names; never raises for what the address does."""

    async def fetch(self, url: str) -> Fetched: ...
