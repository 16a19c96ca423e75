"""Stock for the checkout lane: many buyers at once, on a bare connection.

The levels are locked first, in one order everywhere, so that two processes never wait for each other in a circle. The
change is still conditional, and the table's CHECK stands behind it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sellerhub.business.inventory.events import SoldOutNow
from sellerhub.business.inventory.rules import HoldStatus
from sellerhub.business.inventory.tables import Hold
from sellerhub.core.bulk import Bulk
from sellerhub.core.one_statement import OneStatement, Piece, whole_numbers

_HOLD = ("id", "shop_id", "variant_id", "order_id", "quantity", "status", "expires_at")
_LEVELS_SQLITE = "SELECT id, available FROM stock WHERE id IN (VALUES {rows})"  # SQLite's one writer is the lock
_LEVELS_POSTGRES = "SELECT id, available FROM stock WHERE id = ANY($1::bigint[])"
LEVELS = Piece("levels", "SELECT id, available FROM stock WHERE id = ANY($1::text::bigint[])")
_LOCK_POSTGRES = f"{_LEVELS_POSTGRES} ORDER BY id FOR UPDATE"
_TAKE_SQLITE = "UPDATE stock SET held = held + ?, sold = sold + ?, available = available - ? WHERE id = ? AND available >= ?"
_TAKE_POSTGRES = (
    "UPDATE stock SET held = stock.held + w.held, sold = stock.sold + w.sold, available = stock.available - w.n "
    "FROM unnest($1::int[], $2::int[], $3::int[], $4::bigint[], $5::int[]) AS w(held, sold, n, id, at_least) "
    "WHERE stock.id = w.id AND stock.available >= w.at_least"
)
# Where a row was locked by somebody else, both read it as that one left it.
_LOCKED = "SELECT id FROM stock WHERE id = ANY($1::text::bigint[]) AND {ready} ORDER BY id FOR UPDATE"
_TAKEN = Piece(
    "taken",
    "UPDATE stock SET held = stock.held + w.held, sold = stock.sold + w.sold, available = stock.available - w.held - w.sold "
    "FROM unnest($1::text::bigint[], $2::text::int[], $3::text::int[]) AS w(id, held, sold) JOIN locked ON locked.id = w.id "
    "WHERE stock.id = w.id AND stock.available >= w.held + w.sold RETURNING stock.available",
)
TAKEN = "(SELECT count(*) FROM taken WHERE available > 0)"  # how many variants were taken from and are not sold out by it
HELD = (
    "INSERT INTO stock_hold (id, shop_id, variant_id, order_id, quantity, status, expires_at) "
    "SELECT id, shop_id, variant_id, order_id, quantity, held_as, held_until FROM lines"
)


class StockMoved(RuntimeError):
    """A level changed under its lock; the batch is taken again."""


@dataclass(slots=True)
class Taking:
    """Units of one variant taken for one order line, whose id the hold shares. See `held_as`."""

    id: int
    variant_id: int
    shop_id: int
    order_id: int
    quantity: int
    held_as: str
    held_until: int  # microseconds


def held_as(paid: bool) -> str:
    """Paid units are sold at once, others are held until a time."""
    return (HoldStatus.COMMITTED if paid else HoldStatus.HELD).value


async def lock_levels(bulk: Bulk, variant_ids: Iterable[int]) -> dict[int, int]:
    """Units available now; nobody changes them before this transaction ends."""
    return dict(await bulk.returned(_LEVELS_SQLITE, _LOCK_POSTGRES, [(each,) for each in variant_ids]))


def take_at_once(statement: OneStatement, sums: Mapping[int, tuple[int, int]], after: Iterable[str]) -> None:
    """Take (held, sold) of each variant in a statement that ends when `TAKEN` is not `len(sums)`.

    `after`: the pieces (each returning `id`) that are done before a level is locked, so that nobody waits while they are.
    """
    variant_ids, held, sold = zip(*sorted((each, *both) for each, both in sums.items()), strict=True)
    variant_ids = whole_numbers(variant_ids)
    ready = " AND ".join(f"(SELECT count(*) FROM {each}) >= 0" for each in after)  # noqa: S608 names of ours
    statement.add(Piece("locked", _LOCKED.format(ready=ready)), variant_ids)
    statement.add(_TAKEN, variant_ids, whole_numbers(held), whole_numbers(sold))


async def take(bulk: Bulk, takings: list[Taking], levels: Mapping[int, int]) -> list[SoldOutNow]:
    """Take what fits into the locked `levels`; returns the variants whose last unit went."""
    sums: dict[int, list[int]] = {}
    shops: dict[int, int] = {}
    holds: list[tuple] = []
    for each in takings:
        both = sums.setdefault(each.variant_id, [0, 0])
        both[each.held_as == HoldStatus.COMMITTED] += each.quantity
        shops[each.variant_id] = each.shop_id
        holds.append((each.id, each.shop_id, each.variant_id, each.order_id, each.quantity, each.held_as, each.held_until))
    changes = [(held, sold, held + sold, variant_id, held + sold) for variant_id, (held, sold) in sorted(sums.items())]
    if await bulk.change(_TAKE_SQLITE, _TAKE_POSTGRES, changes) != len(changes):
        raise StockMoved
    await bulk.insert(Hold, _HOLD, holds)
    return [SoldOutNow(variant_id, shops[variant_id]) for _, _, n, variant_id, _ in changes if levels[variant_id] == n]
