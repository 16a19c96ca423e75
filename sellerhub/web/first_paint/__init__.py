"""What a page shows before its scripts have come: drawn by the server for this visitor, in the document itself.

@first_paint("/live/[live_id]", title="live.watch_title", sheets=("85-live",))
async def watch(look: Work, request: Request) -> Painted: ...

It has the classes and sizes of the live page, which lies invisible under it until its own content is drawn and
`GiveWay` (design/kit/first.jsx) takes the painting away. Links and forms in it work without a script.
"""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sellerhub.core.access import Permission
from sellerhub.core.errors import BusinessError, Kind
from sellerhub.core.work import Work, open_reading
from sellerhub.web.first_paint.html import NOTHING, h, icon, many
from sellerhub.web.first_paint.photos import photos_inside
from sellerhub.web.first_paint.shell import shell_of
from sellerhub.web.http import actor_from, language_from, route
from sellerhub.web.language.catalogue import say
from sellerhub.web.refusals import report

__all__ = ["Painted", "first_paint", "h", "icon", "many", "photos_inside"]

ALWAYS = ("10-fonts", "20-tokens", "30-base", "40-controls", "90-phone")
WEB = Path(__file__).parents[1]
EVERYWHERE = (*(WEB / "first_paint").glob("*.py"), WEB / "ship_by.py")
FRAME = ("50-shell", tuple((WEB / "shell").glob("*.py")))  # the sheet that draws it, and who names its classes
Painter = Callable[[Work, Request], Awaitable["Painted"]]


@dataclass(frozen=True, slots=True)
class Painted:
    body: Markup = NOTHING
    title: str = ""  # of the document, when it is not the page's
    status: int = 200


def first_paint(page: str, *, title: str, sheets: tuple[str, ...], needs: Permission | None = None):
    """Answer a page's address with its first paint. `title` is a key; `needs` as the page's state has it; `sheets` are the
    files of `assets/css` that the painting is drawn with, beside those of every page.

    Strangers to a page that needs a permission are sent to sign in; others without it get the page, which says so itself.
    """
    path = page.replace("[", "{").replace("]", "}")

    def register(paint: Painter) -> Painter:
        async def answer(request: Request) -> Response:
            language = language_from(request)
            actor = replace(await actor_from(request), language=language)
            if needs is not None and actor.is_guest:
                asked = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
                return RedirectResponse(f"/sign-in?next={quote(asked)}", 303)
            painted = Painted()
            if needs is None or actor.may(needs):
                async with open_reading(actor) as look:
                    painted = await _safely(paint, look, request)
            zipped = "gzip" in request.headers.get("accept-encoding", "")
            shell = shell_of(page, (*ALWAYS, *sheets), sources_of(paint, sheets))
            heading = f"{painted.title or say(language, title)} · SellerHub"
            document = shell.page(language, heading, painted.body, request.url.path, zipped=zipped)
            headers = {"Content-Encoding": "gzip"} if zipped else {}
            return Response(document, painted.status, {**headers, "Vary": "Accept-Encoding, Accept-Language, Cookie"}, "text/html")

        route(path)(answer)
        return paint

    return register


def sources_of(paint: Painter, sheets: tuple[str, ...]) -> tuple[Path, ...]:
    """The files that name the classes of a painting: its page's `first*.py`, and what it may call."""
    around = FRAME[1] if FRAME[0] in sheets else ()
    return (*Path(inspect.getfile(paint)).parent.glob("first*.py"), *around, *EVERYWHERE)


async def _safely(paint: Painter, look: Work, request: Request) -> Painted:
    """A page that cannot be painted is still a page."""
    try:
        return await paint(look, request)
    except BusinessError as refusal:
        return Painted(status=404 if refusal.kind is Kind.NOT_FOUND else 200)
    except Exception as bug:
        report(bug)
        return Painted()
