"""One transaction, its events, and reactions that run exactly once."""

import dataclasses

import pytest
from sqlalchemy import select

from sellerhub.core import bus, clock, reactions
from sellerhub.core.access import GUEST, SYSTEM, Actor, Permission, Role
from sellerhub.core.errors import NotSignedIn
from sellerhub.core.event_log import Event, EventRow, happening
from sellerhub.core.work import open_reading, open_work


@happening("thing", "thing_id")
@dataclasses.dataclass(frozen=True)
class ThingHappened(Event):
    thing_id: int
    shop_id: int

    def topics(self):
        return (f"thing:{self.thing_id}",)


OPERATOR = Actor(1, None, frozenset({Role.OPERATOR}), "Olga")
answered: list[ThingHappened] = []
trouble: list[str] = []


@bus.reacts_to(ThingHappened)
async def answer(work, event):
    if trouble:
        raise RuntimeError(trouble.pop())
    answered.append(event)


@pytest.fixture(autouse=True)
def _forget():
    answered.clear()
    trouble.clear()


async def test_an_event_is_kept_told_after_commit_and_answered_once(office):
    with office.signals.listening(["thing:5"]) as listener:
        async with open_work(SYSTEM) as work:
            work.record(ThingHappened(5, 7))
            assert not listener._heard
        assert await listener.next() == {"thing:5"}
    assert await bus.run_due() == 1
    assert await bus.run_due() == 0
    assert answered == [ThingHappened(5, 7)]
    async with open_reading(SYSTEM) as work:
        row = (await work.session.execute(select(EventRow))).scalar_one()
    assert (row.kind, row.subject_id, row.shop_id) == ("ThingHappened", 5, 7)


async def test_what_is_rolled_back_never_happened(office):
    with pytest.raises(ZeroDivisionError):
        async with open_work(SYSTEM) as work:
            work.record(ThingHappened(5, 7))
            raise ZeroDivisionError
    assert await bus.run_due() == 0


async def test_a_failing_reaction_waits_with_its_reason_and_comes_back(office, monkeypatch):
    trouble.append("carrier is asleep")
    async with open_work(SYSTEM) as work:
        work.record(ThingHappened(5, 7))
    assert await bus.run_due() == 1
    async with open_reading(SYSTEM) as work:
        row = (await work.session.execute(select(bus.DueReaction))).scalar_one()
    assert row.tries == 1
    assert "carrier is asleep" in row.problem
    assert await bus.run_due() == 0
    monkeypatch.setattr(bus.clock, "now", lambda: row.due_at)
    assert await bus.run_due() == 1
    assert len(answered) == 1


async def test_a_reaction_of_no_known_name_stays_for_the_version_that_knows_it(office, monkeypatch):
    async with open_work(SYSTEM) as work:
        work.record(ThingHappened(5, 7))
    known = reactions._reactions.pop("ThingHappened")
    try:
        assert await bus.run_due() == 1
        assert await bus.run_due() == 0, "it is not tried again at once"
        async with open_reading(OPERATOR) as look:
            (kept,) = await bus.failing(look)
            assert await bus.waiting(look, 10) == 1
        assert (kept.reaction, kept.kind, kept.tries, kept.known) == ("test_work.answer", "ThingHappened", 1, False)
        assert kept.due_at > clock.now()
    finally:
        reactions._reactions["ThingHappened"] = known
    monkeypatch.setattr(bus.clock, "now", lambda: kept.due_at)
    assert await bus.run_due() == 1
    assert answered == [ThingHappened(5, 7)]
    async with open_reading(OPERATOR) as look:
        assert await bus.failing(look) == []


async def test_a_guest_is_asked_to_sign_in(office):
    async with open_work(GUEST) as work:
        with pytest.raises(NotSignedIn):
            work.require(Permission.BUY)


async def test_what_is_counted_is_summed_up_and_written_last(office):
    written = []

    async def tally(work, changes):
        written.append(dict(changes))
        assert len((await work.session.execute(select(EventRow))).all()) == 1, "the events came first"

    async with open_work(SYSTEM) as work:
        work.count(tally, {"a": 1, "b": -1})
        with pytest.raises(LookupError):
            async with work.savepoint():
                work.count(tally, {"a": 40})
                raise LookupError
        work.count(tally, {"a": 1})
        work.record(ThingHappened(1, 7))
    assert written == [{"a": 2, "b": -1}]
