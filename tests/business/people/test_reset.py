"""Getting back in by a mailed code."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from sellerhub.business.people import actions, doors, queries
from sellerhub.business.people.errors import TooManyTries, WeakPassword, WrongCode, WrongCredentials
from sellerhub.business.people.tables import ResetCode
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM
from sellerhub.core.event_log import EventRow
from sellerhub.core.work import open_reading, open_work

EMAIL, OLD, NEW = "ada@shop.example", "nine green herons", "ten grey otters"
HERE = {"came_from": "203.0.113.9"}


@pytest.fixture
async def person(office) -> int:
    async with open_work(SYSTEM) as work:
        return await actions.sign_up(work, EMAIL, OLD, "Ada", "ja")


async def test_the_mailed_code_sets_a_new_password_once_and_ends_every_session(person):
    before = await doors.sign_in(EMAIL, OLD, **HERE)
    mailed = await doors.start_reset(EMAIL.upper(), **HERE)
    assert (mailed.to, mailed.language, len(mailed.code)) == (EMAIL, "ja", 6)
    entered = await doors.finish_reset(EMAIL, mailed.code, NEW, **HERE)
    async with open_reading(SYSTEM) as look:
        assert (await queries.actor_of_session(look, before.key)).is_guest
        assert (await queries.actor_of_session(look, entered.key)).account_id == person
    with pytest.raises(WrongCode):
        await doors.finish_reset(EMAIL, mailed.code, "eleven red foxes", **HERE)
    with pytest.raises(WrongCredentials):
        await doors.sign_in(EMAIL, OLD, **HERE)
    await doors.sign_in(EMAIL, NEW, **HERE)


async def test_the_code_is_kept_nowhere_in_the_clear(person):
    mailed = await doors.start_reset(EMAIL, **HERE)
    async with open_reading(SYSTEM) as look:
        row = (await look.session.execute(select(ResetCode))).scalar_one()
        told = [each.facts for each in (await look.session.execute(select(EventRow))).scalars()]
    assert row.code_hash.startswith("$argon2id$")
    assert mailed.code not in repr(told)


async def test_five_wrong_codes_end_it_even_for_the_right_one(person):
    mailed = await doors.start_reset(EMAIL, **HERE)
    wrong = f"{(int(mailed.code) + 1) % 1_000_000:06d}"
    for n in range(5):
        with pytest.raises(WrongCode):
            await doors.finish_reset(EMAIL, wrong, NEW, came_from=f"from {n}")
    with pytest.raises(WrongCode):
        await doors.finish_reset(EMAIL, mailed.code, NEW, **HERE)


async def test_a_code_ends_after_a_quarter_of_an_hour(person):
    mailed = await doors.start_reset(EMAIL, **HERE)
    with clock.shifted(timedelta(minutes=15, seconds=1)), pytest.raises(WrongCode):
        await doors.finish_reset(EMAIL, mailed.code, NEW, **HERE)


async def test_a_newer_code_replaces_the_older(person):
    first, second = await doors.start_reset(EMAIL, **HERE), await doors.start_reset(EMAIL, **HERE)
    if first.code != second.code:
        with pytest.raises(WrongCode):
            await doors.finish_reset(EMAIL, first.code, NEW, **HERE)
    await doors.finish_reset(EMAIL, second.code, NEW, **HERE)


async def test_an_unknown_address_is_answered_alike_and_nobody_gets_more_than_three_mails(person):
    assert await doors.start_reset("nobody@shop.example", **HERE) is None
    mailed = [await doors.start_reset(EMAIL, came_from=f"from {n}") for n in range(5)]
    assert [each is not None for each in mailed] == [True, True, True, False, False]
    with pytest.raises(WrongCode):
        await doors.finish_reset("nobody@shop.example", "123456", NEW, **HERE)


async def test_one_place_asking_for_many_is_stopped(person):
    for n in range(10):
        await doors.start_reset(f"person{n}@shop.example", came_from="there")
    with pytest.raises(TooManyTries):
        await doors.start_reset(EMAIL, came_from="there")


async def test_a_weak_new_password_costs_no_try(person):
    mailed = await doors.start_reset(EMAIL, **HERE)
    for _ in range(7):
        with pytest.raises(WeakPassword):
            await doors.finish_reset(EMAIL, mailed.code, "password", **HERE)
    await doors.finish_reset(EMAIL, mailed.code, NEW, **HERE)
