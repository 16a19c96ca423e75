"""What is forgotten by itself: ended sessions, old codes, counts of tries, devices nobody came back with."""

from datetime import timedelta

from sqlalchemy import delete, or_

from sellerhub.business.people import tries
from sellerhub.business.people.tables import KnownDevice, ResetCode, SessionRow, SignUp
from sellerhub.core.access import SYSTEM
from sellerhub.core.database import Priority
from sellerhub.core.work import open_work

SESSIONS_KEPT = timedelta(days=30)
DEVICES_KEPT = timedelta(days=400)


async def forget_old() -> int:
    """Returns how many rows went."""
    async with open_work(SYSTEM, priority=Priority.BULK) as work:
        old = work.now - SESSIONS_KEPT
        gone = await tries.forget_old(work)
        for stale in (
            delete(SessionRow).where(or_(SessionRow.ended_at < old, SessionRow.expires_at < old)),
            delete(ResetCode).where(ResetCode.expires_at < work.now),
            delete(SignUp).where(SignUp.expires_at < work.now),
            delete(KnownDevice).where(KnownDevice.created_at < work.now - DEVICES_KEPT),
        ):
            gone += (await work.session.execute(stale)).rowcount
    return gone
