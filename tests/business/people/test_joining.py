"""Signing up with a mailed code: the account comes with the code, and nothing tells whether an address is known."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from sellerhub.business.people import actions, joining, passwords, queries, rules, sweeps
from sellerhub.business.people.errors import AddressTaken, MailedEnough, SignUpOver, TooManyTries, WeakPassword, WrongCode
from sellerhub.business.people.tables import Account, SignUp, TryCount
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Role
from sellerhub.core.event_log import EventRow
from sellerhub.core.work import open_reading, open_work

PASSWORD = "nine green herons"
HERE = {"came_from": "203.0.113.9"}
NEW, KNOWN = "new@shop.example", "ada@shop.example"


@pytest.fixture
async def ada(office) -> int:
    async with open_work(SYSTEM) as work:
        return await actions.sign_up(work, KNOWN, "eleven red foxes", "Ada", "ja")


async def start(email: str = NEW, **more) -> joining.Asked:
    return await joining.start(email, PASSWORD, "New Buyer", "tr", **{**HERE, **more})


async def how_many(table) -> int:
    async with open_reading(SYSTEM) as look:
        return (await look.session.execute(select(func.count()).select_from(table))).scalar_one()


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


async def test_the_account_is_made_with_the_code_and_only_once(office):
    asked = await start(wish={"kind": "buyer"})
    assert (asked.mail.to, asked.mail.language, len(asked.mail.code)) == (NEW, "tr", 6)
    assert await how_many(Account) == 0
    with pytest.raises(WrongCode):
        await joining.finish(asked.key, another(asked.mail.code), **HERE)
    with pytest.raises(WrongCode):
        await joining.finish("another browser", asked.mail.code, **HERE)
    seen = []

    async def then(work, account_id, wish):
        seen.append(wish)

    entered = await joining.finish(asked.key, asked.mail.code, then=then, **HERE)
    async with open_reading(SYSTEM) as look:
        actor = await queries.actor_of_session(look, entered.key)
    assert (actor.account_id, actor.roles, actor.language, seen) == (entered.account_id, {Role.BUYER}, "tr", [{"kind": "buyer"}])
    with pytest.raises(WrongCode):
        await joining.finish(asked.key, asked.mail.code, **HERE)
    assert await how_many(Account) == 1


async def test_a_known_address_gets_a_mail_of_another_kind_and_no_code_ever_fits(ada):
    asked = await start(KNOWN)
    assert (asked.mail.to, asked.mail.name, asked.mail.language, asked.mail.code) == (KNOWN, "Ada", "ja", "")
    for code in ("", "000000", "123456"):
        with pytest.raises(WrongCode):
            await joining.finish(asked.key, code, **HERE)
    assert await how_many(Account) == 1


async def test_both_addresses_cost_the_same_hashes_and_leave_the_same_rows(ada, monkeypatch):
    work: list[str] = []
    real_hash, real_compare = passwords._hasher.hash, passwords._verify

    class Counting:
        def hash(self, text):
            work.append("hash")
            return real_hash(text)

        def __getattr__(self, name):
            return getattr(real_hash.__self__, name)

    def compare(*args):
        work.append("compare")
        return real_compare(*args)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    monkeypatch.setattr(passwords, "_verify", compare)
    done = []
    for email in (NEW, KNOWN):
        work.clear()
        before = await how_many(SignUp)
        asked = await start(email)
        with pytest.raises(WrongCode):
            await joining.finish(asked.key, another(asked.mail.code) if asked.mail.code else "000000", **HERE)
        done.append((list(work), await how_many(SignUp) - before, len(asked.key)))
    assert done[0] == done[1]
    assert done[0][:2] == (["hash", "hash", "compare"], 1)


async def test_a_code_is_tried_five_times_lives_a_quarter_of_an_hour_and_is_kept_nowhere(office):
    asked = await start()
    async with open_reading(SYSTEM) as look:
        row = (await look.session.execute(select(SignUp))).scalar_one()
        told = [each.facts for each in (await look.session.execute(select(EventRow))).scalars()]
    assert row.code_hash.startswith("$argon2id$")
    assert asked.mail.code not in repr(told)
    assert asked.key not in repr(row)
    assert asked.mail.code not in repr(asked)
    for _ in range(rules.CODE_TRIES):
        with pytest.raises(WrongCode):
            await joining.finish(asked.key, another(asked.mail.code), **HERE)
    with pytest.raises(WrongCode):
        await joining.finish(asked.key, asked.mail.code, **HERE)
    later = await start()
    with clock.shifted(rules.CODE_LIFE + timedelta(seconds=1)):
        with pytest.raises(WrongCode):
            await joining.finish(later.key, later.mail.code, **HERE)
        await sweeps.forget_old()
        assert await how_many(SignUp) == 0


async def test_two_browsers_with_one_new_address_make_one_account(office):
    first, second = await start(), await start()
    done = await asyncio.gather(
        joining.finish(first.key, first.mail.code, **HERE), joining.finish(second.key, second.mail.code, **HERE), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in done) == ["AddressTaken", "Entered"]
    assert AddressTaken.code == "sign_up_refused"
    assert await how_many(Account) == 1


async def test_what_cannot_follow_leaves_no_account_and_the_code_may_be_used_again(office):
    asked = await start()

    async def then(work, account_id, wish):
        raise WeakPassword("short", "as a refusal that comes later")

    with pytest.raises(WeakPassword):
        await joining.finish(asked.key, asked.mail.code, then=then, **HERE)
    assert await how_many(Account) == 0
    assert (await joining.finish(asked.key, asked.mail.code, **HERE)).key


async def test_an_address_is_mailed_three_times_in_a_while_and_nobody_is_told(ada):
    for email in (NEW, KNOWN):
        mails = [(await start(email, came_from=f"203.0.113.{n}")).mail for n in range(4)]
        assert [each is not None for each in mails] == [True, True, True, False]
    async with open_work(SYSTEM) as work:
        codes = (await work.session.execute(select(SignUp.code_hash).where(SignUp.email == NEW))).scalars().all()
        await work.session.execute(update(SignUp).values(tries_left=1))
    assert sorted(bool(each) for each in codes) == [False, True, True, True]  # what is not mailed cannot be guessed either


async def test_one_address_cannot_sign_up_without_end(office, monkeypatch):
    async def quick(text):
        return passwords.Hashed("$argon2id$quick")

    monkeypatch.setattr(passwords, "hashed", quick)
    for n in range(rules.SIGN_UPS):
        await start(f"n{n}@shop.example")
    with pytest.raises(TooManyTries):
        await start("one-more@shop.example")
    await start("elsewhere@shop.example", came_from="198.51.100.7")


async def test_a_code_that_is_mailed_again_ends_the_one_before_and_is_tried_afresh(office):
    asked = await start()
    for _ in range(rules.CODE_TRIES):
        with pytest.raises(WrongCode):
            await joining.finish(asked.key, another(asked.mail.code), **HERE)
    with clock.shifted(rules.CODE_LIFE - timedelta(seconds=5)):
        again = await joining.mail_again(asked.key, **HERE)
    assert (again.to, again.name, again.language, len(again.code)) == (NEW, "New Buyer", "tr", 6)
    with clock.shifted(rules.CODE_LIFE + timedelta(minutes=1)):  # it lives a while of its own
        if again.code != asked.mail.code:
            with pytest.raises(WrongCode):
                await joining.finish(asked.key, asked.mail.code, **HERE)
        for _ in range(rules.CODE_TRIES - 2):
            with pytest.raises(WrongCode):
                await joining.finish(asked.key, another(again.code) if another(again.code) != asked.mail.code else "x", **HERE)
        assert (await joining.finish(asked.key, again.code, **HERE)).key


async def test_a_sign_up_is_mailed_three_times_and_the_next_wish_is_told_and_changes_nothing(ada):
    for email in (NEW, KNOWN):
        asked = await start(email)
        last = [await joining.mail_again(asked.key, **HERE) for _ in range(rules.CODES_MAILED - 1)][-1]
        with pytest.raises(MailedEnough) as refused:
            await joining.mail_again(asked.key, **HERE)
        assert (refused.value.facts, bool(last.code)) == ({"minutes": 15}, email == NEW)
        if last.code:
            assert (await joining.finish(asked.key, last.code, **HERE)).key


async def test_mails_that_an_address_had_from_elsewhere_are_not_told(ada):
    for email in (NEW, KNOWN):
        asked = await start(email)
        for n in range(rules.CODES_MAILED - 1):
            await start(email, came_from=f"203.0.113.{n}")
        assert await joining.mail_again(asked.key, **HERE) is None
        if email == NEW:
            assert (await joining.finish(asked.key, asked.mail.code, **HERE)).key, "what was mailed stays good"


async def test_who_joined_elsewhere_meanwhile_is_mailed_how_to_get_in_and_no_code(office):
    first, second = await start(), await start()
    await joining.finish(first.key, first.mail.code, **HERE)
    again = await joining.mail_again(second.key, **HERE)
    assert (again.to, again.code) == (NEW, "")
    with pytest.raises(WrongCode):
        await joining.finish(second.key, second.mail.code, **HERE)


async def test_nothing_is_mailed_for_a_sign_up_that_is_over(office):
    asked = await start()
    with pytest.raises(SignUpOver):
        await joining.mail_again("another browser", **HERE)
    with clock.shifted(rules.CODE_LIFE + timedelta(seconds=1)), pytest.raises(SignUpOver):
        await joining.mail_again(asked.key, **HERE)
    await joining.finish(asked.key, asked.mail.code, **HERE)
    with pytest.raises(SignUpOver):
        await joining.mail_again(asked.key, **HERE)


async def test_a_new_code_counts_among_the_sign_ups_of_the_address_it_is_asked_from(office):
    asked = await start()
    async with open_work(SYSTEM) as work:
        await work.session.execute(update(TryCount).where(TryCount.key.startswith("sign_up.from")).values(tries=rules.SIGN_UPS))
    with pytest.raises(TooManyTries):
        await joining.mail_again(asked.key, **HERE)
    assert await joining.mail_again(asked.key, came_from="198.51.100.7")


async def test_both_addresses_cost_the_same_when_a_code_is_mailed_again(ada, monkeypatch):
    hashes = []
    real = passwords.hashed

    async def counting(text):
        hashes.append(text)
        return await real(text)

    keys = [(await start(email)).key for email in (NEW, KNOWN)]
    monkeypatch.setattr(passwords, "hashed", counting)
    for n, key in enumerate(keys, 1):
        await joining.mail_again(key, **HERE)
        assert len(hashes) == n
