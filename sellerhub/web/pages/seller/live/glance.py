"""What the frame of every seller page shows of LIVE: the pill of the one that runs."""

from typing import Any

from sellerhub.business.live.queries import on_air
from sellerhub.core.access import Permission
from sellerhub.core.work import Work


async def live_part(work: Work) -> dict[str, Any]:
    if work.actor.shop_id is None or not work.actor.may(Permission.SEE_SHOP):
        return {}
    live = await on_air(work)
    return {} if live is None else {"live_id": live.id, "live_since": live.started_at, "watching": live.watching}
