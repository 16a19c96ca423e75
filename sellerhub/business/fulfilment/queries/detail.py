"""The order's page (E1 Order detail): packages, money twice, timeline, neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from decimal import Decimal

from sellerhub.business.fulfilment import rules
from sellerhub.business.fulfilment.packages import lines_of, packages_of
from sellerhub.business.fulfilment.ports import Carrier
from sellerhub.business.fulfilment.queries.timeline import events_of, next_step, steps_of
from sellerhub.business.fulfilment.queries.views import ItemView, MoneyRow, OrderDetail, PackageView
from sellerhub.business.fulfilment.rules import Move, PackageStatus
from sellerhub.business.fulfilment.tables import Package, PackageLine
from sellerhub.business.orders.rules import PERMITS, OrderStatus
from sellerhub.business.orders.tables import Order, OrderLine
from sellerhub.business.shop.markets import market_rules
from sellerhub.business.shop.queries import ShopCard, shop_card
from sellerhub.core import text
from sellerhub.core.access import Permission
from sellerhub.core.address import Address
from sellerhub.core.calendar import MarketCalendar, next_pickup
from sellerhub.core.errors import NotFound
from sellerhub.core.money import Money
from sellerhub.core.work import Work

COLLECTS = time(21, 30)
"""When carriers come to a shop, until shops can say so themselves."""
WAITING_FOR_PICKUP = frozenset({PackageStatus.LABEL_READY, PackageStatus.PRINTED, PackageStatus.PACKED, PackageStatus.HANDED_OVER})


async def order_detail(work: Work, order_id: int) -> OrderDetail:
    """Raises NotFound. Money is shown to those who may see the shop's money."""
    work.require(Permission.SEE_ORDERS)
    order = (await work.session.execute(work.mine(Order).where(Order.id == order_id))).scalar()
    if order is None:
        raise NotFound("order")
    shop = await shop_card(work, order.shop_id)
    packages = [each for each in await packages_of(work, order.id) if each.status != PackageStatus.VOIDED]
    lines = await lines_of(work, order.id)
    seen = _Seen(work, order, shop, packages, {line.id: line for line in lines}, await _inside(work, packages))
    return await _drawn(seen)


@dataclass(frozen=True, slots=True)
class _Seen:
    """All rows of one order's page."""

    work: Work
    order: Order
    shop: ShopCard
    packages: list[Package]
    bought: dict[int, OrderLine]
    inside: list[PackageLine]


async def _inside(work: Work, packages: Sequence[Package]) -> list[PackageLine]:
    wanted = work.mine(PackageLine).where(PackageLine.package_id.in_([each.id for each in packages])).order_by(PackageLine.id)
    return list((await work.session.execute(wanted)).scalars())


async def _drawn(seen: _Seen) -> OrderDetail:
    work, order, packages, bought = seen.work, seen.order, seen.packages, seen.bought
    language, zone, status = work.actor.language, seen.shop.time_zone, OrderStatus(order.status)
    permits = PERMITS[status]
    left = {line_id: line.quantity for line_id, line in bought.items()}
    for each in seen.inside:
        left[each.order_line_id] -= each.quantity
    anything_left = any(left.values())
    may_ship = work.actor.may(Permission.SHIP) and permits.ship and order.cancel_requested_at is None
    address = Address.of(order.address)
    shown = address if permits.address_shown else rules.masked_address(address)
    shown = replace(shown, country=text.country(shown.country, language))
    buyer = order.buyer_name if permits.address_shown else rules.masked_address(Address(name=order.buyer_name)).name
    newer, older = await _neighbours(work, order)
    ships = status in (OrderStatus.AWAITING_SHIPMENT, OrderStatus.PARTIALLY_SHIPPED, OrderStatus.AWAITING_COLLECTION)
    return OrderDetail(
        id=str(order.id),
        number=order.number,
        status=order.status,
        shown_status=_shown_status(order, packages),
        asked_to_cancel=order.cancel_requested_at is not None and status is OrderStatus.AWAITING_SHIPMENT,
        answer_by=text.when(order.answer_by_at, work.now, language, zone) if order.answer_by_at else "",
        on_hold=status is OrderStatus.ON_HOLD,
        hold_ends_iso=order.due_at.isoformat() if status is OrderStatus.ON_HOLD and order.due_at else "",
        paid=order.paid_at is not None,
        payment=order.payment_method,
        source=order.source,
        live_id=str(order.live_id or ""),
        video_id=str(order.video_id or ""),
        placed=text.exactly(order.placed_at, language, zone),
        buyer=buyer,
        initials=text.initials(order.buyer_name),
        item_count=order.item_count,
        address=[line for line in (shown.lines() if permits.address_shown else (shown.city, shown.country)) if line],
        phone=rules.masked_phone(address.phone),
        packages=[_package(seen, each) for each in packages],
        package_count=len(packages) + anything_left,
        packed_count=sum(each.packed_at is not None for each in packages),
        left=[_item(bought[line_id], units, 0, language, order.currency) for line_id, units in left.items() if units],
        may_arrange=may_ship and anything_left,
        may_cancel=work.actor.may(Permission.CANCEL_ORDERS) and permits.seller_cancels,
        ship_by=text.when(order.ship_by_at, work.now, language, zone) if order.ship_by_at and ships else "",
        ship_by_iso=order.ship_by_at.isoformat() if order.ship_by_at and ships else "",
        clock_from_iso=(order.released_at or order.placed_at).isoformat(),
        buyer_paid=_buyer_paid(order, language),
        total=_money(order.total_minor, order, language),
        earnings=_earnings(order, packages, language) if work.actor.may(Permission.SEE_MONEY) else [],
        earned=_money(order.total_minor - sum(each.price_minor for each in packages), order, language),
        next=next_step(order, packages, anything_left=anything_left, language=language, zone=zone, now=work.now),
        steps=steps_of(order, await events_of(work, order.id), work, zone, buyer=buyer),
        newer_id=newer,
        older_id=older,
        cancel_reason=order.cancel_reason,
        simulated=work.outside(Carrier).simulated,
        zone=zone,
    )


def _shown_status(order: Order, packages: list[Package]) -> str:
    """The order's status as its badge says it: while it is being shipped, that of its least advanced package."""
    if order.status == OrderStatus.IN_TRANSIT and any(each.status == PackageStatus.LOST for each in packages):
        return "lost"
    return order.status


def _package(seen: _Seen, package: Package) -> PackageView:
    work, order = seen.work, seen.order
    language, status = work.actor.language, PackageStatus(package.status)
    mine = [each for each in seen.inside if each.package_id == package.id]
    ship = work.actor.may(Permission.SHIP)
    may = rules.moves_from(status, own=package.own) if ship else frozenset()
    return PackageView(
        id=str(package.id),
        position=package.position,
        status=package.status,
        carrier=package.carrier,
        service=package.service,
        own=package.own,
        tracking=package.tracking_number or "",
        tracking_spaced=rules.spaced(package.tracking_number or ""),
        weight=weight_text(package.weight_grams, language),
        cost=_money(package.price_minor, order, language) if package.price_minor else "",
        pickup=_pickup(work, package, status, seen.shop),
        units=package.units,
        packed=sum(each.packed for each in mine),
        problem=package.problem,
        code=rules.package_code(order.number, package.position),
        contents=[_item(seen.bought[each.order_line_id], each.quantity, each.packed, language, order.currency) for each in mine],
        has_label=package.tracking_number is not None,
        may_print=Move.PRINT in may,
        may_pack=Move.PACK in may,
        may_hand_over=Move.HAND_OVER in may,
        may_void=Move.VOID_LABEL in may,
        may_relabel=ship and status in rules.UNLABELLED,
        may_report=package.own and Move.DELIVER in may,
    )


def _pickup(work: Work, package: Package, status: PackageStatus, shop: ShopCard) -> str:
    """When the carrier comes for it, if the carrier comes."""
    if package.own or status not in WAITING_FOR_PICKUP:
        return ""
    since = package.handed_over_at or work.now
    calendar = MarketCalendar(shop.time_zone, market_rules(shop.market).holidays)
    return text.when(next_pickup(calendar, since, COLLECTS, timedelta(0)), work.now, work.actor.language, shop.time_zone)


def weight_text(grams: int, language: str) -> str:
    """Grams under ten kilograms as one decimal of a kilogram (tokens 8)."""
    if grams < 1000:
        return f"{text.number(grams, language)} g"
    return f"{text.number((Decimal(grams) / 1000).quantize(Decimal('0.1')), language)} kg"


def _item(line: OrderLine, units: int, packed: int, language: str, currency: str) -> ItemView:
    return ItemView(
        str(line.id),
        line.title,
        line.variant_title,
        line.sku,
        line.photo,
        units,
        packed,
        text.money(Money(line.unit_minor, currency), language),
        text.money(Money(line.unit_minor * units, currency), language),
    )


def _buyer_paid(order: Order, language: str) -> list[MoneyRow]:
    rows = [MoneyRow("items", _money(order.items_minor, order, language), order.item_count)]
    if order.discount_minor:
        rows.append(MoneyRow("discount", _money(-order.discount_minor, order, language)))
    return [*rows, MoneyRow("shipping", _money(order.shipping_minor, order, language))]


def _earnings(order: Order, packages: list[Package], language: str) -> list[MoneyRow]:
    """Only what is known: what the buyer pays, and labels bought so far. Fees come with settlement."""
    rows = [MoneyRow("buyer_pays", _money(order.total_minor, order, language))]
    bought = [each for each in packages if each.price_minor]
    if bought:
        rows.append(MoneyRow("labels", _money(-sum(each.price_minor for each in bought), order, language), len(bought)))
    return rows


def _money(minor: int, order: Order, language: str) -> str:
    return text.money(Money(minor, order.currency), language)


async def _neighbours(work: Work, order: Order) -> tuple[str, str]:
    """The orders before and after this one in the shop's list, newest first."""
    newer = work.mine(Order, Order.id).where(Order.id > order.id).order_by(Order.id).limit(1)
    older = work.mine(Order, Order.id).where(Order.id < order.id).order_by(Order.id.desc()).limit(1)
    found = [(await work.session.execute(each)).scalar() for each in (newer, older)]
    return str(found[0] or ""), str(found[1] or "")
