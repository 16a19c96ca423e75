"""Addresses as buyers type them: checked where it goes, told field by field."""

import phonenumbers

from sellerhub.core.address import Address
from sellerhub.core.errors import Invalid

LONGEST = 120
_NEEDED = ("name", "phone", "line1", "city")


class BadAddress(Invalid):
    """`problems` maps a field to the code of what is wrong: missing, too_long, phone, country."""

    code = "bad_address"

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(next(iter(problems)), "Check the marked fields of the address.")
        self.problems = problems


def checked(typed: Address) -> Address:
    """Trimmed, its phone in the international form. Raises BadAddress with all problems at once."""
    values = {name: " ".join(value.split()) for name, value in typed.facts().items()}
    values["country"] = values["country"].upper()
    problems = {name: "missing" for name in _NEEDED if not values[name]}
    problems |= {name: "too_long" for name, value in values.items() if len(value) > LONGEST}
    if len(values["country"]) != 2 or values["country"] not in phonenumbers.SUPPORTED_REGIONS:
        problems["country"] = "country"
    elif "phone" not in problems:
        phone = _phone(values["phone"], values["country"])
        if phone is None:
            problems["phone"] = "phone"
        else:
            values["phone"] = phone
    if problems:
        raise BadAddress(problems)
    return Address(**values)


def _phone(typed: str, country: str) -> str | None:
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
