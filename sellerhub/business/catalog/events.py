"""What happened in a catalogue."""

from dataclasses import dataclass

from sellerhub.core import topics
from sellerhub.core.event_log import Event, happening


class _OfShop(Event):
    shop_id: int

    def topics(self) -> tuple[str, ...]:
        return (topics.shop_products(self.shop_id),)


@happening("product", "product_id")
@dataclass(frozen=True, slots=True)
class ProductCreated(_OfShop):
    product_id: int
    shop_id: int
    title: str


@happening("product", "product_id")
@dataclass(frozen=True, slots=True)
class ProductChanged(_OfShop):
    """`fields` names what changed: title, body, photos, variants ..."""

    product_id: int
    shop_id: int
    fields: tuple[str, ...]


@happening("product", "product_id")
@dataclass(frozen=True, slots=True)
class ProductMoved(_OfShop):
    """A product's status changed: on sale, off sale, deleted, restored."""

    product_id: int
    shop_id: int
    before: str
    after: str


@happening("product", "product_id")
@dataclass(frozen=True, slots=True)
class PriceChanged(_OfShop):
    product_id: int
    variant_id: int
    shop_id: int
    before_minor: int
    after_minor: int
    currency: str


@happening("import", "import_id")
@dataclass(frozen=True, slots=True)
class ImportMoved(_OfShop):
    """A file of products went to its next stage."""

    import_id: int
    shop_id: int
    before: str
    after: str

    def topics(self) -> tuple[str, ...]:
        return (topics.job(self.import_id), topics.shop_products(self.shop_id), topics.IMPORTS)
