"""Our own HTTP routes beside Reflex: who asks, may they, and what a refusal looks like. A table that grows by `@route`.

@route("/seller/orders/{order_id}/label.pdf", permission=Permission.SHIP)
async def label(request: Request) -> Response:
    actor = await actor_from(request)
"""

import functools
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network
from urllib.parse import quote, urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sellerhub.core.access import GUEST, Actor, Permission
from sellerhub.core.errors import BusinessError, Kind
from sellerhub.core.work import office
from sellerhub.web import cookies, sessions
from sellerhub.web.language.catalogue import catalogue, say
from sellerhub.web.refusals import report

Endpoint = Callable[[Request], Awaitable[Response]]
SMALL = 64 * 1024
STATUS = {
    Kind.INVALID: 422,
    Kind.NOT_SIGNED_IN: 401,
    Kind.NOT_PERMITTED: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.TOO_MANY: 429,
    Kind.AWAY: 503,
}
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_HOST = re.compile(r"[A-Za-z0-9.\-\[\]:]{1,255}")


@dataclass(frozen=True, slots=True)
class Way:
    """One registered route; tests walk them all."""

    path: str
    methods: tuple[str, ...]
    permission: Permission | None  # None: guests too
    endpoint: Endpoint
    most_bytes: int


WAYS: list[Way] = []


def route(path: str, methods: Sequence[str] = ("GET",), permission: Permission | None = None, *, most_bytes: int = SMALL):
    """Register an endpoint. Its actor has the permission; a body is at most `most_bytes`; a change comes from our own pages."""

    def register(endpoint: Endpoint) -> Endpoint:
        way = Way(path, tuple(methods), permission, endpoint, most_bytes)
        if any(each.path == path and set(each.methods) & set(methods) for each in WAYS):
            raise TypeError(f"two routes at {path}")
        WAYS.append(way)
        return endpoint

    return register


def our_routes() -> Starlette:
    """The Starlette app that Reflex is mounted under."""
    return Starlette(routes=[Route(way.path, _guarded(way), methods=list(way.methods)) for way in WAYS])


async def session_from(request: Request) -> sessions.SessionView | None:
    """The living session of the request's cookie."""
    return await sessions.session_of(key_from(request))


async def actor_from(request: Request) -> Actor:
    """Who asks, in the language they read."""
    view = await session_from(request)
    if view is None:
        return replace(GUEST, language=language_from(request))
    return replace(view.actor, language=language_from(request)) if cookies.LANGUAGE in request.cookies else view.actor


def key_from(request: Request) -> str:
    return request.cookies.get(cookies.session_name(office().settings), "")


def language_from(request: Request) -> str:
    return cookies.language_of(request.cookies, request.headers.get("accept-language", ""))


def came_from(request: Request) -> str:
    """The client's address; of IPv6 the network, since one client has millions of addresses."""
    address = request.client.host if request.client else ""
    hops = office().settings.trusted_proxies
    if hops:
        told = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
        address = told[-hops] if len(told) >= hops else address
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))


def is_https(headers_of: Callable[[str], str], scheme: str) -> bool:
    """Whether the browser speaks https to us or to the proxy in front."""
    settings = office().settings
    told = headers_of("x-forwarded-proto") if settings.trusted_proxies else ""
    return "https" in (scheme, told) or settings.address.startswith("https://")


def is_from_our_pages(request: Request) -> bool:
    """No other site can make a browser send a change in a person's name."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site") == "same-origin"
    host = request.headers.get("host", "")
    ours = {office().settings.address, f"http://{host}", f"https://{host}"}
    return bool(_HOST.fullmatch(host)) and origin.rstrip("/") in ours


def own_path(text: str, otherwise: str = "/") -> str:
    """A path on this site to go on to; anything else becomes `otherwise`."""
    if not text.startswith("/") or text.startswith(("//", "/\\")) or len(text) > 2000 or not text.isprintable() or "\\" in text:
        return otherwise
    parts = urlsplit(text)
    return text if not parts.scheme and not parts.netloc else otherwise


def _guarded(way: Way) -> Endpoint:
    @functools.wraps(way.endpoint)
    async def guarded(request: Request) -> Response:
        answer = await checked(request)
        answer.headers.setdefault("Cache-Control", "no-store")  # made for one person, unless it says otherwise
        return answer

    async def checked(request: Request) -> Response:
        try:
            if request.method in _UNSAFE:
                if not is_from_our_pages(request):
                    return PlainTextResponse("This came from another site.", 403)
                _limit_body(request, way.most_bytes)
            if way.permission is not None:
                (await actor_from(request)).require(way.permission)
            return await way.endpoint(request)
        except BusinessError as refusal:
            return refused(request, refusal)
        except (HTTPException, ClientDisconnect):
            raise
        except Exception as bug:
            return _broken(request, report(bug))

    return guarded


def refused(request: Request, refusal: BusinessError) -> Response:
    """A refusal as this caller reads it: a code for scripts, a sentence for people, the sign-in page for strangers."""
    wants_page = "text/html" in request.headers.get("accept", "")
    if refusal.kind is Kind.NOT_SIGNED_IN and wants_page and request.method == "GET":
        return RedirectResponse(f"/sign-in?next={quote(request.url.path)}", 303)
    sentence = sentence_of(refusal, language_from(request))
    if wants_page:
        return PlainTextResponse(sentence, STATUS[refusal.kind])
    return JSONResponse({"code": refusal.code, "message": sentence, "facts": refusal.facts}, STATUS[refusal.kind])


def sentence_of(refusal: BusinessError, language: str) -> str:
    key = f"refusal.{refusal.code}"
    return say(language, key, **refusal.facts) if key in catalogue() else refusal.sentence


def _broken(request: Request, number: str) -> Response:
    sentence = say(language_from(request), "refusal.broken", id=number)
    if "text/html" in request.headers.get("accept", ""):
        return PlainTextResponse(sentence, 500)
    return JSONResponse({"code": "broken", "message": sentence, "facts": {"id": number}}, 500)


def _limit_body(request: Request, most: int) -> None:
    """Raises 413 for a body that says it is too large, and cuts off one that does not say it."""
    told = request.headers.get("content-length", "0")
    if not told.isdigit() or int(told) > most:
        raise HTTPException(413)
    receive, seen = request._receive, 0

    async def counted():
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413)
        return message

    request._receive = counted
