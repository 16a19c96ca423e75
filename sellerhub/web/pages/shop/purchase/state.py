"""One order, its timeline, its parcels, and what its buyer may do now."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

import reflex as rx

from sellerhub.business.fulfilment.queries import tracking_of_order
from sellerhub.business.fulfilment.queries.tracking import Tracking
from sellerhub.business.orders import actions, queries
from sellerhub.business.orders.queries import PurchaseDetail
from sellerhub.business.orders.rules import BUYER_REASONS, Move, OrderStatus, moves_from
from sellerhub.core import text, topics
from sellerhub.core.access import Permission
from sellerhub.core.ids import parse_id
from sellerhub.core.work import in_work
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast


@dataclass(frozen=True)
class LineRow:
    id: str
    product_id: str
    title: str
    variant: str
    photo: str
    quantity: int
    unit: str
    total: str


@dataclass(frozen=True)
class Detail:
    id: str = ""
    group_id: str = ""
    number: str = ""
    shop: str = ""
    shop_handle: str = ""
    status: str = "unpaid"
    placed: str = ""
    goods: str = ""
    shipping: str = ""
    total: str = ""
    method: str = ""
    card: str = ""
    receiver: str = ""
    phone: str = ""
    address: list[str] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)
    due: str = ""
    asked: bool = False
    may_pay: bool = False
    may_cancel: bool = False
    may_ask: bool = False
    may_complete: bool = False


class PurchaseState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.BUY

    order: Detail = Detail()
    tracking: Tracking = Tracking()
    cancelling: bool = False  # the question is open
    reason: str = BUYER_REASONS[0]

    def _id(self) -> int:
        return parse_id(self.router.url.path.rstrip("/").rsplit("/", 1)[-1])

    async def _topics(self) -> list[str]:
        return [topics.order(self._id())]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as look:
            found = await queries.purchase(look, self._id())
            tracking = await tracking_of_order(look, self._id())
            order = _detail(found, look.now, look.actor.language)
        self.order, self.tracking = order, tracking

    @rx.event
    async def ask_cancel(self):
        self.cancelling = True

    @rx.event
    async def keep_order(self):
        self.cancelling = False

    @rx.event
    async def choose_reason(self, reason: str):
        self.reason = reason if reason in BUYER_REASONS else BUYER_REASONS[0]

    @rx.event
    async def cancel(self):
        """At once while it is free, else a request to the shop."""
        order_id, reason = parse_id(self.order.id), self.reason
        done = await in_work(await self._actor(), lambda work: actions.cancel(work, order_id, reason))
        self.cancelling = False
        await self._read(set())
        return toast("checkout.cancelled" if done else "checkout.cancel_asked", "ok" if done else "info")

    @rx.event
    async def complete(self):
        """It has arrived and all is well."""
        async with self._work() as work:
            await actions.complete(work, parse_id(self.order.id))
        await self._read(set())
        return toast("checkout.completed")


def _detail(found: PurchaseDetail, now, language: str) -> Detail:
    order, zone = found.purchase, found.purchase.shop.time_zone
    permits = order.permits
    return Detail(
        id=str(order.id),
        group_id=str(order.group_id),
        number=order.number,
        shop=order.shop.name,
        shop_handle=order.shop.handle,
        status=order.status.value,
        placed=text.exactly(order.placed_at, language, zone),
        goods=text.money(found.items, language),
        shipping=text.money(found.shipping, language) if found.shipping.minor else "",
        total=text.money(order.total, language),
        method=found.payment_method,
        card=found.card,
        receiver=found.address.name,
        phone=found.address.phone,
        address=list(replace(found.address, country=text.country(found.address.country, language)).lines()),
        lines=[
            LineRow(
                str(line.id), str(line.product_id), line.title, line.variant_title, line.photo, line.quantity,
                text.money(line.unit, language), text.money(line.total, language),
            )
            for line in found.lines
        ],
        due=found.due_at.isoformat() if found.due_at and order.status in (OrderStatus.UNPAID, OrderStatus.ON_HOLD) else "",
        asked=found.cancel_requested_at is not None,
        may_pay=permits.pay,
        may_cancel=permits.cancel_freely,
        may_ask=permits.ask_to_cancel and found.cancel_requested_at is None,
        may_complete=Move.COMPLETE in moves_from(order.status),
    )  # fmt: skip
