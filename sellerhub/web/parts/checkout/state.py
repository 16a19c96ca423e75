"""Buying, step by step: form, then the bank if by card, then the order's number. On its own page or in a sheet."""

from dataclasses import replace
from typing import ClassVar
from urllib.parse import urlencode
from uuid import uuid4

import reflex as rx

from sellerhub.business.catalog.queries import product_cards, sellables
from sellerhub.business.inventory.queries import levels
from sellerhub.business.orders import cart, paying
from sellerhub.business.orders.addresses import BadAddress, checked
from sellerhub.business.orders.lane import PlaceOrder, WantedLine, place
from sellerhub.business.orders.queries import Quote, group, last_address, purchase, quote
from sellerhub.business.orders.rules import fitting_units
from sellerhub.business.payments.ports import Card, PaymentGateway
from sellerhub.business.payments.rules import card_digits
from sellerhub.core.access import Actor, Permission
from sellerhub.core.address import Address
from sellerhub.core.ids import parse_id
from sellerhub.core.work import Work, office, open_reading
from sellerhub.web.parts.checkout import views
from sellerhub.web.parts.checkout.views import AddressView, BasketView, Choice, Joining, OptionView, PlacedView
from sellerhub.web.session import actor_of
from sellerhub.web.session_routes import read_flash
from sellerhub.web.shell.page_state import PageState, SessionState

FORM, PAY, BANK, DONE = "form", "pay", "bank", "done"


class CheckoutState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = None  # a guest sees what it costs and signs in here

    open: bool = False  # the sheet
    stage: str = FORM
    note: str = ""  # what to say above: price, declined, left, or nothing
    busy: bool = False
    guest: bool = True
    simulated: bool = True
    basket: BasketView = BasketView()
    options: list[OptionView] = []
    variant: str = ""  # the one that is bought; empty for a whole cart
    address: AddressView = AddressView()
    countries: list[Choice] = []
    problems: dict[str, str] = {}
    payment: str = "card"
    placed: PlacedView = PlacedView()
    back: str = "/"  # where signing in returns to
    joining: Joining = Joining()
    key: str = rx.SessionStorage("", name="sellerhub.checkout")

    _wanted: list[tuple[int, int]] = []
    _seen: dict[int, int] = {}
    _now: dict[int, int] = {}
    _seen_total: int = 0
    _live: int | None = None
    _video: int | None = None
    _from_cart: bool = False
    _payment: int = 0

    # ---- the page

    async def _read(self, heard: set[str]) -> None:
        """`?order=` shows a checkout that is placed, `?variant=` buys one product, nothing buys the cart."""
        if heard:
            return
        asked = self.router.url.query_parameters
        self.open, self.options = False, []  # a sheet that was open on the page before is not this page
        self.variant = str(parse_id(asked.get("variant", "")) or "")
        self.back = f"{self.router.url.path}?{self.router.url.query}" if self.router.url.query else self.router.url.path
        if order := parse_id(asked.get("order", "")):
            await self._show_placed(order)
            return
        variant = parse_id(asked.get("variant", ""))
        async with self._look() as look:
            origin = parse_id(asked.get("live", "")) or None, parse_id(asked.get("video", "")) or None
            if variant:
                wanted, seen = [(variant, _units(asked.get("n", "1")))], {}
            else:
                whole = await cart.cart(look) if look.actor.may(Permission.BUY) else Quote()
                origin = await cart.seen_in(look) if look.actor.may(Permission.BUY) else (None, None)
                wanted = [(line.good.variant_id, line.quantity) for line in whole.lines if line.buyable]
                seen = {line.good.variant_id: line.seen_minor for line in whole.lines if line.seen_minor is not None}
            await self._begin(look, wanted, seen, origin, from_cart=not variant)

    # ---- the sheet

    @rx.event
    async def open_sheet(self, variant_id: str, live_id: str = "", video_id: str = "", units: str = "1"):
        """Buy one product without leaving the page that is open: a LIVE, a video, or any other. At most as many units as are left."""
        variant, stock = parse_id(variant_id), {}
        async with self._look() as look:
            good = (await sellables(look, [variant])).get(variant)
            if good is not None:
                card = (await product_cards(look, [good.product_id])).get(good.product_id)
                ids = [each.variant_id for each in card.variants] if card else []
                stock = await levels(look, ids)
                self.options = views.options(card, stock, look.actor.language) if card else []
            wanted = fitting_units(_units(units), stock.get(variant, 0))
            await self._begin(look, [(variant, wanted)], {}, (parse_id(live_id) or None, parse_id(video_id) or None), from_cart=False)
        self.variant, self.open = str(variant), True
        self.back = self._way_back(variant, wanted)

    @rx.event
    async def resume(self):
        """Back from signing in: the sheet is open again (`?buy=`, `&n=` on the page it was on). On another page it is not that page's."""
        if self.back.partition("?")[0].rstrip("/") != self.router.url.path.rstrip("/"):
            self.open = False
        asked = self.router.url.query_parameters
        wanted, units = asked.get("buy", ""), asked.get("n", "1")
        if parse_id(wanted) and (self.guest or not self.open):  # a guest's sheet may have asked for a code meanwhile
            place, _, number = self.router.url.path.strip("/").partition("/")
            return CheckoutState.open_sheet(wanted, number if place == "live" else "", number if place == "video" else "", units)
        return None

    @rx.event
    def join_anew(self):
        """Another address than the one that a code was mailed to."""
        self.joining = Joining()

    @rx.event
    async def close_sheet(self):
        self.open = False
        if "buy" in self.router.url.query_parameters:
            return rx.redirect(self.router.url.path, replace=True)
        return None

    @rx.event
    async def choose(self, variant_id: str):
        """Another variant of the same product."""
        if self.stage != FORM or variant_id not in {each.id for each in self.options}:
            return
        self.variant, self.note = variant_id, ""
        self.back = self._way_back(parse_id(variant_id), 1)
        async with self._look() as look:
            await self._price(look, [(parse_id(variant_id), 1)], {})

    @rx.event
    async def change_units(self, by: int):
        """More or fewer of the one product."""
        if self.stage != FORM or len(self._wanted) != 1:
            return
        variant, units = self._wanted[0]
        wanted = fitting_units(units + by)
        async with self._look() as look:
            await self._price(look, [(variant, wanted)], self._seen)
        if not self._from_cart:
            self.back = self._way_back(variant, wanted)

    @rx.event
    async def choose_payment(self, method: str):
        self.payment = "cod" if method == "cod" else "card"

    # ---- buying

    @rx.event
    async def submit(self, form: dict[str, str]):
        """Place the order and, by card, pay it. A price that changed is shown first and must be confirmed."""
        if self.stage != FORM or not self._wanted:
            return
        typed = Address.of({name: form.get(name, "") for name in Address.__dataclass_fields__})
        self.address = views.address(typed)
        number = form.get("card_number", "")
        try:
            where = checked(typed)
        except BadAddress as refusal:
            self.problems = refusal.problems
            return
        self.problems, self.note = {}, ""
        if self.payment == "card" and not card_digits(number):
            self.problems = {"card_number": "card"}
            return
        async with self._look() as look:
            before = self._seen_total
            await self._price(look, self._wanted, self._seen)
            if self.basket.problem or self.basket.changed or self._seen_total != before:
                self.note = "" if self.basket.problem else "price"
                self._agree()
                return
        self.busy = True
        yield
        try:
            actor = await self._actor()
            placed = await place(actor, self._order(where))
            self.key = ""
            await self._show_placed(placed.group_id)
            if self.payment == "card":
                await self._pay(actor, number)
        finally:
            self.busy = False
        if not self.open:
            yield rx.redirect(f"/checkout?order={placed.group_id}", replace=True)

    @rx.event
    async def pay(self, form: dict[str, str]):
        """Another card for an order that is placed and not paid."""
        if self.stage != PAY:
            return
        number = form.get("card_number", "")
        self.problems = {} if card_digits(number) else {"card_number": "card"}
        if self.problems:
            return
        self.busy = True
        yield
        try:
            await self._pay(await self._actor(), number)
        finally:
            self.busy = False

    @rx.event
    async def leave_bank(self):
        """Back from the bank's page without an answer."""
        if self.stage != BANK:
            return
        told = await paying.abandon(await self._actor(), self._payment)
        await self._show_placed(parse_id(self.placed.group_id))
        if told.outcome != "authorized":
            self.note = "left"

    # ---- steps

    def _way_back(self, variant: int, units: int) -> str:
        """Here, with what is chosen: the sheet's product over its page, or the page's own."""
        here = self.router.url
        if self.open:
            return f"{here.path}?buy={variant}" + (f"&n={units}" if units > 1 else "")
        return f"{here.path}?{urlencode({**here.query_parameters, 'variant': variant, 'n': units})}"

    async def _begin(
        self, look: Work, wanted: list[tuple[int, int]], seen: dict[int, int], origin: tuple[int | None, int | None], *, from_cart: bool
    ) -> None:
        """`origin`: the LIVE and the video it is bought from."""
        actor = look.actor
        self.stage, self.note, self.busy, self.problems, self.placed = FORM, "", False, {}, PlacedView()
        self.guest = not actor.may(Permission.BUY)
        self.joining = views.joining(read_flash(self.router.headers.raw_headers.get("cookie", ""))) if self.guest else Joining()
        self.simulated = office().outside(PaymentGateway).simulated
        (self._live, self._video), self._from_cart = origin, from_cart
        self.key = self.key or uuid4().hex
        self.countries = views.countries(actor.language)
        await self._price(look, wanted, seen)
        if self.basket.changed:
            self.note = "price"
            self._agree()
        if not self.guest and not self.address.name:
            known = await last_address(look)
            home = known or Address(name=actor.name)
            self.address = replace(views.address(home), country=home.country or await _country(look, self._wanted))

    async def _price(self, look: Work, wanted: list[tuple[int, int]], seen: dict[int, int]) -> None:
        """What it costs now, beside what was seen."""
        found = await quote(look, wanted, seen)
        self._wanted = [(line.good.variant_id, line.quantity) for line in found.lines]
        self._seen = {variant: minor for variant, minor in seen.items() if variant in dict(self._wanted)}
        for line in found.lines:
            self._seen.setdefault(line.good.variant_id, line.good.price.minor)
        self._now = {line.good.variant_id: line.good.price.minor for line in found.lines}
        self._seen_total = found.total.minor if found.total is not None else 0
        self.basket = views.basket(found, look.actor.language)

    def _agree(self) -> None:
        """The prices on screen are seen now: pressing the button again accepts them."""
        self._seen = dict(self._now)

    def _order(self, where: Address) -> PlaceOrder:
        lines = tuple(WantedLine(variant, units, self._seen[variant]) for variant, units in self._wanted)
        source = "live" if self._live else "video" if self._video else "shop"
        return PlaceOrder(
            self.key, lines, where, self.payment, self._live, source, self._seen_total, self._from_cart, None if self._live else self._video
        )

    async def _pay(self, actor: Actor, number: str) -> None:
        group_id = parse_id(self.placed.group_id)
        paid = await paying.pay(actor, group_id, Card(number), uuid4().hex)
        self._payment = paid.payment_id
        await self._show_placed(group_id)
        self.note = "declined" if paid.outcome == "declined" else ""

    async def _show_placed(self, group_id: int) -> None:
        """Where a placed checkout stands: paid, to be paid, or at the bank."""
        async with open_reading(await actor_of(self)) as look:
            orders = await group(look, group_id)
            open_payment = (await purchase(look, orders[0].id)).payment_open
            if self.placed.group_id != str(group_id):
                self.note, self.problems = "", {}
            self.placed = views.placed(orders, look.actor.language)
            self.simulated = office().outside(PaymentGateway).simulated
        self.guest = False
        if not any(each.permits.pay for each in orders):
            self.stage = DONE
        elif open_payment:
            self.stage, self._payment = BANK, open_payment
        else:
            self.stage = PAY


def _units(asked: str) -> int:
    return fitting_units(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1


async def _country(look: Work, wanted: list[tuple[int, int]]) -> str:
    """The shop's country, until the buyer says otherwise."""
    found = await quote(look, wanted)
    return next((part.shop.sender.country for part in found.parts if part.shop.sender.country), "TR")
