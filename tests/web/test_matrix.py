"""Test 16: every event handler and every route x every role x a foreign shop's ids. No unexpected allow, no leak, no crash."""

import asyncio
import json
import re

import pytest

from sellerhub.core.errors import BusinessError, NotPermitted, NotSignedIn
from sellerhub.web.buckets import Buckets, SharedBuckets
from sellerhub.web.gate import Gate
from sellerhub.web.http import WAYS
from sellerhub.web.shell.page_state import PageState
from tests.web import matrix
from tests.web.door import client, server
from tests.web.tabs import Browser, Tab

REFUSED = (NotPermitted, NotSignedIn)
# Routes for guests, each with the reason why it needs no permission.
OPEN = {
    "/health": "says only that the process lives",
    "/ready": "says only whether it may get work",
    "/line-lost": "ends a line whose id only its own tab knows, and says nothing",
    "/metrics": "asks for its own token",
    "/media/{name}": "product photos are public",
    "/videos/{video_id}/clip": "published videos are public; a draft answers only the staff of its shop",
    "/videos/{video_id}/cover": "the same for its picture",
    "/live/{live_id}": "anyone may watch a LIVE",
    "/seller/orders": "sends strangers to sign in; others get the page, which is painted only for who may see orders",
    **{f"/session/{name}": "the door; acts on the caller's own session only" for name in (
        "sign-in", "sign-up", "confirm", "mail-again", "reset", "sign-out", "sign-out-everywhere", "password", "face", "language"
    )},
}  # fmt: skip
HOSTILE = ["CANARY\x00'\"<script>\ud800\u202e", "-1", "9" * 30, "x" * 5000, "", None, [], {}, 1e308, True, {"a": {"b": []}}]


@pytest.fixture
async def world(office):
    return await matrix.made(office)


@pytest.fixture
async def browser(world):
    async with Browser() as browser:
        browser.gate.by_tab, browser.gate.by_person = Buckets(1e9, 10**9), SharedBuckets(1e9, 10**9, "person", lambda: None)
        yield browser


def test_every_handler_declares_its_permission():
    assert matrix.undeclared() == []


def test_every_route_declares_its_permission_or_is_known_to_need_none():
    assert [way.path for way in WAYS if way.permission is None and way.path not in OPEN] == []


async def test_nothing_reachable_allows_leaks_or_breaks_anything_for_anybody(browser, world):
    """Handlers, as a page's own tab would call them, with the ids of a shop that is not the caller's."""
    surprises: list[str] = []
    tabs = {role: browser.tab(world.keys[role]) for role in matrix.ROLES}
    for tab in tabs.values():
        await tab.hydrate()
    for state, group in _by_state(matrix.handlers()).items():
        public = group[0].is_public
        before = await matrix.fingerprint(world.foreign, public=public)
        for tab in tabs.values():
            tab.path, tab.query = world.path(group[0].route)
        for handler in sorted(group, key=lambda each: each.name != "watch"):
            for role, tab in tabs.items():
                surprises += await _call(browser, world, handler, role, tab)
        if touched := matrix.changed(before, await matrix.fingerprint(world.foreign, public=public)):
            surprises.append(f"{state.__name__}: changed the foreign shop's {touched}")
    assert not surprises, "\n" + "\n".join(surprises)


async def _call(browser: Browser, world: matrix.World, handler: matrix.Handler, role: str, tab: Tab) -> list[str]:
    found, seen, problems, events = [], len(tab.deltas), len(browser.problems), len(tab.events)
    is_page = handler.name == "watch" and issubclass(handler.state, PageState)
    if is_page:
        await _load(handler, tab)
    else:
        await tab.send(handler.wire_name, seconds=0.3 if handler.background else 5, **world.arguments(handler.fn))
    raised, told = browser.problems[problems:], json.dumps(tab.deltas[seen:], default=repr, ensure_ascii=False)
    who = f"{handler.label} as {role}"
    if leaked := [secret for secret in world.secrets if secret in told]:
        found.append(f"{who}: saw {leaked[:3]}")
    if crashed := [repr(each)[:200] for each in raised if not isinstance(each, BusinessError | asyncio.CancelledError)]:
        found.append(f"{who}: broke with {crashed}")
    sent_away = any(event.payload.get("path", "").startswith("/sign-in?") for event in tab.events[events:])
    refused = sent_away or any(isinstance(each, REFUSED) for each in raised)
    if is_page:
        state = await tab.state(handler.state)
        refused = state.trouble == "locked" or sent_away
        if not refused and state.trouble != "missing" and not (state.loaded and state.trouble == ""):
            found.append(f"{who}: did not load ({state.trouble})")
    if world.may(role, handler.need) and refused:
        found.append(f"{who}: refused, though {handler.need} is declared")
    if not world.may(role, handler.need) and not refused:
        found.append(f"{who}: allowed without {handler.need}")
    return found


async def _load(handler: matrix.Handler, tab: Tab, seconds: float = 8) -> None:
    """Open a page as a browser does: until it has read, said why not, or sent the person away."""
    events = len(tab.events)
    opening = asyncio.create_task(tab.send(handler.wire_name, seconds=seconds))
    for _ in range(int(seconds / 0.02)):
        await asyncio.sleep(0.02)
        state = await tab.state(handler.state)
        if state.loaded or state.trouble or len(tab.events) > events or opening.done():
            break
    opening.cancel()
    await asyncio.gather(opening, return_exceptions=True)


async def test_what_is_kept_from_others_is_shown_to_its_own_shop(browser, world):
    """Without this the others could not fail: the secrets are real, and loading a page does send them."""
    from sellerhub.business.people import doors
    from sellerhub.demo.people import ELIF, PASSWORD

    tab = browser.tab((await doors.sign_in(ELIF.email, PASSWORD, came_from="here")).key)
    await tab.hydrate()
    seen = set()
    for handler in matrix.handlers():
        if handler.name == "watch" and ".pages.seller." in handler.state.__module__:
            tab.path, tab.query = world.path(handler.route)
            await _load(handler, tab)
            told = json.dumps(tab.deltas, default=repr, ensure_ascii=False)
            seen |= {secret for secret in world.secrets if secret in told}
    assert len(world.secrets) > 20
    assert len(seen) > 5


async def test_the_business_refuses_by_itself_when_the_gate_would_not(browser, world, monkeypatch):
    """Defence in depth: without the gate's check of declared permissions nothing of either shop changes."""

    async def let_through(self, session, event):
        return None

    monkeypatch.setattr(Gate, "_check_need", let_through)
    surprises = []
    for role in ("guest", "buyer", "packer", "finance", "support", "creator", "operator"):
        tab = browser.tab(world.keys[role])
        await tab.hydrate()
        before = await matrix.fingerprint(world.own), await matrix.fingerprint(world.foreign)
        for handler in matrix.handlers():
            if world.may(role, handler.need) or handler.name == "watch":
                continue
            tab.path, tab.query = world.path(handler.route)
            seen, problems = len(tab.deltas), len(browser.problems)
            await tab.send(handler.wire_name, seconds=5, **world.arguments(handler.fn))
            told = json.dumps(tab.deltas[seen:], default=repr, ensure_ascii=False)
            if leaked := [secret for secret in world.secrets if secret in told]:
                surprises.append(f"{handler.label} as {role}: saw {leaked[:3]}")
            crashed = [repr(each)[:200] for each in browser.problems[problems:] if not isinstance(each, BusinessError)]
            surprises += [f"{handler.label} as {role}: broke with {each}" for each in crashed]
        after = await matrix.fingerprint(world.own), await matrix.fingerprint(world.foreign)
        for which, old, new in zip(("our", "foreign"), before, after, strict=True):
            if touched := matrix.changed(old, new):
                surprises.append(f"{role} changed the {which} shop's {touched}")
    assert not surprises, "\n" + "\n".join(surprises)


async def test_no_argument_breaks_a_handler(browser, world):
    surprises = []
    tabs = {role: browser.tab(world.keys[role]) for role in ("guest", "buyer", "owner", "operator")}
    for tab in tabs.values():
        await tab.hydrate()
    for handler in matrix.handlers():
        if handler.background:
            continue
        names = list(world.arguments(handler.fn))
        for role, tab in tabs.items():
            for value in HOSTILE if names else [None]:
                problems = len(browser.problems)
                payload = {name: {"x": value, "title": value} if isinstance(value, dict) else value for name in names}
                await tab.send(handler.wire_name, seconds=5, **payload, **({} if names else {"unknown": 1}))
                crashed = [repr(each)[:160] for each in browser.problems[problems:] if not isinstance(each, BusinessError)]
                surprises += [f"{handler.label} as {role} with {value!r:.30}: {each}" for each in crashed]
    assert not surprises, "\n" + "\n".join(surprises)


async def test_nothing_of_ours_is_set_from_outside(browser, world):
    tab = browser.tab(world.keys["buyer"])
    await tab.hydrate()
    for state in {handler.state for handler in matrix.handlers()}:
        for name in ("_account_id", "_shop_id", "_session_id", "_key_hash", "trouble", "loaded"):
            await tab.send(f"{state.get_full_name()}.setvar", var_name=name, value=world.foreign)
    session = await tab.state(matrix.handlers()[0].state)
    assert session._account_id == world.actors["buyer"].account_id
    assert session._shop_id is None
    assert [each for each in browser.problems if not isinstance(each, BusinessError)] == []


async def test_every_route_answers_each_role_as_declared_and_shows_nothing_of_another_shop(office, world):
    app, _ = server(office)
    surprises = []
    for way in WAYS:
        if way.path.startswith("/session/"):
            continue  # these act on the caller's own session only; tests/web/test_door.py
        before = await matrix.fingerprint(world.foreign)
        path = re.sub(r"{(\w+)(:\w+)?}", lambda part: world.id_for(part[1]), way.path)
        query = {name: world.id_for(name) for name in ("order_ids", "package_ids", "ids", "product_id", "order_id", "import_id")}
        for role in matrix.ROLES:
            async with client(app) as door:
                door.cookies.set("sid", world.keys[role])
                for method in way.methods:
                    files = {"file": ("x.csv", b"Handle,Title\nx,y\n", "text/csv")} if method == "POST" else None
                    answer = await door.request(method, path, params=query, files=files)
                    who = f"{method} {way.path} as {role}"
                    refused = answer.status_code in (401, 403)
                    if answer.status_code >= 500:
                        surprises.append(f"{who}: broke with {answer.status_code} {answer.text[:120]}")
                    if way.path != "/metrics" and world.may(role, way.permission) == refused:
                        surprises.append(f"{who}: {answer.status_code}, though {way.permission} is declared")
                    if leaked := [secret for secret in world.secrets if secret.encode() in answer.content]:
                        surprises.append(f"{who}: saw {leaked[:3]}")
        if touched := matrix.changed(before, await matrix.fingerprint(world.foreign)):
            surprises.append(f"{way.path}: changed the foreign shop's {touched}")
    assert not surprises, "\n" + "\n".join(surprises)


def _by_state(found: list[matrix.Handler]) -> dict[type, list[matrix.Handler]]:
    groups: dict[type, list[matrix.Handler]] = {}
    for handler in found:
        groups.setdefault(handler.state, []).append(handler)
    return groups
