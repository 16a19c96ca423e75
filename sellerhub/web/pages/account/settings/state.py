"""What the account page shows."""

from dataclasses import dataclass
from typing import ClassVar

import reflex as rx

from sellerhub.business.people import actions, queries
from sellerhub.business.shop.queries import shop_cards
from sellerhub.core import text
from sellerhub.core.access import Permission, Role
from sellerhub.core.ids import parse_id
from sellerhub.core.work import office
from sellerhub.web.session_routes import read_flash
from sellerhub.web.sessions import session_of_hash
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

ZONE = "UTC"
OK = frozenset({"password_changed", "others_signed_out"})
# Left by a form of the door, and not this page's to tell.
OF_THE_DOOR = frozenset({"sign_up_mailed", "sign_up_mailed_again", "mailed_enough", "sign_up_over", "code_mailed", "wrong_code"})
WRONG_OLD = frozenset({"wrong_old_password", "too_many_tries"})


@dataclass(frozen=True)
class Device:
    """One browser that is signed in; times as text, in the shop's zone when the person has one."""

    id: str
    device: str
    since: str
    seen: str
    here: bool


@dataclass(frozen=True)
class Face:
    """A part of SellerHub the person may go on in."""

    face: str
    shop_id: str
    shop_name: str
    here: bool


class AccountState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.BUY
    name: str = ""
    email: str = ""
    language: str = "en"
    devices: list[Device] = []
    faces: list[Face] = []
    done: str = ""
    problem: str = ""
    wrong_field: str = ""
    minutes: int = 0
    n: int = 0

    async def _read(self, heard: set[str]) -> None:
        view = await session_of_hash(self._key_hash)
        async with self._look() as work:
            me = await queries.person(work, work.account_id)
            rows = await queries.my_devices(work)
            shops = await shop_cards(work, view.shop_ids if view else ())
        zone = next((shop.time_zone for shop in shops.values()), office().settings.time_zone)
        language = work.actor.language

        def when(at):
            return text.when(at, work.now, language, zone)

        self.name, self.email, self.language = me.name, me.email, language
        self.devices = [
            Device(str(row.id), row.device, when(row.created_at), when(row.last_seen_at), row.id == self._session_id) for row in rows
        ]
        self.faces = _faces(view, shops)
        if not heard:
            self._take_flash()

    def _take_flash(self) -> None:
        told = read_flash(self.router.headers.raw_headers.get("cookie", ""))
        code, facts = told.get("code", ""), told.get("facts")
        facts = facts if isinstance(facts, dict) else {}
        self.done = code if code in OK else ""
        self.problem = code if isinstance(code, str) and code not in OK and code not in OF_THE_DOOR else ""
        self.wrong_field = "" if not self.problem else "old" if code in WRONG_OLD else "password"
        self.minutes, self.n = (value if isinstance(value := facts.get(name, 0), int) else 0 for name in ("minutes", "n"))

    @rx.event
    async def end_session(self, session_id: str):
        """Sign out one of my other browsers."""
        async with self._work() as work:
            await actions.sign_out_one(work, parse_id(session_id))
        return toast("account.session_ended")


def _faces(view, shops) -> list[Face]:
    if view is None:
        return []
    seller = [
        Face("seller", str(shop_id), shops[shop_id].name, view.face == "seller" and view.actor.shop_id == shop_id)
        for shop_id in view.shop_ids
        if shop_id in shops
    ]
    roles = (("shop", Role.BUYER), ("creator", Role.CREATOR), ("operator", Role.OPERATOR))
    return seller + [Face(face, "", "", view.face == face) for face, role in roles if role in view.platform_roles]
