"""What a watcher does. What a watcher sees comes through the room, not through here."""

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from sellerhub.business.live import actions, queries
from sellerhub.business.live.rules import CommentStatus
from sellerhub.business.orders.cart import add_to_cart
from sellerhub.core.access import Permission
from sellerhub.core.ids import parse_id
from sellerhub.web.parts.checkout import CheckoutState
from sellerhub.web.session import needs
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

BUY, CART = "buy", "cart"


@dataclass(frozen=True)
class Choice:
    """The sheet where one variant is chosen. `purpose` is what for."""

    product_id: str = ""
    title: str = ""
    purpose: str = BUY
    variants: tuple[dict[str, Any], ...] = ()


class WatchState(PageState, SessionState):
    """One LIVE, watched by anyone."""

    NEEDS: ClassVar[Permission | None] = None
    live: str = ""
    title: str = ""
    signed_in: bool = False
    said: int = 0
    choice: Choice = Choice()

    async def _read(self, heard: set[str]) -> None:
        live_id = parse_id(self.router.url.path.rstrip("/").rsplit("/", 1)[-1])
        async with self._look() as work:
            card = await queries.watch_card(work, live_id)
            self.signed_in = not work.actor.is_guest
        self.live, self.title = card.id, card.title

    @rx.event
    @needs(Permission.BUY)
    async def say(self, words: str):
        async with self._work() as work:
            status = await actions.comment(work, parse_id(self.live), words)
        self.said += 1
        return toast("live.comment_held", "info") if status is CommentStatus.HELD else None

    @rx.event
    async def buy(self, product_id: str):
        """Straight to the checkout when there is nothing to choose."""
        return await self._choose(product_id, BUY)

    @rx.event
    async def add(self, product_id: str):
        return await self._choose(product_id, CART)

    @rx.event
    async def pick(self, variant_id: str, purpose: str):
        self.choice = Choice()
        return await self._take(parse_id(variant_id), purpose)

    @rx.event
    def close_choice(self):
        self.choice = Choice()

    async def _choose(self, product_id: str, purpose: str):
        async with self._look() as work:
            found = await queries.variant_choice(work, parse_id(product_id))
        if len(found.variants) == 1:
            return await self._take(int(found.variants[0].id), purpose)
        rows = [
            {"id": each.id, "title": each.title, "photo": each.photo, "price_minor": each.price_minor, "stock": each.stock}
            for each in found.variants
        ]
        self.choice = Choice(found.product_id, found.title, purpose, tuple(rows))
        return None

    async def _take(self, variant_id: int, purpose: str):
        if purpose == BUY:
            return CheckoutState.open_sheet(str(variant_id), self.live)
        actor = await self._actor()
        if not actor.may(Permission.BUY):
            return rx.redirect(f"/sign-in?next=/live/{self.live}")
        async with self._work() as work:
            await add_to_cart(work, variant_id, live_id=parse_id(self.live))
        return toast("checkout.added")
