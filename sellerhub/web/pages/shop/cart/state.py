"""The cart, at the prices of now."""

from typing import ClassVar

import reflex as rx

from sellerhub.business.orders import cart
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.ids import parse_id
from sellerhub.web.parts.checkout import views
from sellerhub.web.parts.checkout.views import BasketView
from sellerhub.web.shell.page_state import PageState, SessionState


class CartState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.BUY

    basket: BasketView = BasketView()

    async def _topics(self) -> list[str]:
        return [topics.cart((await self._actor()).account_id or 0)]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as look:
            self.basket = views.basket(await cart.cart(look), look.actor.language)

    @rx.event
    async def change(self, variant_id: str, quantity: int):
        """Zero removes."""
        async with self._work() as work:
            if quantity < 1:
                await cart.remove_from_cart(work, parse_id(variant_id))
            else:
                await cart.change_quantity(work, parse_id(variant_id), quantity)
        await self._read(set())

    @rx.event
    async def accept(self):
        """The new prices are fine."""
        async with self._work() as work:
            await cart.accept_prices(work)
        await self._read(set())
