"""Refusals: what the business says no to. Anything else that is raised is a bug.

Every refusal has a stable `code` (also its key in the language catalogues: `refusal.<code>`), an English
sentence for logs and the API, and `facts` that fill the translated sentence.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What the refusal means at an edge; the API maps it to a status."""

    INVALID = "invalid"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_PERMITTED = "not_permitted"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    TOO_MANY = "too_many"
    AWAY = "away"


class BusinessError(Exception):
    code = "refused"
    kind = Kind.CONFLICT

    def __init__(self, sentence: str, **facts: str | int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts


class NotSignedIn(BusinessError):
    code = "not_signed_in"
    kind = Kind.NOT_SIGNED_IN

    def __init__(self) -> None:
        super().__init__("Sign in to continue.")


class NotPermitted(BusinessError):
    code = "not_permitted"
    kind = Kind.NOT_PERMITTED

    def __init__(self, permission: str) -> None:
        super().__init__(f"You need the permission {permission}. The shop owner can grant it.", permission=permission)


class NotFound(BusinessError):
    """Also the answer for what belongs to somebody else: the two must look the same."""

    code = "not_found"
    kind = Kind.NOT_FOUND

    def __init__(self, what: str) -> None:
        super().__init__(f"This {what} is not here.", what=what)


class NotAllowedNow(BusinessError):
    """A move that its status does not allow, or that lost a race."""

    code = "not_allowed_now"

    def __init__(self, what: str, status: str, move: str) -> None:
        super().__init__(f"{what} is {status}; it cannot {move} now.", what=what, status=status, move=move)


class Invalid(BusinessError):
    """One field that cannot be used as typed. `field` names it for the form."""

    code = "invalid"
    kind = Kind.INVALID

    def __init__(self, field: str, sentence: str, **facts: str | int) -> None:
        super().__init__(sentence, field=field, **facts)
        self.field = field


class TooBusy(BusinessError):
    """A bounded queue is full; nothing was done."""

    code = "too_busy"
    kind = Kind.TOO_MANY

    def __init__(self) -> None:
        super().__init__("Too many people at once. Nothing was taken; try again in a moment.")


class OutOfReach(BusinessError):
    """The database does not answer. What was being done may have been done: send the same again, under the same key."""

    code = "out_of_reach"
    kind = Kind.AWAY

    def __init__(self) -> None:
        super().__init__("Our database does not answer right now. Try again in a moment; no order is placed twice.")
