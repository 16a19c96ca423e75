"""What buyers see of carts and orders. The seller's list is `orders.queue`."""

from sellerhub.business.orders.queries.buying import (
    TABS,
    Purchase,
    PurchaseDetail,
    PurchaseLine,
    group,
    last_address,
    purchase,
    purchases,
)
from sellerhub.business.orders.queries.quoting import Quote, QuoteLine, QuotePart, quote

__all__ = [
    "TABS",
    "Purchase",
    "PurchaseDetail",
    "PurchaseLine",
    "Quote",
    "QuoteLine",
    "QuotePart",
    "group",
    "last_address",
    "purchase",
    "purchases",
    "quote",
]
