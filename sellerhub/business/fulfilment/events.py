"""What happened to packages. Every event reaches the shop's queue, the order's page and the buyer."""

from dataclasses import dataclass
from datetime import datetime

from sellerhub.core import topics
from sellerhub.core.event_log import Event, happening


@dataclass(frozen=True)
class _PackageEvent(Event):
    order_id: int
    shop_id: int
    buyer_id: int
    package_id: int
    position: int

    def topics(self) -> tuple[str, ...]:
        return (topics.shop_orders(self.shop_id), topics.order(self.order_id), topics.purchases(self.buyer_id))


@happening("order", "order_id")
@dataclass(frozen=True)
class PackageArranged(_PackageEvent):
    """Units were put aside for a package and a way to send it was chosen."""

    own: bool = False
    units: int = 0


@happening("order", "order_id")
@dataclass(frozen=True)
class PackageLabelled(_PackageEvent):
    """Bought from the carrier, or the seller's own number was taken."""

    carrier: str = ""
    tracking_number: str = ""
    cost_minor: int = 0
    currency: str = ""


@happening("order", "order_id")
@dataclass(frozen=True)
class PackageLabelFailed(_PackageEvent):
    problem: str = ""


@happening("order", "order_id")
@dataclass(frozen=True)
class PackageLabelVoided(_PackageEvent):
    tracking_number: str = ""


@happening("order", "order_id")
@dataclass(frozen=True)
class PackageLabelPrinted(_PackageEvent):
    """`times`: 1 for the first print."""

    times: int = 1


@happening("order", "order_id")
@dataclass(frozen=True)
class PackagePacked(_PackageEvent):
    pass


@happening("order", "order_id")
@dataclass(frozen=True)
class PackageHandedOver(_PackageEvent):
    carrier: str = ""


@happening("order", "order_id")
@dataclass(frozen=True)
class PackageScanned(_PackageEvent):
    """The carrier saw it. `kind` is a ScanKind; `scanned_at` the carrier's own time."""

    scan: str
    place: str
    scanned_at: datetime


@happening("order", "order_id")
@dataclass(frozen=True)
class PackageDelivered(_PackageEvent):
    pass


@happening("order", "order_id")
@dataclass(frozen=True)
class PackageLost(_PackageEvent):
    pass


@happening("order", "order_id")
@dataclass(frozen=True)
class PackageReturned(_PackageEvent):
    """The carrier brought it back to the seller."""


@happening("order", "order_id")
@dataclass(frozen=True)
class PackageGivenUp(_PackageEvent):
    """Its order was cancelled before the carrier had it."""


@happening("order", "order_id")
@dataclass(frozen=True)
class PhoneRevealed(Event):
    """Somebody of the shop looked at the buyer's whole number."""

    order_id: int
    shop_id: int
