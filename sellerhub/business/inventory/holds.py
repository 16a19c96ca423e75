"""Units set aside for orders: held, sold, given back (features D3). Orders call these inside their own actions, after asking who acts."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import insert

from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.inventory.events import SoldOutNow, StockChanged
from sellerhub.business.inventory.rules import HoldStatus
from sellerhub.business.inventory.tables import Hold, Stock, holds_of
from sellerhub.core import topics
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work

# variant, shop, units
Units = Iterable[tuple[int, int, int]]


async def hold(work: Work, order_id: int, wanted: Mapping[int, int], until: datetime, titles: Mapping[int, str]) -> None:
    """Set units of each variant aside until a time. Raises SoldOut, and then the caller's transaction holds nothing."""
    rows = []
    for variant_id, quantity in sorted(wanted.items()):
        shop_id = await _take_available(work, variant_id, quantity, titles)
        rows.append(
            {"id": new_id(), "shop_id": shop_id, "variant_id": variant_id, "order_id": order_id, "quantity": quantity,
             "status": HoldStatus.HELD, "expires_at": until}
        )  # fmt: skip
    await work.session.execute(insert(Hold), rows)


async def keep(work: Work, order_ids: Collection[int], until: datetime, titles: Mapping[int, str]) -> None:
    """Before money moves: prolong what is held, take again what had expired. Raises SoldOut, naming the variant by `titles`."""
    held = work.change_across_shops(Hold, why="an order's units move with it").where(holds_of(order_ids), Hold.status == HoldStatus.HELD)
    await work.session.execute(held.values(expires_at=until))
    expired = work.change_across_shops(Hold, why="an order's units move with it").where(
        holds_of(order_ids), Hold.status == HoldStatus.EXPIRED
    )
    again = expired.values(status=HoldStatus.HELD, expires_at=until).returning(Hold.variant_id, Hold.quantity)
    for variant_id, quantity in sorted((await work.session.execute(again)).all()):
        await _take_available(work, variant_id, quantity, titles)


async def lock(work: Work, order_ids: Collection[int]) -> None:
    """Before several orders end or are paid in one transaction: their holds, then the levels of those (see orders.moving).

    SQLite's one writer is the lock.
    """
    if not order_ids or work.office.database.is_sqlite:
        return
    living = work.across_shops(Hold, Hold.variant_id, why="an order's units move with it").where(
        holds_of(order_ids), Hold.status != HoldStatus.RELEASED
    )
    variant_ids = set((await work.session.execute(living.order_by(Hold.id).with_for_update())).scalars())
    levels = work.across_shops(Stock, Stock.id, why="an order's units move with it").where(Stock.id.in_(variant_ids))
    await work.session.execute(levels.order_by(Stock.id).with_for_update())


async def secure(work: Work, order_id: int) -> bool:
    """Whether everything of an order is held now; what had expired is taken again if all of it is still there."""
    expired = work.across_shops(Hold, Hold.variant_id, Hold.quantity, why="an order's units move with it").where(
        holds_of([order_id]), Hold.status == HoldStatus.EXPIRED
    )
    needed = dict((await work.session.execute(expired.with_for_update())).all())
    if not needed:
        return True
    locked = (
        work.across_shops(Stock, Stock.id, Stock.available, why="an order's units move with it")
        .where(Stock.id.in_(needed))
        .order_by(Stock.id)
        .with_for_update()
    )
    left = dict((await work.session.execute(locked)).all())
    if any(left.get(variant_id, 0) < quantity for variant_id, quantity in needed.items()):
        return False
    await keep(work, [order_id], work.now, {})
    return True


async def commit(work: Work, order_ids: Collection[int]) -> None:
    """What is held for these orders is sold."""
    units = await _turn(work, order_ids, HoldStatus.HELD, HoldStatus.COMMITTED)
    for variant_id, _, n in _summed(units):
        await work.session.execute(
            work.change_across_shops(Stock, why="an order's units move with it")
            .where(Stock.id == variant_id, Stock.held >= n)
            .values(held=Stock.held - n, sold=Stock.sold + n)
        )


async def release(work: Work, order_ids: Collection[int]) -> None:
    """Everything these orders held or bought goes back on sale."""
    held = await _turn(work, order_ids, HoldStatus.HELD, HoldStatus.RELEASED)
    sold = await _turn(work, order_ids, HoldStatus.COMMITTED, HoldStatus.RELEASED)
    await _turn(work, order_ids, HoldStatus.EXPIRED, HoldStatus.RELEASED)  # its units are back already
    await _give_back(work, held, sold)


async def expire(work: Work, limit: int = 200) -> int:
    """A sweep: holds past their time go back on sale; returns how many."""
    due = work.across_shops(Hold, Hold.id, why="the clock sweeps every shop").where(
        Hold.status == HoldStatus.HELD, Hold.expires_at <= work.now
    )
    due = due.order_by(Hold.expires_at).limit(limit).with_for_update(skip_locked=True)
    ids = (await work.session.execute(due)).scalars().all()
    if not ids:
        return 0
    gone = (
        work.change_across_shops(Hold, why="an order's units move with it")
        .where(Hold.id.in_(ids), Hold.status == HoldStatus.HELD)
        .values(status=HoldStatus.EXPIRED)
    )
    units = (await work.session.execute(gone.returning(Hold.variant_id, Hold.shop_id, Hold.quantity))).all()
    await _give_back(work, units, ())
    return len(units)


async def _turn(work: Work, order_ids: Collection[int], before: HoldStatus, then: HoldStatus) -> list[tuple[int, int, int]]:
    change = (
        work.change_across_shops(Hold, why="an order's units move with it")
        .where(holds_of(order_ids), Hold.status == before)
        .values(status=then)
    )
    return list((await work.session.execute(change.returning(Hold.variant_id, Hold.shop_id, Hold.quantity))).all())


async def _take_available(work: Work, variant_id: int, quantity: int, titles: Mapping[int, str]) -> int:
    """Move units from available to held; returns their shop."""
    take = work.change_across_shops(Stock, why="an order's units move with it").where(Stock.id == variant_id, Stock.available >= quantity)
    take = take.values(available=Stock.available - quantity, held=Stock.held + quantity)
    row = (await work.session.execute(take.returning(Stock.shop_id, Stock.available))).first()
    if row is None:
        left = (
            await work.session.execute(
                work.across_shops(Stock, Stock.available, why="an order's units move with it").where(Stock.id == variant_id)
            )
        ).scalar() or 0
        raise SoldOut(titles.get(variant_id, ""), quantity, left)
    if row.available == 0:
        work.record(SoldOutNow(variant_id, row.shop_id))
    work.tell(topics.shop_products(row.shop_id))
    return row.shop_id


async def _give_back(work: Work, held: Units, sold: Units) -> None:
    changes: dict[int, list[int]] = {}
    for column, units in enumerate((held, sold)):
        for variant_id, _, n in units:
            changes.setdefault(variant_id, [0, 0])[column] += n
    for variant_id, (from_held, from_sold) in sorted(changes.items()):
        back = work.change_across_shops(Stock, why="an order's units move with it").where(
            Stock.id == variant_id, Stock.held >= from_held, Stock.sold >= from_sold
        )
        back = back.values(available=Stock.available + from_held + from_sold, held=Stock.held - from_held, sold=Stock.sold - from_sold)
        row = (await work.session.execute(back.returning(Stock.shop_id, Stock.available))).one()
        work.record(StockChanged(variant_id, row.shop_id, row.available, "returned"))
    if changes:
        work.tell(topics.RESTOCKED)


def _summed(units: Units) -> list[tuple[int, int, int]]:
    sums: dict[tuple[int, int], int] = {}
    for variant_id, shop_id, n in units:
        sums[variant_id, shop_id] = sums.get((variant_id, shop_id), 0) + n
    return sorted((variant_id, shop_id, n) for (variant_id, shop_id), n in sums.items())
