"""What opens over the list: the upload, the form of one video, the question before deleting."""

from typing import Any

import reflex as rx

from sellerhub.business.content.rules import TITLE_LENGTH
from sellerhub.business.inventory.choosing import Choosable
from sellerhub.web.design import Modal, button, checkbox, field, icon, icon_button, tag, text_input, thumb
from sellerhub.web.language import t
from sellerhub.web.pages.seller.videos.state import VideosState
from sellerhub.web.parts.product_picker import product_picker
from sellerhub.web.parts.products import FileDrop

State = VideosState


def upload() -> rx.Component:
    most = State.most
    drop = FileDrop.create(
        rx.el.span(icon("clapperboard", 24), class_name="empty-tile"),
        rx.el.b(t("video.drop_title")),
        rx.el.span(t("video.drop_text", megabytes=most.megabytes, seconds=most.seconds, side=most.side), class_name="t2"),
        rx.el.span(icon("upload"), t("video.choose"), class_name="btn primary"),
        url="/seller/videos/file",
        accept="video/mp4,video/webm,.mp4,.webm",
        class_name="big",
        megabytes=most.megabytes,
        checking=t("video.checking"),
        too_large=t("refusal.video_too_large", most=most.megabytes),
        on_done=State.uploaded,
    )
    note = rx.el.p(t("video.drop_private"), class_name="t2 s")
    return Modal.create(drop, note, open=State.uploading, title=t("video.upload"), on_close=State.end_upload)


def form() -> rx.Component:
    draft = State.draft

    def picked(each: rx.Var[Choosable]) -> rx.Component:
        return rx.el.li(
            thumb(each.photo, 32),
            rx.el.span(each.title, class_name="grow trunc m", dir="auto"),
            rx.cond(each.on_sale, rx.el.bdi(each.price, class_name="num t2"), tag(t("video.not_on_sale"), "warn")),
            icon_button("x", t("live.remove"), size="sm", on_click=State.remove_product(each.id)),
            key=each.id,
            class_name="lpick",
            custom_attrs={"data-tagged": each.id},
        )

    fields = rx.el.form(
        rx.el.video(
            src=draft.clip,
            poster=draft.cover,
            controls=True,
            muted=True,
            preload="none",
            class_name=rx.cond(draft.upright, "vidlook", "vidlook wide"),
            custom_attrs={"playsInline": True},
            aria_label=t("video.preview"),
        ),
        field(
            t("video.form_title"),
            text_input(
                name="title",
                id="video-title",
                default_value=draft.title,
                max_length=TITLE_LENGTH,
                auto_complete="off",
                bad=State.wrong.get("title", ""),
            ),
            help_text=t("video.form_title_hint"),
            error=rx.cond(State.wrong.contains("title"), t("video.field_title"), ""),
            for_id="video-title",
        ),
        field(
            t("video.form_products"),
            rx.el.div(
                rx.el.ul(rx.foreach(draft.chosen, picked), class_name="picks"),
                button(t("live.add_products"), icon_name="plus", size="sm", on_click=State.toggle_picker),
            ),
            error=rx.cond(State.wrong.contains("products"), t("refusal.nothing_tagged"), ""),
        ),
        rx.cond(State.picking, product_picker(State.found, State.find, State.add_product, State.sought)),
        rx.cond(draft.status == "draft", checkbox(t("video.publish_now"), name="publish", default_checked=True)),
        rx.el.div(
            button(t("video.save"), kind="primary", type="submit"),
            button(t("video.cancel"), kind="ghost", on_click=State.close),
            class_name="row",
        ),
        on_submit=State.save,
        class_name="live-form",
        key=draft.id,
    )
    return Modal.create(fields, open=draft.id != "", title=t("video.change"), shape="sheet", on_close=State.close)


def question() -> rx.Component:
    """Deleting cannot be undone: the files go."""
    doomed: Any = State.doomed
    name = rx.cond(doomed.title != "", doomed.title, doomed.file_name)
    body = rx.cond(
        State.doomed,
        rx.fragment(
            rx.el.p(t("video.delete_text", title=name)),
            rx.el.div(
                button(t("video.delete"), icon_name="trash-2", kind="danger", on_click=State.delete),
                button(t("video.cancel"), kind="ghost", on_click=State.keep),
                class_name="row",
                style={"margin-top": "16px"},
            ),
        ),
    )
    return Modal.create(body, open=State.doomed.bool(), title=t("video.delete_title"), on_close=State.keep)
