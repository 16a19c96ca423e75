"""How many orders of each status a shop has: changed in the transaction that changes the status, and recounted by a checker."""

from collections.abc import Mapping

from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.orders.tables import OrderCount
from sellerhub.core.bulk import Bulk
from sellerhub.core.work import Work

_INTO = "INSERT INTO order_count (shop_id, status, n)"
_ADD = "ON CONFLICT (shop_id, status) DO UPDATE SET n = order_count.n + excluded.n"
_ADD_SQLITE = f"{_INTO} VALUES (?, ?, ?) {_ADD}"
_ADD_POSTGRES = f"{_INTO} SELECT * FROM unnest($1::bigint[], $2::text[], $3::int[]) {_ADD}"  # noqa: S608 no value in it

# shop, status
Tab = tuple[int, str]


async def add_placed(bulk: Bulk, tabs: Mapping[Tab, int]) -> None:
    """Count new orders of a batch."""
    await bulk.change(_ADD_SQLITE, _ADD_POSTGRES, [(*tab, n) for tab, n in sorted(tabs.items())])


def move(work: Work, shop_id: int, before: str, then: str) -> None:
    """An order changed from one status to another. Written at the end of the transaction, see `moving`."""
    if before != then:
        work.count(_add, {(shop_id, before): -1, (shop_id, then): 1})


async def _add(work: Work, changes: Mapping[Tab, int]) -> None:
    dialect = sqlite if work.office.database.is_sqlite else postgresql
    for (shop_id, status), n in sorted(changes.items()):  # always in one order: two workers never wait for each other in a circle
        if n:
            table = OrderCount.__table__
            # the row is there before it goes down; the CHECK refuses a counter below zero
            add = dialect.insert(table).values(shop_id=shop_id, status=status, n=max(n, 0))
            await work.session.execute(add.on_conflict_do_update(index_elements=["shop_id", "status"], set_={"n": table.c.n + n}))
