"""What inventory refuses."""

from sellerhub.core.errors import BusinessError, Kind


class SoldOut(BusinessError):
    """Not enough left for what was asked. `left` units can still be bought."""

    code = "sold_out"

    def __init__(self, title: str, wanted: int, left: int) -> None:
        sentence = f"Only {left} of {title} left; {wanted} requested." if left else f"{title} is sold out."
        super().__init__(sentence, title=title, wanted=wanted, left=left)


class BadLevel(BusinessError):
    code = "bad_level"
    kind = Kind.INVALID

    def __init__(self, level: int) -> None:
        super().__init__(f"{level} is not a stock level. Use a whole number from 0 to 10,000,000.", level=level)
