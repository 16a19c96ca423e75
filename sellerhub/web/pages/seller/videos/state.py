"""The desk of short videos: published ones and drafts, and the form of one."""

from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import reflex as rx

from sellerhub.business.content import actions, queries
from sellerhub.business.content.errors import NothingTagged, TooManyTags
from sellerhub.business.content.queries import Taggable, VideoRow
from sellerhub.business.content.rules import MOST_TAGS
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import Invalid
from sellerhub.core.ids import parse_id
from sellerhub.core.work import office
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
    chosen: list[Taggable] = field(default_factory=list)


@dataclass(frozen=True)
class Most:
    """What an upload may be here."""

    megabytes: int = 0
    seconds: int = 0
    side: int = 0


class VideosState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.EDIT_VIDEOS
    PACE: ClassVar[float] = 1.0

    tab: str = TABS[0]
    rows: list[VideoRow] = []
    after: str = ""
    most: Most = Most()
    uploading: bool = False
    draft: Draft = Draft()
    wrong: dict[str, str] = {}
    picking: bool = False
    found: list[Taggable] = []
    sought: str = ""
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

    @rx.event
    async def toggle_picker(self):
        self.picking = not self.picking
        if self.picking:
            await self._find("")

    @rx.event
    async def find(self, words: str):
        await self._find(words[:80])

    @rx.event
    async def add_product(self, product_id: str):
        """From the shop's catalogue, whatever the search shows by now."""
        known = [each.id for each in self.draft.chosen]
        if not self.draft.id or product_id in known:
            return
        if len(known) >= MOST_TAGS:
            raise TooManyTags(MOST_TAGS)
        async with self._look() as work:
            self._keep([*self.draft.chosen, *(await queries.tagged_products(work, [parse_id(product_id)]))])
        self.wrong = {}

    @rx.event
    def remove_product(self, product_id: str):
        self._keep([each for each in self.draft.chosen if each.id != product_id])

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
        self.draft, self.wrong, self.picking, self.found, self.sought = Draft(), {}, False, [], ""

    async def _find(self, words: str) -> None:
        async with self._look() as work:
            found = await queries.taggable_products(work, words)
        self.found, self.sought = self._marked(found, self.draft.chosen), words.strip()

    def _keep(self, items: list[Taggable]) -> None:
        self.draft = replace(self.draft, chosen=[replace(each, listed=True) for each in items])
        self.found = self._marked(self.found, items)

    @staticmethod
    def _marked(found: list[Taggable], items: list[Taggable]) -> list[Taggable]:
        known = {each.id for each in items}
        return [replace(each, listed=each.id in known) for each in found]


def _wrong(refusal: Invalid | NothingTagged) -> dict[str, str]:
    return {"products": "tags"} if isinstance(refusal, NothingTagged) else {"title": "title"}
