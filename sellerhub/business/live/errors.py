"""What a LIVE says no to."""

from sellerhub.core.errors import BusinessError, Kind


class NothingToShow(BusinessError):
    code = "nothing_to_show"

    def __init__(self) -> None:
        super().__init__("Add at least one product before going LIVE.")


class AlreadyOnAir(BusinessError):
    code = "already_on_air"

    def __init__(self) -> None:
        super().__init__("This shop is already LIVE. End that session first.")


class ListIsFull(BusinessError):
    code = "live_list_full"

    def __init__(self, most: int) -> None:
        super().__init__(f"A LIVE shows at most {most} products.", most=most)


class NotPinnable(BusinessError):
    """Sold out, removed, or gone from the catalogue."""

    code = "not_pinnable"

    def __init__(self, status: str) -> None:
        super().__init__(f"This product is {status}; it cannot be pinned now.", status=status)


class TooLateToRestart(BusinessError):
    code = "too_late_to_restart"

    def __init__(self) -> None:
        super().__init__("A LIVE can be taken up again within two hours of its end.")


class TooManyComments(BusinessError):
    code = "too_many_comments"
    kind = Kind.TOO_MANY

    def __init__(self, seconds: int) -> None:
        super().__init__(f"You write fast. Wait {seconds} seconds and send it again.", seconds=seconds)
