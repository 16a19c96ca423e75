"""Publish a video, take it back, delete it."""

from sellerhub.business.content import events, rules
from sellerhub.business.content.actions.tagging import checked_title, need_a_product_on_sale
from sellerhub.business.content.ports import VideoFiles
from sellerhub.business.content.rules import VideoStatus
from sellerhub.business.content.tables import Video
from sellerhub.core.access import Actor, Permission
from sellerhub.core.errors import NotAllowedNow, NotFound
from sellerhub.core.work import Work, office, open_work


async def publish(work: Work, video_id: int) -> None:
    """Anyone may watch it now. Raises Invalid("title") and NothingTagged for a draft that is not ready."""
    work.require(Permission.EDIT_VIDEOS)
    title = await _move(work, video_id, VideoStatus.DRAFT, "publish", status=VideoStatus.PUBLISHED, published_at=work.now)
    checked_title(title, needed=True)
    await need_a_product_on_sale(work, video_id)
    work.record(events.VideoPublished(video_id, work.shop_id))


async def unpublish(work: Work, video_id: int) -> None:
    """A draft again, with its tags and figures."""
    work.require(Permission.EDIT_VIDEOS)
    await _move(work, video_id, VideoStatus.PUBLISHED, "unpublish", status=VideoStatus.DRAFT, published_at=None)
    work.record(events.VideoUnpublished(video_id, work.shop_id))


async def delete(actor: Actor, video_id: int) -> None:
    """For good: the row stays for the orders that name it, its files go once that is committed."""
    async with open_work(actor) as work:
        work.require(Permission.EDIT_VIDEOS)
        gone = {"status": VideoStatus.DELETED, "published_at": None, "deleted_at": work.now}
        there = work.change_mine(Video).where(Video.id == video_id, Video.status != VideoStatus.DELETED)
        container = (await work.session.execute(there.values(gone).returning(Video.container))).scalar_one_or_none()
        if container is None:
            raise NotFound("video")
        work.record(events.VideoDeleted(video_id, work.shop_id))
    files = office().outside(VideoFiles)
    for name in (rules.clip_file(video_id, container), rules.cover_file(video_id)):
        await files.remove(name)


async def _move(work: Work, video_id: int, before: VideoStatus, move: str, **values) -> str:
    """Returns the title. Raises NotFound, NotAllowedNow."""
    there = work.change_mine(Video).where(Video.id == video_id, Video.status == before)
    title = (await work.session.execute(there.values(values).returning(Video.title))).scalar_one_or_none()
    if title is None:
        found = work.mine(Video, Video.status).where(Video.id == video_id, Video.status != VideoStatus.DELETED)
        status = (await work.session.execute(found)).scalar_one_or_none()
        if status is None:
            raise NotFound("video")
        raise NotAllowedNow("video", status, move)
    return title
