"""The state of the packing table: which package lies on it, and what the last scan meant."""

from dataclasses import dataclass
from typing import ClassVar

import reflex as rx

from sellerhub.business.fulfilment import actions
from sellerhub.business.fulfilment.errors import ItemComplete, WrongItem
from sellerhub.business.fulfilment.queries import PackTask, pack_task
from sellerhub.core.access import Permission
from sellerhub.core.errors import BusinessError, NotAllowedNow, NotFound
from sellerhub.core.ids import parse_id
from sellerhub.web.shell.page_state import PageState, SessionState

ROUTE = "/seller/pack"
LONGEST_CODE = 100


@dataclass(frozen=True, slots=True)
class Said:
    """What the last scan meant; `key` is in the catalogue, the rest fills it."""

    key: str = "empty"
    good: bool = True
    code: str = ""
    package: str = ""
    title: str = ""
    packed: int = 0
    quantity: int = 0


class PackState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.SHIP

    task: PackTask = PackTask()
    said: Said = Said()
    seq: int = 0  # grows with every scan, for the beep

    @rx.event
    async def scan(self, code: str):
        """A label, slip or order puts its package on the table; anything else is an item for that package."""
        code = str(code).strip()[:LONGEST_CODE]
        said = await self._open(code) or await self._put_in(code)
        self.said, self.seq = said, self.seq + 1

    async def _open(self, code: str) -> Said | None:
        try:
            async with self._look() as look:
                self.task = await pack_task(look, code)
        except NotFound:
            return None
        return Said("found", code=self.task.code)

    async def _put_in(self, code: str) -> Said:
        if not self.task.package_id:
            return Said("unknown", False, code)
        try:
            async with self._work() as work:
                one = await actions.pack_item(work, parse_id(self.task.package_id), code)
        except (WrongItem, ItemComplete, NotAllowedNow) as stop:
            return self._stopped(stop, code)
        await self._look_again()
        if one.left_in_package == 0:
            return Said("done", code=self.task.code)
        return Said("item_ok", code=code, title=one.title, packed=one.packed, quantity=one.quantity)

    def _stopped(self, stop: BusinessError, code: str) -> Said:
        key = {"wrong_item": "wrong", "item_complete": "enough"}.get(stop.code, "cannot")
        about = self.task.code if key == "cannot" else code
        return Said(key, False, about, self.task.code, str(stop.facts.get("title", "")))

    async def _look_again(self) -> None:
        async with self._look() as look:
            self.task = await pack_task(look, self.task.code)

    @rx.event
    async def all_in(self):
        """Checked by eye."""
        async with self._work() as work:
            await actions.pack(work, parse_id(self.task.package_id))
        await self._look_again()
        self.said, self.seq = Said("done", code=self.task.code), self.seq + 1

    @rx.event
    async def hand_over(self):
        async with self._work() as work:
            await actions.hand_over(work, parse_id(self.task.package_id))
        await self._look_again()

    @rx.event
    async def printed(self):
        async with self._work() as work:
            await actions.print_label(work, [parse_id(self.task.package_id)])
        await self._look_again()
