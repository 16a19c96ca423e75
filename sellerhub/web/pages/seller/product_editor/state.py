"""The product editor: what describes it is saved by the button, cells of the variants as they are left."""

from typing import ClassVar

import reflex as rx

from sellerhub.business.catalog.actions import (
    NewPrice,
    ProductChange,
    VariantChange,
    VariantDraft,
    activate,
    add_variants,
    deactivate,
    delete_product,
    edit_product,
    edit_variants,
    remove_variant,
    set_prices,
    set_stock,
    start_options,
)
from sellerhub.business.catalog.cleaning import from_plain_text
from sellerhub.business.catalog.photos.actions import order_photos, remove_photo
from sellerhub.business.catalog.queries import sellables
from sellerhub.business.catalog.queries.editing import EditProduct, edit_view
from sellerhub.business.catalog.typing_in import typed_number, typed_price
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.ids import parse_id
from sellerhub.core.money import Money
from sellerhub.web.session import needs
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

_BLANK = EditProduct(
    "", "", "", "", "", "", "draft", "", "", "", [], [], [], [], [], [], can_edit=False, can_activate=False, can_deactivate=False
)


class EditorState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.SEE_PRODUCTS

    product: EditProduct = _BLANK
    adding: bool = False

    def _product_id(self) -> int:
        return parse_id(self.router.url.path.rstrip("/").rsplit("/", 1)[-1])

    async def _topics(self) -> list[str]:
        return [topics.shop_products((await self._actor()).shop_id or 0)]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as look:
            product = await edit_view(look, self._product_id())
        if not heard:
            self.adding = False
        self.product = product

    async def _again(self) -> None:
        await self._read({"own"})

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def save(self, form: dict[str, str]):
        """Title, description, brand, type and tags. A description that was not touched keeps its formatting."""
        typed = {name: str(form.get(name, "")) for name in ("title", "body", "vendor", "kind", "tags")}
        untouched = typed["body"].replace("\r\n", "\n").strip() == self.product.body.strip()
        change = ProductChange(
            title=typed["title"],
            body_html=None if untouched else from_plain_text(typed["body"]),
            vendor=typed["vendor"],
            kind=typed["kind"],
            tags=tuple(each.strip() for each in typed["tags"].split(",") if each.strip()),
        )
        async with self._work() as work:
            await edit_product(work, self._product_id(), change)
        await self._again()
        return toast("editor.saved", "ok")

    @rx.event
    async def save_price(self, variant_id: str, typed: str):
        await self._set_price(variant_id, price=typed)
        return toast("products.saved_price", "ok")

    @rx.event
    async def save_compare_at(self, variant_id: str, typed: str):
        await self._set_price(variant_id, compare_at=typed)
        return toast("products.saved_price", "ok")

    async def _set_price(self, variant_id: str, *, price: str | None = None, compare_at: str | None = None) -> None:
        async with self._work() as work:
            known = (await sellables(work, [parse_id(variant_id)])).get(parse_id(variant_id))
            if known is None or known.shop_id != work.shop_id:
                raise NotFound("variant")
            new = known.price if price is None else typed_price(price, known.price.currency)
            before = known.compare_at if compare_at is None else None
            if compare_at:
                before = typed_price(compare_at, known.price.currency)
            if price is not None and before is not None and not before > new:
                before = None
            await set_prices(work, {known.variant_id: NewPrice(new, before)})
        await self._again()

    @rx.event
    async def save_stock(self, variant_id: str, typed: str):
        async with self._work() as work:
            await set_stock(work, {parse_id(variant_id): typed_number(typed)})
        await self._again()
        return toast("products.saved_stock", "ok")

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def save_sku(self, variant_id: str, typed: str):
        return await self._edit_variant(variant_id, VariantChange(sku=typed))

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def save_barcode(self, variant_id: str, typed: str):
        return await self._edit_variant(variant_id, VariantChange(barcode=typed[:64]))

    @rx.event
    async def save_weight(self, variant_id: str, typed: str):
        return await self._edit_variant(variant_id, VariantChange(weight_grams=min(typed_number(typed, "weight"), 10**9)))

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def sell(self, variant_id: str, on: bool):
        return await self._edit_variant(variant_id, VariantChange(for_sale=on))

    async def _edit_variant(self, variant_id: str, change: VariantChange) -> rx.event.EventSpec:
        async with self._work() as work:
            await edit_variants(work, {parse_id(variant_id): change})
        await self._again()
        return toast("editor.saved", "ok")

    @rx.event
    async def open_adding(self):
        self.adding = True

    @rx.event
    async def close_adding(self):
        self.adding = False

    @rx.event
    async def add_variant(self, form: dict[str, str]):
        """A variant priced like the first; a product without options gets its first option with it."""
        typed = {name: str(value).strip() for name, value in form.items()}
        async with self._work() as work:
            product = await edit_view(work, self._product_id())
            if not product.option_names:
                await start_options(work, self._product_id(), typed.get("name", ""), typed.get("current", ""))
                values = (typed.get("value_0", ""),)
            else:
                values = tuple(typed.get(f"value_{index}", "")[:100] for index in range(len(product.option_names)))
            price = Money.parse(product.variants[0].amount, product.currency)
            await add_variants(work, self._product_id(), [VariantDraft(price, options=values)])
        self.adding = False
        await self._again()
        return toast("editor.saved", "ok")

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def take_variant_away(self, variant_id: str):
        async with self._work() as work:
            await remove_variant(work, parse_id(variant_id))
        await self._again()
        return toast("editor.saved", "ok")

    @rx.event
    async def uploaded(self, media_ids: str):
        await self._again()
        return toast("editor.saved", "ok")

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def make_cover(self, media_id: str):
        async with self._work() as work:
            await order_photos(work, self._product_id(), [parse_id(media_id)])
        await self._again()

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def take_photo_away(self, media_id: str):
        async with self._work() as work:
            await remove_photo(work, parse_id(media_id))
        await self._again()

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def activate(self):
        async with self._work() as work:
            await activate(work, self._product_id())
        await self._again()
        return toast("products.activated", "ok", n=1)

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def deactivate(self):
        async with self._work() as work:
            await deactivate(work, self._product_id())
        await self._again()
        return toast("products.deactivated", "ok", n=1)

    @rx.event
    @needs(Permission.EDIT_PRODUCTS)
    async def delete(self):
        async with self._work() as work:
            await delete_product(work, self._product_id())
        return [toast("products.deleted", "ok", n=1), rx.redirect("/seller/products")]
