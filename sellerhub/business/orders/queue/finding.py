"""Finding orders by what somebody typed or pasted: whole identifiers first, then fragments and names."""

import re

from sqlalchemy import Select, Subquery, func, select

from sellerhub.business.orders.queue.filter import QueueFilter
from sellerhub.business.orders.queue.keys import conditions
from sellerhub.business.orders.queue.ports import Parcels
from sellerhub.business.orders.queue.search import OrderSearch, digits
from sellerhub.business.orders.queue.views import About
from sellerhub.business.orders.tables import Order
from sellerhub.core import paging, trigram
from sellerhub.core.work import Work

MOST_IDENTIFIERS = 100
SMALL_SHOP = 20_000
"""A shop with fewer orders has its own rows read; a larger one goes through the index of all shops."""
LOOKS = (400, 20_000)
"""How many newest matches (or newest orders, for a fragment of one or two letters) a search looks at: few, then many."""
COUNTED = 1_000
COUNT_LOOK = 2_500
"""A count beside a search is told as "more than" beyond these: nobody waits for it."""
_SEPARATORS = re.compile(r"[\s,;]+")


async def find_whole(work: Work, query: str) -> list[int]:
    """Orders of this shop named by whole order numbers, tracking numbers or a phone number; up to 100 pasted at once."""
    words = [word for word in _SEPARATORS.split(query.strip()) if word][:MOST_IDENTIFIERS]
    named = [word.upper() for word in words if len(word) > 4 and any(letter.isdigit() for letter in word)]
    found: list[int] = []
    if named:
        found = list((await work.session.execute(work.mine(Order, Order.id).where(Order.number.in_(named)))).scalars())
        if len(found) < len(named):
            found += await work.outside(Parcels).orders_tracked_by(work, named)
    phone = digits(query)
    if not found and len(phone) > 6 and not re.search(r"[^\d\s()+./-]", query):
        found = list((await work.session.execute(work.mine(OrderSearch, OrderSearch.id).where(OrderSearch.phone == phone))).scalars())
    return sorted(set(found), reverse=True)[:MOST_IDENTIFIERS]


async def page_of_found(work: Work, wanted: QueueFilter, after: str, size: int, shop_total: int) -> tuple[list[int], str, bool]:
    """Ids that hold every fragment, newest first; the next cursor; and whether older orders were not looked at."""
    below = paging.keys(after, int)
    found: list[int] = []
    for look in LOOKS:
        looked_at, chosen = _matching(work, wanted, below[0] if below else None, shop_total, look)
        found = list((await work.session.execute(chosen.limit(size + 1))).scalars())
        if len(found) > size:
            return found[:size], paging.cursor(found[size - 1]), False
        if (await work.session.execute(select(func.count()).select_from(looked_at))).scalar_one() < look:
            return found, "", False
    return found, "", True


async def about_found(work: Work, wanted: QueueFilter, shop_total: int) -> About:
    """How many orders the search holds, counted up to a bound."""
    whole = await find_whole(work, wanted.query)
    if whole:
        rows = work.mine(Order, Order.id).where(Order.id.in_(whole), Order.status.in_(wanted.statuses), *conditions(work, wanted))
        return About(len((await work.session.execute(rows)).all()), or_more=False)
    looked_at, chosen = _matching(work, wanted, None, shop_total, COUNT_LOOK)
    n = (await work.session.execute(select(func.count()).select_from(chosen.limit(COUNTED + 1).subquery()))).scalar_one()
    seen = COUNTED if n > COUNTED else (await work.session.execute(select(func.count()).select_from(looked_at))).scalar_one()
    return About(min(n, COUNTED), or_more=n > COUNTED or seen >= COUNT_LOOK)


def _matching(work: Work, wanted: QueueFilter, below: int | None, shop_total: int, look: int) -> tuple[Subquery, Select]:
    """What is looked at, newest first, and the ids chosen from it."""
    words = trigram.fragments(wanted.query)
    long = [word for word in words if len(word) >= trigram.SHORTEST]
    short = [word for word in words if len(word) < trigram.SHORTEST]
    if long and work.office.database.is_sqlite and shop_total > SMALL_SHOP:
        indexed = trigram.newest(OrderSearch, "text", long, sqlite=True)
        looked_at = (indexed if below is None else indexed.where(indexed.selected_columns.id < below)).limit(look).subquery()
        ids = select(looked_at.c.id)
        if short:
            ids = ids.join(OrderSearch, OrderSearch.id == looked_at.c.id)
            ids = ids.where(*(trigram.holds(OrderSearch.text, word) for word in short))
    else:
        looking = work.mine(OrderSearch, OrderSearch.id, OrderSearch.text)
        looking = looking.where(*(trigram.holds(OrderSearch.text, word) for word in long)).order_by(OrderSearch.id.desc())
        looked_at = (looking if below is None else looking.where(OrderSearch.id < below)).limit(look).subquery()
        ids = select(looked_at.c.id).where(*(trigram.holds(looked_at.c.text, word) for word in short))
    # coalesce keeps the planner from walking a whole status instead of looking the ids up
    chosen = work.mine(Order, Order.id).where(
        Order.id.in_(ids), func.coalesce(Order.status, "").in_(wanted.statuses), *conditions(work, wanted)
    )
    return looked_at, chosen.order_by(Order.id.desc())
