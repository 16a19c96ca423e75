"""What people are refused at the door. Nothing here tells whether an address has an account."""

from sellerhub.core.errors import BusinessError, Kind


class WrongCredentials(BusinessError):
    code = "wrong_credentials"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is not right.")


class WrongOldPassword(BusinessError):
    code = "wrong_old_password"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("The old password is not right.")


class TooManyTries(BusinessError):
    code = "too_many_tries"
    kind = Kind.TOO_MANY

    def __init__(self, minutes: int) -> None:
        super().__init__(f"Too many tries. Wait {minutes} minutes, or reset your password.", minutes=minutes)


class AddressTaken(BusinessError):
    """Only shown to whoever proved nothing yet in words that do not tell; see the sign-up route."""

    code = "sign_up_refused"

    def __init__(self) -> None:
        super().__init__("This account could not be made. If you already have one, sign in or reset your password.")


class BadEmail(BusinessError):
    code = "bad_email"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("This is not a complete e-mail address.")


class NameMissing(BusinessError):
    code = "name_missing"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("Write your name, at most 80 characters.")


class WeakPassword(BusinessError):
    kind = Kind.INVALID

    def __init__(self, why: str, sentence: str, **facts: int) -> None:
        super().__init__(sentence, **facts)
        self.code = f"password_{why}"


class WrongCode(BusinessError):
    code = "wrong_code"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("This code is not right or no longer valid. Ask for a new one.")


class MailedEnough(BusinessError):
    """Said of one sign-up. What went to its address from elsewhere is nobody's to know."""

    code = "mailed_enough"
    kind = Kind.TOO_MANY

    def __init__(self, minutes: int) -> None:
        super().__init__(f"Enough mails went out for now. Look in your spam folder, or start over in {minutes} minutes.", minutes=minutes)


class SignUpOver(BusinessError):
    code = "sign_up_over"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("The time to confirm this sign-up is over. Fill in the form once more.")


class NoSuchFace(BusinessError):
    code = "no_such_face"
    kind = Kind.NOT_PERMITTED

    def __init__(self) -> None:
        super().__init__("Your account does not have this part of SellerHub.")
