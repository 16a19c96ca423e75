"""A browser that only speaks HTTP: our real routes, headers and guards, cookies kept like a browser keeps them."""

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sellerhub.business.people.ports import Letter, Mail
from sellerhub.core.work import Office
from sellerhub.web import service_routes, session_routes  # noqa: F401  their routes
from sellerhub.web.headers import NoUploadDoor, SecurityHeaders
from sellerhub.web.http import our_routes
from sellerhub.web.session_routes import read_flash

SITE = "http://127.0.0.1:8000"


class Letterbox:
    """Keeps what would be mailed."""

    is_simulated = True

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def send(self, letter: Letter) -> None:
        self.letters.append(letter)


def server(office: Office) -> tuple[SecurityHeaders, Letterbox]:
    """The routes wrapped as app.py wraps them, on top of something that answers every other path."""
    letters = Letterbox()
    office.use(Mail, letters)
    routes = our_routes()
    routes.mount("", Starlette(routes=[Route("/{path:path}", lambda request: PlainTextResponse("frontend"), methods=["GET", "POST"])]))
    return SecurityHeaders(NoUploadDoor(routes)), letters


def client(app, *, came_from: str = "203.0.113.9", headers: dict[str, str] | None = None) -> httpx.AsyncClient:
    """A browser at an address; posts carry its own origin, as browsers do."""
    transport = httpx.ASGITransport(app, client=(came_from, 40000))
    return httpx.AsyncClient(transport=transport, base_url=SITE, headers={"origin": SITE, **(headers or {})})


def flash(answer_or_client) -> dict:
    """What the next page will be told."""
    cookie = answer_or_client.cookies.get("flash", "")
    return read_flash(f"flash={cookie}")
