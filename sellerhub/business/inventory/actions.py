"""What people do to stock levels."""

from collections.abc import Iterator, Mapping

from sqlalchemy import bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.catalog.tables import Variant
from sellerhub.business.inventory.errors import BadLevel
from sellerhub.business.inventory.events import SoldOutNow, StockChanged
from sellerhub.business.inventory.rules import LARGEST_LEVEL, Reason
from sellerhub.business.inventory.tables import Stock, StockAdjustment
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work

CHUNK = 500
_STOCK = Stock.__table__
_SET = update(_STOCK).where(_STOCK.c.id == bindparam("variant"), _STOCK.c.shop_id == bindparam("shop")).values(available=bindparam("level"))


async def set_levels(work: Work, levels: Mapping[int, int], reason: str = Reason.SET) -> None:
    """Set what is available of each variant. An import writes no event a variant: its own event says it.

    Raises BadLevel, NotFound.
    """
    work.require(Permission.EDIT_STOCK)
    for level in levels.values():
        if not 0 <= level <= LARGEST_LEVEL:
            raise BadLevel(level)
    for part in _parts(levels):
        await _set_part(work, part, reason)
    work.tell(topics.shop_products(work.shop_id), topics.RESTOCKED)


async def add_stock(work: Work, variant_id: int, n: int, reason: str = Reason.RECEIVED) -> int:
    """Add `n` units (or take away, below zero); returns what is available then. Raises BadLevel, NotFound."""
    work.require(Permission.EDIT_STOCK)
    await _open_rows(work, [variant_id])
    change = (
        work.change_mine(Stock)
        .where(Stock.id == variant_id, Stock.available + n >= 0, Stock.available + n <= LARGEST_LEVEL)
        .values(available=Stock.available + n)
        .returning(Stock.available)
    )
    available = (await work.session.execute(change)).scalar()
    if available is None:
        raise BadLevel(n)
    await work.session.execute(insert(StockAdjustment), [adjustment(work, variant_id, n, reason)])
    announce(work, variant_id, available, reason)
    work.tell(topics.RESTOCKED)
    return available


async def _set_part(work: Work, part: dict[int, int], reason: str) -> None:
    await _open_rows(work, list(part))
    locked = work.mine(Stock, Stock.id, Stock.available).where(Stock.id.in_(part)).order_by(Stock.id).with_for_update()
    before = dict((await work.session.execute(locked)).all())
    changed = {variant_id: level for variant_id, level in part.items() if before[variant_id] != level}
    if not changed:
        return
    await work.session.execute(
        _SET,
        [{"variant": v, "shop": work.shop_id, "level": n} for v, n in changed.items()],
        execution_options={"synchronize_session": False},
    )
    await work.session.execute(insert(StockAdjustment), [adjustment(work, v, n - before[v], reason) for v, n in changed.items()])
    if reason != Reason.IMPORT:
        for variant_id, level in changed.items():
            announce(work, variant_id, level, reason)


async def _open_rows(work: Work, variant_ids: list[int]) -> None:
    """A stock row for each of this shop's variants. Raises NotFound for one that is not this shop's."""
    await work.session.flush()
    mine = set((await work.session.execute(work.mine(Variant, Variant.id).where(Variant.id.in_(variant_ids)))).scalars())
    if mine != set(variant_ids):
        raise NotFound("product")
    add = (sqlite if work.office.database.is_sqlite else postgresql).insert(Stock.__table__).on_conflict_do_nothing()
    rows = [{"id": each, "shop_id": work.shop_id, "available": 0, "held": 0, "sold": 0} for each in sorted(variant_ids)]
    await work.session.execute(add, rows)


def adjustment(work: Work, variant_id: int, delta: int, reason: str) -> dict[str, object]:
    """A row of the book of changes by hand."""
    return {
        "id": new_id(), "shop_id": work.shop_id, "variant_id": variant_id, "delta": delta, "reason": str(reason),
        "actor_id": work.actor.account_id, "at": work.now,
    }  # fmt: skip


def announce(work: Work, variant_id: int, available: int, reason: str) -> None:
    """Record what a level is now."""
    work.record(StockChanged(variant_id, work.shop_id, available, str(reason)))
    if available == 0:
        work.record(SoldOutNow(variant_id, work.shop_id))


def _parts(levels: Mapping[int, int]) -> Iterator[dict[int, int]]:
    items = sorted(levels.items())
    for start in range(0, len(items), CHUNK):
        yield dict(items[start : start + CHUNK])
