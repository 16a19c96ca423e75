"""The buyer's orders, newest first, in the tabs of a buyer's life."""

from dataclasses import dataclass
from typing import ClassVar

import reflex as rx

from sellerhub.business.orders import queries
from sellerhub.business.orders.queries import TABS, Purchase
from sellerhub.core import text, topics
from sellerhub.core.access import Permission
from sellerhub.web.shell.page_state import PageState, SessionState


@dataclass(frozen=True)
class PurchaseRow:
    id: str
    group_id: str
    number: str
    shop: str
    status: str
    title: str
    photo: str
    units: int
    total: str
    placed: str
    to_pay: bool


class PurchasesState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.BUY

    tab: str = "all"
    rows: list[PurchaseRow] = []
    after: str = ""

    async def _topics(self) -> list[str]:
        return [topics.purchases((await self._actor()).account_id or 0)]

    async def _read(self, heard: set[str]) -> None:
        wanted = self.router.url.query_parameters.get("tab", "all")
        tab = wanted if wanted in TABS else "all"
        async with self._look() as look:
            page = await queries.purchases(look, tab)
            rows = [_row(each, look.now, look.actor.language) for each in page.rows]
        self.tab, self.rows, self.after = tab, rows, page.after

    @rx.event
    async def more(self):
        async with self._look() as look:
            page = await queries.purchases(look, self.tab, self.after)
            rows = [_row(each, look.now, look.actor.language) for each in page.rows]
        self.rows, self.after = [*self.rows, *rows], page.after


def _row(order: Purchase, now, language: str) -> PurchaseRow:
    return PurchaseRow(
        id=str(order.id),
        group_id=str(order.group_id),
        number=order.number,
        shop=order.shop.name,
        status=order.status.value,
        title=order.title,
        photo=order.photo,
        units=order.item_count,
        total=text.money(order.total, language),
        placed=text.when(order.placed_at, now, language, order.shop.time_zone),
        to_pay=order.permits.pay,
    )
