"""What the order list shows that others keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sellerhub.core.work import Work


@dataclass(frozen=True, slots=True)
class ParcelBrief:
    """The carrier and tracking number of an order's latest package."""

    carrier: str
    tracking_number: str


class Parcels(Protocol):
    """Packages, for the order list."""

    async def of_orders(self, work: "Work", order_ids: Sequence[int]) -> dict[int, ParcelBrief]: ...

    async def orders_tracked_by(self, work: "Work", tracking_numbers: Sequence[str]) -> list[int]: ...

    async def abnormal(self, work: "Work", limit: int) -> int:
        """Packages whose label or print failed, counted up to `limit`."""
        ...


class NoParcels:
    """A shop without fulfilment: nothing is packed."""

    async def of_orders(self, work: "Work", order_ids: Sequence[int]) -> dict[int, ParcelBrief]:
        return {}

    async def orders_tracked_by(self, work: "Work", tracking_numbers: Sequence[str]) -> list[int]:
        return []

    async def abnormal(self, work: "Work", limit: int) -> int:
        return 0
