"""Signing up: an account is made once the mailed code shows that the address is the person's own.

Whoever asks gets the same answer whether the address has an account or not, after the same work: only the mail differs.
"""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, update

from sellerhub.business.people import actions, passwords, rules, tries
from sellerhub.business.people.doors import Entered, enter, new_key
from sellerhub.business.people.errors import MailedEnough, SignUpOver, TooManyTries, WrongCode
from sellerhub.business.people.queries import hash_of
from sellerhub.business.people.tables import Account, SignUp
from sellerhub.core.access import SYSTEM, Actor, Role
from sellerhub.core.text import known_language
from sellerhub.core.work import Work, open_work

AlsoDo = Callable[[Work, int, Mapping[str, Any]], Awaitable[None]]
_MINUTES = int(rules.TRIES_WINDOW.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Welcome:
    """What to mail. Without a code: the address has an account already, and its owner is told so, nobody else."""

    to: str
    name: str
    language: str
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """`key` is what the browser keeps until the code comes; `mail` is None when enough was mailed to this address lately."""

    key: str
    mail: Welcome | None


async def start(email: str, password: str, name: str, language: str, *, came_from: str, wish: Mapping[str, Any] | None = None) -> Asked:
    """Keep what was asked for and say what to mail. `wish` comes back in `finish`.

    Raises BadEmail, NameMissing, WeakPassword, TooManyTries.
    """
    email, name, language = rules.clean_email(email), rules.clean_name(name), known_language(language)
    rules.check_password(password, email, name)
    async with open_work(SYSTEM) as work:
        from_there = await tries.may_try(work, tries.key_of("sign_up.from", came_from), rules.SIGN_UPS)
        for_them = from_there and await tries.may_try(work, tries.key_of("sign_up.account", email), rules.CODES_MAILED)
    if not from_there:
        raise TooManyTries(_MINUTES)
    key, code = new_key(), _new_code()
    password_hash, code_hash = await passwords.hashed(password), await passwords.hashed(code)
    async with open_work(SYSTEM) as work:
        known = await _account_of(work, email)
        may_join = known is None and for_them
        work.session.add(
            SignUp(
                key_hash=hash_of(key),
                email=email,
                name=name,
                password_hash=str(password_hash),
                language=language,
                wish=dict(wish or {}),
                code_hash=str(code_hash) if may_join else "",
                tries_left=rules.CODE_TRIES,
                expires_at=work.now + rules.CODE_LIFE,
            )
        )
    return Asked(key, _welcome(known, email, name, language, code) if for_them else None)


async def mail_again(key: str, *, came_from: str) -> Welcome | None:
    """Another code for a sign-up that waits for its own: the one before fits no longer, and its tries are counted afresh.

    How often is told per sign-up. How often per address is not, as in `start`: then None, and the code before stays good.
    Raises SignUpOver, MailedEnough, TooManyTries.
    """
    waiting = SignUp.key_hash == hash_of(key)
    async with open_work(SYSTEM) as work:
        row = (await work.session.execute(select(SignUp).where(waiting, SignUp.expires_at > work.now))).scalar()
        from_there = await tries.may_try(work, tries.key_of("sign_up.from", came_from), rules.SIGN_UPS)
        of_it = row and from_there and await tries.may_try(work, tries.key_of("sign_up.again", row.key_hash), rules.CODES_MAILED - 1)
        for_them = of_it and await tries.may_try(work, tries.key_of("sign_up.account", row.email), rules.CODES_MAILED)
    if not from_there:
        raise TooManyTries(_MINUTES)
    if row is None:
        raise SignUpOver
    if not of_it:
        raise MailedEnough(_MINUTES)
    code = _new_code()
    code_hash = await passwords.hashed(code)
    async with open_work(SYSTEM) as work:
        known = await _account_of(work, row.email)
        if not for_them:
            return None
        fresh = {"code_hash": "" if known else str(code_hash), "tries_left": rules.CODE_TRIES, "expires_at": work.now + rules.CODE_LIFE}
        if not (await work.session.execute(update(SignUp).where(waiting).values(**fresh))).rowcount:
            raise SignUpOver  # finished in the meantime
    return _welcome(known, row.email, row.name, row.language, code)


async def finish(key: str, code: str, *, came_from: str, device: str = "", then: AlsoDo | None = None) -> Entered:
    """Make the account and sign in. `then` gets the wish and happens with the account or not at all.

    Raises WrongCode, TooManyTries, AddressTaken when another browser finished with this address first, and whatever `then` raises.
    """
    async with open_work(SYSTEM) as work:
        allowed = await tries.may_try(work, tries.key_of("join.from", came_from), rules.SIGN_UPS)
        row = await _spend_try(work, key) if allowed else None
    if not allowed:
        raise TooManyTries(_MINUTES)
    if not await passwords.is_right(row.code_hash or None if row else None, code.strip()):
        raise WrongCode
    async with open_work(SYSTEM) as work:
        mine = delete(SignUp).where(SignUp.key_hash == hash_of(key), SignUp.code_hash == row.code_hash)
        if not (await work.session.execute(mine)).rowcount:
            raise WrongCode  # used, or another one was mailed, in the meantime
        account_id = await actions.sign_up(work, row.email, passwords.Hashed(row.password_hash), row.name, row.language)
        work.actor = Actor(account_id, roles=frozenset({Role.BUYER}), name=row.name)
        if then:
            await work.session.flush()
            await then(work, account_id, row.wish)
            await work.session.flush()
        return await enter(work, account_id, "", device)


def _new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


async def _account_of(work: Work, email: str) -> Account | None:
    return (await work.session.execute(select(Account).where(Account.email == email))).scalar()


def _welcome(known: Account | None, email: str, name: str, language: str, code: str) -> Welcome:
    return Welcome(known.email, known.name, known.language) if known else Welcome(email, name, language, code)


async def _spend_try(work: Work, key: str) -> Any:
    """Take one of the code's tries before it is compared."""
    spend = update(SignUp).where(SignUp.key_hash == hash_of(key), SignUp.tries_left > 0, SignUp.expires_at > work.now)
    told = (SignUp.code_hash, SignUp.email, SignUp.name, SignUp.password_hash, SignUp.language, SignUp.wish)
    return (await work.session.execute(spend.values(tries_left=SignUp.tries_left - 1).returning(*told))).first()
