"""The planner: what is on air, planned and past, and the form of one LIVE."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta
from secrets import token_hex
from typing import Any, ClassVar

import reflex as rx

from sellerhub.business.inventory.choosing import Choosable
from sellerhub.business.live import actions, queries
from sellerhub.business.live.queries import LiveRow
from sellerhub.business.live.rules import MOST_ITEMS, TITLE_LENGTH
from sellerhub.business.shop.queries import shop_card
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import Invalid, NotFound
from sellerhub.core.ids import parse_id
from sellerhub.core.work import Work
from sellerhub.web.parts.picking import PickingState
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

TABS = ("upcoming", "past")
LONGEST_KEY = 32
LENGTHS = (30, 60, 120, 180, 240, 360, 480, 720)


@dataclass(frozen=True)
class Draft:
    """The form as it opens; `open` is what shows it. An empty id is a new plan.

    The tab keeps what is typed under `key`, see `resume`; `times` is how often it came back.
    """

    open: bool = False
    id: str = ""
    title: str = ""
    starts_at: str = ""
    zone: str = ""
    minutes: str = "120"
    cover: str = ""
    media: str = ""  # the id of a new cover
    key: str = ""
    times: int = 0
    chosen: list[Choosable] = field(default_factory=list)


def _own(photo: str) -> str:
    """The address of a picture, if it is one of ours."""
    return photo if photo.startswith("/media/") else ""


class PlannerState(PickingState, PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.RUN_LIVE
    PACE: ClassVar[float] = 1.0

    tab: str = TABS[0]
    rows: list[LiveRow] = []
    after: str = ""
    draft: Draft = Draft()
    wrong: dict[str, str] = {}
    owner: str = ""  # whose drafts this tab keeps
    settled: str = ""  # the key of the draft that was saved or put away last

    async def _topics(self) -> list[str]:
        return [topics.shop_lives((await self._actor()).shop_id or 0)]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as work:
            page = await queries.shop_lives(work, self.tab)
        self.rows, self.after, self.owner = list(page.rows), page.after, str(work.shop_id)

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
        self.draft = Draft(open=True, starts_at=queries.local_minute(soon, shop.time_zone), zone=shop.time_zone, key=token_hex(8))
        self.wrong = {}

    @rx.event
    async def change(self, live_id: str):
        async with self._look() as work:
            plan = await queries.plan_view(work, parse_id(live_id))
            items = await queries.chosen_products(work, [parse_id(each.product_id) for each in plan.items])
        self.draft = Draft(
            open=True, id=plan.id, title=plan.title, starts_at=plan.starts_at, zone=plan.time_zone, minutes=str(plan.minutes),
            cover=plan.cover, key=token_hex(8), chosen=items,
        )  # fmt: skip
        self.wrong = {}

    @rx.event
    async def resume(self, kept: dict[str, str], chosen: list[str]):
        """The form that was open when this tab's state was lost, or that a reload emptied: as it was typed.

        Titles and prices are read again, and nothing is believed that saving would not check.
        """
        key, minutes = kept.get("key", "")[:LONGEST_KEY], kept.get("minutes", "")
        try:
            async with self._look() as work:
                zone = (await shop_card(work, work.shop_id)).time_zone
                plan = await queries.plan_view(work, parse_id(kept["id"])) if kept.get("id") else None
                items = await queries.chosen_products(work, [parse_id(each) for each in chosen[:MOST_ITEMS]])
        except NotFound:  # the plan is not there any more
            self.settled = key
            return
        self.draft = Draft(
            open=True, id=plan.id if plan else "", title=kept.get("title", "")[:TITLE_LENGTH], starts_at=kept.get("starts_at", "")[:32],
            zone=zone, minutes=minutes if minutes.isdecimal() and int(minutes) in LENGTHS else "120", cover=_own(kept.get("cover", "")),
            media=kept.get("media", "") if parse_id(kept.get("media", "")) else "", key=key, times=self.draft.times + 1, chosen=items,
        )  # fmt: skip
        self.wrong = {}

    @rx.event
    def close(self):
        self._shut()

    def _shut(self) -> None:
        self.settled = self.draft.key or self.settled
        self.draft = Draft()
        self._put_away()

    @rx.event
    def cover_uploaded(self, media_id: str, photo: str):
        """The upload route answered; whether the picture is this shop's is checked when the plan is saved."""
        self.draft = replace(self.draft, media=media_id if parse_id(media_id) else "", cover=_own(photo))

    @rx.event
    async def save(self, form: dict[str, Any]):
        if not self.draft.open:  # the second of two clicks
            return None
        starts_at = queries.from_local_minute(str(form.get("starts_at", "")), self.draft.zone)
        if starts_at is None:
            self.wrong = {"starts_at": "when"}
            return None
        minutes = str(form.get("minutes", ""))
        values = {"minutes": int(minutes) if minutes.isdecimal() else 0, "cover_media_id": parse_id(self.draft.media) or None}
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
