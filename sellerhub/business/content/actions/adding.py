"""Add a video: checked, made clean and written to files before the transaction that shows it."""

from pathlib import Path

from sqlalchemy import func

from sellerhub.business.content import events, rules
from sellerhub.business.content.errors import TooManyDrafts
from sellerhub.business.content.ports import Editing, Limits, Prepared, VideoFiles
from sellerhub.business.content.rules import VideoStatus
from sellerhub.business.content.tables import Video, VideoFigures
from sellerhub.business.shop.queries import shop_card
from sellerhub.core.access import Actor, Permission
from sellerhub.core.ids import new_id
from sellerhub.core.settings import Settings
from sellerhub.core.work import Work, office, open_reading, open_work


def limits(settings: Settings) -> Limits:
    """What an upload may be here."""
    return Limits(settings.video_megabytes << 20, settings.video_seconds, settings.video_side, settings.video_patience_seconds)


async def add_video(actor: Actor, name: str, source: Path) -> int:
    """A draft of an uploaded file, which stays where it is; returns the video's id. Raises BadVideo, TooManyDrafts."""
    async with open_reading(actor) as look:
        look.require(Permission.EDIT_VIDEOS)
        await _refuse_when_full(look)
    place = office()
    video_id, files = new_id(), place.outside(VideoFiles)
    async with files.scratch() as folder:
        clip, cover = folder / "clip", folder / "cover"
        made = await place.outside(Editing).prepare(source, clip, cover, limits(place.settings))
        kept = {rules.clip_file(video_id, made.container): clip, rules.cover_file(video_id): cover}
        try:
            for file_name, path in kept.items():
                await files.keep(file_name, path)
            async with open_work(actor) as work:
                await _show(work, video_id, name, made)
        except BaseException:
            for file_name in kept:
                await files.remove(file_name)
            raise
    return video_id


async def _refuse_when_full(work: Work) -> None:
    drafts = work.mine(Video, func.count()).where(Video.status == VideoStatus.DRAFT)
    if ((await work.session.execute(drafts)).scalar() or 0) >= rules.MOST_DRAFTS:
        raise TooManyDrafts(rules.MOST_DRAFTS)


async def _show(work: Work, video_id: int, name: str, made: Prepared) -> None:
    await _refuse_when_full(work)
    shop = await shop_card(work, work.shop_id)
    video = Video(
        id=video_id,
        shop_id=work.shop_id,
        file_name=rules.tidy(name.replace("\\", "/").rsplit("/", 1)[-1])[-120:],
        container=made.container,
        millis=made.millis,
        width=made.width,
        height=made.height,
        bytes=made.bytes,
        created_at=work.now,
    )
    work.session.add_all([video, VideoFigures(id=video_id, shop_id=work.shop_id, currency=shop.currency)])
    work.record(events.VideoUploaded(video_id, work.shop_id))
