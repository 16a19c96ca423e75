"""What the last form post left for the door's pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from sellerhub.core.access import Permission
from sellerhub.core.work import office
from sellerhub.web.http import own_path
from sellerhub.web.session_routes import read_flash
from sellerhub.web.shell.page_state import PageState, SessionState

# Which field of a form a refusal is about; others stand above the form.
FIELD_OF = {
    "bad_email": "email",
    "name_missing": "name",
    "password_short": "password",
    "password_long": "password",
    "password_common": "password",
    "wrong_code": "code",
    "handle_taken": "shop_handle",
    "bad_handle": "shop_handle",
    "bad_shop_name": "shop_name",
}
MAILED = frozenset({"code_mailed", "sign_up_mailed", "sign_up_mailed_again"})


@dataclass(frozen=True)
class DemoAccount:
    email: str
    name: str
    role: str
    shop: str
    password: str


_demo: Callable[[], list[DemoAccount]] = list


def show_demo_accounts(accounts: Callable[[], list[DemoAccount]]) -> None:
    """app.py says whose accounts a demo shows."""
    global _demo
    _demo = accounts


class DoorState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = None  # the door is open to everybody
    problem: str = ""
    wrong_field: str = ""
    minutes: int = 0
    n: int = 0
    handle: str = ""
    email: str = ""
    name: str = ""
    kind: str = "buyer"
    shop_name: str = ""
    shop_handle: str = ""
    mailed: bool = False
    mailed_again: bool = False
    asks_code: bool = False
    joins: bool = False  # a code of a sign-up is awaited
    simulated: str = ""  # the code in the mail that nobody sends, or "known"
    onward: str = ""
    path: str = "/"
    demo: list[DemoAccount] = []

    async def _read(self, heard: set[str]) -> None:
        if heard:
            return
        url = self.router.url
        told = read_flash(self.router.headers.raw_headers.get("cookie", ""))
        facts = told.get("facts") if isinstance(told.get("facts"), dict) else {}
        code = _text(told, "code")
        self.mailed, self.mailed_again = code in MAILED, code == "sign_up_mailed_again"
        self.problem = "" if self.mailed else code
        self.wrong_field = FIELD_OF.get(code, "")
        self.minutes, self.n = _number(facts, "minutes"), _number(facts, "n")
        self.handle = _text(facts, "handle")
        self.email, self.name = _text(told, "email"), _text(told, "name")
        self.shop_name, self.shop_handle = _text(told, "shop_name"), _text(told, "shop_handle")
        asked = _text(told, "kind") or url.query_parameters.get("as", "")
        self.kind = "seller" if asked == "seller" else "buyer"
        self.asks_code = _text(told, "step") == "code"
        self.joins = url.query_parameters.get("step", "") == "code"
        self.simulated = _text(told, "simulated") if self.joins else ""
        self.onward = own_path(url.query_parameters.get("next", ""), "")
        self.path = own_path(url.path)
        self.demo = _demo() if office().settings.demo else []


def _text(told: dict, name: str) -> str:
    value = told.get(name, "")
    return value[:320] if isinstance(value, str) else ""


def _number(facts: dict, name: str) -> int:
    value = facts.get(name, 0)
    return value if isinstance(value, int) else 0
