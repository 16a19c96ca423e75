"""What screens, orders and LIVE read of a catalogue."""

from sellerhub.business.catalog.queries.counters import counters_that_differ, tab_counts
from sellerhub.business.catalog.queries.selling import (
    SELLABLES,
    ProductCard,
    Sellable,
    plain_sellable,
    product_cards,
    sellables,
    sellables_on,
)

__all__ = [
    "SELLABLES",
    "ProductCard",
    "Sellable",
    "counters_that_differ",
    "plain_sellable",
    "product_cards",
    "sellables",
    "sellables_on",
    "tab_counts",
]
