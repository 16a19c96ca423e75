"""Who acts in a tab: checked before every event, whatever the browser says."""

import asyncio
from datetime import timedelta

import pytest
import reflex as rx

from sellerhub.business.people import actions, doors
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Permission
from sellerhub.core.errors import NotPermitted
from sellerhub.core.work import office as the_office
from sellerhub.core.work import open_work
from sellerhub.web.buckets import Buckets
from sellerhub.web.session import SessionState, actor_of, needs
from sellerhub.web.shell.state import ShellState
from tests.web.tabs import Browser

PASSWORD = "nine green herons"


class DiaryState(SessionState):
    """A page with something private on it."""

    entry: str = ""
    who: str = ""
    language: str = ""
    _calls: int = 0

    @rx.event
    async def write(self, entry: str):
        self._calls += 1
        self.entry = entry

    @rx.event
    async def look(self):
        actor = await actor_of(self)
        self.who, self.language = actor.name, actor.language

    @rx.event
    @needs(Permission.BUY)
    async def buy(self):
        self.entry = "bought"

    @rx.event
    @needs(Permission.SHIP)
    async def ship(self, order_ids: list[str], n: int = 1, note: str | None = None):
        self.entry = "shipped"

    @rx.event
    async def note(self, text: str, many: list[int], form: dict[str, str]):
        self._calls += 1
        self.entry = text


@pytest.fixture
async def browser(office):
    async with Browser() as browser:
        yield browser


async def signed_in(name: str, **more) -> str:
    async with open_work(SYSTEM) as work:
        await actions.sign_up(work, f"{name}@shop.example", PASSWORD, name.title(), **more)
    return (await doors.sign_in(f"{name}@shop.example", PASSWORD, came_from="here")).key


async def test_the_cookie_says_who_acts_and_nothing_else_does(browser):
    tab, guest = browser.tab(await signed_in("ada")), browser.tab("forged" * 8)
    for each in (tab, guest):
        await each.hydrate()
        await each.send(DiaryState.look)
    assert (await tab.state(DiaryState)).who == "Ada"
    assert (await guest.state(DiaryState)).who == ""


async def test_a_replayed_client_token_starts_from_nothing(browser):
    victim = browser.tab(await signed_in("ada"))
    await victim.hydrate()
    await victim.send(DiaryState.write, entry="CANARY")
    for thief in (browser.tab(token=victim.token), browser.tab(await signed_in("eve"), token=victim.token)):
        seen = len(victim.deltas)
        await thief.hydrate()
        await thief.send(DiaryState.look)
        assert "CANARY" not in repr(victim.deltas[seen:])
        assert (await thief.state(DiaryState)).entry == ""
        await victim.send(DiaryState.write, entry="CANARY")


async def test_a_session_that_ends_drops_the_next_event_and_sends_the_tab_to_sign_in(browser):
    key = await signed_in("ada")
    tab = browser.tab(key)
    await tab.hydrate()
    await tab.send(DiaryState.write, entry="before")
    async with open_work(SYSTEM) as work:
        await actions.sign_out(work, key)
    await tab.send(DiaryState.write, entry="after")
    state = await tab.state(DiaryState)
    assert (state.entry, state._calls) == ("", 0)
    assert [(event.name, event.payload["path"]) for event in tab.events] == [("_redirect", "/sign-in")]


async def test_the_next_guest_in_the_same_tab_sees_nothing_of_an_ended_session(browser):
    key = await signed_in("ada")
    tab = browser.tab(key)
    await tab.hydrate()
    async with open_work(SYSTEM) as work:
        await actions.sign_out(work, key)
    await tab.send(DiaryState.look)
    state = await tab.state(DiaryState)
    state.entry = "CANARY"  # what a store of states may still hold
    after = browser.tab(token=tab.token)
    assert "CANARY" not in repr(await after.hydrate())


async def test_an_expired_session_is_a_guest_without_any_signal(browser):
    tab = browser.tab(await signed_in("ada"))
    await tab.hydrate()
    await tab.send(DiaryState.look)
    with clock.shifted(timedelta(days=the_office().settings.session_days + 1)):
        await tab.send(DiaryState.write, entry="late")
    assert (await tab.state(DiaryState)).entry == ""


async def test_a_handler_refuses_who_lacks_its_permission(browser):
    guest, buyer = browser.tab(), browser.tab(await signed_in("ada"))
    for tab in (guest, buyer):
        await tab.hydrate()
        await tab.send(DiaryState.buy)
    assert [event.payload["path"] for event in guest.events] == ["/sign-in?next=/"]
    assert (await guest.state(DiaryState)).entry == ""
    assert (await buyer.state(DiaryState)).entry == "bought"


async def test_a_person_without_the_permission_is_refused_in_words(browser):
    buyer = browser.tab(await signed_in("ada"))
    await buyer.hydrate()
    await buyer.send(DiaryState.ship, order_ids=["1"])
    assert [type(problem) for problem in browser.problems] == [NotPermitted]
    for _ in range(100):  # the toast is an event of its own, after the refused one
        if (await buyer.state(ShellState)).toast.key:
            break
        await asyncio.sleep(0.02)
    assert (await buyer.state(ShellState)).toast.key == "refusal.not_permitted"
    assert (await buyer.state(DiaryState)).entry == ""


async def test_arguments_are_of_the_kind_the_handler_says_or_it_never_runs(browser):
    tab = browser.tab()
    await tab.hydrate()
    right = {"text": "a\x00b\ud800c", "many": [1, "2", 3.0], "form": {"a": "b"}}
    await tab.send(DiaryState.note, **right)
    assert (await tab.state(DiaryState)).entry == "abc"
    for wrong in (
        {"text": 5},
        {"text": None},
        {"many": "12"},
        {"many": [1.5]},
        {"many": [2**70]},
        {"form": []},
        {"form": {"a": 1}},
        {"x": 1},
    ):
        await tab.send(DiaryState.note, **{**right, **wrong})
    await tab.send(DiaryState.note, text="too little")
    assert (await tab.state(DiaryState))._calls == 1
    assert browser.problems == []


async def test_the_language_is_the_cookies_then_the_accounts(browser):
    key = await signed_in("ada", language="tr")
    for chosen, expected in (("", "tr"), ("ar", "ar"), ("klingon", "en")):
        tab = browser.tab(key, language=chosen)
        await tab.hydrate()
        await tab.send(DiaryState.look)
        assert (await tab.state(DiaryState)).language == expected


async def test_a_script_is_slowed_and_the_next_tab_is_not(browser):
    tab, neighbour = browser.tab(), browser.tab()
    await tab.hydrate()
    await neighbour.hydrate()
    await asyncio.gather(*(tab.send(DiaryState.write, entry=str(n)) for n in range(300)))
    assert 60 <= (await tab.state(DiaryState))._calls < 120
    await neighbour.send(DiaryState.write, entry="fine")
    assert (await neighbour.state(DiaryState)).entry == "fine"


async def test_a_session_is_read_once_for_many_events(browser, monkeypatch):
    from sellerhub.web import sessions

    tab = browser.tab(await signed_in("ada"))
    await tab.hydrate()
    reads = []
    real = sessions.queries.session_of_hash

    async def counted(*args):
        reads.append(args)
        return await real(*args)

    monkeypatch.setattr(sessions.queries, "session_of_hash", counted)
    for _ in range(20):
        await tab.send(DiaryState.look)
    assert len(reads) <= 1


def test_a_bucket_refills_with_time_and_forgets_who_is_quiet(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("sellerhub.web.buckets.time.monotonic", lambda: now[0])
    buckets = Buckets(a_second=2, burst=4, most=3)
    assert [buckets.take("a") for _ in range(6)] == [True] * 4 + [False] * 2
    now[0] += 1
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]
    for key in "bcd":
        buckets.take(key)
    now[0] += 60
    buckets.take("e")
    assert len(buckets._buckets) <= 3


class FormState(SessionState):
    """Takes a form as a page's `on_submit` sends it."""

    taken: dict[str, str] = {}

    @rx.event
    @needs(None)
    async def send(self, form: dict[str, str]):
        self.taken = dict(form)


@pytest.mark.parametrize(
    ("entries", "taken"),
    [
        ([["name", "Zeynep"], ["city", "İzmir"]], {"name": "Zeynep", "city": "İzmir"}),
        ([["name", "Zeynep"], ["hidden_field", None], ["ticked", True]], {"name": "Zeynep"}),
        ([["name", {"not": "text"}]], {}),
        ([["name"]], {}),
        ("name=Zeynep", {}),
    ],
    ids=["a real form", "a field that is not drawn", "an object for text", "half a pair", "no list"],
)
async def test_a_submitted_form_arrives_and_a_forged_one_does_not(office, entries, taken):
    async with Browser() as browser:
        tab = browser.tab()
        await tab.hydrate()
        await tab.send(FormState.send, form={"__reflex_form_data__": entries})
        assert (await tab.state(FormState)).taken == taken
