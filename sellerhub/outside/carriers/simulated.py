"""A carrier that carries nothing and says so. It keeps no memory: what it answers follows from what it is asked.

So the same key always gets the same label, and the same parcel at the same time the same scans, in any process.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sellerhub.business.fulfilment.ports import CarrierRefused, CarrierScan, Handed, Label, Parcel, ScanKind, Service
from sellerhub.core.address import Address
from sellerhub.core.money import Money, exponent

NAME = "Simulated carrier"
PREFIX = "SC"
HEAVIEST_GRAMS = 30_000
# code, price in whole currency units for the first kilogram and each further one, days
SERVICES = (("standard", 60, 12, 2, 4), ("express", 95, 20, 1, 2))
COLLECTING = 10  # for taking cash at the door
STEPS = (ScanKind.PICKED_UP, ScanKind.IN_TRANSIT, ScanKind.OUT_FOR_DELIVERY, ScanKind.DELIVERED)


class SimulatedCarrier:
    name = NAME
    simulated = True

    def __init__(self, step: timedelta) -> None:
        self._step = max(step, timedelta(milliseconds=1))
        self.look_every = max(min(step / 2, timedelta(minutes=5)), timedelta(seconds=1))

    async def services(self, parcel: Parcel) -> Sequence[Service]:
        if parcel.weight_grams > HEAVIEST_GRAMS:
            return ()
        return [Service(code, NAME, _price(parcel, first, more), quickest, slowest) for code, first, more, quickest, slowest in SERVICES]

    async def buy_label(self, service_code: str, parcel: Parcel) -> Label:
        if not parcel.recipient.line1.strip() or not parcel.recipient.city.strip():
            raise CarrierRefused("address_incomplete")
        if parcel.weight_grams > HEAVIEST_GRAMS:
            raise CarrierRefused("too_heavy")
        service = next((each for each in await self.services(parcel) if each.code == service_code), None)
        if service is None:
            raise CarrierRefused("unknown_service")
        routing, area = _route(parcel.recipient)
        return Label(tracking_number(parcel.key), NAME, service.code, service.price, routing, area, parcel.sender.city[:24])

    async def void_label(self, tracking_number: str) -> None:
        """Nothing was charged, so there is nothing to give back."""

    async def scans_due(self, parcels: Sequence[Handed], now: datetime) -> Sequence[CarrierScan]:
        found = []
        for parcel in parcels:
            for number, kind in enumerate(STEPS, start=1):
                at = parcel.handed_over_at + self._step * number
                if at <= now:
                    place = parcel.origin if kind in (ScanKind.PICKED_UP, ScanKind.IN_TRANSIT) else parcel.destination
                    found.append(CarrierScan(f"{parcel.tracking_number}.{number}", parcel.tracking_number, kind, place, at))
        return sorted(found, key=lambda scan: scan.at)


def tracking_number(key: str) -> str:
    """`SC`, fifteen digits made from the key, and their Luhn digit."""
    digits = f"{int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) % 10**15:015}"
    return PREFIX + digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """Luhn: one wrong digit, or two neighbours swapped, does not pass."""
    total = 0
    for at, each in enumerate(reversed(digits)):
        value = int(each) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_ours(number: str) -> bool:
    body = number.removeprefix(PREFIX)
    return number.startswith(PREFIX) and len(body) == 16 and body.isdigit() and check_digit(body[:-1]) == body[-1]


def _price(parcel: Parcel, first: int, more: int) -> Money:
    kilograms = max(1, -(-parcel.weight_grams // 1000))
    whole = first + more * (kilograms - 1) + (COLLECTING if parcel.collect else 0)
    return Money(whole * 10 ** exponent(parcel.currency), parcel.currency)


def _route(to: Address) -> tuple[str, str]:
    """Sorting centre and area, as printed largest on the label: the province's postal prefix, the town."""
    digits = "".join(each for each in to.postcode if each.isalnum())
    return (digits[:2].upper() or to.country or "--"), to.city[:24]
