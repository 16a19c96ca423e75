"""Argon2id in a thread: a hash costs tens of milliseconds, which the event loop does not have."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's least for Argon2id
_at_once = 4  # 19 MiB each
_gates: dict[int, asyncio.Semaphore] = {}
_nobody = _hasher.hash("nobody has this password")


class Hashed(str):
    """A password that was hashed before, outside a transaction."""

    __slots__ = ()


def _gate() -> asyncio.Semaphore:
    loop = id(asyncio.get_running_loop())
    if loop not in _gates:
        _gates.clear()  # a loop of an earlier test is gone
        _gates[loop] = asyncio.Semaphore(_at_once)
    return _gates[loop]


async def hashed(password: str) -> Hashed:
    """Hash it; one that is hashed already comes back as it is."""
    if isinstance(password, Hashed):
        return password
    async with _gate():
        return Hashed(await asyncio.to_thread(_hasher.hash, password))


async def is_right(password_hash: str | None, password: str) -> bool:
    """Compare; without a hash the same work is done for nothing, so that time tells nothing."""
    async with _gate():
        return await asyncio.to_thread(_verify, password_hash or _nobody, password) and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """The hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
