"""One published video: what it shows follows the shop's prices and stock."""

from typing import ClassVar

import reflex as rx

from sellerhub.business.content import actions, queries
from sellerhub.business.content.queries import PublicVideo
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.database import Priority
from sellerhub.core.errors import NotFound
from sellerhub.core.ids import parse_id
from sellerhub.core.work import open_work
from sellerhub.web.parts.buying import BuyingState
from sellerhub.web.shell.page_state import PageState, SessionState

REMEMBERED = 100


class VideoState(BuyingState, PageState, SessionState):
    """Watched by anyone; a video that is not published looks like none."""

    NEEDS: ClassVar[Permission | None] = None
    PACE: ClassVar[float] = 0.3

    video: PublicVideo = PublicVideo()

    _played: list[int] = []

    def _video_id(self) -> int:
        return parse_id(self.router.url.path.rstrip("/").rsplit("/", 1)[-1])

    async def _topics(self) -> list[str]:
        video_id = self._video_id()
        async with self._look() as look:
            try:
                shop_id = (await queries.public_video(look, video_id)).shop_id
            except NotFound:
                return [topics.video(video_id)]
        return [topics.video(video_id), topics.shop_products(shop_id)]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as look:
            self.video = await queries.public_video(look, self._video_id())

    @rx.event
    async def played(self):
        """It began to play; a tab counts once for each video."""
        video_id = self._video_id()
        if not video_id or video_id in self._played:
            return
        self._played = [*self._played[-REMEMBERED:], video_id]
        async with open_work(await self._actor(), priority=Priority.BULK) as work:
            await actions.count_view(work, video_id)

    def _seen_in(self) -> dict[str, str]:
        return {"video_id": str(self._video_id())}
