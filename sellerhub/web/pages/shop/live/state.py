"""What a watcher does. What a watcher sees comes through the room, not through here."""

from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Choice:
    """The sheet where one variant is chosen for the cart."""

    product_id: str = ""
    title: str = ""
    variants: list[dict[str, Any]] = field(default_factory=list)


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
        """The checkout sheet over the LIVE; it lets the buyer choose among several variants itself."""
        found = await self._variants(product_id)
        first = next((each for each in found.variants if each.stock), found.variants[0])
        return CheckoutState.open_sheet(first.id, self.live)

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
            return rx.redirect(f"/sign-in?next=/live/{self.live}")
        async with self._work() as work:
            await add_to_cart(work, parse_id(variant_id), 1, parse_id(self.live))
        return toast("live.added_to_cart", action="live.open_cart", href="/cart")
