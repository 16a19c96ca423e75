"""What happened in a LIVE."""

from dataclasses import dataclass

from sellerhub.core import topics
from sellerhub.core.event_log import Event, happening


@dataclass(frozen=True)
class LiveEvent(Event):
    live_id: int
    shop_id: int

    def topics(self) -> tuple[str, ...]:
        return (topics.live(self.live_id), topics.shop_lives(self.shop_id))


@happening("live", "live_id")
@dataclass(frozen=True)
class LivePlanned(LiveEvent):
    title: str


@happening("live", "live_id")
@dataclass(frozen=True)
class LiveStarted(LiveEvent):
    again: bool


@happening("live", "live_id")
@dataclass(frozen=True)
class LiveInterrupted(LiveEvent):
    pass


@happening("live", "live_id")
@dataclass(frozen=True)
class LiveResumed(LiveEvent):
    pass


@happening("live", "live_id")
@dataclass(frozen=True)
class LiveEnded(LiveEvent):
    by_itself: bool


@happening("live", "live_id")
@dataclass(frozen=True)
class LiveCancelled(LiveEvent):
    pass


@happening("live", "live_id")
@dataclass(frozen=True)
class ItemsAdded(LiveEvent):
    product_ids: tuple[int, ...]


@happening("live", "live_id")
@dataclass(frozen=True)
class ItemRemoved(LiveEvent):
    product_id: int


@happening("live", "live_id")
@dataclass(frozen=True)
class ItemsReordered(LiveEvent):
    pass


@happening("live", "live_id")
@dataclass(frozen=True)
class ItemPinned(LiveEvent):
    item_id: int
    product_id: int


@happening("live", "live_id")
@dataclass(frozen=True)
class ItemUnpinned(LiveEvent):
    item_id: int


@happening("live", "live_id")
@dataclass(frozen=True)
class ItemSoldOut(LiveEvent):
    item_id: int


@happening("live", "live_id")
@dataclass(frozen=True)
class CommentModerated(LiveEvent):
    comment_id: int
    status: str
