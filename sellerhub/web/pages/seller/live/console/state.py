"""The console: what the host sees and does. Read again whenever the LIVE, its stock or its orders change."""

from dataclasses import replace
from typing import Any, ClassVar

import reflex as rx

from sellerhub.business.inventory.actions import add_stock
from sellerhub.business.inventory.choosing import Choosable
from sellerhub.business.live import actions, queries
from sellerhub.business.live.queries import Choice, ConsoleComment, ConsoleHead, ConsoleItem, ConsoleSale, Figures
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.ids import parse_id
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

PANES = ("products", "comments", "orders")
TALKS = ("comments", "questions", "held")


class ConsoleState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.RUN_LIVE
    PACE: ClassVar[float] = 0.2

    head: ConsoleHead = ConsoleHead()
    figures: Figures = Figures()
    pinned: ConsoleItem = ConsoleItem()
    items: list[ConsoleItem] = []
    comments: list[ConsoleComment] = []
    held: list[ConsoleComment] = []
    sales: list[ConsoleSale] = []

    pane: str = PANES[0]
    """What a phone shows below the pinned product."""
    talk: str = TALKS[0]
    sound: bool = True
    said: int = 0
    stock_of: Choice = Choice()
    picking: bool = False
    found: list[Choosable] = []
    sought: str = ""

    def _live_id(self) -> int:
        return parse_id(self.router.url.path.rstrip("/").rsplit("/", 1)[-1])

    async def _topics(self) -> list[str]:
        shop_id = (await self._actor()).shop_id or 0
        return [topics.live(self._live_id()), topics.shop_products(shop_id), topics.shop_lives(shop_id)]

    async def _read(self, heard: set[str]) -> None:
        async with self._look() as work:
            view = await queries.console_view(work, self._live_id())
        fresh = {name: getattr(view, name) for name in ("head", "figures", "items", "comments", "held", "sales")}
        fresh["pinned"] = view.pinned or ConsoleItem()
        for name, value in fresh.items():
            if getattr(self, name) != value:  # a var is sent whole: send only what is new
                setattr(self, name, value)

    @rx.event
    async def go_live(self):
        async with self._work() as work:
            await actions.go_live(work, parse_id(self.head.id))

    @rx.event
    async def end(self):
        async with self._work() as work:
            await actions.end(work, parse_id(self.head.id))

    @rx.event
    async def restart(self):
        async with self._work() as work:
            await actions.restart(work, parse_id(self.head.id))

    @rx.event
    async def pin(self, item_id: str):
        async with self._work() as work:
            await actions.pin(work, parse_id(item_id))

    @rx.event
    async def pin_next(self):
        async with self._work() as work:
            await actions.pin_next(work, parse_id(self.head.id))

    @rx.event
    async def unpin(self):
        async with self._work() as work:
            await actions.unpin(work, parse_id(self.head.id))

    @rx.event
    async def change_item(self, item_id: str, change: str):
        """A row's menu: up, down, top or remove."""
        place = next((each.place for each in self.items if each.id == item_id), 0)
        async with self._work() as work:
            if change == "remove":
                await actions.remove_item(work, parse_id(item_id))
            elif change in ("up", "down", "top"):
                await actions.reorder(work, parse_id(item_id), {"up": place - 1, "down": place + 1, "top": 1}[change])

    @rx.event
    async def reply(self, form: dict[str, Any]):
        async with self._work() as work:
            await actions.reply(work, parse_id(self.head.id), str(form.get("words", "")))
        self.said += 1

    @rx.event
    async def moderate(self, comment_id: str, verdict: str):
        """A comment's menu: hide, allow, pin."""
        act = {"hide": actions.hide_comment, "allow": actions.approve_comment, "pin": actions.pin_comment}.get(verdict)
        if act is not None:
            async with self._work() as work:
                await act(work, parse_id(comment_id))

    @rx.event
    async def unpin_comment(self):
        async with self._work() as work:
            await actions.unpin_comment(work, parse_id(self.head.id))

    @rx.event
    async def open_stock(self, product_id: str):
        async with self._look() as work:
            work.require(Permission.EDIT_STOCK)
            self.stock_of = await queries.variant_choice(work, parse_id(product_id))

    @rx.event
    def close_stock(self):
        self.stock_of = Choice()

    @rx.event
    async def add_stock(self, form: dict[str, Any]):
        """The form holds one number for each variant, named by its id."""
        async with self._work() as work:
            for variant_id, words in sorted(form.items(), key=lambda each: parse_id(each[0])):  # as everybody locks stock
                n = int(words) if str(words).isdecimal() and len(str(words)) < 7 else 0
                if n and parse_id(variant_id):
                    await add_stock(work, parse_id(variant_id), n)
        self.stock_of = Choice()
        return toast("live.stock_added")

    @rx.event
    async def copy_last(self):
        async with self._work() as work:
            await actions.copy_last(work, parse_id(self.head.id))

    @rx.event
    async def open_picker(self):
        await self._find("")
        self.picking = True

    @rx.event
    def close_picker(self):
        self.picking, self.found = False, []

    @rx.event
    async def find(self, words: str):
        await self._find(words[:80])

    @rx.event
    async def add_product(self, product_id: str):
        async with self._work() as work:
            await actions.add_products(work, parse_id(self.head.id), (parse_id(product_id),))
        self.found = [replace(each, listed=True) if each.id == product_id else each for each in self.found]

    async def _find(self, words: str) -> None:
        async with self._look() as work:
            self.found = await queries.choosable_products(work, words, parse_id(self.head.id))
        self.sought = words.strip()

    @rx.event
    def show_pane(self, pane: str):
        if pane in PANES:
            self.pane = pane
            if pane == "comments":
                self.talk = TALKS[0]

    @rx.event
    def show_talk(self, talk: str):
        if talk in TALKS:
            self.talk = talk

    @rx.event
    def toggle_sound(self):
        self.sound = not self.sound
