"""For those who run the server: is it alive, may it get work, how is it doing."""

import asyncio
import hmac

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sellerhub.business.orders.lane import lane_of
from sellerhub.core import bus
from sellerhub.core.access import SYSTEM
from sellerhub.core.work import office, open_reading
from sellerhub.web.http import route
from sellerhub.web.measures import CHECKOUTS_WAITING, REACTIONS_DUE

PATIENCE = 2.0
COUNTED = 10_000


@route("/health")
async def health(request: Request) -> Response:
    """The process answers. Says nothing about what it needs."""
    return JSONResponse({"status": "alive"})


@route("/ready")
async def ready(request: Request) -> Response:
    """The database (and Redis, where there is one) answers within two seconds."""
    found: dict[str, bool] = {}
    checks = {"database": office().database.is_ready(), "signals": office().signals.is_ready()}
    for name, check in checks.items():
        try:
            found[name] = await asyncio.wait_for(check, PATIENCE)
        except Exception:  # whatever it was, it is not ready
            found[name] = False
    return JSONResponse(found, 200 if all(found.values()) else 503)


@route("/metrics")
async def metrics(request: Request) -> Response:
    """This worker's measures, for who has the token; without the setting there is no such page."""
    settings = office().settings
    token = settings.metrics_token.get_secret_value()
    if not settings.metrics or not token:
        return PlainTextResponse("Not found", 404)
    if not hmac.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode()):
        return PlainTextResponse("A token is needed.", 401, {"WWW-Authenticate": "Bearer"})
    async with open_reading(SYSTEM) as look:
        REACTIONS_DUE.set(await bus.waiting(look, COUNTED))
    CHECKOUTS_WAITING.set(lane_of(office()).depth)
    return Response(await asyncio.to_thread(generate_latest), media_type=CONTENT_TYPE_LATEST)
