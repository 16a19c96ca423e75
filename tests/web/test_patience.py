"""A page that is open while the database is away comes back by itself."""

import pytest

from sellerhub.core.errors import Kind, NotFound, OutOfReach
from sellerhub.web import live_updates
from sellerhub.web.http import STATUS


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(live_updates.random, "uniform", lambda *_: 0.01)


async def test_what_is_out_of_reach_is_read_again():
    tries = []

    async def read():
        tries.append(1)
        if len(tries) < 4:
            raise OutOfReach
        return "here"

    assert await live_updates.patiently(read) == "here"
    assert len(tries) == 4


async def test_another_refusal_is_told_at_once():
    async def read():
        raise NotFound("order")

    with pytest.raises(NotFound):
        await live_updates.patiently(read)


def test_every_kind_of_refusal_has_its_status():
    assert set(STATUS) == set(Kind)
    assert STATUS[OutOfReach().kind] == 503
