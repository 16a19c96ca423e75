"""Lists of LIVE sessions: the planner's, the storefront's, and the one that is on air."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func

from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.catalog.rules import photo_url
from sellerhub.business.live import rules
from sellerhub.business.live.rules import ItemStatus, LiveStatus
from sellerhub.business.live.tables import Live, LiveFigures, LiveItem
from sellerhub.business.shop.queries import shop_card, shop_cards
from sellerhub.core import paging, text
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.money import Money
from sellerhub.core.paging import Page
from sellerhub.core.work import Work

PAGE = 25
TABS: dict[str, tuple[LiveStatus, ...]] = {
    "upcoming": (LiveStatus.LIVE, LiveStatus.INTERRUPTED, LiveStatus.SCHEDULED),
    "past": (LiveStatus.ENDED, LiveStatus.CANCELLED),
}


@dataclass(frozen=True)
class LiveRow:
    """One line of the planner. Figures are empty before it was on air."""

    id: str
    title: str
    status: str
    on_air: bool
    cover: str
    starts_at: str
    starts_exactly: str
    products: int
    peak: str
    orders: str
    gmv: str


@dataclass(frozen=True)
class OnAir:
    """The pill at the top of every seller page; `started_at` is an ISO time."""

    id: str
    title: str
    status: str
    started_at: str
    watching: int


@dataclass(frozen=True)
class OpenLive:
    """A LIVE that anyone may join now."""

    id: str
    title: str
    shop_name: str
    shop_handle: str
    cover: str
    watching: int


@dataclass(frozen=True)
class PlannedItem:
    id: str
    product_id: str
    title: str
    photo: str
    price: str
    on_sale: bool


@dataclass(frozen=True)
class Planned:
    """A plan as its form shows it. `starts_at` is local time of the shop, as a datetime field wants it."""

    id: str
    title: str
    status: str
    starts_at: str
    time_zone: str
    minutes: int
    cover: str
    items: list[PlannedItem]


async def shop_lives(work: Work, tab: str = "upcoming", after: str = "") -> Page[LiveRow]:
    """This shop's sessions, newest plan first."""
    work.require(Permission.RUN_LIVE)
    shop = await shop_card(work, work.shop_id)
    wanted = work.mine(Live).where(Live.status.in_(TABS.get(tab, TABS["upcoming"]))).order_by(Live.id.desc()).limit(PAGE + 1)
    start = paging.keys(after, int)
    if start:
        wanted = wanted.where(Live.id < start[0])
    rows = list((await work.session.scalars(wanted)).all())
    more, rows = len(rows) > PAGE, rows[:PAGE]
    ids = [row.id for row in rows]
    figures = {each.id: each for each in (await work.session.scalars(work.mine(LiveFigures).where(LiveFigures.id.in_(ids))))}
    counting = work.mine(LiveItem, LiveItem.live_id, func.count()).where(LiveItem.live_id.in_(ids), LiveItem.status != ItemStatus.REMOVED)
    products = dict((await work.session.execute(counting.group_by(LiveItem.live_id))).all())
    language = work.actor.language

    def view(row: Live) -> LiveRow:
        known, aired = figures[row.id], row.started_at is not None
        return LiveRow(
            id=str(row.id),
            title=row.title,
            status=row.status,
            on_air=row.status in rules.ON_AIR,
            cover=photo_url(row.cover_media_id, 128),
            starts_at=text.when(row.started_at or row.starts_at, work.now, language, shop.time_zone),
            starts_exactly=text.exactly(row.started_at or row.starts_at, language, shop.time_zone),
            products=products.get(row.id, 0),
            peak=text.number(known.peak, language) if aired else "",
            orders=text.number(known.orders, language) if aired else "",
            gmv=text.money_short(Money(known.gmv_minor, row.currency), language) if aired else "",
        )

    return Page([view(row) for row in rows], paging.cursor(rows[-1].id) if more else "")


async def on_air(work: Work) -> OnAir | None:
    """The shop's running LIVE, for the pill. Every member of staff sees it."""
    work.require(Permission.SEE_SHOP)
    wanted = work.mine(Live).where(Live.status.in_(rules.ON_AIR))
    live = (await work.session.scalars(wanted)).one_or_none()
    if live is None:
        return None
    watching = (await work.session.execute(work.mine(LiveFigures, LiveFigures.watching).where(LiveFigures.id == live.id))).scalar() or 0
    return OnAir(str(live.id), live.title, live.status, live.started_at.isoformat(), watching)


async def lives_on_air(work: Work, limit: int = 12) -> list[OpenLive]:
    """What runs now in any shop, newest first: the storefront's strip."""
    why = "anyone may watch a LIVE"
    wanted = work.across_shops(Live, why=why).where(Live.status.in_(rules.ON_AIR)).order_by(Live.id.desc()).limit(limit)
    rows = list((await work.session.scalars(wanted)).all())
    shops = await shop_cards(work, {row.shop_id for row in rows})
    counts = work.across_shops(LiveFigures, LiveFigures.id, LiveFigures.watching, why=why).where(
        LiveFigures.id.in_([row.id for row in rows])
    )
    watching = dict((await work.session.execute(counts)).all())
    return [
        OpenLive(
            str(row.id),
            row.title,
            shops[row.shop_id].name,
            shops[row.shop_id].handle,
            photo_url(row.cover_media_id, 480),
            watching.get(row.id, 0),
        )
        for row in rows
        if row.shop_id in shops
    ]


async def plan_view(work: Work, live_id: int) -> Planned:
    """One plan, to change it."""
    work.require(Permission.RUN_LIVE)
    live = (await work.session.scalars(work.mine(Live).where(Live.id == live_id))).one_or_none()
    if live is None:
        raise NotFound("live")
    shop = await shop_card(work, work.shop_id)
    listed = (
        work.mine(LiveItem, LiveItem.id, LiveItem.product_id)
        .where(LiveItem.live_id == live_id, LiveItem.status != ItemStatus.REMOVED)
        .order_by(LiveItem.position, LiveItem.id)
    )
    rows = (await work.session.execute(listed)).all()
    cards = await product_cards(work, [row.product_id for row in rows])
    return Planned(
        id=str(live.id),
        title=live.title,
        status=live.status,
        starts_at=local_minute(live.starts_at, shop.time_zone),
        time_zone=shop.time_zone,
        minutes=live.planned_minutes,
        cover=photo_url(live.cover_media_id, 480),
        items=[
            PlannedItem(
                str(row.id),
                str(row.product_id),
                cards[row.product_id].title,
                cards[row.product_id].photo,
                text.money(cards[row.product_id].price_min, work.actor.language),
                cards[row.product_id].on_sale,
            )
            for row in rows
            if row.product_id in cards
        ],
    )


def local_minute(at: datetime, zone: str) -> str:
    """`2025-11-20T20:42`, as a datetime field writes it."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def from_local_minute(words: str, zone: str) -> datetime | None:
    """The UTC time of what a datetime field holds, or None when it is no time."""
    try:
        return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except ValueError:
        return None


@dataclass(frozen=True)
class WatchCard:
    """What a page needs before its room is open."""

    id: str
    title: str
    status: str
    shop_name: str


async def watch_card(work: Work, live_id: int) -> WatchCard:
    """One LIVE for whoever has its address."""
    wanted = work.across_shops(Live, Live.title, Live.status, Live.shop_id, why="anyone may watch a LIVE").where(Live.id == live_id)
    row = (await work.session.execute(wanted)).one_or_none()
    if row is None:
        raise NotFound("live")
    return WatchCard(str(live_id), row.title, row.status, (await shop_card(work, row.shop_id)).name)
