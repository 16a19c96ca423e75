"""A buyer's payment (features D3)."""

from enum import StrEnum


class Method(StrEnum):
    CARD = "card"
    COD = "cod"


class PaymentStatus(StrEnum):
    CREATED = "created"
    """The gateway has been or is about to be asked; the answer is not known here yet."""
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    DECLINED = "declined"
    FAILED = "failed"
    """The buyer never came back from the bank's page."""
    CANCELLED = "cancelled"
    """Given back in full before it was captured."""
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"


class MoveKind(StrEnum):
    """What is done with authorised money, an order at a time."""

    CAPTURE = "capture"
    VOID = "void"
    REFUND = "refund"


class MoveStatus(StrEnum):
    PENDING = "pending"
    SETTLED = "settled"
    FAILED = "failed"


def status_of(amount: int, captured: int, voided: int, refunded: int) -> PaymentStatus:
    """Where an authorised payment of `amount` stands; all in minor units."""
    if refunded and refunded >= captured:
        return PaymentStatus.REFUNDED
    if refunded:
        return PaymentStatus.PARTIALLY_REFUNDED
    if captured:
        return PaymentStatus.CAPTURED
    return PaymentStatus.CANCELLED if voided >= amount else PaymentStatus.AUTHORIZED


MOST_TRIES = 12


def card_digits(typed: str) -> str:
    """The digits of a card number as typed, empty when it cannot be one (length, Luhn's check digit)."""
    digits = "".join(typed.split()).replace("-", "")
    if not digits.isascii() or not digits.isdigit() or not 12 <= len(digits) <= 19:
        return ""
    doubled = [sum(divmod(int(each) * 2, 10)) if place % 2 else int(each) for place, each in enumerate(reversed(digits))]
    return digits if sum(doubled) % 10 == 0 else ""
