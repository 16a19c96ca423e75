"""What everybody who watches a LIVE sees: no buyer's full name, no figure of the shop's business.

Money is in minor units and times are UTC: one view serves every watcher, and each browser formats it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.catalog.rules import photo_url
from sellerhub.business.inventory.queries import levels
from sellerhub.business.live.rules import CommentStatus, ItemStatus, public_name
from sellerhub.business.live.tables import Live, LiveComment, LiveFigures, LiveItem, LiveSale
from sellerhub.business.shop.queries import shop_card
from sellerhub.core.errors import NotFound
from sellerhub.core.text import initials
from sellerhub.core.work import Work

COMMENTS = 50
SALES = 5
WHY = "anyone may watch a LIVE"


@dataclass(frozen=True, slots=True)
class RoomItem:
    """`variant_id` is 0 when the buyer has to choose one."""

    id: int
    product_id: int
    place: int
    status: str
    title: str
    photo: str
    price_minor: int
    price_max_minor: int
    compare_at_minor: int
    stock: int
    variant_count: int
    variant_id: int


@dataclass(frozen=True, slots=True)
class RoomComment:
    id: int
    name: str
    words: str
    by_host: bool
    bought: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class RoomSale:
    """`X just bought`: a first name and an initial."""

    id: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class RoomView:
    id: int
    seq: int
    status: str
    title: str
    shop_id: int
    shop_name: str
    shop_handle: str
    shop_initials: str
    currency: str
    cover: str
    starts_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    watching: int
    pinned_item_id: int
    pinned_comment: RoomComment | None
    items: tuple[RoomItem, ...]
    comments: tuple[RoomComment, ...]
    """The newest, oldest first."""
    sales: tuple[RoomSale, ...]


async def room_view(work: Work, live_id: int) -> RoomView:
    """The whole LIVE as its watchers see it. Six short reads, whoever asks."""
    live = (await work.session.scalars(work.across_shops(Live, why=WHY).where(Live.id == live_id))).one_or_none()
    if live is None:
        raise NotFound("live")
    shop = await shop_card(work, live.shop_id)
    watching = (
        await work.session.execute(work.across_shops(LiveFigures, LiveFigures.watching, why=WHY).where(LiveFigures.id == live_id))
    ).scalar()
    comments = await _comments(work, live)
    sales = (
        work.across_shops(LiveSale, LiveSale.id, LiveSale.buyer_name, LiveSale.title, why=WHY)
        .where(LiveSale.live_id == live_id, LiveSale.counted.is_(True), LiveSale.cancelled.is_(False))
        .order_by(LiveSale.at.desc(), LiveSale.id.desc())
        .limit(SALES)
    )
    return RoomView(
        id=live.id,
        seq=live.seq,
        status=live.status,
        title=live.title,
        shop_id=live.shop_id,
        shop_name=shop.name,
        shop_handle=shop.handle,
        shop_initials=initials(shop.name),
        currency=live.currency,
        cover=photo_url(live.cover_media_id, 1080),
        starts_at=live.starts_at,
        started_at=live.started_at,
        ended_at=live.ended_at,
        watching=watching or 0,
        pinned_item_id=live.pinned_item_id or 0,
        pinned_comment=await _pinned_comment(work, live),
        items=await _items(work, live_id),
        comments=comments,
        sales=tuple(RoomSale(row.id, public_name(row.buyer_name), row.title) for row in await work.session.execute(sales)),
    )


async def _items(work: Work, live_id: int) -> tuple[RoomItem, ...]:
    listed = (
        work.across_shops(LiveItem, why=WHY)
        .where(LiveItem.live_id == live_id, LiveItem.status != ItemStatus.REMOVED)
        .order_by(LiveItem.position, LiveItem.id)
    )
    items = list((await work.session.scalars(listed)).all())
    cards = await product_cards(work, [item.product_id for item in items])
    stock = await levels(work, [variant.variant_id for card in cards.values() for variant in card.variants])
    return tuple(
        _item(item, cards[item.product_id], stock) for item in items if item.product_id in cards and cards[item.product_id].on_sale
    )


def _item(item: LiveItem, card, stock: Mapping[int, int]) -> RoomItem:
    dearest = max((each.compare_at.minor for each in card.variants if each.compare_at), default=0)
    return RoomItem(
        id=item.id,
        product_id=item.product_id,
        place=item.position,
        status=item.status,
        title=card.title,
        photo=card.photo,
        price_minor=card.price_min.minor,
        price_max_minor=card.price_max.minor,
        compare_at_minor=dearest if dearest > card.price_min.minor else 0,
        stock=sum(stock.get(each.variant_id, 0) for each in card.variants),
        variant_count=len(card.variants),
        variant_id=card.variants[0].variant_id if len(card.variants) == 1 else 0,
    )


async def _comments(work: Work, live: Live) -> tuple[RoomComment, ...]:
    newest = (
        work.across_shops(LiveComment, why=WHY)
        .where(LiveComment.live_id == live.id, LiveComment.status == CommentStatus.VISIBLE)
        .order_by(LiveComment.id.desc())
        .limit(COMMENTS)
    )
    rows = list((await work.session.scalars(newest)).all())
    bought = await buyers_among(work, live.id, {row.account_id for row in rows})
    return tuple(_comment(row, row.account_id in bought) for row in reversed(rows))


async def _pinned_comment(work: Work, live: Live) -> RoomComment | None:
    if live.pinned_comment_id is None:
        return None
    wanted = work.across_shops(LiveComment, why=WHY).where(
        LiveComment.id == live.pinned_comment_id, LiveComment.status == CommentStatus.VISIBLE
    )
    row = (await work.session.scalars(wanted)).one_or_none()
    return _comment(row, False) if row else None


def _comment(row: LiveComment, bought: bool) -> RoomComment:
    return RoomComment(row.id, row.name, row.words, row.by_host, bought and not row.by_host, row.at)


async def buyers_among(work: Work, live_id: int, account_ids: set[int]) -> set[int]:
    """Which of these people bought in this LIVE."""
    bought = work.across_shops(LiveSale, LiveSale.buyer_id, why="the mark beside a comment").where(
        LiveSale.live_id == live_id, LiveSale.buyer_id.in_(account_ids), LiveSale.counted.is_(True), LiveSale.cancelled.is_(False)
    )
    return set((await work.session.scalars(bought)).all())
