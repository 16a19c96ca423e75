"""The storefront's home: what is LIVE now, and what is new (LV-11, LV-12)."""

from typing import ClassVar
from urllib.parse import urlencode

import reflex as rx

from sellerhub.business.catalog.queries.storefront import Tile, product_tiles
from sellerhub.business.content.queries import VideoTile, video_tiles
from sellerhub.business.live.queries.lists import OpenLive, lives_on_air
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.web.design import button, empty_state, text_input, when_loaded
from sellerhub.web.language import t
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.template import shop_page
from sellerhub.web.shell.tiles import live_tile, product_tile, video_tile


class HomeState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = None
    PACE: ClassVar[float] = 1.0

    lives: list[OpenLive] = []
    videos: list[VideoTile] = []
    tiles: list[Tile] = []
    after: str = ""
    words: str = ""

    async def _topics(self) -> list[str]:
        return [topics.LIVES_ON_AIR, topics.VIDEOS_ON_SHOW]

    async def _read(self, heard: set[str]) -> None:
        words = self.router.url.query_parameters.get("q", "")[:100]
        async with self._look() as look:
            lives, videos = await lives_on_air(look), await video_tiles(look)
            page = await product_tiles(look, words=words) if not heard else None
        self.lives, self.videos = lives, list(videos.rows)
        if page is not None:
            self.words, self.tiles, self.after = words, list(page.rows), page.after

    @rx.event
    async def search(self, form: dict[str, str]):
        words = str(form.get("q", "")).strip()[:100]
        return rx.redirect(f"/?{urlencode({'q': words})}" if words else "/")

    @rx.event
    async def more(self):
        async with self._look() as look:
            page = await product_tiles(look, after=self.after, words=self.words)
        self.tiles, self.after = [*self.tiles, *page.rows], page.after


@shop_page(route="/", title="store.title", state=HomeState, nav="shop")
def page() -> rx.Component:
    search = text_input(
        icon_name="search",
        name="q",
        type="search",
        placeholder=t("store.search"),
        aria_label=t("store.search"),
        default_value=HomeState.words,
        key=HomeState.words,
    )
    lives = rx.el.section(
        rx.el.h2(t("store.live_now"), class_name="storehead"),
        rx.el.div(rx.foreach(HomeState.lives, live_tile), class_name="livestrip"),
    )
    videos = rx.el.section(
        rx.el.h2(t("video.title"), class_name="storehead"),
        rx.el.div(rx.foreach(HomeState.videos, video_tile), class_name="livestrip videostrip"),
    )
    grid = rx.cond(
        HomeState.tiles.length() > 0,
        rx.el.div(rx.foreach(HomeState.tiles, product_tile), class_name="tiles"),
        empty_state("store", rx.cond(HomeState.words != "", t("store.none"), t("store.empty"))),
    )
    return rx.fragment(
        rx.el.form(search, on_submit=HomeState.search, role="search", class_name="storesearch"),
        rx.cond((HomeState.lives.length() > 0) & (HomeState.words == ""), lives),
        rx.cond((HomeState.videos.length() > 0) & (HomeState.words == ""), videos),
        rx.el.h2(rx.cond(HomeState.words != "", t("store.products"), t("store.new_in")), class_name="storehead"),
        when_loaded(HomeState.loaded, grid, rows=4, height=180),
        rx.cond(HomeState.after != "", rx.el.div(button(t("store.more"), on_click=HomeState.more), class_name="more")),
    )
