"""A shop's own videos: the list of its desk, and one of them to change."""

from dataclasses import dataclass, replace

from sqlalchemy import func

from sellerhub.business.content import rules
from sellerhub.business.content.queries.choices import tagged_products
from sellerhub.business.content.rules import VideoStatus
from sellerhub.business.content.tables import Video, VideoFigures, VideoTag
from sellerhub.business.inventory.choosing import Choosable
from sellerhub.business.shop.queries import shop_card
from sellerhub.core import paging, text
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.money import Money
from sellerhub.core.paging import Page
from sellerhub.core.work import Work

PAGE = 25
TABS: dict[str, VideoStatus] = {"published": VideoStatus.PUBLISHED, "drafts": VideoStatus.DRAFT}


@dataclass(frozen=True)
class VideoRow:
    """One line of the list. Amounts and times are text in the reader's language."""

    id: str
    title: str
    file_name: str
    status: str
    cover: str
    lasts: str
    when: str
    exactly: str
    tags: int
    views: str
    orders: str
    sold: str


@dataclass(frozen=True)
class EditedVideo:
    id: str
    title: str
    status: str
    clip: str
    cover: str
    upright: bool
    products: list[Choosable]


async def shop_videos(work: Work, tab: str = "published", after: str = "") -> Page[VideoRow]:
    """This shop's videos in one state, newest upload first."""
    work.require(Permission.EDIT_VIDEOS)
    shop = await shop_card(work, work.shop_id)
    wanted = work.mine(Video).where(Video.status == TABS.get(tab, VideoStatus.PUBLISHED)).order_by(Video.id.desc()).limit(PAGE + 1)
    if start := paging.keys(after, int):
        wanted = wanted.where(Video.id < start[0])
    found = list((await work.session.scalars(wanted)).all())
    rows = found[:PAGE]
    ids = [row.id for row in rows]
    figures = {each.id: each for each in (await work.session.scalars(work.mine(VideoFigures).where(VideoFigures.id.in_(ids))))}
    counting = work.mine(VideoTag, VideoTag.video_id, func.count()).where(VideoTag.video_id.in_(ids)).group_by(VideoTag.video_id)
    tags = dict((await work.session.execute(counting)).all())
    language = work.actor.language

    def view(row: Video) -> VideoRow:
        known, at = figures[row.id], row.published_at or row.created_at
        return VideoRow(
            id=str(row.id),
            title=row.title,
            file_name=row.file_name,
            status=row.status,
            cover=rules.cover_url(row.id),
            lasts=rules.clock_time(row.millis),
            when=text.when(at, work.now, language, shop.time_zone),
            exactly=text.exactly(at, language, shop.time_zone),
            tags=tags.get(row.id, 0),
            views=text.number(known.views, language),
            orders=text.number(known.orders, language),
            sold=text.money_short(Money(known.sold_minor, known.currency), language),
        )

    return Page([view(row) for row in rows], paging.cursor(rows[-1].id) if len(found) > PAGE else "")


async def edited_video(work: Work, video_id: int) -> EditedVideo:
    """One of this shop's videos, to change it."""
    work.require(Permission.EDIT_VIDEOS)
    found = work.mine(Video).where(Video.id == video_id, Video.status != VideoStatus.DELETED)
    video = (await work.session.scalars(found)).one_or_none()
    if video is None:
        raise NotFound("video")
    tagged = work.mine(VideoTag, VideoTag.product_id).where(VideoTag.video_id == video_id)
    ids = list((await work.session.scalars(tagged.order_by(VideoTag.position, VideoTag.id))).all())
    return EditedVideo(
        id=str(video.id),
        title=video.title,
        status=video.status,
        clip=rules.clip_url(video.id),
        cover=rules.cover_url(video.id),
        upright=video.height >= video.width,
        products=[replace(each, listed=True) for each in await tagged_products(work, ids)],
    )
