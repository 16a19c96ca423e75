"""What a person types into a price or stock field, as values. A decimal comma is read; anything unclear is refused."""

import re

from sellerhub.business.catalog.errors import DoesNotFit
from sellerhub.core.money import Money


def typed_price(text: str, currency: str) -> Money:
    """`349`, `349.00`, `349,5`. Raises DoesNotFit."""
    plain = re.sub(r"[^\d.,-]", "", text)
    if re.fullmatch(r"\d+,\d{1,2}", plain):
        plain = plain.replace(",", ".")
    try:
        if "," in plain:
            raise ValueError(plain)
        return Money.parse(plain, currency)
    except ValueError:
        raise DoesNotFit("price_not_read", "price", f"{text!r} is not a price. Type it like 349.00.", typed=text[:20]) from None


def typed_number(text: str, field: str = "stock") -> int:
    """A whole number of 0 or more. Raises DoesNotFit."""
    plain = text.strip().replace("\u00a0", "").replace(" ", "")
    if not re.fullmatch(r"\d{1,10}", plain):
        raise DoesNotFit("number_not_read", field, f"{text!r} is not a whole number.", typed=text[:20])
    return int(plain)
