"""The product list: its tab, search and filter live in the address; prices and stock are saved from the row."""

from collections.abc import Awaitable, Callable
from typing import ClassVar
from urllib.parse import urlencode

import reflex as rx

from sellerhub.business.catalog.actions import (
    NewPrice,
    ProductDraft,
    VariantDraft,
    activate,
    create_product,
    deactivate,
    delete_product,
    restore_product,
    set_prices,
    set_stock,
)
from sellerhub.business.catalog.queries import sellables, tab_counts
from sellerhub.business.catalog.queries.listing import MOST_COUNTED, TABS, ListFilter, ListRow, product_list, sold_out_count
from sellerhub.business.catalog.typing_in import typed_number, typed_price
from sellerhub.business.shop.queries import shop_card
from sellerhub.core import text, topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import BusinessError, NotFound
from sellerhub.core.ids import parse_id
from sellerhub.core.money import Money
from sellerhub.core.work import Work
from sellerhub.web.language.catalogue import say
from sellerhub.web.session import needs
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

ROUTE = "/seller/products"
MOST_PAGES = 10


class ProductsState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.SEE_PRODUCTS

    counts: dict[str, str] = {}
    rows: list[ListRow] = []
    after: str = ""
    tab: str = "all"
    query: str = ""
    no_photo: bool = False
    chosen: list[str] = []
    opened: list[str] = []
    may_edit: bool = False

    _pages: int = 1

    async def _topics(self) -> list[str]:
        return [topics.shop_products((await self._actor()).shop_id or 0)]

    async def _read(self, heard: set[str]) -> None:
        wanted, actor = self._wanted(), await self._actor()
        if not heard:
            self._pages, self.chosen = 1, []
        async with self._look() as look:
            counts, sold_out = await tab_counts(look), await sold_out_count(look)
            rows, after = [], ""
            for number in range(self._pages):
                page = await product_list(look, wanted, after)
                rows, after = [*rows, *page.rows], page.after
                if not after or number == MOST_PAGES:
                    break
        self.tab, self.query, self.no_photo = wanted.tab, wanted.query, wanted.no_photo
        numbers = {tab: sum(counts.get(each, 0) for each in statuses) for tab, statuses in TABS.items()} | {"sold_out": sold_out}
        self.counts = {tab: text.number(n, actor.language) for tab, n in numbers.items()}
        if sold_out == MOST_COUNTED:
            self.counts["sold_out"] += "+"
        self.rows, self.after = rows, after
        self.may_edit = actor.may(Permission.EDIT_PRODUCTS)

    def _wanted(self) -> ListFilter:
        asked = self.router.url.query_parameters
        tab = asked.get("tab", "all")
        return ListFilter(tab if tab in TABS else "all", asked.get("q", "")[:100], asked.get("photo", "") == "none")

    def _to(self, wanted: ListFilter) -> rx.event.EventSpec:
        asked = {"tab": wanted.tab if wanted.tab != "all" else "", "q": wanted.query, "photo": "none" if wanted.no_photo else ""}
        query = urlencode({name: value for name, value in asked.items() if value})
        return rx.redirect(f"{ROUTE}?{query}" if query else ROUTE)

    @rx.event
    async def search(self, form: dict[str, str]):
        wanted = self._wanted()
        return self._to(ListFilter(wanted.tab, str(form.get("q", "")).strip()[:100], wanted.no_photo))

    @rx.event
    async def toggle_no_photo(self):
        wanted = self._wanted()
        return self._to(ListFilter(wanted.tab, wanted.query, not wanted.no_photo))

    @rx.event
    async def clear_filters(self):
        return self._to(ListFilter(self._wanted().tab))

    @rx.event
    async def more(self):
        async with self._look() as look:
            page = await product_list(look, self._wanted(), self.after)
        self._pages += 1
        self.rows, self.after = [*self.rows, *page.rows], page.after

    @rx.event
    async def pick(self, product_id: str):
        self.chosen = [each for each in self.chosen if each != product_id] if product_id in self.chosen else [*self.chosen, product_id]

    @rx.event
    async def pick_all(self):
        self.chosen = [] if len(self.chosen) == len(self.rows) else [row.id for row in self.rows]

    @rx.event
    async def pick_none(self):
        self.chosen = []

    @rx.event
    async def unfold(self, product_id: str):
        self.opened = [each for each in self.opened if each != product_id] if product_id in self.opened else [*self.opened, product_id]

    @rx.event
    async def save_price(self, variant_id: str, typed: str):
        """A price typed into a row; its compare-at price stays while it is above."""
        async with self._work() as work:
            known = (await sellables(work, [parse_id(variant_id)])).get(parse_id(variant_id))
            if known is None or known.shop_id != work.shop_id:
                raise NotFound("variant")
            price = typed_price(typed, known.price.currency)
            compare_at = known.compare_at if known.compare_at and known.compare_at > price else None
            await set_prices(work, {known.variant_id: NewPrice(price, compare_at)})
        await self._read({"own"})
        return toast("products.saved_price", "ok")

    @rx.event
    async def save_stock(self, variant_id: str, typed: str):
        async with self._work() as work:
            await set_stock(work, {parse_id(variant_id): typed_number(typed)})
        await self._read({"own"})
        return toast("products.saved_stock", "ok")

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def activate_chosen(self):
        return await self._each(activate, "products.activated")

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def deactivate_chosen(self):
        return await self._each(deactivate, "products.deactivated")

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def delete_chosen(self):
        return await self._each(delete_product, "products.deleted")

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def restore_chosen(self):
        return await self._each(restore_product, "products.deactivated")

    async def _each(self, act: Callable[[Work, int], Awaitable[None]], done_key: str) -> rx.event.EventSpec:
        """Each in its own transaction: one that cannot is counted and does not stop the others."""
        (await self._actor()).require(Permission.EDIT_PRODUCTS)
        done, wanted, refusal = 0, [parse_id(each) for each in self.chosen][:500], None
        for product_id in wanted:
            try:
                async with self._work() as work:
                    await act(work, product_id)
                done += 1
            except BusinessError as why:
                refusal = why
        await self._read({"own"})
        self.chosen = []
        if refusal is not None and done == 0:
            raise refusal
        if done < len(wanted):
            return toast("products.some_left", "warn", n=done, left=len(wanted) - done)
        return toast(done_key, "ok", n=done)

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def add(self):
        """A draft to fill in, opened in the editor."""
        actor = await self._actor()
        async with self._work() as work:
            work.require(Permission.EDIT_PRODUCTS)
            currency = (await shop_card(work, work.shop_id)).currency
            title = say(actor.language, "products.add")
            product_id = await create_product(work, ProductDraft(title, (VariantDraft(Money.zero(currency)),)))
        return rx.redirect(f"{ROUTE}/{product_id}")
