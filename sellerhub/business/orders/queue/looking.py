"""Where a search looks for its words: the newest matches of a shop, by the way that reads least.

SQLite's index gives its matches newest first, so a search reads only as many as it wants. PostgreSQL's gives all of them in
no order, which is right for what is rare; what is common is found sooner by walking the shop's newest rows. A look at a few
of those says which of the two a query is. The planner cannot: after five runs it has one plan for whatever is typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import CTE, Select, and_, case, func, literal_column, select, text

from sellerhub.business.orders.queue.filter import QueueFilter
from sellerhub.business.orders.queue.search import OrderSearch
from sellerhub.business.orders.tables import Order
from sellerhub.core import trigram
from sellerhub.core.work import Work

SMALL_SHOP = 20_000
"""A shop with fewer orders has its own rows read; a larger one goes through the index of all shops."""
SMALL_VIEW = 3_000
"""A view with fewer orders has those read, one by one."""
SAMPLE = 500
"""How many of the newest rows tell how common a query is."""
FARTHER = 2
"""A walk goes this many times as far as the sample says it must."""
LISTED = 4
"""So many entries of the index are read in the time of one row."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search asks: its folded words, those of three letters and more apart, and how many orders shop and view have."""

    long: list[str]
    short: list[str]
    in_shop: int
    in_view: int
    statuses: tuple[str, ...]

    @property
    def of_all_shops(self) -> bool:
        """Whether the shop is too large for having its own rows read."""
        return bool(self.long) and self.in_shop > SMALL_SHOP and self.in_view > SMALL_VIEW

    @classmethod
    def of(cls, wanted: QueueFilter, by_status: Mapping[str, int]) -> "Asked":
        words = trigram.fragments(wanted.query)
        long = [word for word in words if len(word) >= trigram.SHORTEST]
        in_view = sum(by_status.get(status, 0) for status in wanted.statuses)
        return cls(long, [word for word in words if word not in long], sum(by_status.values()), in_view, wanted.statuses)


@dataclass(frozen=True, slots=True)
class Look:
    """The newest matches of the long words, at most `most`: their `id`, and their `text` if there are short words.

    If `whole`, fewer than `most` means that there are no others.
    """

    matches: CTE
    most: int
    whole: bool = True


async def looks(work: Work, asked: Asked, below: int | None, most: int) -> list[Look]:
    """Where to look for the newest `most` matches older than the order `below`; the next where one that is not whole has too few."""
    if asked.in_view <= SMALL_VIEW:
        return [Look(_of_view(work, asked, below), 2 * SMALL_VIEW)]
    if not asked.long:
        return [Look(_walk(work, asked, below, most, most), most)]
    if asked.in_shop <= SMALL_SHOP:
        return [Look(_walk(work, asked, below, 2 * SMALL_SHOP, most), most)]
    if work.office.database.is_sqlite:
        return [Look(_index_of_sqlite(work, asked, below, most), most)]
    through_index = Look(_index_of_postgresql(work, asked, below, most), most)
    walked, collected = await _costs(work, asked, below, most)
    if walked > collected:
        return [through_index]
    return [Look(_walk(work, asked, below, walked * FARTHER, most), most, whole=False), through_index]


def _newest(work: Work, below: int | None, rows: int) -> Select:
    newest = work.mine(OrderSearch, OrderSearch.id, OrderSearch.text).order_by(OrderSearch.id.desc()).limit(rows)
    return newest if below is None else newest.where(OrderSearch.id < below)


def _walk(work: Work, asked: Asked, below: int | None, rows: int, most: int) -> CTE:
    """Matches among the newest `rows`. They are limited first, so that no plan can take another way than by the shop's ids."""
    newest = _newest(work, below, rows).subquery()
    found = select(newest.c.id, newest.c.text).where(*(trigram.holds(newest.c.text, word) for word in asked.long))
    return found.order_by(newest.c.id.desc()).limit(most).cte("matches")


def _of_view(work: Work, asked: Asked, below: int | None) -> CTE:
    """Every match of a small view: its orders, and the text of each by its id."""
    orders = work.mine(Order, Order.id).where(Order.status.in_(asked.statuses)).limit(2 * SMALL_VIEW)
    orders = (orders if below is None else orders.where(Order.id < below)).subquery()
    row = work.mine(OrderSearch, OrderSearch.text).where(OrderSearch.id == orders.c.id).limit(1).correlate(orders).scalar_subquery()
    texts = select(orders.c.id, row.label("text")).limit(2 * SMALL_VIEW).subquery()
    return select(texts.c.id, texts.c.text).where(*(trigram.holds(texts.c.text, word) for word in asked.long)).cte("matches")


def _index_of_sqlite(work: Work, asked: Asked, below: int | None, most: int) -> CTE:
    found = trigram.newest(OrderSearch, "text", asked.long, sqlite=True)
    found = (found if below is None else found.where(found.selected_columns.id < below)).limit(most)
    if asked.short:
        ids = found.subquery()
        found = work.across_shops(OrderSearch, OrderSearch.id, OrderSearch.text, why="a full look is known by all its matches")
        found = found.join(ids, ids.c.id == OrderSearch.id)
        found = found.order_by(OrderSearch.id.desc())
    return found.cte("matches")


def _index_of_postgresql(work: Work, asked: Asked, below: int | None, most: int) -> CTE:
    """Every match is collected, then ordered. Adding nothing to shop and id keeps the planner from a large shop's other indexes."""
    columns = (OrderSearch.id, OrderSearch.text) if asked.short else (OrderSearch.id,)
    every = select(*columns).where(OrderSearch.shop_id + 0 == work.shop_id, *(trigram.holds(OrderSearch.text, word) for word in asked.long))
    if below is not None:
        every = every.where(OrderSearch.id + 0 < below)
    collected = every.cte("every_match").prefix_with("MATERIALIZED")
    return select(*collected.c).order_by(collected.c.id.desc()).limit(most).cte("matches")


async def _costs(work: Work, asked: Asked, below: int | None, most: int) -> tuple[int, int]:
    """How many rows a walk to the newest `most` matches reads, and what the index costs, in rows, judging by the newest few."""
    newest = _newest(work, below, SAMPLE).subquery()
    held = [trigram.holds(newest.c.text, word) for word in asked.long]
    hits = [func.sum(case((each, 1), else_=0)) for each in (and_(*held), *held)]
    shops = select(literal_column("reltuples")).select_from(text("pg_class"))
    shops = shops.where(text(f"oid = '{OrderSearch.__tablename__}'::regclass")).scalar_subquery()
    everybodys, n, *found = (await work.session.execute(select(shops, func.count(), *hits).select_from(newest))).one()
    # what was not seen is taken for half a row; the index also reads through its list of the rarest word
    share, *of_words = (max(each or 0, 0.5) / max(n, 1) for each in found)
    return int(most / share), int(max(everybodys, asked.in_shop) * (share + min(of_words) / LISTED))
