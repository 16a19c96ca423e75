"""What watching does to a video."""

from sellerhub.business.content.rules import VideoStatus
from sellerhub.business.content.tables import Video, VideoFigures
from sellerhub.core import topics
from sellerhub.core.work import Work


async def count_view(work: Work, video_id: int) -> None:
    """It began to play for somebody. The shop's own staff do not count, nor does what is not published."""
    why = "anyone may watch a published video"
    found = work.across_shops(Video, Video.shop_id, why=why).where(Video.id == video_id, Video.status == VideoStatus.PUBLISHED)
    shop_id = (await work.session.execute(found)).scalar_one_or_none()
    if shop_id is None or shop_id == work.actor.shop_id:
        return
    one_more = work.change_across_shops(VideoFigures, why=why).where(VideoFigures.id == video_id, VideoFigures.shop_id == shop_id)
    await work.session.execute(one_more.values(views=VideoFigures.views + 1))
    work.tell(topics.shop_videos(shop_id))
