"""Finding orders by what somebody typed or pasted: whole identifiers first, then fragments and names."""

import re
from collections.abc import Iterator, Mapping

from sqlalchemy import func, literal, select, union_all

from sellerhub.business.orders.queue.filter import TAB_STATUSES, QueueFilter, Tab
from sellerhub.business.orders.queue.keys import conditions
from sellerhub.business.orders.queue.looking import Asked, Look, looks
from sellerhub.business.orders.queue.ports import Parcels
from sellerhub.business.orders.queue.search import OrderSearch, digits
from sellerhub.business.orders.queue.views import About
from sellerhub.business.orders.tables import Order
from sellerhub.core import paging, trigram
from sellerhub.core.work import Work

MOST_IDENTIFIERS = 100
MOST_LOOKED_AT = 20_000
"""How many newest matches (or newest orders, for a fragment of one or two letters) a search looks at before it gives up."""
MORE = 1.5
"""It first looks at this many times as many as should hold a page."""
COUNTED = 1_000
COUNT_LOOK = 1_250
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


async def page_of_found(
    work: Work, wanted: QueueFilter, after: str, size: int, by_status: Mapping[str, int]
) -> tuple[list[int], str, bool]:
    """Ids that hold every fragment, newest first; the next cursor; and whether older orders were not looked at.

    `by_status` are the shop's counters.
    """
    below, asked = paging.keys(after, int), Asked.of(wanted, by_status)
    found: list[int] = []
    for most in _steps(work, wanted, asked, size + 1):
        for look in await looks(work, asked, below[0] if below else None, most):
            found, seen = await _chosen(work, wanted, look, asked, size + 1)
            if len(found) > size:
                return found[:size], paging.cursor(found[size - 1]), False
            if seen < look.most and look.whole:
                return found, "", False
            if seen >= look.most:
                break
    return found, "", True


async def about_found(work: Work, wanted: QueueFilter, by_status: Mapping[str, int]) -> About:
    """How many orders the search holds, counted up to a bound."""
    whole = await find_whole(work, wanted.query)
    if whole:
        rows = work.mine(Order, Order.id).where(Order.id.in_(whole), Order.status.in_(wanted.statuses), *conditions(work, wanted))
        return About(len((await work.session.execute(rows)).all()), or_more=False)
    asked = Asked.of(wanted, by_status)
    most = COUNTED + 1 if _holds_every_match(work, wanted, asked) else COUNT_LOOK
    n, more = 0, False
    for look in await looks(work, asked, None, most):
        found, seen = await _chosen(work, wanted, look, asked, COUNTED + 1)
        n, more = len(found), seen >= look.most
        if n > COUNTED or more or look.whole:
            break
    return About(min(n, COUNTED), or_more=n > COUNTED or more)


def _holds_every_match(work: Work, wanted: QueueFilter, asked: Asked) -> bool:
    """Whether the view leaves out none of the matches: it has no filter, and they are all of this shop."""
    if work.office.database.is_sqlite and asked.of_all_shops:
        return False
    return set(wanted.statuses) == set(TAB_STATUSES[Tab.ALL]) and not asked.short and not conditions(work, wanted)


def _steps(work: Work, wanted: QueueFilter, asked: Asked, size: int) -> Iterator[int]:
    """How many matches to look at: first what should hold `size` of the view, if it is no rarer in them than in the shop; then more."""
    if _holds_every_match(work, wanted, asked):
        yield size
        return
    most = max(int(size * MORE * asked.in_shop / max(asked.in_view, 1)), 8 * size)
    while most < MOST_LOOKED_AT:
        yield most
        most *= 7
    yield MOST_LOOKED_AT


async def _chosen(work: Work, wanted: QueueFilter, look: Look, asked: Asked, most: int) -> tuple[list[int], int]:
    """The newest `most` of the matches that the view holds, and how many matches were looked at."""
    matches = look.matches
    chosen_by = [trigram.holds(matches.c.text, word) for word in asked.short]
    if not _holds_every_match(work, wanted, asked):
        held = work.mine(Order, literal(1)).where(Order.id == matches.c.id, Order.status.in_(wanted.statuses), *conditions(work, wanted))
        # a scalar subquery looks each order up by its id, whatever the planner believes about the matches
        chosen_by.append(held.limit(1).correlate(matches).scalar_subquery() == 1)
    chosen = select(matches.c.id).where(*chosen_by).order_by(matches.c.id.desc()).limit(most).subquery()
    rows = union_all(select(chosen.c.id), select(-func.count()).select_from(matches))  # ids, and below nought how many were looked at
    found = list((await work.session.execute(rows)).scalars())
    return sorted((each for each in found if each > 0), reverse=True), -min(found)
