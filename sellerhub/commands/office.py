"""An office for a command: the same wiring as the server's, open for the length of a block."""

import contextlib
from collections.abc import AsyncIterator

from sellerhub.core.settings import Settings, settings
from sellerhub.core.work import Office, open_office


@contextlib.asynccontextmanager
async def opened(chosen: Settings | None = None) -> AsyncIterator[Office]:
    from sellerhub.wiring import wire

    place = await Office.open(chosen or settings())
    wire(place)
    open_office(place)
    try:
        yield place
    finally:
        open_office(None)
        await place.close()
