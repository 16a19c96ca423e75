"""Reactions that failed."""

from dataclasses import dataclass
from typing import ClassVar

import reflex as rx

from sellerhub.core import bus, text, topics
from sellerhub.core.access import Permission
from sellerhub.core.ids import parse_id
from sellerhub.core.work import office
from sellerhub.web.session import needs
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

SHOWN = 100


@dataclass(frozen=True)
class FailingRow:
    """One reaction that waits for its next try; `due` as text. An unknown one is of no use to try in this version."""

    event_id: str
    kind: str
    reaction: str
    tries: int
    problem: str
    due: str
    unknown: bool = False


class OperatorHomeState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.OPERATE
    PACE: ClassVar[float] = 1.0
    rows: list[FailingRow] = []
    waiting: int = 0

    async def _topics(self) -> list[str]:
        return [topics.REACTIONS]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as work:
            failing = await bus.failing(work, SHOWN)
            self.waiting = await bus.waiting(work, 10_000)
        zone = office().settings.time_zone
        self.rows = [
            FailingRow(
                str(each.event_id),
                each.kind,
                each.reaction,
                each.tries,
                each.problem,
                text.when(each.due_at, work.now, work.actor.language, zone),
                not each.known,
            )
            for each in failing
        ]

    @rx.event
    @needs(Permission.OPERATE)
    async def retry(self, event_id: str, reaction: str):
        """Try one again now."""
        async with self._work() as work:
            await bus.try_again(work, parse_id(event_id), reaction)
        await self._read({topics.REACTIONS})
        return toast("operator.retried", n=1)

    @rx.event
    @needs(Permission.OPERATE)
    async def retry_all(self):
        """Try everything shown again now."""
        async with self._work() as work:
            n = await bus.try_all_again(work, SHOWN)
        await self._read({topics.REACTIONS})
        return toast("operator.retried", n=n)
