"""What a product may be, may become, and needs before buyers see it (features D2). Values in, values out."""

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from enum import StrEnum

from sellerhub.core.errors import NotAllowedNow
from sellerhub.core.money import Money

PHOTO_SIZES = (64, 128, 480, 1080)
LONGEST_TITLE = 255
LONGEST_SKU = 64
LONGEST_HANDLE = 120
MOST_OPTIONS = 3
MOST_VARIANTS = 100
MOST_TAGS = 50
MOST_PHOTOS = 9
LARGEST_PRICE = 10**13  # minor units
LARGEST_STOCK = 1_000_000_000


class ProductStatus(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    ACTIVE = "active"
    FAILED = "failed"  # did not pass a check; can be edited and sent again
    FROZEN = "frozen"  # a serious breach; cannot be edited
    INACTIVE = "inactive"
    DELETED = "deleted"  # kept for 30 days


class Move(StrEnum):
    SUBMIT = "submit"
    APPROVE = "approve"
    FAIL = "fail"
    FREEZE = "freeze"
    ACTIVATE = "activate"
    DEACTIVATE = "deactivate"
    DELETE = "delete"
    RESTORE = "restore"


_S, _M = ProductStatus, Move

MOVES: dict[tuple[ProductStatus, Move], ProductStatus] = {
    (_S.DRAFT, _M.SUBMIT): _S.IN_REVIEW,
    (_S.FAILED, _M.SUBMIT): _S.IN_REVIEW,
    (_S.IN_REVIEW, _M.APPROVE): _S.ACTIVE,
    (_S.IN_REVIEW, _M.FAIL): _S.FAILED,
    (_S.IN_REVIEW, _M.FREEZE): _S.FROZEN,
    (_S.ACTIVE, _M.FREEZE): _S.FROZEN,
    (_S.ACTIVE, _M.DEACTIVATE): _S.INACTIVE,
    (_S.INACTIVE, _M.ACTIVATE): _S.ACTIVE,
    **{(status, _M.DELETE): _S.DELETED for status in (_S.DRAFT, _S.IN_REVIEW, _S.ACTIVE, _S.FAILED, _S.INACTIVE)},
    (_S.DELETED, _M.RESTORE): _S.INACTIVE,
}

CAN_BE_EDITED = frozenset({_S.DRAFT, _S.IN_REVIEW, _S.ACTIVE, _S.FAILED, _S.INACTIVE})


def after(status: str, move: Move) -> ProductStatus:
    try:
        return MOVES[ProductStatus(status), move]
    except KeyError:
        raise NotAllowedNow("product", status, move) from None


def moves_from(status: str) -> tuple[Move, ...]:
    """What a seller may do with a product in this status; screens show exactly these."""
    return tuple(move for (start, move) in MOVES if start == status)


def way_to_sale(status: str) -> tuple[Move, ...]:
    """The moves that put a product on sale. A draft passes the automatic check on the way (D2)."""
    if status in {_S.DRAFT, _S.FAILED}:
        return (_M.SUBMIT, _M.APPROVE)
    return (_M.ACTIVATE,)


def missing_for_sale(title: str, prices: Sequence[int]) -> list[str]:
    """Codes of what stands between a product and sale; empty means ready."""
    missing = []
    if not title.strip():
        missing.append("title")
    if not prices:
        missing.append("variants")
    if any(price <= 0 for price in prices):
        missing.append("price")
    return missing


def is_price_jump(before: Money, now: Money) -> bool:
    """More than 50 % up or down: a person confirms it."""
    return before.minor > 0 and abs(now.minor - before.minor) * 2 > before.minor


def is_real_compare_at(price: Money, compare_at: Money | None) -> bool:
    return compare_at is None or compare_at.minor > price.minor


def photo_url(media_id: int | None, size: int) -> str:
    """Where a photo is served; empty when there is none. `size` is one of PHOTO_SIZES."""
    return f"/media/{media_id}-{size}.webp" if media_id else ""


_TURKISH = str.maketrans("ıİşŞğĞçÇöÖüÜøØßæÆ", "iIsSgGcCoOuUoOsaA")


def slug(text: str) -> str:
    """Lower-case words joined by hyphens: a handle. Letters of every script stay; accents of Latin ones go."""
    plain = unicodedata.normalize("NFKD", text.translate(_TURKISH))
    plain = "".join(each for each in plain if not unicodedata.combining(each)).lower()
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", plain)).strip("-")[:LONGEST_HANDLE].strip("-")


def readable_sku(handle: str, options: Sequence[str]) -> str:
    """A SKU a packer can read, for a variant that came without one: `CLASSIC-VARSITY-TOP-SMALL`."""
    words = [slug(handle), *(slug(each) for each in options if each)]
    return "-".join(word for word in words if word).upper()[: LONGEST_SKU - 4].strip("-") or "SKU"


def first_free(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or `wanted-2`, `wanted-3`, whichever is not taken."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def variant_title(options: Sequence[str]) -> str:
    """`Sand / 350 ml`; empty for a product without options."""
    return " / ".join(each for each in options if each)


def search_words(title: str, vendor: str, kind: str, skus: Iterable[str]) -> str:
    """What the search of a product list looks through."""
    return "\n".join([title, vendor, kind, *skus]).casefold()
