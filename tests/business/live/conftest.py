import pytest

import sellerhub.business.live.reactions  # noqa: F401  they answer from now on
from tests.business.live.world import World, new_world


@pytest.fixture
async def world(office) -> World:
    return await new_world()
