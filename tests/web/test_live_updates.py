"""A page stays right by itself: guarded, read, and read again when what it shows has changed."""

import asyncio
import contextlib
from typing import ClassVar

import pytest

from sellerhub.core.access import GUEST, SYSTEM, Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.work import open_work
from sellerhub.web import live_updates
from sellerhub.web.shell.page_state import PageState, SessionState
from tests.web.tabs import Browser, name_of, until

TOPIC = "test:changed"


class CounterPage(PageState, SessionState):
    NEEDS: ClassVar = None
    PACE: ClassVar = 0.02
    shown: int = 0
    wrong: str = ""

    async def _topics(self):
        return [TOPIC]

    async def _read(self, heard):
        if truth["n"] == 404:
            raise NotFound("order")
        if truth["n"] == 500:
            raise ZeroDivisionError
        self.shown = truth["n"]


class SellersOnly(PageState, SessionState):
    NEEDS: ClassVar = Permission.SEE_ORDERS
    shown: bool = False

    async def _read(self, heard):
        self.shown = True


truth = {"n": 0}


@contextlib.asynccontextmanager
async def watching(page):
    """A tab that has the page open."""
    from reflex_base.event import Event

    async with Browser() as browser:
        tab = browser.tab()
        await tab.hydrate()
        await browser.processor.enqueue(tab.token, Event(name=name_of(page.watch), router_data=tab._router(), payload={}))
        yield tab


async def change(n: int):
    truth["n"] = n
    async with open_work(SYSTEM) as work:
        work.tell(TOPIC)


async def test_what_changes_elsewhere_appears_without_a_reload(office):
    truth["n"] = 1

    async with watching(CounterPage) as tab:
        await until(lambda: _shows(tab, 1))
        await change(2)
        await until(lambda: _shows(tab, 2))


async def _shows(tab, n):
    state = await tab.state(CounterPage)
    return state.loaded and state.shown == n


async def test_what_is_not_there_or_breaks_is_said_and_heals_by_itself(office):
    truth["n"] = 404
    async with watching(CounterPage) as tab:

        async def missing():
            return (await tab.state(CounterPage)).trouble == "missing"

        async def broken():
            return len((await tab.state(CounterPage)).trouble) == 8

        await until(missing)
        await change(500)
        await until(broken)
        await change(7)
        await until(lambda: _shows(tab, 7))
        assert (await tab.state(CounterPage)).trouble == ""


async def test_a_guest_is_sent_to_sign_in_and_reads_nothing(office):
    async with watching(SellersOnly) as tab:

        async def redirected():
            return any(event.name == "_redirect" and "/sign-in?next=" in str(event.payload) for event in tab.events)

        await until(redirected)
        assert (await tab.state(SellersOnly)).shown is False


async def test_two_hundred_tabs_cost_one_read_for_each_change(office):
    reads = 0

    async def read():
        nonlocal reads
        reads += 1
        await asyncio.sleep(0.01)
        return truth["n"]

    with office.signals.listening([TOPIC]):
        truth["n"] = 1
        assert set(await asyncio.gather(*(live_updates.shared("same", [TOPIC], read) for _ in range(200)))) == {1}
        assert reads == 1
        await change(2)
        assert set(await asyncio.gather(*(live_updates.shared("same", [TOPIC], read) for _ in range(200)))) == {2}
        assert reads == 2


async def test_a_shared_read_that_failed_is_tried_again(office):
    async def fails():
        raise ConnectionError

    async def works():
        return "fine"

    with office.signals.listening([TOPIC]):
        with pytest.raises(ConnectionError):
            await live_updates.shared("fragile", [TOPIC], fails)
        assert await live_updates.shared("fragile", [TOPIC], works) == "fine"


async def test_nothing_is_shared_while_nobody_listens_so_nothing_can_be_stale(office):
    answers = iter([1, 2])

    async def read():
        return next(answers)

    assert [await live_updates.shared("alone", ["test:nobody"], read) for _ in range(2)] == [1, 2]


def test_a_guest_may_nothing():
    assert not any(GUEST.may(each) for each in Permission)
