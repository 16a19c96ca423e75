"""What keeps failing is seen by an operator, and tried again."""

import dataclasses
from datetime import timedelta

import pytest

from sellerhub.business.people import actions, doors
from sellerhub.core import bus, reactions
from sellerhub.core.access import SYSTEM, Role
from sellerhub.core.event_log import Event, happening
from sellerhub.core.work import open_work
from sellerhub.web.pages.operator.home.state import OperatorHomeState
from tests.web.tabs import Browser

PASSWORD = "nine green herons"


@happening("stumble", "stumble_id")
@dataclasses.dataclass(frozen=True)
class Stumbled(Event):
    stumble_id: int


broken = [True]
answered: list[int] = []


@bus.reacts_to(Stumbled)
async def stand_up(work, event):
    if broken[0]:
        raise RuntimeError("the wall is in the way")
    answered.append(event.stumble_id)


@pytest.fixture
async def browser(office, monkeypatch):
    monkeypatch.setattr(bus, "FIRST_DELAY", timedelta(hours=1))  # nothing is due by itself meanwhile
    answered.clear()
    broken[0] = True
    async with Browser() as browser:
        yield browser


async def person(name: str, *roles: Role) -> str:
    async with open_work(SYSTEM) as work:
        account_id = await actions.sign_up(work, f"{name}@shop.example", PASSWORD, name)
        for role in roles:
            await actions.give_role(work, account_id, role)
    return (await doors.sign_in(f"{name}@shop.example", PASSWORD, came_from="here")).key


async def test_an_operator_sees_what_failed_and_why_and_tries_it_again(browser):
    async with open_work(SYSTEM) as work:
        work.record(Stumbled(1), Stumbled(2))
    await bus.run_due()
    tab = browser.tab(await person("olga", Role.OPERATOR))
    await tab.hydrate()
    await tab.send(OperatorHomeState.watch, seconds=1)
    state = await tab.state(OperatorHomeState)
    assert [(row.kind, row.tries) for row in state.rows] == [("Stumbled", 1)] * 2
    assert "the wall is in the way" in state.rows[0].problem
    broken[0] = False
    await tab.send(OperatorHomeState.retry, event_id=state.rows[0].event_id, reaction=state.rows[0].reaction)
    await bus.run_due()
    assert len(answered) == 1
    await tab.send(OperatorHomeState.retry_all)
    await bus.run_due()
    assert sorted(answered) == [1, 2]
    await tab.send(OperatorHomeState.retry, event_id=state.rows[0].event_id, reaction=state.rows[0].reaction)
    assert browser.problems[-1].code == "not_found"


async def test_an_operator_sees_what_this_version_does_not_know(browser, monkeypatch):
    async with open_work(SYSTEM) as work:
        work.record(Stumbled(1))
    monkeypatch.delitem(reactions._reactions, "Stumbled")
    await bus.run_due()
    tab = browser.tab(await person("olga", Role.OPERATOR))
    await tab.hydrate()
    await tab.send(OperatorHomeState.watch, seconds=1)
    (row,) = (await tab.state(OperatorHomeState)).rows
    assert (row.kind, row.unknown, row.tries) == ("Stumbled", True, 1)


async def test_nobody_else_sees_or_moves_them(browser):
    async with open_work(SYSTEM) as work:
        work.record(Stumbled(1))
    await bus.run_due()
    tab = browser.tab(await person("bob", Role.CREATOR))
    await tab.hydrate()
    await tab.send(OperatorHomeState.watch, seconds=1)
    await tab.send(OperatorHomeState.retry_all)
    state = await tab.state(OperatorHomeState)
    assert (state.trouble, state.rows, state.waiting) == ("locked", [], 0)
    assert browser.problems[-1].code == "not_permitted"
