"""The order's life (features D4, D5): one table of moves, what each status permits, deadlines and fees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sellerhub.business.orders.errors import OrderNotAllowedNow


class OrderStatus(StrEnum):
    UNPAID = "unpaid"
    ON_HOLD = "on_hold"
    """Paid; the buyer may still cancel freely, the seller sees no address yet."""
    AWAITING_SHIPMENT = "awaiting_shipment"
    PARTIALLY_SHIPPED = "partially_shipped"
    AWAITING_COLLECTION = "awaiting_collection"
    """Every parcel has its label; the carrier has not scanned them all."""
    IN_TRANSIT = "in_transit"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Move(StrEnum):
    PAY = "pay"
    RELEASE = "release"
    ARRANGE_PART = "arrange_part"
    ARRANGE = "arrange"
    UNARRANGE = "unarrange"
    HAND_OVER = "hand_over"
    DELIVER = "deliver"
    COMPLETE = "complete"
    EXPIRE = "expire"
    CANCEL_FREELY = "cancel_freely"
    CANCEL = "cancel"
    LOSE = "lose"


_S, _M = OrderStatus, Move
TO_SHIP = frozenset({_S.AWAITING_SHIPMENT, _S.PARTIALLY_SHIPPED, _S.AWAITING_COLLECTION})
OPEN = frozenset(_S) - {_S.COMPLETED, _S.CANCELLED}
SOLD = frozenset(_S) - {_S.UNPAID, _S.CANCELLED}
"""Paid, or to be paid at the door, and not cancelled since: what sales figures count."""

MOVES: dict[tuple[OrderStatus, Move], OrderStatus] = {
    (_S.UNPAID, _M.PAY): _S.ON_HOLD,
    (_S.UNPAID, _M.EXPIRE): _S.CANCELLED,
    (_S.UNPAID, _M.CANCEL_FREELY): _S.CANCELLED,
    (_S.ON_HOLD, _M.CANCEL_FREELY): _S.CANCELLED,
    (_S.ON_HOLD, _M.CANCEL): _S.CANCELLED,
    (_S.ON_HOLD, _M.RELEASE): _S.AWAITING_SHIPMENT,
    (_S.AWAITING_SHIPMENT, _M.CANCEL): _S.CANCELLED,
    (_S.AWAITING_SHIPMENT, _M.ARRANGE_PART): _S.PARTIALLY_SHIPPED,
    (_S.AWAITING_SHIPMENT, _M.ARRANGE): _S.AWAITING_COLLECTION,
    (_S.PARTIALLY_SHIPPED, _M.ARRANGE_PART): _S.PARTIALLY_SHIPPED,
    (_S.PARTIALLY_SHIPPED, _M.ARRANGE): _S.AWAITING_COLLECTION,
    (_S.PARTIALLY_SHIPPED, _M.UNARRANGE): _S.AWAITING_SHIPMENT,
    (_S.AWAITING_COLLECTION, _M.UNARRANGE): _S.AWAITING_SHIPMENT,
    (_S.AWAITING_COLLECTION, _M.HAND_OVER): _S.IN_TRANSIT,
    (_S.IN_TRANSIT, _M.DELIVER): _S.DELIVERED,
    (_S.IN_TRANSIT, _M.LOSE): _S.CANCELLED,
    (_S.DELIVERED, _M.COMPLETE): _S.COMPLETED,
}


def after(status: OrderStatus, move: Move) -> OrderStatus:
    """Where a move leads. Raises OrderNotAllowedNow when its status does not know it."""
    if (status, move) not in MOVES:
        raise OrderNotAllowedNow(status, move)
    return MOVES[status, move]


def moves_from(status: OrderStatus) -> frozenset[Move]:
    return frozenset(move for start, move in MOVES if start == status)


@dataclass(frozen=True, slots=True)
class Permits:
    """What one status permits; screens show exactly these."""

    pay: bool = False
    cancel_freely: bool = False
    """The buyer cancels without asking."""
    ask_to_cancel: bool = False
    """The buyer may ask; the seller answers."""
    seller_cancels: bool = False
    confirm: bool = False
    """The seller says the order is taken in hand (OR-05)."""
    ship: bool = False
    address_shown: bool = False
    """The seller sees where it goes; masked while the buyer may still walk away."""


PERMITS: dict[OrderStatus, Permits] = {
    _S.UNPAID: Permits(pay=True, cancel_freely=True),
    _S.ON_HOLD: Permits(cancel_freely=True, seller_cancels=True),
    _S.AWAITING_SHIPMENT: Permits(ask_to_cancel=True, seller_cancels=True, confirm=True, ship=True, address_shown=True),
    _S.PARTIALLY_SHIPPED: Permits(ship=True, address_shown=True),
    _S.AWAITING_COLLECTION: Permits(ship=True, address_shown=True),
    _S.IN_TRANSIT: Permits(address_shown=True),
    _S.DELIVERED: Permits(address_shown=True),
    _S.COMPLETED: Permits(address_shown=True),
    _S.CANCELLED: Permits(),
}


class Fault(StrEnum):
    """Who is answerable for a cancellation; health counts only the seller's."""

    BUYER = "buyer"
    SELLER = "seller"
    CARRIER = "carrier"
    PLATFORM = "platform"


FAULT_OF: dict[str, Fault] = {
    "changed_mind": Fault.BUYER,
    "wrong_address": Fault.BUYER,
    "found_cheaper": Fault.BUYER,
    "ordered_by_mistake": Fault.BUYER,
    "unpaid": Fault.BUYER,
    "paid_too_late": Fault.BUYER,
    "out_of_stock": Fault.SELLER,
    "pricing_error": Fault.SELLER,
    "cannot_ship": Fault.SELLER,
    "not_arranged": Fault.SELLER,
    "not_answered": Fault.BUYER,
    "buyer_asked": Fault.BUYER,
    "lost": Fault.CARRIER,
    "fraud": Fault.PLATFORM,
    "legal": Fault.PLATFORM,
}
BUYER_REASONS = ("changed_mind", "wrong_address", "found_cheaper", "ordered_by_mistake")
SELLER_REASONS = ("out_of_stock", "pricing_error", "cannot_ship", "buyer_asked")

SOURCES = ("live", "shop", "video", "creator")
MOST_LINES = 50
MOST_UNITS = 99
KEY_LENGTH = 100


def fitting_units(asked: int, left: int = MOST_UNITS) -> int:
    """Units of one variant a buyer may choose, nearest to what was asked. One where nothing is left: the checkout then says so."""
    return max(1, min(asked, left, MOST_UNITS))


def shipping_minor(items_minor: int, fee_minor: int, free_from_minor: int | None) -> int:
    """One shop's shipping fee for its part of a checkout, in minor units."""
    return 0 if free_from_minor is not None and items_minor >= free_from_minor else fee_minor


def next_deadline(status: OrderStatus, times: Mapping[str, datetime | None]) -> datetime | None:
    """The next time at which the clock itself changes this order, or None. `times` are the order's dated columns and its `due_at`."""
    match status:
        case OrderStatus.AWAITING_SHIPMENT:
            late_on = times["ship_by_at"] if times["late_at"] is None else None
            waiting = [times["answer_by_at"], times["arrange_by_at"], late_on]
        case OrderStatus.AWAITING_COLLECTION:
            waiting = [times["arrange_by_at"] if times["late_at"] is None else None]
        case OrderStatus.UNPAID | OrderStatus.ON_HOLD | OrderStatus.DELIVERED:
            waiting = [times["due_at"]]
        case _:
            waiting = []
    return min((each for each in waiting if each is not None), default=None)
