"""The life of a package, what its order's status follows from, and which tracking numbers can be real (features D4)."""

import re
from collections.abc import Iterable
from enum import StrEnum

from sellerhub.business.fulfilment.errors import TrackingNotValid
from sellerhub.business.fulfilment.ports import ScanKind
from sellerhub.core.address import Address
from sellerhub.core.errors import NotAllowedNow


class PackageStatus(StrEnum):
    CREATED = "created"
    LABEL_READY = "label_ready"
    LABEL_FAILED = "label_failed"
    PRINTED = "printed"
    PACKED = "packed"
    HANDED_OVER = "handed_over"
    IN_TRANSIT = "in_transit"
    DELIVERED = "delivered"
    RETURNED = "returned_to_sender"
    LOST = "lost"
    VOIDED = "voided"
    """Given up before it was scanned, because its order was cancelled."""


class Move(StrEnum):
    LABEL = "label"
    FAIL_LABEL = "fail_label"
    PRINT = "print"
    PACK = "pack"
    HAND_OVER = "hand_over"
    CARRY = "carry"
    DELIVER = "deliver"
    RETURN = "return"
    LOSE = "lose"
    VOID_LABEL = "void_label"
    GIVE_UP = "give_up"


S, M = PackageStatus, Move

MOVES: dict[tuple[PackageStatus, Move], PackageStatus] = {
    (S.CREATED, M.LABEL): S.LABEL_READY,
    (S.LABEL_FAILED, M.LABEL): S.LABEL_READY,
    (S.CREATED, M.FAIL_LABEL): S.LABEL_FAILED,
    (S.LABEL_FAILED, M.FAIL_LABEL): S.LABEL_FAILED,
    (S.LABEL_READY, M.PRINT): S.PRINTED,
    (S.PRINTED, M.PRINT): S.PRINTED,
    (S.PACKED, M.PRINT): S.PACKED,
    (S.LABEL_READY, M.PACK): S.PACKED,
    (S.LABEL_READY, M.HAND_OVER): S.HANDED_OVER,
    (S.PRINTED, M.PACK): S.PACKED,
    (S.PRINTED, M.HAND_OVER): S.HANDED_OVER,
    (S.PACKED, M.HAND_OVER): S.HANDED_OVER,
    # a scan is a fact, whatever we believed before it
    (S.LABEL_READY, M.CARRY): S.IN_TRANSIT,
    (S.PRINTED, M.CARRY): S.IN_TRANSIT,
    (S.PACKED, M.CARRY): S.IN_TRANSIT,
    (S.HANDED_OVER, M.CARRY): S.IN_TRANSIT,
    (S.IN_TRANSIT, M.CARRY): S.IN_TRANSIT,
    (S.IN_TRANSIT, M.DELIVER): S.DELIVERED,
    (S.HANDED_OVER, M.DELIVER): S.DELIVERED,
    (S.IN_TRANSIT, M.RETURN): S.RETURNED,
    (S.HANDED_OVER, M.LOSE): S.LOST,
    (S.IN_TRANSIT, M.LOSE): S.LOST,
    (S.LABEL_READY, M.VOID_LABEL): S.CREATED,
    (S.PRINTED, M.VOID_LABEL): S.CREATED,
    (S.PACKED, M.VOID_LABEL): S.CREATED,
    (S.CREATED, M.GIVE_UP): S.VOIDED,
    (S.LABEL_FAILED, M.GIVE_UP): S.VOIDED,
    (S.LABEL_READY, M.GIVE_UP): S.VOIDED,
    (S.PRINTED, M.GIVE_UP): S.VOIDED,
    (S.PACKED, M.GIVE_UP): S.VOIDED,
}

SCAN_MOVES: dict[ScanKind, Move] = {
    ScanKind.PICKED_UP: M.CARRY,
    ScanKind.IN_TRANSIT: M.CARRY,
    ScanKind.OUT_FOR_DELIVERY: M.CARRY,
    ScanKind.DELIVERY_FAILED: M.CARRY,
    ScanKind.DELIVERED: M.DELIVER,
    ScanKind.RETURNED: M.RETURN,
    ScanKind.LOST: M.LOSE,
}

LABELLED = frozenset({S.LABEL_READY, S.PRINTED, S.PACKED})
UNLABELLED = frozenset({S.CREATED, S.LABEL_FAILED})
CARRIED = frozenset({S.IN_TRANSIT, S.DELIVERED, S.RETURNED, S.LOST})
WATCHED = frozenset({S.HANDED_OVER, S.IN_TRANSIT})
OVER = frozenset({S.DELIVERED, S.RETURNED, S.LOST, S.VOIDED})

# how far a package is; what went wrong on the way counts as far as it came
_PROGRESS = {
    status: step
    for step, group in enumerate(
        (
            (S.CREATED, S.LABEL_FAILED),
            (S.LABEL_READY,),
            (S.PRINTED,),
            (S.PACKED,),
            (S.HANDED_OVER,),
            (S.IN_TRANSIT, S.LOST, S.RETURNED),
            (S.DELIVERED,),
        )
    )
    for status in group
}


def after(status: PackageStatus, move: Move) -> PackageStatus:
    """Raises NotAllowedNow."""
    if (status, move) not in MOVES:
        raise NotAllowedNow("package", status, move)
    return MOVES[status, move]


def from_statuses(move: Move) -> list[PackageStatus]:
    """Where a move may start: the WHERE of its UPDATE."""
    return [status for status, each in MOVES if each is move]


def moves_from(status: PackageStatus, *, own: bool = False) -> frozenset[Move]:
    """What may happen next. A parcel leaves without our label only under the seller's own number."""
    found = frozenset(move for each, move in MOVES if each is status)
    return found if own or status is not S.LABEL_READY else found - {M.HAND_OVER}


def least_advanced(statuses: Iterable[PackageStatus]) -> PackageStatus | None:
    """The status an order with several packages shows; voided ones do not count."""
    living = [status for status in statuses if status is not S.VOIDED]
    return min(living, key=_PROGRESS.__getitem__) if living else None


class Stage(StrEnum):
    """What an order's packages say about the order; the names are order statuses."""

    AWAITING_SHIPMENT = "awaiting_shipment"
    PARTIALLY_SHIPPED = "partially_shipped"
    AWAITING_COLLECTION = "awaiting_collection"
    IN_TRANSIT = "in_transit"
    DELIVERED = "delivered"


def stage_of(statuses: Iterable[PackageStatus], *, everything_packed: bool) -> Stage:
    """`everything_packed`: every unit of the order is in some package."""
    living = [status for status in statuses if status is not S.VOIDED]
    if not living or all(status in UNLABELLED for status in living):
        return Stage.AWAITING_SHIPMENT
    if not everything_packed or any(status in UNLABELLED for status in living):
        return Stage.PARTIALLY_SHIPPED
    if all(status is S.DELIVERED for status in living):
        return Stage.DELIVERED
    if all(status in CARRIED for status in living):
        return Stage.IN_TRANSIT
    return Stage.AWAITING_COLLECTION


# Numbers typed by hand

CARRIERS: dict[str, re.Pattern[str]] = {
    "Yurtiçi Kargo": re.compile(r"(YK)?\d{12}"),
    "Aras Kargo": re.compile(r"\d{10,20}"),
    "MNG Kargo": re.compile(r"\d{9,15}"),
    "PTT Kargo": re.compile(r"(\d{13}|KP\d{11}|[A-Z]{2}\d{9}TR)"),
    "Sürat Kargo": re.compile(r"\d{11,14}"),
    "UPS": re.compile(r"1Z[0-9A-Z]{16}"),
    "DHL": re.compile(r"(\d{10}|JD\d{16,20})"),
    "FedEx": re.compile(r"(\d{12}|\d{15})"),
    "": re.compile(r"(?=(?:.*\d){6})[A-Z0-9]{8,22}"),
}
"""Carriers a seller may bring, with the shape of their numbers; the empty name is any other carrier."""

LONGEST_NUMBER = 22  # still fits a 4 in label at 0.33 mm a module


def tidy_number(text: str) -> str:
    """As scanned: capitals, without spaces and dashes."""
    return re.sub(r"[\s\-\u2010-\u2015.]", "", text).upper()


def own_number(carrier: str, text: str) -> str:
    """The tracking number a seller typed, tidied. Raises TrackingNotValid when it cannot be one of this carrier."""
    number = tidy_number(text)
    shape = CARRIERS.get(carrier, CARRIERS[""])
    if len(number) > LONGEST_NUMBER or not number.isascii() or not shape.fullmatch(number):
        raise TrackingNotValid(number[:40], carrier)
    if re.fullmatch(r"[A-Z]{2}\d{9}[A-Z]{2}", number) and int(number[10]) != s10_check_digit(number[2:10]):
        raise TrackingNotValid(number, carrier)
    if re.fullmatch(r"1Z[0-9A-Z]{16}", number) and int(number[-1], 36) != ups_check_digit(number[2:17]):
        raise TrackingNotValid(number, carrier)
    return number


def s10_check_digit(serial: str) -> int:
    """Universal Postal Union S10, for eight digits."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(serial, (8, 6, 4, 2, 3, 5, 9, 7), strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest)


def ups_check_digit(body: str) -> int:
    """The last figure of a 1Z number, for the fifteen characters between."""
    values = [int(each) if each.isdigit() else (ord(each) - 63) % 10 for each in body]
    return -(sum(values[0::2]) + 2 * sum(values[1::2])) % 10


def spaced(number: str) -> str:
    """`SC 7420 1185 3306`: for people to read."""
    head = re.match(r"[A-Z]{0,3}(?=\d)", number)
    start = head.end() if head else 0
    groups = [number[:start], *(number[at : at + 4] for at in range(start, len(number), 4))]
    return " ".join(part for part in groups if part)


# What people may see


def masked_phone(phone: str) -> str:
    """`+90 532 ••• •• 17`: enough to recognise, not enough to call."""
    digits = [at for at, each in enumerate(phone) if each.isdigit()]
    hidden = set(digits[5:-2] if len(digits) > 7 else digits[:-2])
    return "".join("•" if at in hidden else each for at, each in enumerate(phone))


def masked_address(address: Address) -> Address:
    """While an order is on hold the seller sees only where it goes, roughly (D4)."""
    name = " ".join(part[:1] + "•••" for part in address.name.split())
    return Address(
        name=name, phone=masked_phone(address.phone) if address.phone else "", line1="•••", city=address.city, country=address.country
    )


def package_code(order_number: str, position: int) -> str:
    """`SH-250087-2`: what slips carry and scanners read."""
    return f"{order_number}-{position}"


def split_code(code: str) -> tuple[str, int | None]:
    """A scanned order or package code: the order's number and the position, if it has one."""
    parts = code.strip().upper().rsplit("-", 1)
    if len(parts) == 2 and "-" in parts[0] and parts[1].isdigit():
        return parts[0], int(parts[1])
    return code.strip().upper(), None
