"""What a database that is not there looks like, in the driver's many words."""

import asyncpg
import pytest

from sellerhub.core.database import _in_reach
from sellerhub.core.errors import OutOfReach

AWAY = [
    ConnectionResetError(),
    asyncpg.AdminShutdownError(),
    asyncpg.CannotConnectNowError(),
    asyncpg.InterfaceError("connection is closed"),
    asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"),
]
OURS = [
    asyncpg.InterfaceError("cannot perform operation: another operation is in progress"),
    asyncpg.InternalClientError("cannot switch to state 12; another operation (12) is in progress"),
    asyncpg.UniqueViolationError(),
    ValueError(),
]


@pytest.mark.parametrize("problem", AWAY, ids=repr)
async def test_a_server_that_goes_is_out_of_reach(problem):
    with pytest.raises(OutOfReach):
        async with _in_reach():
            raise problem


@pytest.mark.parametrize("problem", OURS, ids=repr)
async def test_a_fault_of_ours_stays_one(problem):
    with pytest.raises(type(problem)):
        async with _in_reach():
            raise problem
