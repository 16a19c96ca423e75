"""One shop as buyers see it: its LIVE when one runs, and its products (LV-11)."""

from typing import ClassVar

import reflex as rx

from sellerhub.business.catalog.queries.storefront import Tile, product_tiles
from sellerhub.business.catalog.rules import photo_url
from sellerhub.business.content.queries import VideoTile, video_tiles
from sellerhub.business.live.queries.lists import OpenLive, lives_on_air
from sellerhub.business.shop.queries import shop_by_handle
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.text import initials
from sellerhub.web.design import avatar, button, empty_state, when_loaded
from sellerhub.web.language import t
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.template import shop_page
from sellerhub.web.shell.tiles import live_tile, product_tile, video_tile


class ShopfrontState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = None
    PACE: ClassVar[float] = 1.0

    name: str = ""
    initials: str = ""
    logo: str = ""
    lives: list[OpenLive] = []
    videos: list[VideoTile] = []
    videos_after: str = ""
    tiles: list[Tile] = []
    after: str = ""

    _shop_id: int = 0

    async def _topics(self) -> list[str]:
        async with self._look() as look:
            try:
                shop = await shop_by_handle(look, self.router.url.path.rstrip("/").rsplit("/", 1)[-1])
            except NotFound:
                return []
        return [topics.shop_products(shop.id), topics.shop_lives(shop.id), topics.VIDEOS_ON_SHOW]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as look:
            shop = await shop_by_handle(look, self.router.url.path.rstrip("/").rsplit("/", 1)[-1])
            lives = [each for each in await lives_on_air(look) if each.shop_handle == shop.handle]
            page = await product_tiles(look, shop_id=shop.id)
            videos = await video_tiles(look, shop_id=shop.id)
        self._shop_id = shop.id
        self.name, self.logo = shop.name, photo_url(shop.logo_media_id, 128)
        self.initials = initials(shop.name)
        self.lives, self.tiles, self.after = lives, list(page.rows), page.after
        self.videos, self.videos_after = list(videos.rows), videos.after

    @rx.event
    async def more_videos(self):
        async with self._look() as look:
            page = await video_tiles(look, shop_id=self._shop_id, after=self.videos_after)
        self.videos, self.videos_after = [*self.videos, *page.rows], page.after

    @rx.event
    async def more(self):
        async with self._look() as look:
            page = await product_tiles(look, shop_id=self._shop_id, after=self.after)
        self.tiles, self.after = [*self.tiles, *page.rows], page.after


@shop_page(route="/shop/[handle]", title="store.title", state=ShopfrontState, nav="shop")
def page() -> rx.Component:
    logo = rx.cond(
        ShopfrontState.logo != "",
        rx.el.img(src=ShopfrontState.logo, alt="", width="56", height="56", class_name="shoplogo"),
        avatar(ShopfrontState.initials, "b2", style={"width": "56px", "height": "56px", "font-size": "18px"}),
    )
    grid = rx.cond(
        ShopfrontState.tiles.length() > 0,
        rx.el.div(rx.foreach(ShopfrontState.tiles, lambda tile: product_tile(tile, with_shop=False)), class_name="tiles"),
        empty_state("store", t("store.empty")),
    )
    more_videos = rx.cond(
        ShopfrontState.videos_after != "", button(t("store.more"), on_click=ShopfrontState.more_videos, class_name="stripmore")
    )
    videos = rx.el.section(
        rx.el.h2(t("video.title"), class_name="storehead"),
        rx.el.div(rx.foreach(ShopfrontState.videos, video_tile), more_videos, class_name="livestrip videostrip"),
    )
    body = rx.fragment(
        rx.el.header(logo, rx.el.h1(ShopfrontState.name, dir="auto"), class_name="shopheader"),
        rx.cond(ShopfrontState.lives.length() > 0, rx.el.div(rx.foreach(ShopfrontState.lives, live_tile), class_name="livestrip")),
        rx.cond(ShopfrontState.videos.length() > 0, videos),
        rx.el.h2(t("store.products"), class_name="storehead"),
        grid,
        rx.cond(ShopfrontState.after != "", rx.el.div(button(t("store.more"), on_click=ShopfrontState.more), class_name="more")),
    )
    return when_loaded(ShopfrontState.loaded, body, rows=4, height=180)
