"""The planner: what is on air, planned and past, and the form of one LIVE."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, ClassVar

import reflex as rx

from sellerhub.business.inventory.choosing import Choosable
from sellerhub.business.live import actions, queries
from sellerhub.business.live.queries import LiveRow
from sellerhub.business.shop.queries import shop_card
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import Invalid
from sellerhub.core.ids import parse_id
from sellerhub.core.work import Work
from sellerhub.web.parts.picking import PickingState
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

TABS = ("upcoming", "past")
LENGTHS = (30, 60, 120, 180, 240, 360, 480, 720)


@dataclass(frozen=True)
class Draft:
    """The form as it opens; `open` is what shows it. An empty id is a new plan."""

    open: bool = False
    id: str = ""
    title: str = ""
    starts_at: str = ""
    zone: str = ""
    minutes: str = "120"
    cover: str = ""
    chosen: list[Choosable] = field(default_factory=list)


class PlannerState(PickingState, PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.RUN_LIVE
    PACE: ClassVar[float] = 1.0

    tab: str = TABS[0]
    rows: list[LiveRow] = []
    after: str = ""
    draft: Draft = Draft()
    wrong: dict[str, str] = {}
    _cover_media_id: int | None = None

    async def _topics(self) -> list[str]:
        return [topics.shop_lives((await self._actor()).shop_id or 0)]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as work:
            page = await queries.shop_lives(work, self.tab)
        self.rows, self.after = list(page.rows), page.after

    @rx.event
    async def show_tab(self, tab: str):
        self.tab = tab if tab in TABS else TABS[0]
        await self._read(set())

    @rx.event
    async def show_more(self):
        async with self._look() as work:
            page = await queries.shop_lives(work, self.tab, self.after)
        self.rows, self.after = self.rows + list(page.rows), page.after

    @rx.event
    async def plan(self):
        """An empty form, for tomorrow at the same full hour."""
        async with self._look() as work:
            shop = await shop_card(work, work.shop_id)
            soon = (work.now + timedelta(days=1)).replace(minute=0)
        self.draft = Draft(open=True, starts_at=queries.local_minute(soon, shop.time_zone), zone=shop.time_zone)
        self.wrong, self._cover_media_id = {}, None

    @rx.event
    async def change(self, live_id: str):
        async with self._look() as work:
            plan = await queries.plan_view(work, parse_id(live_id))
            items = await queries.chosen_products(work, [parse_id(each.product_id) for each in plan.items])
        self.draft = Draft(True, plan.id, plan.title, plan.starts_at, plan.time_zone, str(plan.minutes), plan.cover, items)
        self.wrong, self._cover_media_id = {}, None

    @rx.event
    def close(self):
        self._shut()

    def _shut(self) -> None:
        self.draft = Draft()
        self._put_away()

    @rx.event
    def cover_uploaded(self, media_id: str, photo: str):
        """The upload route answered; whether the picture is this shop's is checked when the plan is saved."""
        self._cover_media_id = parse_id(media_id) or None
        self.draft = replace(self.draft, cover=photo if photo.startswith("/media/") else "")

    @rx.event
    async def save(self, form: dict[str, Any]):
        if not self.draft.open:  # the second of two clicks
            return None
        starts_at = queries.from_local_minute(str(form.get("starts_at", "")), self.draft.zone)
        if starts_at is None:
            self.wrong = {"starts_at": "when"}
            return None
        minutes = str(form.get("minutes", ""))
        values = {"minutes": int(minutes) if minutes.isdecimal() else 0, "cover_media_id": self._cover_media_id}
        product_ids = tuple(parse_id(each.id) for each in self.draft.chosen)
        try:
            async with self._work() as work:
                if self.draft.id:
                    live_id = parse_id(self.draft.id)
                    await actions.change_plan(work, live_id, str(form.get("title", "")), starts_at, **values)
                    await actions.set_products(work, live_id, product_ids)
                else:
                    await actions.plan(work, str(form.get("title", "")), starts_at, product_ids=product_ids, **values)
        except Invalid as refusal:
            if refusal.field != "title":
                raise
            self.wrong = {"title": "title"}
            return None
        self._shut()
        await self._read(set())
        return toast("live.plan_saved")

    @rx.event
    async def call_off(self):
        if not self.draft.id:  # the second of two clicks
            return None
        async with self._work() as work:
            await actions.cancel(work, parse_id(self.draft.id))
        self._shut()
        await self._read(set())
        return toast("live.called_off")

    # ---- choosing products: see PickingState

    def _takes_products(self) -> bool:
        return self.draft.open

    def _chosen(self) -> list[Choosable]:
        return list(self.draft.chosen)

    def _choose(self, items: list[Choosable]) -> None:
        self.draft = replace(self.draft, chosen=items)

    async def _search(self, work: Work, words: str) -> list[Choosable]:
        return await queries.choosable_products(work, words)

    async def _one_more(self, work: Work, product_id: int, chosen: Collection[str]) -> Choosable:
        return await queries.one_more_to_list(work, product_id, chosen)
