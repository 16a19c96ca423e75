"""`/seller/orders.csv`: the view on screen as a file, streamed; no cell is a formula."""

import csv
import dataclasses
import io
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sellerhub.business.orders.queue.export import ExportRow, exported
from sellerhub.business.orders.queue.filter import from_query
from sellerhub.core import clock
from sellerhub.core.access import Actor, Permission
from sellerhub.web.http import actor_from, route
from sellerhub.web.language.catalogue import say

HEADINGS = {
    "number": "orders.col_order",
    "placed": "orders.csv_placed",
    "status": "orders.col_status",
    "source": "orders.source",
    "buyer": "orders.col_buyer",
    "city": "orders.csv_city",
    "items": "orders.col_items",
    "quantity": "orders.col_quantity",
    "total": "orders.col_total",
    "currency": "orders.csv_currency",
    "payment": "orders.payment",
    "ship_by": "orders.due",
}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and never runs."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


@route("/seller/orders.csv", permission=Permission.SEE_ORDERS)
async def orders_csv(request: Request) -> Response:
    actor = await actor_from(request)
    name = f"orders-{clock.now():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Accel-Buffering": "no"}
    return StreamingResponse(_lines(actor, request), media_type="text/csv; charset=utf-8", headers=headers)


async def _lines(actor: Actor, request: Request) -> AsyncIterator[str]:
    names = [field.name for field in dataclasses.fields(ExportRow)]
    yield "\ufeff" + _written([[say(actor.language, HEADINGS[name]) for name in names]])
    async for rows in exported(actor, from_query(request.query_params)):
        yield _written([[harmless(str(getattr(row, name))) for name in names] for row in rows])


def _written(rows: list[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
