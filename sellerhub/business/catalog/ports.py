"""What the catalogue needs from elsewhere."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class StockKeeping(Protocol):
    """Whoever counts units (inventory)."""

    async def set_levels(self, work: Any, levels: Mapping[int, int], reason: str) -> None:
        """Set what is available of each variant, in the caller's transaction."""


class StockLevels(Protocol):
    async def levels(self, work: Any, variant_ids: Collection[int]) -> dict[int, int]:
        """Units available by variant; a variant without stock may be absent."""


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
