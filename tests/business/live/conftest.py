import pytest

from tests.business.live.world import World, new_world


@pytest.fixture
async def world(office) -> World:
    return await new_world()
