"""Gets the pictures that files named, a few at a time, outside any transaction."""

import asyncio

from sellerhub.business.catalog.photos.actions import give_up_photo
from sellerhub.business.catalog.photos.adding import add_photo
from sellerhub.business.catalog.ports import Fetching
from sellerhub.business.catalog.tables import WantedPhoto
from sellerhub.core.access import SYSTEM
from sellerhub.core.database import Priority
from sellerhub.core.errors import BusinessError
from sellerhub.core.work import office, open_reading, open_work

AT_ONCE = 8


async def fetch_waiting(stop: asyncio.Event | None = None) -> int:
    """Try the oldest waiting pictures; returns how many were tried."""
    async with open_reading(SYSTEM) as look:
        columns = WantedPhoto.id, WantedPhoto.shop_id, WantedPhoto.product_id, WantedPhoto.url
        waiting = look.across_shops(WantedPhoto, *columns, why="background work of every shop").where(WantedPhoto.status == "waiting")
        wishes = (await look.session.execute(waiting.order_by(WantedPhoto.id).limit(AT_ONCE))).all()
    await asyncio.gather(*(_fetch(*wish) for wish in wishes))
    return len(wishes)


async def _fetch(wanted_id: int, shop_id: int, product_id: int, url: str) -> None:
    actor = SYSTEM.in_shop(shop_id)
    fetched = await office().outside(Fetching).fetch(url)
    problem = fetched.problem
    if not problem:
        try:
            await add_photo(actor, product_id, url.split("?", maxsplit=1)[0], fetched.content, wanted_id=wanted_id)
        except BusinessError as refusal:
            problem = refusal.code
    if problem:
        async with open_work(actor, priority=Priority.BULK) as work:
            await give_up_photo(work, wanted_id, problem)
