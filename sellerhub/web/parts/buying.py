"""Buying what a LIVE or a video shows: at once in the checkout sheet, or into the cart. goods.jsx draws it."""

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from sellerhub.business.live import queries
from sellerhub.business.orders.cart import add_to_cart
from sellerhub.core.access import Permission
from sellerhub.core.ids import parse_id
from sellerhub.web.parts.checkout import CheckoutState
from sellerhub.web.session import needs
from sellerhub.web.shell.state import toast


@dataclass(frozen=True)
class Choice:
    """The sheet where one variant is chosen for the cart."""

    product_id: str = ""
    title: str = ""
    variants: list[dict[str, Any]] = field(default_factory=list)


class BuyingState(rx.State, mixin=True):
    """Mixed into a PageState."""

    choice: Choice = Choice()

    def _seen_in(self) -> dict[str, str]:
        """`{"live_id": "42"}` or `{"video_id": "42"}`: where the buyer is."""
        return {}

    @rx.event
    async def buy(self, product_id: str):
        """The checkout sheet over the page; it lets the buyer choose among several variants itself."""
        found = await self._variants(product_id)
        first = next((each for each in found.variants if each.stock), found.variants[0])
        here = self._seen_in()
        return CheckoutState.open_sheet(first.id, here.get("live_id", ""), here.get("video_id", ""))

    @rx.event
    async def add(self, product_id: str):
        """Into the cart; with several variants one is chosen first."""
        found = await self._variants(product_id)
        if len(found.variants) == 1:
            return await self._put_in_cart(found.variants[0].id)
        rows = [
            {"id": each.id, "title": each.title, "photo": each.photo, "price_minor": each.price_minor, "stock": each.stock}
            for each in found.variants
        ]
        self.choice = Choice(found.product_id, found.title, rows)
        return None

    @rx.event
    @needs(Permission.BUY)
    async def pick(self, variant_id: str):
        done = await self._put_in_cart(variant_id)
        self.choice = Choice()
        return done

    @rx.event
    def close_choice(self):
        self.choice = Choice()

    async def _variants(self, product_id: str) -> queries.Choice:
        async with self._look() as work:
            return await queries.variant_choice(work, parse_id(product_id))

    async def _put_in_cart(self, variant_id: str):
        if (await self._actor()).is_guest:
            return rx.redirect(f"/sign-in?next={self.router.url.path}")
        async with self._work() as work:
            await add_to_cart(work, parse_id(variant_id), 1, **{name: parse_id(each) or None for name, each in self._seen_in().items()})
        return toast("live.added_to_cart", action="live.open_cart", href="/cart")
