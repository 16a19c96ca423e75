"""What everybody may know of a shop."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from sellerhub.business.shop.tables import Shop
from sellerhub.core.address import Address
from sellerhub.core.bulk import Bulk
from sellerhub.core.errors import NotFound
from sellerhub.core.money import Money
from sellerhub.core.one_statement import Piece
from sellerhub.core.work import Work

SELLING = frozenset({"live_probation", "live", "restricted"})


@dataclass(frozen=True, slots=True)
class ShopCard:
    id: int
    handle: str
    name: str
    currency: str
    time_zone: str
    market: str
    shipping_fee: Money
    free_shipping_from: Money | None
    sender: Address
    status: str
    logo_media_id: int | None

    @property
    def sells(self) -> bool:
        """Whether buyers may buy here now."""
        return self.status in SELLING


@dataclass(frozen=True, slots=True)
class ShopTerms:
    """What a checkout needs to know of a shop."""

    id: int
    market: str
    currency: str
    shipping_minor: int
    free_from_minor: int | None
    sells: bool


_TERMS = "SELECT id, market, currency, shipping_fee_minor, free_shipping_from_minor, status FROM shop WHERE id"
_TERMS_SQLITE = f"{_TERMS} IN (VALUES {{rows}})"
_TERMS_POSTGRES = f"{_TERMS} = ANY($1::bigint[])"


async def shop_terms_on(bulk: Bulk, ids: Iterable[int]) -> dict[int, ShopTerms]:
    """For the checkout lane, on its bare connection; unknown ids are left out."""
    rows = await bulk.returned(_TERMS_SQLITE, _TERMS_POSTGRES, [(each,) for each in ids])
    return {row[0]: plain_terms(*row) for row in rows}


def terms_of(relation: str) -> Piece:
    """The terms of the shops of a relation with `shop_id`. Each row makes one by `plain_terms`."""
    return Piece("terms", f"{_TERMS} IN (SELECT shop_id FROM {relation})")  # noqa: S608 names of ours


def plain_terms(id, market, currency, shipping_minor, free_from_minor, status) -> ShopTerms:
    return ShopTerms(id, market, currency, shipping_minor, free_from_minor, status in SELLING)


async def shop_card(work: Work, shop_id: int) -> ShopCard:
    """Raises NotFound."""
    found = await shop_cards(work, (shop_id,))
    if shop_id not in found:
        raise NotFound("shop")
    return found[shop_id]


async def shop_cards(work: Work, ids: Iterable[int]) -> dict[int, ShopCard]:
    """One query; unknown ids are left out."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = await work.session.execute(select(Shop).where(Shop.id.in_(wanted)))
    return {row.id: _card(row) for row in rows.scalars()}


async def shop_by_handle(work: Work, handle: str) -> ShopCard:
    """Raises NotFound."""
    row = (await work.session.execute(select(Shop).where(Shop.handle == handle.strip().lower()))).scalar()
    if row is None:
        raise NotFound("shop")
    return _card(row)


async def newest_shops(work: Work, limit: int = 24) -> list[ShopCard]:
    """Shops that sell, newest first."""
    rows = await work.session.execute(select(Shop).where(Shop.status.in_(SELLING)).order_by(Shop.id.desc()).limit(limit))
    return [_card(row) for row in rows.scalars()]


def _card(row: Shop) -> ShopCard:
    sender = Address.of({**row.sender_address, "name": row.sender_name, "phone": row.sender_phone})
    free_from = row.free_shipping_from_minor
    return ShopCard(
        id=row.id,
        handle=row.handle,
        name=row.name,
        currency=row.currency,
        time_zone=row.time_zone,
        market=row.market,
        shipping_fee=Money(row.shipping_fee_minor, row.currency),
        free_shipping_from=None if free_from is None else Money(free_from, row.currency),
        sender=sender,
        status=row.status,
        logo_media_id=row.logo_media_id,
    )


async def is_handle_free(work: Work, handle: str) -> bool:
    """Whether a new shop may have this address."""
    return (await work.session.execute(select(Shop.id).where(Shop.handle == handle))).first() is None
