"""What happened to stock. A sale writes no StockChanged of its own: the order says it, and the shop's product topic is told."""

from dataclasses import dataclass

from sellerhub.core import topics
from sellerhub.core.event_log import Event, happening


@happening("variant", "variant_id")
@dataclass(frozen=True)
class StockChanged(Event):
    """`available` is what may be sold from now on."""

    variant_id: int
    shop_id: int
    available: int
    reason: str = ""

    def topics(self) -> tuple[str, ...]:
        return (topics.shop_products(self.shop_id),)


@happening("variant", "variant_id")
@dataclass(frozen=True)
class SoldOutNow(Event):
    """The last unit was taken."""

    variant_id: int
    shop_id: int

    def topics(self) -> tuple[str, ...]:
        return (topics.shop_products(self.shop_id),)
