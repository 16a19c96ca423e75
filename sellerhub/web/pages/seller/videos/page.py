"""Short videos of the shop (LV-01): what is published and what it brought, drafts, and the form of one."""

from typing import Any

import reflex as rx

from sellerhub.business.content.queries import VideoRow
from sellerhub.web.design import button, empty_state, icon_button, link_button, tab, tabs, tag, thumb, when_loaded
from sellerhub.web.language import t
from sellerhub.web.pages.seller.videos import form
from sellerhub.web.pages.seller.videos.state import VideosState
from sellerhub.web.shell.template import seller_page

State = VideosState


def upload_button() -> rx.Component:
    word = rx.el.span(t("video.upload"), class_name="lbl")
    upload = button(word, icon_name="upload", kind="primary", aria_label=t("video.upload"), on_click=State.begin_upload)
    return rx.el.span(upload, class_name="prodactions")  # on a phone the icon alone, as beside the products


@seller_page(route="/seller/videos", title="video.title", state=State, nav="videos", actions=upload_button)
def page() -> rx.Component:
    first = button(t("video.upload"), kind="primary", on_click=State.begin_upload)
    empty = rx.cond(
        State.tab == "published",
        empty_state("clapperboard", t("video.empty_title"), t("video.empty_text"), first),
        empty_state("clapperboard", t("video.empty_drafts")),
    )
    more = rx.cond(State.after != "", rx.el.div(button(t("live.load_more"), on_click=State.show_more), class_name="bar"))
    return rx.el.div(
        tabs(
            tab(t("video.tab_published"), on=State.tab == "published", on_click=State.show_tab("published")),
            tab(t("video.tab_drafts"), on=State.tab == "drafts", on_click=State.show_tab("drafts")),
            label=t("video.title"),
        ),
        when_loaded(State.loaded, rx.cond(State.rows.length() > 0, rx.fragment(_list(), more), empty), height=64),
        form.upload(),
        form.form(),
        form.question(),
        class_name="scroll lives",
    )


def _list() -> rx.Component:
    columns = [("col_video", ""), ("col_when", ""), ("col_views", "r"), ("col_orders", "r"), ("col_sold", "r")]
    head = [rx.el.th(t(f"video.{name}"), scope="col", class_name=shape) for name, shape in columns]
    actions = rx.el.th(rx.el.span(t("video.col_actions"), class_name="sr"), scope="col")
    return rx.el.table(rx.el.thead(rx.el.tr(*head, actions)), rx.el.tbody(rx.foreach(State.rows, _row)), class_name="tb lives-tb vids-tb")


def _row(row: rx.Var[VideoRow]) -> rx.Component:
    def figure(value: Any, label: Any) -> rx.Component:
        return rx.el.td(rx.el.bdi(value), class_name="r num", custom_attrs={"data-label": label})

    untagged = tag(t("video.untagged"), "warn")
    name = rx.el.span(
        rx.cond(
            row.title != "",
            rx.el.span(row.title, class_name="m trunc", dir="auto"),
            rx.el.span(row.file_name, class_name="t2 trunc", dir="auto"),
        ),
        rx.el.span(
            rx.el.span(row.lasts, class_name="num t2"),
            rx.cond(row.tags > 0, rx.el.span(t("video.n_products", n=row.tags), class_name="t2"), untagged),
            class_name="row s",
        ),
        class_name="lv-name",
    )
    published = rx.fragment(
        link_button(t("video.watch"), "/video/" + row.id, size="sm", kind="ghost"),
        button(t("video.unpublish"), size="sm", on_click=State.unpublish(row.id)),
    )
    return rx.el.tr(
        rx.el.td(rx.el.span(thumb(row.cover, 40, class_name="vidthumb"), name, class_name="row")),
        rx.el.td(row.when, class_name="num nw", title=row.exactly),
        figure(row.views, t("video.col_views")),
        figure(row.orders, t("video.col_orders")),
        figure(row.sold, t("video.col_sold")),
        rx.el.td(
            rx.el.div(
                rx.cond(row.status == "published", published, button(t("video.publish"), size="sm", on_click=State.publish(row.id))),
                button(t("video.edit"), size="sm", kind="ghost", on_click=State.change(row.id)),
                icon_button("trash-2", t("video.delete"), size="sm", on_click=State.ask_delete(row.id)),
                class_name="row acts",
            )
        ),
        key=row.id,
        custom_attrs={"data-video": row.id},
    )
