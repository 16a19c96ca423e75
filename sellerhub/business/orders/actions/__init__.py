"""What people and carriers do to orders. Buying itself is `orders.lane.place`, paying `orders.paying.pay`."""

from sellerhub.business.orders.actions.buying import cancel, complete
from sellerhub.business.orders.actions.selling import approve_cancel, cancel_as_seller, confirm, decline_cancel
from sellerhub.business.orders.actions.shipping import mark_arranged, mark_delivered, mark_in_transit, mark_lost, unarrange

__all__ = [
    "approve_cancel",
    "cancel",
    "cancel_as_seller",
    "complete",
    "confirm",
    "decline_cancel",
    "mark_arranged",
    "mark_delivered",
    "mark_in_transit",
    "mark_lost",
    "unarrange",
]
