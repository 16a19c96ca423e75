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


@dataclass(frozen=True)
class OnAirChanged(LiveEvent):
    """Base of what changes the list of LIVEs that anyone may join."""

    def topics(self) -> tuple[str, ...]:
        return (*super().topics(), topics.LIVES_ON_AIR)


@happening("live", "live_id")
@dataclass(frozen=True)
class LivePlanned(LiveEvent):
    title: str


@happening("live", "live_id")
@dataclass(frozen=True)
class LiveStarted(OnAirChanged):
    again: bool


@happening("live", "live_id")
@dataclass(frozen=True)
class LiveInterrupted(OnAirChanged):
    pass


@happening("live", "live_id")
@dataclass(frozen=True)
class LiveResumed(OnAirChanged):
    pass


@happening("live", "live_id")
@dataclass(frozen=True)
class LiveEnded(OnAirChanged):
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
