"""What happened to short videos."""

from dataclasses import dataclass

from sellerhub.core import topics
from sellerhub.core.event_log import Event, happening


@dataclass(frozen=True)
class VideoEvent(Event):
    video_id: int
    shop_id: int

    def topics(self) -> tuple[str, ...]:
        return (topics.shop_videos(self.shop_id), topics.video(self.video_id))


@happening("video", "video_id")
@dataclass(frozen=True)
class VideoUploaded(VideoEvent):
    pass


@happening("video", "video_id")
@dataclass(frozen=True)
class VideoChanged(VideoEvent):
    """Its title, or the products tagged in it."""

    title: str
    product_ids: tuple[int, ...]


@dataclass(frozen=True)
class VideosOnShowChanged(VideoEvent):
    """Base of what changes the list of videos that anyone may watch."""

    def topics(self) -> tuple[str, ...]:
        return (*super().topics(), topics.VIDEOS_ON_SHOW)


@happening("video", "video_id")
@dataclass(frozen=True)
class VideoPublished(VideosOnShowChanged):
    pass


@happening("video", "video_id")
@dataclass(frozen=True)
class VideoUnpublished(VideosOnShowChanged):
    pass


@happening("video", "video_id")
@dataclass(frozen=True)
class VideoDeleted(VideosOnShowChanged):
    pass
