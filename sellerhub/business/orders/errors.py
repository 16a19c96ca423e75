"""What orders refuse."""

from sellerhub.core.errors import BusinessError, Kind, NotAllowedNow


class OrderNotAllowedNow(NotAllowedNow):
    code = "order_not_allowed_now"

    def __init__(self, status: str, move: str) -> None:
        super().__init__("The order", status, move)


class PriceChanged(BusinessError):
    """What the buyer saw is no longer what it costs; they must confirm the new price."""

    code = "price_changed"

    def __init__(self, title: str, variant_id: int, now_minor: int, currency: str) -> None:
        super().__init__(
            f"The price of {title} changed. Look at the new price and confirm.",
            title=title,
            variant_id=str(variant_id),
            now_minor=now_minor,
            currency=currency,
        )


class TotalChanged(BusinessError):
    """Shipping or another part of the total is not what the buyer saw."""

    code = "total_changed"

    def __init__(self, now_minor: int, currency: str) -> None:
        super().__init__("The total changed. Look at it and confirm.", now_minor=now_minor, currency=currency)


class NotOnSale(BusinessError):
    code = "not_on_sale"

    def __init__(self, title: str = "") -> None:
        super().__init__(f"{title or 'This product'} is not on sale now.", title=title)


class OneCurrency(BusinessError):
    code = "one_currency"

    def __init__(self) -> None:
        super().__init__("Products in different currencies are paid for separately. Check out one shop at a time.")


class KeyReused(BusinessError):
    """The same key came with another content; the first answer stands."""

    code = "key_reused"

    def __init__(self) -> None:
        super().__init__("This checkout was already sent with other content. Look at your purchases before you try again.")


class NothingToBuy(BusinessError):
    code = "nothing_to_buy"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("Choose at least one product.")


class TooManyUnits(BusinessError):
    code = "too_many_units"
    kind = Kind.INVALID

    def __init__(self, most: int) -> None:
        super().__init__(f"Choose between 1 and {most} units of a product.", most=most)


class TooManyLines(BusinessError):
    code = "too_many_lines"
    kind = Kind.INVALID

    def __init__(self, most: int) -> None:
        super().__init__(f"One checkout holds at most {most} different products.", most=most)


class CartFull(BusinessError):
    code = "cart_full"

    def __init__(self, most: int) -> None:
        super().__init__(f"The cart holds at most {most} different products. Buy or remove some first.", most=most)


class CancelNotAsked(BusinessError):
    code = "cancel_not_asked"

    def __init__(self) -> None:
        super().__init__("The buyer has no cancellation request open on this order.")


class CancelAsked(BusinessError):
    """Fulfilment warns with this before it ships against an open request."""

    code = "cancel_asked"

    def __init__(self) -> None:
        super().__init__("The buyer asked to cancel. Answer the request first, or ship to decline it.")


class UnknownReason(BusinessError):
    code = "unknown_reason"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("Choose a reason from the list.")
