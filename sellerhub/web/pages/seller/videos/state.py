"""The desk of short videos: published ones and drafts, and the form of one."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import reflex as rx

from sellerhub.business.content import actions, queries
from sellerhub.business.content.errors import NothingTagged
from sellerhub.business.content.queries import VideoRow
from sellerhub.business.inventory.choosing import Choosable
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import Invalid
from sellerhub.core.ids import parse_id
from sellerhub.core.work import Work, office
from sellerhub.web.parts.picking import PickingState
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

TABS = ("published", "drafts")


@dataclass(frozen=True)
class Draft:
    """The form as it opens; without an id it is shut."""

    id: str = ""
    title: str = ""
    status: str = ""
    clip: str = ""
    cover: str = ""
    upright: bool = True
    chosen: list[Choosable] = field(default_factory=list)


@dataclass(frozen=True)
class Most:
    """What an upload may be here."""

    megabytes: int = 0
    seconds: int = 0
    side: int = 0


class VideosState(PickingState, PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.EDIT_VIDEOS
    PACE: ClassVar[float] = 1.0

    tab: str = TABS[0]
    rows: list[VideoRow] = []
    after: str = ""
    most: Most = Most()
    uploading: bool = False
    draft: Draft = Draft()
    wrong: dict[str, str] = {}
    doomed: VideoRow | None = None

    async def _topics(self) -> list[str]:
        return [topics.shop_videos((await self._actor()).shop_id or 0)]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as work:
            page = await queries.shop_videos(work, self.tab)
        self.rows, self.after = list(page.rows), page.after
        limits = actions.limits(office().settings)
        self.most = Most(limits.bytes >> 20, limits.seconds, limits.side)

    @rx.event
    async def show_tab(self, tab: str):
        self.tab = tab if tab in TABS else TABS[0]
        await self._read(set())

    @rx.event
    async def show_more(self):
        async with self._look() as work:
            page = await queries.shop_videos(work, self.tab, self.after)
        self.rows, self.after = self.rows + list(page.rows), page.after

    # ---- uploading

    @rx.event
    def begin_upload(self):
        self.uploading = True

    @rx.event
    def end_upload(self):
        self.uploading = False

    @rx.event
    async def uploaded(self, video_id: str):
        """The route has taken it: its form opens, to be named and tagged."""
        self.uploading, self.tab = False, "drafts"
        await self._read(set())
        await self._open(video_id)

    # ---- the form

    @rx.event
    async def change(self, video_id: str):
        await self._open(video_id)

    @rx.event
    def close(self):
        self._shut()

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Title and tags; a draft is published with them when that is ticked."""
        if not self.draft.id:  # the second of two clicks
            return None
        video_id, publishing = parse_id(self.draft.id), self.draft.status == "draft" and bool(form.get("publish"))
        product_ids = [parse_id(each.id) for each in self.draft.chosen]
        try:
            async with self._work() as work:
                await actions.change_video(work, video_id, str(form.get("title", "")), product_ids)
                if publishing:
                    await actions.publish(work, video_id)
        except (Invalid, NothingTagged) as refusal:
            self.wrong = _wrong(refusal)
            return None
        self._shut()
        if publishing:
            self.tab = "published"
        await self._read(set())
        return toast("video.published", action="video.watch", href=f"/video/{video_id}") if publishing else toast("video.saved")

    # ---- one of the list

    @rx.event
    async def publish(self, video_id: str):
        """What is missing opens the form, where it can be mended."""
        try:
            async with self._work() as work:
                await actions.publish(work, parse_id(video_id))
        except (Invalid, NothingTagged) as refusal:
            await self._open(video_id)
            self.wrong = _wrong(refusal)
            return None
        await self._read(set())
        return toast("video.published", action="video.watch", href=f"/video/{parse_id(video_id)}")

    @rx.event
    async def unpublish(self, video_id: str):
        async with self._work() as work:
            await actions.unpublish(work, parse_id(video_id))
        await self._read(set())
        return toast("video.unpublished")

    @rx.event
    def ask_delete(self, video_id: str):
        self.doomed = next((each for each in self.rows if each.id == video_id), None)

    @rx.event
    def keep(self):
        self.doomed = None

    @rx.event
    async def delete(self):
        if self.doomed is None:  # the second of two clicks
            return None
        doomed, self.doomed = parse_id(self.doomed.id), None
        await actions.delete(await self._actor(), doomed)
        await self._read(set())
        return toast("video.deleted")

    # ---- steps

    async def _open(self, video_id: str) -> None:
        async with self._look() as work:
            video = await queries.edited_video(work, parse_id(video_id))
        self._shut()
        self.draft = Draft(video.id, video.title, video.status, video.clip, video.cover, video.upright, video.products)

    def _shut(self) -> None:
        self.draft, self.wrong = Draft(), {}
        self._put_away()

    # ---- choosing products: see PickingState

    def _takes_products(self) -> bool:
        return bool(self.draft.id)

    def _chosen(self) -> list[Choosable]:
        return list(self.draft.chosen)

    def _choose(self, items: list[Choosable]) -> None:
        self.draft, self.wrong = replace(self.draft, chosen=items), {}

    async def _search(self, work: Work, words: str) -> list[Choosable]:
        return await queries.taggable_products(work, words)

    async def _one_more(self, work: Work, product_id: int, chosen: Collection[str]) -> Choosable:
        return await queries.one_more_to_tag(work, product_id, chosen)


def _wrong(refusal: Invalid | NothingTagged) -> dict[str, str]:
    return {"products": "tags"} if isinstance(refusal, NothingTagged) else {"title": "title"}
