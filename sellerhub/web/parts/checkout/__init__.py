"""Buying: the same steps on the page /checkout and in the sheet over a LIVE.

A LIVE mounts `checkout_sheet()` and opens it with `CheckoutState.open_sheet(variant_id, live_id)`.
"""

from sellerhub.web.parts.checkout.drawing import checkout_body, checkout_sheet
from sellerhub.web.parts.checkout.state import CheckoutState

__all__ = ["CheckoutState", "checkout_body", "checkout_sheet"]
