"""What a shop is refused."""

from sellerhub.core.errors import BusinessError, Kind


class HandleTaken(BusinessError):
    code = "handle_taken"

    def __init__(self, handle: str) -> None:
        super().__init__(f"The address {handle} belongs to another shop. Choose another one.", handle=handle)


class BadHandle(BusinessError):
    code = "bad_handle"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("A shop's address has 3 to 40 letters a-z, digits and hyphens.")


class BadShopName(BusinessError):
    code = "bad_shop_name"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("A shop's name has 2 to 60 characters and does not claim to be official.")


class UnknownMarket(BusinessError):
    code = "unknown_market"
    kind = Kind.INVALID

    def __init__(self, market: str) -> None:
        super().__init__(f"There is no market {market}.", market=market)
