"""Signing in, being locked out, and staying in."""

import asyncio
import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from sellerhub.business.people import actions, doors, passwords, queries, sweeps
from sellerhub.business.people.errors import AddressTaken, BadEmail, TooManyTries, WeakPassword, WrongCredentials
from sellerhub.business.people.tables import Account, SessionRow, TryCount
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Actor, Permission, Role
from sellerhub.core.errors import NotFound, NotPermitted
from sellerhub.core.work import open_reading, open_work

GOOD = "nine green herons"


async def new_person(email="ada@shop.example", password=GOOD) -> int:
    async with open_work(SYSTEM) as work:
        return await actions.sign_up(work, email, password, "Ada Buyer", "tr")


async def actor_of(key: str) -> Actor:
    async with open_reading(SYSTEM) as look:
        return await queries.actor_of_session(look, key)


async def enter(password=GOOD, email="ada@shop.example", came_from="203.0.113.9", **more):
    return await doors.sign_in(email, password, came_from=came_from, **more)


async def test_a_new_person_is_a_buyer_and_signs_in_with_any_spelling_of_the_address(office):
    account_id = await new_person(" Ada@Shop.Example ")
    entered = await enter(email="ADA@shop.example")
    actor = await actor_of(entered.key)
    assert (actor.account_id, actor.roles, actor.language) == (account_id, {Role.BUYER}, "tr")
    assert actor.may(Permission.BUY)
    assert not actor.may(Permission.SEE_SHOP)


async def test_neither_password_nor_session_key_nor_device_key_is_kept(office):
    await new_person()
    entered = await enter()
    async with open_reading(SYSTEM) as look:
        account = (await look.session.execute(select(Account))).scalar_one()
        row = (await look.session.execute(select(SessionRow))).scalar_one()
    assert account.password_hash.startswith("$argon2id$")
    assert entered.key not in repr(row)
    assert entered.device_key not in repr(row)
    assert len(row.key_hash) == 64


async def test_the_same_address_cannot_sign_up_twice_even_at_once(office):
    results = await asyncio.gather(new_person(), new_person("ADA@shop.example"), return_exceptions=True)
    assert sorted(type(each) for each in results if isinstance(each, Exception)) == [AddressTaken]


async def test_an_unknown_address_a_wrong_password_and_a_disabled_account_get_one_answer(office):
    account_id = await new_person()
    answers = []
    for email, password in (("ada@shop.example", "wrong wrong wrong"), ("nobody@shop.example", GOOD), ("not an address", GOOD)):
        with pytest.raises(WrongCredentials) as refused:
            await enter(password, email)
        answers.append((refused.value.code, str(refused.value)))
    async with open_work(SYSTEM) as work:
        await actions.disable_account(work, account_id)
    with pytest.raises(WrongCredentials) as refused:
        await enter()
    answers.append((refused.value.code, str(refused.value)))
    assert len(set(answers)) == 1


async def test_of_a_hundred_wrong_tries_ten_are_evaluated_and_a_known_device_still_gets_in(office, monkeypatch):
    await new_person()
    at_home = await enter()
    evaluated = []
    real = passwords.is_right

    async def counted(*args):
        evaluated.append(args)
        return await real(*args)

    monkeypatch.setattr(passwords, "is_right", counted)
    refused = 0
    for n in range(100):
        with pytest.raises((WrongCredentials, TooManyTries)) as problem:
            await enter(f"guess number {n}", came_from=f"198.51.100.{n}")
        refused += isinstance(problem.value, TooManyTries)
    assert (len(evaluated), refused) == (10, 90)
    with pytest.raises(TooManyTries):
        await enter()  # the right password from a stranger's browser has to wait
    assert (await actor_of((await enter(device_key=at_home.device_key)).key)).account_id


async def test_one_address_trying_many_accounts_is_stopped_and_keeps_its_count_over_right_ones(office):
    await new_person()
    for n in range(9):
        with pytest.raises(WrongCredentials):
            await enter(email=f"victim{n}@shop.example")
    await enter()  # an attacker's own account does not wipe the count
    with pytest.raises(WrongCredentials):
        await enter(email="victim10@shop.example")
    with pytest.raises(TooManyTries):
        await enter(email="victim11@shop.example")


async def test_a_lock_out_looks_alike_for_an_unknown_address_and_ends_after_a_quiet_quarter_hour(office):
    await new_person()
    for email in ("ada@shop.example", "nobody@shop.example"):
        for n in range(10):
            with pytest.raises(WrongCredentials):
                await enter("wrong wrong wrong", email, came_from=f"{email}{n}")
        with pytest.raises(TooManyTries):
            await enter(GOOD, email, came_from="elsewhere")
    with clock.shifted(timedelta(minutes=16)):
        await enter()


ANOTHER_WORKER = """
import asyncio, json, sys
from pathlib import Path
import sellerhub.app_tables
from sellerhub.business.people import doors
from sellerhub.core import work
from sellerhub.core.settings import Settings

async def main(data_dir, database_url, tries):
    office = await work.Office.open(Settings(data_dir=Path(data_dir), database_url=database_url))
    work.open_office(office)
    for n in range(tries):
        try:
            await doors.sign_in("ada@shop.example", "wrong wrong wrong", came_from=f"198.51.100.{n}")
        except Exception as refusal:
            print(type(refusal).__name__)
    await office.close()

asyncio.run(main(**json.loads(sys.argv[1])))
"""


async def test_a_lock_out_holds_across_workers(office):
    await new_person()
    at_home = await enter()
    for n in range(6):
        with pytest.raises(WrongCredentials):
            await enter("wrong wrong wrong", came_from=f"203.0.113.{n}")
    facts = {"data_dir": str(office.settings.data_dir), "database_url": office.settings.database_url, "tries": 6}
    command = [sys.executable, "-c", ANOTHER_WORKER, json.dumps(facts)]
    process = await asyncio.create_subprocess_exec(*command, cwd=Path(__file__).parents[3], stdout=asyncio.subprocess.PIPE)
    told = (await process.communicate())[0].decode().split()
    assert told == ["WrongCredentials"] * 4 + ["TooManyTries"] * 2, "ten tries in all, wherever they were made"
    with pytest.raises(TooManyTries):
        await enter()
    assert (await actor_of((await enter(device_key=at_home.device_key)).key)).account_id


async def test_tries_at_once_are_all_counted(office):
    await new_person()
    results = await asyncio.gather(*(enter("wrong wrong wrong", came_from=str(n)) for n in range(30)), return_exceptions=True)
    kinds = [type(each) for each in results]
    assert kinds.count(WrongCredentials) == 10
    assert kinds.count(TooManyTries) == 20


async def test_counts_keep_no_address(office):
    with pytest.raises(WrongCredentials):
        await enter("wrong wrong wrong")
    async with open_reading(SYSTEM) as look:
        keys = (await look.session.execute(select(TryCount.key))).scalars().all()
    assert len(keys) == 2
    assert not any("ada" in key or "203.0.113" in key for key in keys)


async def test_a_hash_with_old_parameters_is_made_anew_at_sign_in(office):
    from argon2 import PasswordHasher

    account_id = await new_person()
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(GOOD)
    async with open_work(SYSTEM) as work:
        await work.session.execute(update(Account).values(password_hash=weak))
    await enter()
    async with open_reading(SYSTEM) as look:
        stored = (await look.session.get(Account, account_id)).password_hash
    assert stored != weak
    assert not passwords.is_outdated(stored)
    await enter()


@pytest.mark.parametrize("password", ["short7!", "password123", "12345678", "aaaaaaaaaaaa", "ada@shop.example", "x" * 257])
async def test_passwords_everybody_knows_are_refused(office, password):
    with pytest.raises(WeakPassword):
        await new_person(password=password)


@pytest.mark.parametrize("email", ["", "ada", "ada@", "a b@shop.example", "ada@shop..example", "ada@shop.example\nbcc: x@y.z"])
async def test_addresses_that_are_none_are_refused(office, email):
    with pytest.raises(BadEmail):
        await new_person(email)


async def test_sign_out_ends_one_session_and_everywhere_ends_all_and_forgets_devices(office):
    account_id = await new_person()
    first, second, third = [await enter() for _ in range(3)]
    async with open_work(SYSTEM) as work:
        await actions.sign_out(work, first.key)
    assert (await actor_of(first.key)).is_guest
    me = await actor_of(second.key)
    async with open_work(me) as work:
        assert await actions.sign_out_everywhere(work, account_id, but=second.session_id) == 1
    assert (await actor_of(third.key)).is_guest
    async with open_work(me) as work:
        await actions.sign_out_everywhere(work, account_id)
        assert await queries.my_devices(work) == []
    assert (await actor_of(second.key)).is_guest


async def test_nobody_ends_another_persons_session(office):
    await new_person()
    other_id = await new_person("bob@shop.example")
    mine, theirs = await enter(), await enter(email="bob@shop.example")
    me = await actor_of(mine.key)
    with pytest.raises(NotFound):
        async with open_work(me) as work:
            await actions.sign_out_one(work, theirs.session_id)
    with pytest.raises(NotPermitted):
        async with open_work(me) as work:
            await actions.sign_out_everywhere(work, other_id)
    assert not (await actor_of(theirs.key)).is_guest


async def test_a_session_ends_by_itself(office):
    await new_person()
    entered = await enter()
    with clock.shifted(timedelta(days=office.settings.session_days, seconds=1)):
        assert (await actor_of(entered.key)).is_guest
    assert not (await actor_of(entered.key)).is_guest


async def test_changing_the_password_needs_the_old_one_and_ends_other_sessions(office):
    await new_person()
    here, there = await enter(), await enter()
    me = await actor_of(here.key)
    with pytest.raises(WrongCredentials):
        await doors.change_password(me, "not the old one", "ten grey otters", session_id=here.session_id)
    await doors.change_password(me, GOOD, "ten grey otters", session_id=here.session_id)
    assert (await actor_of(there.key)).is_guest
    assert not (await actor_of(here.key)).is_guest
    with pytest.raises(WrongCredentials):
        await enter()
    await enter("ten grey otters")


async def test_what_is_over_is_forgotten_and_what_lives_stays(office):
    await new_person()
    first, second = await enter(), await enter()
    with pytest.raises(WrongCredentials):
        await enter("wrong wrong wrong")
    async with open_work(SYSTEM) as work:
        await actions.sign_out(work, first.key)
    await sweeps.forget_old()
    async with open_reading(SYSTEM) as look:
        assert len((await look.session.execute(select(SessionRow.id))).all()) == 2
    with clock.shifted(timedelta(days=31)):
        await sweeps.forget_old()
    async with open_reading(SYSTEM) as look:
        left = (await look.session.execute(select(SessionRow.id))).scalars().all()
        assert (await look.session.execute(select(TryCount.key))).all() == []
    assert left == [second.session_id]
