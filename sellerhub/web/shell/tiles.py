"""A grid of products as buyers see them, shared by the home and the shop pages."""

from typing import Any

import reflex as rx

from sellerhub.web.design import icon, link, on_air
from sellerhub.web.language import t


def product_tile(tile: Any, *, with_shop: bool = True) -> rx.Component:
    photo = rx.cond(tile.photo != "", rx.el.img(src=tile.photo, alt="", loading="lazy", width="240", height="240"), icon("image", 28))
    price = rx.cond(tile.more, t("store.from_price", price=tile.price), tile.price)
    return link(
        rx.el.span(photo, rx.cond(tile.sold_out, rx.el.span(t("store.sold_out"), class_name="tag soldtag")), class_name="tilephoto"),
        rx.el.span(tile.title, class_name="tiletitle", dir="auto"),
        rx.el.span(rx.el.bdi(price), class_name="b num"),
        rx.el.span(tile.shop_name, class_name="s t2 trunc", dir="auto") if with_shop else None,
        href="/p/" + tile.id,
        class_name="tile",
        key=tile.id,
    )


def video_tile(video: Any) -> rx.Component:
    """A published video, of content.queries.video_tiles."""
    return link(
        rx.el.img(src=video.cover, alt="", loading="lazy", width="180", height="240"),
        rx.el.span(icon("play", 13), video.lasts, class_name="livetop livewatch num"),
        rx.el.span(rx.el.b(video.title, dir="auto"), rx.el.span(video.shop_name, class_name="s", dir="auto"), class_name="livefoot"),
        href="/video/" + video.id,
        class_name="livetile",
        key=video.id,
        custom_attrs={"data-video": video.id},
    )


def live_tile(live: Any) -> rx.Component:
    """A LIVE that runs now, of queries.lives_on_air."""
    return link(
        rx.cond(live.cover != "", rx.el.img(src=live.cover, alt="", width="180", height="240"), rx.fragment()),
        rx.el.span(on_air(), rx.el.span(icon("eye", 13), live.watching, class_name="livewatch num"), class_name="livetop"),
        rx.el.span(rx.el.b(live.title, dir="auto"), rx.el.span(live.shop_name, class_name="s", dir="auto"), class_name="livefoot"),
        href="/live/" + live.id,
        class_name="livetile",
        key=live.id,
    )
