"""Choosing products for a draft: the state behind `product_picker`, for whatever has a list of them."""

from abc import abstractmethod
from collections.abc import Collection
from dataclasses import replace

import reflex as rx

from sellerhub.business.inventory.choosing import Choosable
from sellerhub.core.ids import parse_id
from sellerhub.core.work import Work

LONGEST_SEARCH = 80


class PickingState(rx.State, mixin=True):
    """Stands before PageState among a page's bases."""

    picking: bool = False
    found: list[Choosable] = []
    sought: str = ""

    @abstractmethod
    def _takes_products(self) -> bool:
        """Whether a draft is open."""

    @abstractmethod
    def _chosen(self) -> list[Choosable]:
        """The draft's products."""

    @abstractmethod
    def _choose(self, items: list[Choosable]) -> None:
        """Make the draft's products exactly these."""

    @abstractmethod
    async def _search(self, work: Work, words: str) -> list[Choosable]:
        """Products of the shop that can be chosen, by what they are called."""

    @abstractmethod
    async def _one_more(self, work: Work, product_id: int, chosen: Collection[str]) -> Choosable:
        """Raises refusals when it cannot be added to those chosen."""

    @rx.event
    async def toggle_picker(self):
        self.picking = not self.picking
        if self.picking:
            await self._find("")

    @rx.event
    async def find(self, words: str):
        await self._find(words[:LONGEST_SEARCH])

    @rx.event
    async def add_product(self, product_id: str):
        """From the shop's catalogue, whatever the search shows by now; one that is there already stays where it is."""
        known = {each.id for each in self._chosen()}
        if not self._takes_products() or product_id in known:
            return
        async with self._look() as work:
            added = await self._one_more(work, parse_id(product_id), known)
        self._keep([*self._chosen(), replace(added, listed=True)])

    @rx.event
    def remove_product(self, product_id: str):
        self._keep([each for each in self._chosen() if each.id != product_id])

    async def _find(self, words: str) -> None:
        async with self._look() as work:
            found = await self._search(work, words)
        self.found, self.sought = self._marked(found), words.strip()

    def _keep(self, items: list[Choosable]) -> None:
        self._choose(items)
        self.found = self._marked(self.found)

    def _marked(self, found: list[Choosable]) -> list[Choosable]:
        known = {each.id for each in self._chosen()}
        return [replace(each, listed=each.id in known) for each in found]

    def _put_away(self) -> None:
        self.picking, self.found, self.sought = False, [], ""
