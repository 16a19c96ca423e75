"""What payments refuse."""

from sellerhub.core.errors import BusinessError, Kind


class BadCard(BusinessError):
    """The typed number is no card number. It is never repeated back or kept."""

    code = "bad_card"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("Check the card number: a digit is missing or wrong.", field="card_number")


class PaymentUnderWay(BusinessError):
    code = "payment_under_way"

    def __init__(self) -> None:
        super().__init__("A payment for this order is still open at the bank. Wait a moment and look again.")
