"""What fulfilment says no to."""

from sellerhub.core.errors import BusinessError, Invalid, Kind


class TrackingNotValid(Invalid):
    code = "tracking_not_valid"

    def __init__(self, number: str, carrier: str) -> None:
        super().__init__(
            "tracking_number", f"{number or 'Nothing'} is no tracking number of {carrier or 'a carrier'}.", number=number, carrier=carrier
        )


class TrackingUsed(Invalid):
    """A label is for one package only (D4)."""

    code = "tracking_used"

    def __init__(self, number: str) -> None:
        super().__init__("tracking_number", f"{number} already belongs to another package. Each order needs its own label.", number=number)


class OnHold(BusinessError):
    """The buyer may still cancel freely; no label, no tracking yet (D4)."""

    code = "order_on_hold"

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} is on hold: the buyer may still cancel it. It can be shipped when the hold ends.", number=number)


class NothingToShip(BusinessError):
    """Every unit of the order is in a package already."""

    code = "nothing_to_ship"

    def __init__(self, number: str) -> None:
        super().__init__(f"Everything in {number} is packed already.", number=number)


class TooManyToPack(Invalid):
    code = "too_many_to_pack"

    def __init__(self, title: str, wanted: int, left: int) -> None:
        super().__init__("lines", f"Only {left} of {title} left to pack; {wanted} asked for.", title=title, wanted=wanted, left=left)


class WrongItem(BusinessError):
    """Scanned while packing, but not in this package."""

    code = "wrong_item"

    def __init__(self, code: str, package: str) -> None:
        super().__init__(f"{code} does not belong in {package}.", scanned=code, package=package)


class ItemComplete(BusinessError):
    code = "item_complete"

    def __init__(self, title: str, package: str) -> None:
        super().__init__(f"Enough of {title} is in {package} already.", title=title, package=package)


class ServiceGone(BusinessError):
    code = "service_gone"

    def __init__(self, service: str) -> None:
        super().__init__(f"The carrier no longer offers {service} for this parcel. Choose again.", service=service)


class CarrierSaidNo(BusinessError):
    """The package is kept as `label_failed` and can be tried again."""

    code = "carrier_said_no"

    def __init__(self, reason: str) -> None:
        super().__init__(f"The carrier refused this parcel: {reason}.", reason=reason)


class BatchTooLarge(BusinessError):
    code = "batch_too_large"
    kind = Kind.TOO_MANY

    def __init__(self, wanted: int, most: int) -> None:
        super().__init__(f"At most {most} labels at once; {wanted} chosen.", wanted=wanted, most=most)
