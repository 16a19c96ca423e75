"""What the order screen reads, for its state and for its first paint."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sellerhub.business.orders.queue import board, queries
from sellerhub.business.orders.queue.filter import TAB_STATUSES, Due, QueueFilter, Sort, Stage, Tab, from_query, to_query
from sellerhub.business.orders.queue.views import OrderQueue
from sellerhub.business.shop.queries import shop_card
from sellerhub.core import paging, text
from sellerhub.core.work import Work
from sellerhub.web.language.catalogue import say
from sellerhub.web.pages.seller.orders.views import InView, Pressing, Shown

ROUTE = "/seller/orders"
OWN_SORT = "orders_sort"
COUNTED = (*(tab.value for tab in Tab), *(stage.value for stage in Stage))


@dataclass(frozen=True, slots=True)
class Seen:
    """One view of the queue; texts are in the reader's language."""

    queue: OrderQueue
    figures: list[str]  # in the order of COUNTED
    shown: Shown
    in_view: InView
    pressing: Pressing
    zone: str  # the shop's, in which its days and hours are told


async def look_at(look: Work, wanted: QueueFilter, size: int = paging.PAGE_SIZE) -> Seen:
    """The first `size` rows of a view, and everything around them."""
    queue = await queries.order_queue(look, wanted, size)
    about = await queries.how_many(look, wanted)
    actions = await board.action_board(look)
    soon = await queries.how_many(look, QueueFilter(due=Due.NEXT_2_H))
    shop = await shop_card(look, look.shop_id)
    told = figures_of(queue.counts, look.actor.language)
    in_view = InView(about.n, about.or_more, told[COUNTED.index(wanted.tab)])
    return Seen(queue, told, shown_of(wanted, look.actor.language), in_view, Pressing(soon.n, actions.overdue), shop.time_zone)


def with_own_sort(wanted: QueueFilter, own_sort: str) -> QueueFilter:
    """The order that this browser keeps, where the address names none."""
    if wanted.sort is not None or not own_sort:
        return wanted
    own = from_query({"sort": own_sort})
    return replace(wanted, sort=own.sort, descending=own.descending)


def figures_of(counts: dict[str, int], language: str) -> list[str]:
    return [text.number(counts[name], language) for name in COUNTED]


def address_of(wanted: QueueFilter) -> str:
    query = to_query(wanted)
    return f"{ROUTE}?{query}" if query else ROUTE


def shown_of(wanted: QueueFilter, language: str) -> Shown:
    sort, largest_first = wanted.order
    if wanted.query:
        sort, largest_first = Sort.PLACED, True

    def names(prefix: str, chosen: Sequence[str]) -> str:
        words = [say(language, f"orders.{prefix}_{each}") for each in chosen]
        return ", ".join(words[:2]) + (f", +{len(words) - 2}" if len(words) > 2 else "")

    links = {tab.value: address_of(wanted.on_tab(tab)) for tab in TAB_STATUSES}
    links |= {stage.value: address_of(replace(wanted, tab=Tab.TO_SHIP, stage=stage)) for stage in Stage}
    return Shown(
        tab=wanted.tab.value,
        stage=wanted.stage.value if wanted.stage else "",
        sort=("-" if largest_first else "") + sort.value,
        sources=list(wanted.sources),
        source_names=names("source", wanted.sources),
        payments=list(wanted.payments),
        payment_names=names("pay", wanted.payments),
        due=wanted.due.value if wanted.due else "",
        live=str(wanted.live_id or ""),
        asked=wanted.asked_to_cancel,
        query=wanted.query,
        narrowed=wanted.narrowed,
        address=to_query(wanted),
        links=links | {"search_all": address_of(QueueFilter(tab=Tab.ALL, query=wanted.query)), "cleared": address_of(wanted.cleared())},
    )
