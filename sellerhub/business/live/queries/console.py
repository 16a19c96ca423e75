"""What the host sees: figures, the run of show, what is said, what is sold. For the shop's own staff."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.catalog.rules import photo_url
from sellerhub.business.inventory.queries import levels
from sellerhub.business.live import rules
from sellerhub.business.live.queries.room import buyers_among
from sellerhub.business.live.rules import CommentStatus, ItemStatus
from sellerhub.business.live.tables import Live, LiveComment, LiveFigures, LiveItem, LiveMinute, LiveSale
from sellerhub.business.shop.queries import ShopCard, shop_card
from sellerhub.core import text
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.money import Money
from sellerhub.core.work import Work

COMMENTS = 60
SALES = 12
MINUTES = 28
ENOUGH_VIEWS = 20
"""A share of fewer views says nothing."""


@dataclass(frozen=True)
class Figures:
    """`..._series` hold one number a minute, oldest first, for the small charts; money there is in minor units."""

    watching: str = "0"
    peak: str = "0"
    gmv: str = ""
    gmv_last_minute: str = ""
    orders: str = "0"
    orders_last_minute: int = 0
    views: str = "0"
    conversion: str = ""
    watch_time_minutes: int = 0
    watch_time_seconds: int = 0
    comments_last_minute: int = 0
    watching_series: list[int] = field(default_factory=list)
    gmv_series: list[int] = field(default_factory=list)
    orders_series: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class ConsoleItem:
    """`level` is the tone of the stock meter: bad, warn or empty."""

    id: str = ""
    product_id: str = ""
    place: int = 0
    status: str = ""
    title: str = ""
    sku: str = ""
    photo: str = ""
    price: str = ""
    compare_at: str = ""
    sold: int = 0
    stock: int = 0
    stock_start: int = 0
    stock_percent: int = 0
    level: str = ""
    is_next: bool = False
    on_sale: bool = True


@dataclass(frozen=True)
class ConsoleComment:
    id: str
    name: str
    initial: str
    tint: str
    words: str
    by_host: bool
    question: bool
    bought: bool
    pinned: bool
    at: str


@dataclass(frozen=True)
class ConsoleSale:
    order_id: str
    buyer: str
    city: str
    photo: str
    title: str
    item_count: int
    total: str
    fresh: bool
    cancelled: bool


@dataclass(frozen=True)
class ConsoleHead:
    """What changes seldom. Times are ISO texts: the browser counts from them. `sales_seen` grows with every sale that
    counts: the console's sound follows it."""

    id: str = ""
    title: str = ""
    status: str = ""
    shop_name: str = ""
    shop_handle: str = ""
    cover: str = ""
    starts_at: str = ""
    started_at: str = ""
    pinned_since: str = ""
    can_restart: bool = False
    products: int = 0
    shown: int = 0
    questions: int = 0
    pinned_comment: str = ""
    sales_seen: int = 0


@dataclass(frozen=True)
class ConsoleView:
    """Comments and sales come newest first."""

    head: ConsoleHead
    figures: Figures
    pinned: ConsoleItem | None
    items: list[ConsoleItem]
    comments: list[ConsoleComment]
    held: list[ConsoleComment]
    sales: list[ConsoleSale]


async def console_view(work: Work, live_id: int) -> ConsoleView:
    work.require(Permission.RUN_LIVE)
    live = (await work.session.scalars(work.mine(Live).where(Live.id == live_id))).one_or_none()
    if live is None:
        raise NotFound("live")
    shop = await shop_card(work, work.shop_id)
    items = await _items(work, live)
    comments, held = await _comments(work, live, shop)
    counters = (await work.session.scalars(work.mine(LiveFigures).where(LiveFigures.id == live.id))).one()
    head = ConsoleHead(
        id=str(live.id),
        title=live.title,
        status=live.status,
        shop_name=shop.name,
        shop_handle=shop.handle,
        cover=photo_url(live.cover_media_id, 1080),
        starts_at=text.when(live.starts_at, work.now, work.actor.language, shop.time_zone),
        started_at=_iso(live.started_at),
        pinned_since=_iso(live.pinned_at),
        can_restart=live.ended_at is not None and rules.can_restart(live.ended_at, work.now),
        products=len(items),
        shown=sum(each.status != ItemStatus.QUEUED for each in items),
        questions=sum(each.question for each in comments),
        pinned_comment=await _pinned_words(work, live),
        sales_seen=counters.orders + counters.cancelled,
    )
    return ConsoleView(
        head=head,
        figures=await _figures(work, live, counters),
        pinned=next((each for each in items if each.status == ItemStatus.PINNED), None),
        items=items,
        comments=comments,
        held=held,
        sales=await _sales(work, live),
    )


async def _figures(work: Work, live: Live, row: LiveFigures) -> Figures:
    now = int(work.now.timestamp()) // 60
    lately = work.mine(LiveMinute).where(LiveMinute.live_id == live.id, LiveMinute.minute > now - MINUTES, LiveMinute.minute <= now)
    minutes = {each.minute: each for each in (await work.session.scalars(lately))}
    steps = [minutes.get(each) for each in range(now - MINUTES + 1, now + 1)]
    minute = minutes.get(now)
    language, currency = work.actor.language, live.currency
    seconds = row.watch_seconds // row.views if row.views else 0
    return Figures(
        watching=text.number(row.watching, language),
        peak=text.number(row.peak, language),
        gmv=text.money_short(Money(row.gmv_minor, currency), language),
        gmv_last_minute=text.money_short(Money(minute.gmv_minor if minute else 0, currency), language),
        orders=text.number(row.orders, language),
        orders_last_minute=minute.orders if minute else 0,
        views=text.number(row.views, language),
        conversion=text.percent(_share(row.orders, row.views), language, 1) if row.views >= ENOUGH_VIEWS else "",
        watch_time_minutes=seconds // 60,
        watch_time_seconds=seconds % 60,
        comments_last_minute=minute.comments if minute else 0,
        watching_series=[each.watching if each else 0 for each in steps],
        gmv_series=[max(each.gmv_minor, 0) if each else 0 for each in steps],
        orders_series=[max(each.orders, 0) if each else 0 for each in steps],
    )


async def _items(work: Work, live: Live) -> list[ConsoleItem]:
    listed = (
        work.mine(LiveItem)
        .where(LiveItem.live_id == live.id, LiveItem.status != ItemStatus.REMOVED)
        .order_by(LiveItem.position, LiveItem.id)
    )
    rows = list((await work.session.scalars(listed)).all())
    cards = await product_cards(work, [row.product_id for row in rows])
    stock = await levels(work, [variant.variant_id for card in cards.values() for variant in card.variants])
    entries = [rules.QueueEntry(row.id, row.position, ItemStatus(row.status)) for row in rows]
    pinned = next((row.position for row in rows if row.status == ItemStatus.PINNED), None)
    following = rules.next_to_pin(entries, pinned)
    return [_item(work, row, cards[row.product_id], stock, row.id == following) for row in rows if row.product_id in cards]


def _item(work: Work, row: LiveItem, card, stock: dict[int, int], is_next: bool) -> ConsoleItem:
    left = sum(stock.get(each.variant_id, 0) for each in card.variants)
    start = max(row.stock_start, left)
    dearest = max((each.compare_at.minor for each in card.variants if each.compare_at), default=0)
    percent = round(100 * left / start) if start else 0
    return ConsoleItem(
        id=str(row.id),
        product_id=str(row.product_id),
        place=row.position,
        status=row.status,
        title=card.title,
        sku=card.variants[0].sku if card.variants else "",
        photo=card.photo,
        price=text.money(card.price_min, work.actor.language),
        compare_at=text.money(Money(dearest, card.price_min.currency), work.actor.language) if dearest > card.price_min.minor else "",
        sold=row.sold,
        stock=left,
        stock_start=start,
        stock_percent=percent,
        level="bad" if not left else "warn" if percent <= 35 else "",
        is_next=is_next,
        on_sale=card.on_sale,
    )


async def _comments(work: Work, live: Live, shop: ShopCard) -> tuple[list[ConsoleComment], list[ConsoleComment]]:
    async def newest(status: CommentStatus) -> list[LiveComment]:
        wanted = work.mine(LiveComment).where(LiveComment.live_id == live.id, LiveComment.status == status)
        return list((await work.session.scalars(wanted.order_by(LiveComment.id.desc()).limit(COMMENTS))).all())

    visible, held = await newest(CommentStatus.VISIBLE), await newest(CommentStatus.HELD)
    bought = await buyers_among(work, live.id, {row.account_id for row in visible + held})

    def view(row: LiveComment) -> ConsoleComment:
        return ConsoleComment(
            id=str(row.id),
            name=row.name,
            initial=row.name[:1].upper(),
            tint=("a", "b2", "c", "d", "e", "f")[row.account_id % 6],
            words=row.words,
            by_host=row.by_host,
            question=row.question and not row.by_host,
            bought=row.account_id in bought and not row.by_host,
            pinned=row.id == live.pinned_comment_id,
            at=text.when(row.at, work.now, work.actor.language, shop.time_zone),
        )

    return [view(row) for row in visible], [view(row) for row in held]


async def _pinned_words(work: Work, live: Live) -> str:
    if live.pinned_comment_id is None:
        return ""
    wanted = work.mine(LiveComment, LiveComment.words).where(LiveComment.id == live.pinned_comment_id)
    return (await work.session.execute(wanted)).scalar_one_or_none() or ""


async def _sales(work: Work, live: Live) -> list[ConsoleSale]:
    counted = work.mine(LiveSale).where(LiveSale.live_id == live.id, LiveSale.counted.is_(True))
    newest = counted.order_by(LiveSale.at.desc(), LiveSale.id.desc()).limit(SALES)
    return [
        ConsoleSale(
            order_id=str(row.id),
            buyer=rules.public_name(row.buyer_name),
            city=row.city,
            photo=row.photo,
            title=row.title,
            item_count=row.item_count,
            total=text.money(Money(row.total_minor, row.currency), work.actor.language),
            fresh=(work.now - row.at).total_seconds() < 60,
            cancelled=row.cancelled,
        )
        for row in (await work.session.scalars(newest))
    ]


def _share(part: int, whole: int) -> Decimal:
    return Decimal(part) / Decimal(whole) if whole else Decimal(0)


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
