"""What everybody may see: published videos of shops that sell, and the files behind them.

Money is in minor units: the page formats it in its own language, like a LIVE's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import BigInteger, and_, or_, type_coerce

from sellerhub.business.catalog.queries import ProductCard, product_cards
from sellerhub.business.content import rules
from sellerhub.business.content.rules import VideoStatus
from sellerhub.business.content.tables import Video, VideoTag
from sellerhub.business.inventory.queries import levels
from sellerhub.business.shop.queries import ShopCard, shop_card, shop_cards
from sellerhub.core import paging
from sellerhub.core.access import Permission
from sellerhub.core.bulk import micros
from sellerhub.core.errors import NotFound
from sellerhub.core.paging import Page
from sellerhub.core.text import initials
from sellerhub.core.work import Work

TILES = 12
WHY = "anyone may watch a published video"


@dataclass(frozen=True)
class VideoGood:
    """A tagged product as its watchers see it. `variant_count` says whether one has to be chosen."""

    id: str
    product_id: str
    place: int
    title: str
    photo: str
    price_minor: int
    price_max_minor: int
    compare_at_minor: int
    stock: int
    variant_count: int


@dataclass(frozen=True)
class PublicVideo:
    id: str = ""
    title: str = ""
    shop_id: int = 0
    shop_name: str = ""
    shop_handle: str = ""
    shop_initials: str = ""
    currency: str = ""
    clip: str = ""
    media_type: str = ""
    cover: str = ""
    width: int = 0
    height: int = 0
    items: tuple[VideoGood, ...] = ()


@dataclass(frozen=True)
class VideoTile:
    id: str
    title: str
    shop_name: str
    shop_handle: str
    cover: str
    lasts: str


@dataclass(frozen=True, slots=True)
class VideoFile:
    """`public`: whoever has the address may keep it; otherwise it is for this member of staff alone."""

    name: str
    media_type: str
    public: bool


async def public_video(work: Work, video_id: int) -> PublicVideo:
    """Raises NotFound for what is not published, or not of a shop that sells."""
    found = work.across_shops(Video, why=WHY).where(Video.id == video_id, Video.status == VideoStatus.PUBLISHED)
    video = (await work.session.scalars(found)).one_or_none()
    if video is None:
        raise NotFound("video")
    shop = await shop_card(work, video.shop_id)
    if not shop.sells:
        raise NotFound("video")
    return PublicVideo(
        id=str(video.id),
        title=video.title,
        shop_id=shop.id,
        shop_name=shop.name,
        shop_handle=shop.handle,
        shop_initials=initials(shop.name),
        currency=shop.currency,
        clip=rules.clip_url(video.id),
        media_type=rules.MEDIA_TYPES[video.container],
        cover=rules.cover_url(video.id),
        width=video.width,
        height=video.height,
        items=await _goods(work, video_id),
    )


async def _goods(work: Work, video_id: int) -> tuple[VideoGood, ...]:
    """What is on sale of what is tagged, in its order; sold out stays and says so."""
    tagged = work.across_shops(VideoTag, VideoTag.product_id, why=WHY).where(VideoTag.video_id == video_id)
    ids = list((await work.session.scalars(tagged.order_by(VideoTag.position, VideoTag.id))).all())
    cards = await product_cards(work, ids)
    shown = [cards[each] for each in ids if each in cards and cards[each].on_sale]
    stock = await levels(work, [variant.variant_id for card in shown for variant in card.variants])
    return tuple(_good(card, place, stock) for place, card in enumerate(shown, 1))


def _good(card: ProductCard, place: int, stock: Mapping[int, int]) -> VideoGood:
    variants = [each for each in card.variants if each.on_sale]
    dearest = max((each.compare_at.minor for each in variants if each.compare_at), default=0)
    return VideoGood(
        id=str(card.id),
        product_id=str(card.id),
        place=place,
        title=card.title,
        photo=card.photo,
        price_minor=card.price_min.minor,
        price_max_minor=card.price_max.minor,
        compare_at_minor=dearest if dearest > card.price_min.minor else 0,
        stock=sum(stock.get(each.variant_id, 0) for each in variants),
        variant_count=len(variants),
    )


async def video_tiles(work: Work, *, shop_id: int | None = None, after: str = "", limit: int = TILES) -> Page[VideoTile]:
    """Published videos, newest first, of one shop or of all that sell."""
    wanted = work.across_shops(Video, why=WHY).where(Video.status == VideoStatus.PUBLISHED)
    if shop_id is not None:
        wanted = wanted.where(Video.shop_id == shop_id)
    if last := paging.keys(after, int, int):
        at = type_coerce(Video.published_at, BigInteger)
        wanted = wanted.where(or_(at < last[0], and_(at == last[0], Video.id < last[1])))
    rows = list((await work.session.scalars(wanted.order_by(Video.published_at.desc(), Video.id.desc()).limit(limit + 1))).all())
    shown = rows[:limit]
    shops = await shop_cards(work, {row.shop_id for row in shown})
    tiles = [_tile(row, shops[row.shop_id]) for row in shown if row.shop_id in shops and shops[row.shop_id].sells]
    return Page(tiles, paging.cursor(micros(shown[-1].published_at), shown[-1].id) if len(rows) > limit else "")


def _tile(video: Video, shop: ShopCard) -> VideoTile:
    return VideoTile(str(video.id), video.title, shop.name, shop.handle, rules.cover_url(video.id), rules.clock_time(video.millis))


async def video_file(work: Work, video_id: int, *, cover: bool) -> VideoFile:
    """Published: for everybody. A draft: for the staff of its shop who work on videos; to all others it is not here."""
    columns = Video.shop_id, Video.status, Video.container
    row = (await work.session.execute(work.across_shops(Video, *columns, why=WHY).where(Video.id == video_id))).one_or_none()
    if row is None or row.status == VideoStatus.DELETED:
        raise NotFound("video")
    public = row.status == VideoStatus.PUBLISHED
    if not public and (work.actor.shop_id != row.shop_id or not work.actor.may(Permission.EDIT_VIDEOS)):
        raise NotFound("video")
    if cover:
        return VideoFile(rules.cover_file(video_id), "image/webp", public)
    return VideoFile(rules.clip_file(video_id, row.container), rules.MEDIA_TYPES[row.container], public)
