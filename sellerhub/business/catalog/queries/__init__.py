"""What screens, orders and LIVE read of a catalogue."""

from sellerhub.business.catalog.queries.counters import counters_that_differ, tab_counts
from sellerhub.business.catalog.queries.selling import ProductCard, Sellable, product_cards, sellables, sellables_on

__all__ = ["ProductCard", "Sellable", "counters_that_differ", "product_cards", "sellables", "sellables_on", "tab_counts"]
