"""The state of one order's page: what is shown, which dialog is open, and the packer's verbs."""

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from sellerhub.business.fulfilment import actions, desk
from sellerhub.business.fulfilment.actions import LineWish, OwnNumber
from sellerhub.business.fulfilment.queries import OrderDetail, order_detail
from sellerhub.business.orders import actions as orders
from sellerhub.business.orders.rules import SELLER_REASONS
from sellerhub.core import text, topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import Invalid
from sellerhub.core.ids import parse_id
from sellerhub.core.work import in_work
from sellerhub.web.session import needs
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

ROUTE = "/seller/orders/[order_id]"


@dataclass(frozen=True, slots=True)
class Offer:
    """One service of the carrier, as the dialog lists it."""

    code: str
    price: str
    days_min: int
    days_max: int


class OrderState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.SEE_ORDERS

    order: OrderDetail = OrderDetail()
    dialog: str = ""  # "", "arrange", "relabel" or "cancel"
    reason: str = ""
    way: str = "service"  # or "own"
    busy: bool = False
    offers: list[Offer] = []
    carrier: str = ""
    simulated: bool = False
    chosen: str = ""
    error: str = ""  # refusal code under the tracking number
    error_number: str = ""
    phone: str = ""
    _package_id: int = 0
    _wanted: dict[str, int] = {}

    def _order_id(self) -> int:
        return parse_id(self.router.url.path.rstrip("/").rsplit("/", 1)[-1])

    async def _topics(self) -> list[str]:
        self.phone, self.dialog = "", ""
        return [topics.order(self._order_id())]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as look:
            self.order = await order_detail(look, self._order_id())

    @rx.event
    @needs(Permission.SHIP)
    async def open_arrange(self, package_id: str = ""):
        """The dialog for what is left of the order, or for a package that lost its label."""
        found = await desk.offers(await self._actor(), self._order_id())
        language = (await self._actor()).language
        self.offers = [Offer(each.code, text.money(each.price, language), each.days_min, each.days_max) for each in found.services]
        self.carrier, self.simulated = found.carrier, found.simulated
        self.chosen = found.services[0].code if found.services else ""
        self.way = "service" if found.services else "own"
        self._package_id = parse_id(package_id) if package_id else 0
        self._wanted, self.error, self.busy = {}, "", False
        self.dialog = "relabel" if self._package_id else "arrange"

    @rx.event
    async def close_dialog(self):
        self.dialog = ""

    @rx.event
    @needs(Permission.SHIP)
    async def choose_way(self, way: str):
        self.way = "own" if way == "own" else "service"

    @rx.event
    @needs(Permission.SHIP)
    async def choose(self, code: str):
        self.chosen = code

    @rx.event
    @needs(Permission.SHIP)
    async def want(self, line_id: str, quantity: str):
        """How many units of a line go into this package."""
        self._wanted[line_id] = int(quantity) if quantity.isdecimal() else 0

    def _lines(self) -> tuple[LineWish, ...]:
        """Nothing typed means everything that is left."""
        if not self._wanted:
            return ()
        left = {each.line_id: self._wanted.get(each.line_id, each.quantity) for each in self.order.left}
        return tuple(LineWish(parse_id(line_id), units) for line_id, units in left.items())

    @rx.event
    @needs(Permission.SHIP)
    async def buy_label(self):
        actor, package_id, lines = await self._actor(), self._package_id, self._lines()
        if package_id:
            await desk.relabel(actor, package_id, self.chosen)
        else:
            await desk.ship(actor, self._order_id(), self.chosen, lines)
        self.dialog = ""
        return toast("parcels.shipment_arranged")

    @rx.event
    @needs(Permission.SHIP)
    async def save_number(self, form: dict[str, Any]):
        """The seller's own carrier: its number is checked, and shown where it was typed when it cannot be."""
        own = OwnNumber(str(form.get("carrier", "")), str(form.get("number", "")))
        try:
            async with self._work() as work:
                if self._package_id:
                    await actions.take_own_number(work, self._package_id, own)
                else:
                    await actions.arrange(work, self._order_id(), own=own, lines=self._lines())
        except Invalid as wrong:
            if wrong.field != "tracking_number":
                raise
            self.error, self.error_number = wrong.code, str(wrong.facts["number"])
            return None
        self.dialog = ""
        return toast("parcels.shipment_arranged")

    @rx.event
    @needs(Permission.SHIP)
    async def printed(self, package_id: str):
        """The label was opened for printing."""
        async with self._work() as work:
            await actions.print_label(work, [parse_id(package_id)])

    @rx.event
    @needs(Permission.SHIP)
    async def slip_printed(self):
        async with self._work() as work:
            await actions.print_slip(work, self._order_id())

    @rx.event
    @needs(Permission.SHIP)
    async def pack(self, package_id: str):
        async with self._work() as work:
            await actions.pack(work, parse_id(package_id))
        return toast("parcels.packed_toast")

    @rx.event
    @needs(Permission.SHIP)
    async def hand_over(self, package_id: str):
        async with self._work() as work:
            await actions.hand_over(work, parse_id(package_id))
        return toast("parcels.handed_over")

    @rx.event
    @needs(Permission.SHIP)
    async def void_label(self, package_id: str):
        async with self._work() as work:
            await actions.void_label(work, parse_id(package_id))
        return toast("parcels.voided")

    @rx.event
    @needs(Permission.SHIP)
    async def report_delivered(self, package_id: str):
        async with self._work() as work:
            await actions.report_delivered(work, parse_id(package_id))

    @rx.event
    @needs(Permission.SHIP)
    async def reveal_phone(self):
        """Seen by one who ships; the look is kept."""
        async with self._work() as work:
            self.phone = await actions.reveal_phone(work, self._order_id())

    @rx.event
    @needs(Permission.CANCEL_ORDERS)
    async def open_cancel(self):
        self.dialog, self.reason = "cancel", SELLER_REASONS[0]

    @rx.event
    @needs(Permission.CANCEL_ORDERS)
    async def choose_reason(self, reason: str):
        self.reason = reason

    @rx.event
    @needs(Permission.CANCEL_ORDERS)
    async def cancel(self):
        order_id, reason = self._order_id(), self.reason
        await in_work(await self._actor(), lambda work: orders.cancel_as_seller(work, order_id, reason))
        self.dialog = ""
        return toast("parcels.cancel_granted")

    @rx.event
    @needs(Permission.CANCEL_ORDERS)
    async def approve_cancel(self):
        order_id = self._order_id()
        await in_work(await self._actor(), lambda work: orders.approve_cancel(work, order_id))
        return toast("parcels.cancel_granted")

    @rx.event
    @needs(Permission.CANCEL_ORDERS)
    async def decline_cancel(self):
        async with self._work() as work:
            await orders.decline_cancel(work, self._order_id())
        return toast("parcels.cancel_declined")
