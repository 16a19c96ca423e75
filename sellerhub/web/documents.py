"""Labels and packing slips as PDF. Nothing is changed by fetching one; that it was printed is an action of its own."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from sellerhub.business.fulfilment.ports import LabelSheet, Paper, Printing, SlipLine, SlipSheet
from sellerhub.business.fulfilment.queries import LabelFacts, SlipFacts, label_facts, slip_facts
from sellerhub.business.fulfilment.queries.detail import weight_text
from sellerhub.business.shop.markets import market_rules
from sellerhub.core import text
from sellerhub.core.access import Actor, Permission
from sellerhub.core.address import Address
from sellerhub.core.errors import NotFound
from sellerhub.core.ids import parse_id
from sellerhub.core.money import Money
from sellerhub.core.text import RIGHT_TO_LEFT
from sellerhub.core.work import office, open_reading
from sellerhub.web.http import actor_from, route
from sellerhub.web.language.catalogue import say

LABEL_WORDS = ("label_title", "to", "from", "order", "payment", "simulated")
SLIP_WORDS = ("slip_title", "to", "quantity", "item", "sku", "shelf", "price", "total")

MOST_SLIPS = 600


@route("/documents/label/{package_id}.pdf", permission=Permission.SHIP)
async def label(request: Request) -> Response:
    """One label; `?paper=a6` for 105 x 148 mm."""
    return await _labels(request, [parse_id(request.path_params["package_id"])])


@route("/documents/labels.pdf", permission=Permission.SHIP)
async def labels(request: Request) -> Response:
    """`?packages=1,2,3`: at most 600, grouped by carrier."""
    return await _labels(request, [parse_id(each) for each in request.query_params.get("packages", "").split(",")])


@route("/documents/slip/{order_id}.pdf", permission=Permission.SHIP)
async def slip(request: Request) -> Response:
    """Every packing slip of an order, in its buyer's language; `?paper=4x6` resizes it to the label, `?gift=1` hides prices."""
    actor = await actor_from(request)
    async with open_reading(actor) as look:
        facts = await slip_facts(look, parse_id(request.path_params["order_id"]))
    sheets = [_slip_sheet(each, gift=request.query_params.get("gift") == "1") for each in facts]
    made = await asyncio.to_thread(office().outside(Printing).slips, sheets, _paper(request, Paper.A5))
    return _pdf(made, f"slip-{facts[0].order.number}")


@route("/documents/slips.pdf", permission=Permission.SHIP)
async def slips(request: Request) -> Response:
    """`?orders=1,2,3`: the packing slips of at most 600 orders, in their order; those on hold have none."""
    wanted = [parse_id(each) for each in request.query_params.get("orders", "").split(",")][:MOST_SLIPS]
    sheets: list[SlipSheet] = []
    async with open_reading(await actor_from(request)) as look:
        for order_id in dict.fromkeys(wanted):
            with contextlib.suppress(NotFound):
                sheets += [_slip_sheet(each, gift=False) for each in await slip_facts(look, order_id)]
    if not sheets:
        raise NotFound("order")
    made = await asyncio.to_thread(office().outside(Printing).slips, sheets, _paper(request, Paper.A5))
    return _pdf(made, f"slips-{len(sheets)}")


async def _labels(request: Request, package_ids: Sequence[int]) -> Response:
    actor = await actor_from(request)
    async with open_reading(actor) as look:
        facts = await label_facts(look, package_ids)
    words = {key: say(actor.language, f"documents.{key}") for key in LABEL_WORDS}
    sheets = [_label_sheet(each, actor) for each in facts]
    printing, mirrored = office().outside(Printing), actor.language in RIGHT_TO_LEFT
    made = await asyncio.to_thread(printing.labels, sheets, _paper(request, Paper.LABEL_4X6), words, right_to_left=mirrored)
    return _pdf(made, f"label-{facts[0].code}" if len(facts) == 1 else f"labels-{len(facts)}")


def _label_sheet(facts: LabelFacts, actor: Actor) -> LabelSheet:
    package, language = facts.package, actor.language
    collect = say(language, "documents.collect", amount=text.money(facts.collect, language)) if facts.collect else ""
    service = f"parcels.service_{package.service}"
    return LabelSheet(
        tracking_number=package.tracking_number or "",
        package_code=facts.code,
        carrier=package.carrier,
        service=say(language, service) if package.service in ("standard", "express") else package.service,
        routing=package.routing or (facts.recipient.postcode[:2] or facts.recipient.country),
        area=package.area or facts.recipient.city,
        depot=package.depot,
        recipient=_abroad(facts.recipient, facts.shop.sender, language),
        sender=replace(facts.shop.sender, country=""),
        shop_name=facts.shop.name,
        order_number=facts.order_number,
        part=f"{package.position} / {facts.parts}",
        weight=weight_text(package.weight_grams, language),
        payment=collect or say(language, "documents.prepaid"),
        simulated=facts.simulated,
    )


def _slip_sheet(facts: SlipFacts, *, gift: bool) -> SlipSheet:
    language, order = facts.language, facts.order
    days = market_rules(facts.shop.market).return_window_days
    total = Money(sum(item.price.minor for item in facts.items), order.currency)
    part, placed = f"{facts.position} / {facts.parts}", text.exactly(order.placed_at, language, facts.shop.time_zone)
    return SlipSheet(
        package_code=facts.code,
        shop_name=facts.shop.name,
        order_number=order.number,
        subtitle=say(language, "documents.slip_title"),
        part=say(language, "documents.slip_part", part=part, date=placed),
        lines=tuple(
            SlipLine(item.quantity, item.title, item.variant, item.sku, price="" if gift else text.money(item.price, language))
            for item in facts.items
        ),
        recipient=_abroad(facts.recipient, facts.shop.sender, language),
        total="" if gift else text.money(total, language),
        foot=say(language, "documents.returns", days=days, number=order.number),
        words={key: say(language, f"documents.{key}") for key in SLIP_WORDS},
        right_to_left=language in RIGHT_TO_LEFT,
    )


def _abroad(to: Address, sender: Address, language: str) -> Address:
    """The country is named only where it is another one."""
    return replace(to, country="" if to.country == sender.country else text.country(to.country, language))


def _paper(request: Request, otherwise: Paper) -> Paper:
    wanted = request.query_params.get("paper", "")
    return Paper(wanted) if wanted in tuple(Paper) else otherwise


def _pdf(content: bytes, name: str) -> Response:
    """Shown in the browser's own viewer, kept by nobody."""
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"},
    )
