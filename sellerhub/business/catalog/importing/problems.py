"""What may be wrong with a cell, and the refusals of a whole file."""

from dataclasses import asdict, dataclass, field

from sellerhub.core.errors import BusinessError, Kind

ERROR, WARNING = "error", "warning"

SENTENCES = {
    "title_missing": "Title is empty.",
    "title_too_long": "Title is longer than 255 characters.",
    "price_missing": "Price is empty.",
    "price_unreadable": "Price is not a number.",
    "price_decimals": "Price has more decimals than the currency.",
    "price_too_large": "Price is too large.",
    "price_zero": "Price is zero: the product stays a draft.",
    "price_jump": "Price changes by more than 50 %. Tick to accept.",
    "compare_at_unreadable": "Compare-at price is not a number.",
    "compare_at_not_above": "Compare-at price is not above the price; it is left out.",
    "stock_unreadable": "Stock is not a whole number.",
    "stock_below_zero": "Stock is below zero.",
    "stock_too_large": "Stock is too large.",
    "weight_unreadable": "Weight is not a number of grams.",
    "sku_too_long": "SKU is longer than 64 characters.",
    "sku_repeated": "Same SKU as row {row}.",
    "sku_taken": "Another product already uses this SKU.",
    "options_repeated": "Same options as row {row}.",
    "too_many_variants": "A product holds up to 100 variants.",
    "too_many_tags": "Only the first 50 tags are kept.",
    "product_unknown": "No product has this SKU, and there is no title to make one.",
    "product_not_usable": "Row {row} of the same product has an error.",
    "product_frozen": "This product is frozen and cannot be changed.",
    "image_not_http": "Picture address does not start with http.",
    "too_many_cells": "This row has more cells than the header.",
    "refused": "{reason}",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`column` is the header of the file, `key` our name for it; `fix` the likely right cell, or empty."""

    code: str
    column: str = ""
    severity: str = ERROR
    fix: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    key: str = ""

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code].format(**self.facts)

    def as_json(self) -> dict:
        return asdict(self)


class FileRefused(BusinessError):
    """A file that cannot be read as products at all; nothing of it was kept."""

    kind = Kind.INVALID

    def __init__(self, code: str, sentence: str, **facts: str | int) -> None:
        super().__init__(sentence, **facts)
        self.code = code
