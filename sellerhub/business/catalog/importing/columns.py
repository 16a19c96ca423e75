"""Which column of a file means what. Shopify's names, and plain ones that people type."""

from collections.abc import Sequence
from dataclasses import dataclass

from sellerhub.business.catalog.importing.problems import FileRefused

SHOPIFY = {
    "handle": "Handle",
    "title": "Title",
    "body": "Body (HTML)",
    "vendor": "Vendor",
    "kind": "Type",
    "tags": "Tags",
    "published": "Published",
    "option1_name": "Option1 Name",
    "option1": "Option1 Value",
    "option2_name": "Option2 Name",
    "option2": "Option2 Value",
    "option3_name": "Option3 Name",
    "option3": "Option3 Value",
    "sku": "Variant SKU",
    "grams": "Variant Grams",
    "stock": "Variant Inventory Qty",
    "price": "Variant Price",
    "compare_at": "Variant Compare At Price",
    "barcode": "Variant Barcode",
    "image": "Image Src",
    "image_position": "Image Position",
    "image_alt": "Image Alt Text",
    "variant_image": "Variant Image",
}
_PLAIN = {
    "url handle": "handle",
    "name": "title",
    "product name": "title",
    "body html": "body",
    "description": "body",
    "brand": "vendor",
    "product type": "kind",
    "published on online store": "published",
    "sku": "sku",
    "weight": "grams",
    "weight (g)": "grams",
    "weight value (grams)": "grams",
    "stock": "stock",
    "quantity": "stock",
    "inventory quantity": "stock",
    "price": "price",
    "compare-at price": "compare_at",
    "compare at price": "compare_at",
    "barcode": "barcode",
    "image": "image",
    "product image url": "image",
    "variant image url": "variant_image",
}
KNOWN = {name.lower(): key for key, name in SHOPIFY.items()} | _PLAIN


@dataclass(frozen=True, slots=True)
class Columns:
    """`keys[i]` is what cell i means, or "" when the column is left out."""

    keys: tuple[str, ...]
    headers: tuple[str, ...]

    def header_of(self, key: str) -> str:
        return self.headers[self.keys.index(key)] if key in self.keys else SHOPIFY[key]

    @property
    def ignored(self) -> tuple[str, ...]:
        return tuple(name for key, name in zip(self.keys, self.headers, strict=True) if not key and name)


def match(header: Sequence[str]) -> Columns:
    """Raises FileRefused when no product could be found by these columns, or two mean the same."""
    keys: list[str] = []
    for name in header:
        key = KNOWN.get(" ".join(name.split()).lower(), "")
        if key and key in keys:
            raise FileRefused("column_twice", f"Two columns are called {name}. Remove one of them.", column=name[:60])
        keys.append(key)
    if not {"handle", "title", "sku"} & set(keys):
        raise FileRefused("no_known_columns", "No column is called Handle, Title or SKU. Keep the header row of the template.")
    return Columns(tuple(keys), tuple(header))
