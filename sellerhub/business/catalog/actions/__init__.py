"""What a seller does with products."""

from sellerhub.business.catalog.actions.prices import NewPrice, set_prices, set_stock
from sellerhub.business.catalog.actions.products import (
    ProductChange,
    ProductDraft,
    VariantDraft,
    create_product,
    edit_product,
)
from sellerhub.business.catalog.actions.states import activate, deactivate, delete_product, restore_product
from sellerhub.business.catalog.actions.variants import VariantChange, add_variants, edit_variants, remove_variant, start_options

__all__ = [
    "NewPrice",
    "ProductChange",
    "ProductDraft",
    "VariantChange",
    "VariantDraft",
    "activate",
    "add_variants",
    "create_product",
    "deactivate",
    "delete_product",
    "edit_product",
    "edit_variants",
    "remove_variant",
    "restore_product",
    "set_prices",
    "set_stock",
    "start_options",
]
