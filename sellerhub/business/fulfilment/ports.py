"""What fulfilment needs from outside: somebody who carries parcels, and somebody who draws documents."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from sellerhub.core.address import Address
from sellerhub.core.money import Money


class ScanKind(StrEnum):
    """What a carrier says about a parcel."""

    PICKED_UP = "picked_up"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    DELIVERY_FAILED = "delivery_failed"
    RETURNED = "returned"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What the carrier is asked to take. `key` makes buying idempotent: the same key always gets the same label."""

    key: str
    sender: Address
    recipient: Address
    weight_grams: int
    currency: str
    collect: Money | None = None  # cash on delivery


@dataclass(frozen=True, slots=True)
class Service:
    code: str
    carrier: str
    price: Money
    days_min: int
    days_max: int


@dataclass(frozen=True, slots=True)
class Label:
    tracking_number: str
    carrier: str
    service: str
    price: Money
    routing: str  # the largest thing on the label: the sorting centre
    area: str
    depot: str


@dataclass(frozen=True, slots=True)
class Handed:
    """A parcel the carrier may know something new about."""

    tracking_number: str
    handed_over_at: datetime
    origin: str
    destination: str


@dataclass(frozen=True, slots=True)
class CarrierScan:
    """`event_id` is the carrier's own and the same however often it is told."""

    event_id: str
    tracking_number: str
    kind: ScanKind
    place: str
    at: datetime


class CarrierRefused(Exception):
    """The carrier will not take this parcel as it is; `reason` is its code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CarrierAway(Exception):
    """No answer this time. Weather, not a bug: asked again later."""


class Carrier(Protocol):
    name: str
    simulated: bool
    look_every: timedelta  # how often it is worth asking about a parcel

    async def services(self, parcel: Parcel) -> Sequence[Service]:
        """What it offers for this parcel, best price first."""

    async def buy_label(self, service_code: str, parcel: Parcel) -> Label:
        """Raises CarrierRefused or CarrierAway."""

    async def void_label(self, tracking_number: str) -> None:
        """Give a label back before it is scanned; giving it back twice is fine."""

    async def scans_due(self, parcels: Sequence[Handed], now: datetime) -> Sequence[CarrierScan]:
        """Everything known about these parcels up to now, oldest first."""


class Paper(StrEnum):
    """Sheet sizes of documents."""

    LABEL_4X6 = "4x6"
    A6 = "a6"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """One shipping label, every text ready to print. Phones are masked already."""

    tracking_number: str
    package_code: str
    carrier: str
    service: str
    routing: str
    area: str
    depot: str
    recipient: Address
    sender: Address
    shop_name: str
    order_number: str
    part: str  # 1 / 2
    weight: str
    payment: str
    simulated: bool
    shelf: str = ""


@dataclass(frozen=True, slots=True)
class SlipLine:
    quantity: int
    title: str
    variant: str
    sku: str
    shelf: str = ""
    price: str = ""  # empty on gift slips


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """One packing slip for one package."""

    package_code: str
    shop_name: str
    order_number: str
    subtitle: str
    part: str
    lines: tuple[SlipLine, ...]
    recipient: Address
    note: str = ""
    total: str = ""
    foot: str = ""
    words: dict[str, str] = field(default_factory=dict)
    right_to_left: bool = False


class Printing(Protocol):
    """Draws PDFs. Slow (milliseconds a sheet): call it in a thread."""

    def labels(self, sheets: Sequence[LabelSheet], paper: Paper, words: dict[str, str], *, right_to_left: bool = False) -> bytes: ...

    def slips(self, sheets: Sequence[SlipSheet], paper: Paper) -> bytes: ...
