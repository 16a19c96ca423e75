"""A shop's name and address; what shipping costs."""

import re
import unicodedata

from sellerhub.business.shop.errors import BadHandle, BadShopName
from sellerhub.core.money import Money

HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]")
CLAIMS = ("flagship", "official")  # spec D1
TURKISH = str.maketrans("ıİşŞğĞ", "iIsSgG")


def clean_handle(text: str) -> str:
    """The shop's part of its address. Raises BadHandle."""
    handle = text.strip().lower()
    if not HANDLE.fullmatch(handle) or "--" in handle:
        raise BadHandle
    return handle


def handle_from(name: str) -> str:
    """A handle to propose for a name; may be empty when the name has no Latin letters."""
    plain = unicodedata.normalize("NFKD", name.translate(TURKISH)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def clean_name(text: str) -> str:
    """Raises BadShopName."""
    name = " ".join(text.split())
    if not 2 <= len(name) <= 60 or not name.isprintable() or any(claim in name.casefold() for claim in CLAIMS):
        raise BadShopName
    return name


def shipping_for(items: Money, fee: Money, free_from: Money | None) -> Money:
    """What the buyer pays for shipping one order of one shop."""
    if free_from is not None and items >= free_from:
        return Money.zero(fee.currency)
    return fee
