"""Signing in, and getting back in by a mailed code; signing up is in `joining`.

Each is several short transactions, because a hash is made between them: a writer's turn is too dear to hold meanwhile.
Every answer is the same whether the address has an account or not.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.people import actions, events, passwords, rules, tries
from sellerhub.business.people.errors import BadEmail, TooManyTries, WrongCode, WrongCredentials
from sellerhub.business.people.queries import hash_of
from sellerhub.business.people.tables import Account, KnownDevice, ResetCode
from sellerhub.core.access import SYSTEM, Actor
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work, open_work

_MINUTES = int(rules.TRIES_WINDOW.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Entered:
    """What the browser keeps: the session's key, and the key that makes it a known device."""

    account_id: int
    session_id: int
    key: str
    device_key: str


@dataclass(frozen=True, slots=True)
class CodeToMail:
    to: str
    name: str
    code: str
    language: str


def new_key() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


async def sign_in(email: str, password: str, *, came_from: str, device_key: str = "", device: str = "") -> Entered:
    """Raises WrongCredentials or TooManyTries. `came_from` is the client's address, `device` two words of its browser."""
    try:
        email = rules.clean_email(email)
    except BadEmail:
        email = email.strip().lower()[:320]  # counted and answered like any other
    async with open_work(SYSTEM) as work:
        account = (await work.session.execute(select(Account).where(Account.email == email))).scalar()
        known = account is not None and await _is_known(work, account.id, device_key)
        if known:
            keys = (tries.key_of("sign_in.device", device_key),)
        else:
            keys = (tries.key_of("sign_in.account", email), tries.key_of("sign_in.from", came_from))
        allowed = all([await tries.may_try(work, key) for key in keys])
    if not allowed:
        raise TooManyTries(_MINUTES)
    usable = account is not None and account.disabled_at is None
    if not await passwords.is_right(account.password_hash if usable else None, password[: rules.LONGEST_PASSWORD]):
        raise WrongCredentials
    better = await passwords.hashed(password) if passwords.is_outdated(account.password_hash) else None
    async with open_work(Actor(account.id, name=account.name)) as work:
        await tries.forget(work, *(key for key in keys if ".from:" not in key))
        await tries.give_back(work, *(key for key in keys if ".from:" in key))
        if better:
            await work.session.execute(
                update(Account)
                .where(Account.id == account.id, Account.password_hash == account.password_hash)
                .values(password_hash=str(better))
            )
        return await enter(work, account.id, device_key if known else "", device)


async def start_reset(email: str, *, came_from: str) -> CodeToMail | None:
    """Make a code to be mailed, or None when there is nobody to mail it to; the caller answers both alike."""
    email = rules.clean_email(email)
    code = f"{secrets.randbelow(1_000_000):06d}"
    async with open_work(SYSTEM) as work:
        from_there = await tries.may_try(work, tries.key_of("reset.from", came_from))
        for_them = from_there and await tries.may_try(work, tries.key_of("reset.account", email), rules.CODES_MAILED)
    if not from_there:
        raise TooManyTries(_MINUTES)
    code_hash = await passwords.hashed(code)
    async with open_work(SYSTEM) as work:
        account = (await work.session.execute(select(Account).where(Account.email == email, Account.disabled_at.is_(None)))).scalar()
        if account is None or not for_them:
            return None
        insert = (sqlite if work.office.database.is_sqlite else postgresql).insert(ResetCode)
        fresh = {"code_hash": str(code_hash), "tries_left": rules.CODE_TRIES, "expires_at": work.now + rules.CODE_LIFE}
        one = insert.values(id=new_id(), account_id=account.id, **fresh)
        await work.session.execute(one.on_conflict_do_update(index_elements=[ResetCode.account_id], set_=fresh))
        return CodeToMail(account.email, account.name, code, account.language)


async def finish_reset(email: str, code: str, password: str, *, came_from: str, device: str = "") -> Entered:
    """Set a new password with a mailed code and sign in; every other session ends. Raises WrongCode, WeakPassword."""
    try:
        email = rules.clean_email(email)
    except BadEmail:
        raise WrongCode from None
    rules.check_password(password, email)
    async with open_work(SYSTEM) as work:
        allowed = await tries.may_try(work, tries.key_of("code.from", came_from))
        account = (await work.session.execute(select(Account).where(Account.email == email, Account.disabled_at.is_(None)))).scalar()
        row = await _spend_try(work, account.id) if account is not None and allowed else None
    if not allowed:
        raise TooManyTries(_MINUTES)
    if not await passwords.is_right(row.code_hash if row else None, code.strip()):
        raise WrongCode
    ready = await passwords.hashed(password)
    async with open_work(Actor(account.id, name=account.name)) as work:
        mine = delete(ResetCode).where(ResetCode.account_id == account.id, ResetCode.code_hash == row.code_hash)
        if not (await work.session.execute(mine)).rowcount:
            raise WrongCode  # used in the meantime
        await actions.put_password(work, account.id, ready, expected=None, by_code=True)
        await actions.sign_out_everywhere(work, account.id)
        await tries.forget(work, tries.key_of("sign_in.account", email))
        return await enter(work, account.id, "", device)


async def change_password(actor: Actor, old: str, new: str, *, session_id: int) -> None:
    """With the old one; every other session ends. Raises WrongCredentials, WeakPassword, TooManyTries."""
    async with open_work(actor) as work:
        account = await work.session.get(Account, work.account_id)
        allowed = await tries.may_try(work, tries.key_of("change.account", account.email))
    if not allowed:
        raise TooManyTries(_MINUTES)
    rules.check_password(new, account.email, account.name)
    if not await passwords.is_right(account.password_hash, old[: rules.LONGEST_PASSWORD]):
        raise WrongCredentials
    ready = await passwords.hashed(new)
    async with open_work(actor) as work:
        await actions.put_password(work, account.id, ready, expected=account.password_hash, by_code=False)
        await actions.sign_out_everywhere(work, account.id, but=session_id)
        await tries.forget(work, tries.key_of("change.account", account.email))


async def _is_known(work: Work, account_id: int, device_key: str) -> bool:
    known = select(KnownDevice.id).where(KnownDevice.account_id == account_id, KnownDevice.key_hash == hash_of(device_key))
    return bool(device_key) and (await work.session.execute(known)).first() is not None


async def _spend_try(work: Work, account_id: int) -> ResetCode | None:
    """Take one of the code's tries before it is compared."""
    spend = (
        update(ResetCode)
        .where(ResetCode.account_id == account_id, ResetCode.tries_left > 0, ResetCode.expires_at > work.now)
        .values(tries_left=ResetCode.tries_left - 1)
        .returning(ResetCode.code_hash)
    )
    found = (await work.session.execute(spend)).scalar()
    return ResetCode(account_id=account_id, code_hash=found, tries_left=0, expires_at=work.now) if found else None


async def enter(work: Work, account_id: int, device_key: str, device: str) -> Entered:
    """A session, and the device known from now on. For `doors` and `joining`, after they made sure who comes."""
    key = new_key()
    session_id = await actions.start_session(work, account_id, hash_of(key), device)
    known = bool(device_key)
    if not known:
        device_key = new_key()
        work.session.add(KnownDevice(account_id=account_id, key_hash=hash_of(device_key), created_at=work.now))
    work.record(events.SignedIn(account_id, known_device=known))
    return Entered(account_id, session_id, key, device_key)
