"""One product as a buyer sees it: photos, options, what is left; buying goes on at checkout."""

from dataclasses import dataclass, field
from typing import ClassVar

import reflex as rx

from sellerhub.business.catalog.queries.storefront import PublicProduct, PublicVariant, public_product, shop_of_product
from sellerhub.business.catalog.rules import photo_url
from sellerhub.business.orders.cart import add_to_cart
from sellerhub.core import text, topics
from sellerhub.core.access import Permission
from sellerhub.core.ids import parse_id
from sellerhub.web.session import needs
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

MOST = 20


@dataclass(frozen=True)
class Value:
    """One value of an option; `off` when no variant has it together with the rest that is chosen."""

    text: str
    on: bool
    off: bool


@dataclass(frozen=True)
class Option:
    index: int
    name: str
    choices: list[Value]


@dataclass(frozen=True)
class Shown:
    title: str = ""
    body_html: str = ""
    vendor: str = ""
    photos: list[str] = field(default_factory=list)  # 1080-pixel addresses
    thumbs: list[str] = field(default_factory=list)
    shop_name: str = ""
    shop_handle: str = ""
    shop_logo: str = ""
    initials: str = ""
    ship_fee: str = ""
    ship_free_from: str = ""


_NONE = PublicVariant("", [], "", "", "", "", 0, few=False, can_buy=False)


class ProductState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = None
    PACE: ClassVar[float] = 0.3

    shown: Shown = Shown()
    options: list[Option] = []
    variant: PublicVariant = _NONE
    photo: int = 0
    quantity: int = 1

    _product: PublicProduct | None = None

    def _product_id(self) -> int:
        return parse_id(self.router.url.path.rstrip("/").rsplit("/", 1)[-1])

    async def _topics(self) -> list[str]:
        async with self._look() as look:
            return [topics.shop_products(await shop_of_product(look, self._product_id()))]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as look:
            product = await public_product(look, self._product_id())
        known = self.variant.id if heard else self.router.url.query_parameters.get("variant", "")
        self._product = product
        if not heard:
            self.photo, self.quantity = 0, 1
        self.shown = Shown(
            title=product.title,
            body_html=product.body_html,
            vendor=product.vendor,
            photos=[photo_url(parse_id(each), 1080) for each in product.photos],
            thumbs=[photo_url(parse_id(each), 128) for each in product.photos],
            shop_name=product.shop_name,
            shop_handle=product.shop_handle,
            shop_logo=product.shop_logo,
            initials=text.initials(product.shop_name),
            ship_fee=product.ship_fee,
            ship_free_from=product.ship_free_from,
        )
        chosen = next((each for each in product.variants if each.id == known), None)
        self._show(chosen or next((each for each in product.variants if each.can_buy), None) or (product.variants or [_NONE])[0])

    def _show(self, variant: PublicVariant) -> None:
        self.variant = variant
        self.quantity = max(1, min(self.quantity, variant.stock, MOST))
        self.options = [self._option(index, name) for index, name in enumerate(self._product.option_names)]
        if variant.photo in self._product.photos:
            self.photo = self._product.photos.index(variant.photo)

    def _option(self, index: int, name: str) -> Option:
        texts = dict.fromkeys(each.options[index] for each in self._product.variants if index < len(each.options))
        return Option(index, name, [self._value(index, each) for each in texts])

    def _value(self, index: int, value: str) -> Value:
        mine = list(self.variant.options)
        wanted = [*mine[:index], value, *mine[index + 1 :]]
        made = next((each for each in self._product.variants if each.options == wanted), None)
        return Value(value, mine[index : index + 1] == [value], made is None or not made.can_buy)

    @rx.event
    async def choose(self, index: int, value: str):
        """That value with the rest as chosen, or the nearest variant that has it."""
        if self._product is None:
            await self._read(set())
        mine = list(self.variant.options)
        wanted = [*mine[:index], value, *mine[index + 1 :]]
        having = [each for each in self._product.variants if each.options[index : index + 1] == [value]]
        exact = next((each for each in having if each.options == wanted), None)
        if exact or having:
            self._show(exact or next((each for each in having if each.can_buy), having[0]))

    @rx.event
    async def look_at(self, photo: int):
        self.photo = max(0, min(photo, len(self.shown.photos) - 1))

    @rx.event
    async def change_quantity(self, by: int):
        self.quantity = max(1, min(self.quantity + (1 if by > 0 else -1), self.variant.stock, MOST))

    @rx.event
    async def buy_now(self):
        return rx.redirect(f"/checkout?variant={parse_id(self.variant.id)}&n={self.quantity}")

    @rx.event
    @needs(Permission.BUY)
    async def add_to_cart(self):
        """Guests sign in first and come back here."""
        if (await self._actor()).is_guest:
            return rx.redirect(f"/sign-in?next=/p/{self._product_id()}")
        async with self._work() as work:
            await add_to_cart(work, parse_id(self.variant.id), self.quantity)
        return toast("store.added", "ok")
