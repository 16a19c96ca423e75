"""Counting tries: a limit that holds across workers and restarts.

Within any window at most `limit` tries of one key are let through: the count is forgotten only when the last try that
was let through is a whole window ago.
"""

import hashlib
from datetime import timedelta

from sqlalchemy import case, delete, or_, update
from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.people.rules import TRIES, TRIES_WINDOW
from sellerhub.business.people.tables import TryCount
from sellerhub.core.work import Work


def key_of(kind: str, value: str) -> str:
    """The key under which tries are counted; it does not give the value back."""
    return f"{kind}:{hashlib.sha256(value.encode()).hexdigest()}"


async def may_try(work: Work, key: str, limit: int = TRIES, window: timedelta = TRIES_WINDOW) -> bool:
    """Count one try and say whether it may be made."""
    old = TryCount.last_at <= work.now - window
    insert = (sqlite if work.office.database.is_sqlite else postgresql).insert(TryCount).values(key=key, tries=1, last_at=work.now)
    counted = insert.on_conflict_do_update(
        index_elements=[TryCount.key],
        set_={"tries": case((old, 1), else_=TryCount.tries + 1), "last_at": work.now},
        where=or_(TryCount.tries < limit, old),
    )
    return bool((await work.session.execute(counted)).rowcount)


async def give_back(work: Work, *keys: str) -> None:
    """These tries turned out right: they do not count."""
    await work.session.execute(update(TryCount).where(TryCount.key.in_(keys), TryCount.tries > 0).values(tries=TryCount.tries - 1))


async def forget(work: Work, *keys: str) -> None:
    await work.session.execute(delete(TryCount).where(TryCount.key.in_(keys)))


async def forget_old(work: Work) -> int:
    """Sweep counts whose window is over."""
    return (await work.session.execute(delete(TryCount).where(TryCount.last_at < work.now - 4 * TRIES_WINDOW))).rowcount
