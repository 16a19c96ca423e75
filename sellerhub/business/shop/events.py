"""What happened to a shop."""

from dataclasses import dataclass

from sellerhub.core import topics
from sellerhub.core.event_log import Event, happening


@happening("shop", "shop_id")
@dataclass(frozen=True)
class ShopOpened(Event):
    shop_id: int
    owner_id: int
    handle: str
    name: str

    def topics(self):
        return (topics.account(self.owner_id),)


@happening("shop", "shop_id")
@dataclass(frozen=True)
class ShopChanged(Event):
    """Its settings as buyers and staff see them."""

    shop_id: int
    fields: tuple[str, ...]


@happening("shop", "shop_id")
@dataclass(frozen=True)
class ShopSuspended(Event):
    shop_id: int
    reason: str
