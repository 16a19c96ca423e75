"""What a page says by plain HTTP about its own line, when the line says nothing any more."""

from starlette.requests import Request
from starlette.responses import Response

from sellerhub.core.work import office
from sellerhub.web import lost_lines
from sellerhub.web.http import route


@route("/line-lost", ["POST"])
async def line_lost(request: Request) -> Response:
    """The body is the lost line's id, which only its tab was told. Whether there was one is nobody's business."""
    await lost_lines.let_go(office().signals, (await request.body())[:64].decode("ascii", "ignore"))
    return Response(status_code=204)
