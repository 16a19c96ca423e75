"""What a creator sees first."""

from typing import ClassVar

from sellerhub.business.live import queries
from sellerhub.business.live.queries.lists import OpenLive
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.web.shell.page_state import PageState, SessionState


class CreatorHomeState(PageState, SessionState):
    NEEDS: ClassVar = Permission.CREATE
    PACE: ClassVar = 1.0
    lives: list[OpenLive] = []

    async def _topics(self) -> list[str]:
        return [topics.LIVES_ON_AIR]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as work:
            self.lives = await queries.lives_on_air(work)
