"""The order queue: one view of it in a tab, kept right by small pushes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar
from urllib.parse import parse_qsl

import reflex as rx

from sellerhub.business.fulfilment.many import labels_of
from sellerhub.business.orders.actions import confirm
from sellerhub.business.orders.queue import queries
from sellerhub.business.orders.queue.filter import (
    QueueFilter,
    admits,
    from_query,
)
from sellerhub.business.orders.queue.views import News, QueueRow
from sellerhub.core import clock, topics
from sellerhub.core.access import Actor, Permission
from sellerhub.core.bulk import micros
from sellerhub.core.errors import BusinessError
from sellerhub.core.ids import parse_id
from sellerhub.core.work import open_reading
from sellerhub.web import frames, live_updates, refusals
from sellerhub.web.pages.seller.orders.reading import COUNTED, OWN_SORT, ROUTE, address_of, figures_of, look_at, with_own_sort
from sellerhub.web.pages.seller.orders.views import InView, Listed, May, Pressing, Pushed, Shown
from sellerhub.web.session import needs
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

REVIEW = f"{ROUTE}?stage=awaiting_label"
AT_ONCE = 600
"""The most orders one action takes (features D4)."""


class OrdersState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.SEE_ORDERS
    PACE: ClassVar[float] = 0.1

    counts: list[str] = ["" for _ in COUNTED]  # in the order of COUNTED: names would be most of a push
    page: Listed = Listed()
    push: Pushed = Pushed()
    shown: Shown = Shown()
    in_view: InView = InView()
    pressing: Pressing = Pressing()
    may: May = May()
    searching: bool = False  # the phone's search and filter bar is open
    own_sort: str = rx.Cookie("", name=OWN_SORT, path=ROUTE, max_age=31536000)  # the first paint reads it too

    # where the news begin after a first read
    _last_event: int = 0
    _told: frozenset[int] = frozenset()

    async def _topics(self) -> list[str]:
        return [topics.shop_orders((await self._actor()).shop_id or 0)]

    async def _follower(self) -> "QueueFollower":
        return QueueFollower(self.router.session.client_token, self.shown.address, self._last_event, self._told)

    # ---- the view that the address asks for

    def _wanted(self) -> QueueFilter:
        return with_own_sort(from_query(self.router.url.query_parameters), self.own_sort)

    async def _read(self, heard: set[str]) -> None:
        wanted, actor = self._wanted(), await self._actor()
        async with self._look() as look:
            seen = await look_at(look, wanted)
        page, last = seen.queue.page, str(seen.queue.last_event)
        self._last_event, self._told = seen.queue.last_event, seen.queue.told
        self.counts, self.shown = seen.figures, seen.shown
        self.in_view, self.pressing = seen.in_view, seen.pressing
        self.may = May(ship=actor.may(Permission.SHIP))
        self.push = Pushed()
        self.page = Listed(_later(self.page.seq), True, self.shown.address, last, page.rows, page.after, page.partial, seen.zone)

    # ---- what happens while it is open: QueueFollower tells it

    @rx.event
    async def catch_up(self, last: str):
        """The browser missed a push: what happened since the event it knows."""
        told = await _news(await self._actor(), parse_id(last), frozenset())
        if told is None:
            await self._read(set())
        else:
            self.counts, self.push = told.figures, told.push(self.shown.address)

    @rx.event
    async def more(self, after: str):
        """The page after a cursor."""
        async with self._look() as look:
            page = await queries.queue_page(look, self._wanted(), after)
        listed = self.page
        self.page = Listed(_later(listed.seq), False, listed.view, listed.last, page.rows, page.after, page.partial, listed.zone)

    # ---- filters: every choice is an address

    @rx.event
    async def search(self, form: dict[str, str]):
        return self._to(replace(self._wanted(), query=str(form.get("q", "")).strip()))

    @rx.event
    async def choose_source(self, source: str):
        wanted = self._wanted()
        return self._to(replace(wanted, sources=_toggled(wanted.sources, source)))

    @rx.event
    async def choose_payment(self, payment: str):
        wanted = self._wanted()
        return self._to(replace(wanted, payments=_toggled(wanted.payments, payment)))

    @rx.event
    async def choose_due(self, due: str):
        known = {"due": due} if due != self.shown.due else {}
        return self._to(replace(self._wanted(), due=from_query(known).due))

    @rx.event
    async def choose_sort(self, sort: str):
        if sort == "keep":
            self.own_sort = self.shown.sort
            return toast("orders.sort_kept")
        chosen = from_query({"sort": sort})
        return self._to(replace(self._wanted(), sort=chosen.sort, descending=chosen.descending))

    @rx.event
    async def drop(self, name: str):
        """Remove one filter, or `all`."""
        wanted = self._wanted()
        without = {
            "source": {"sources": ()},
            "payment": {"payments": ()},
            "due": {"due": None},
            "live": {"live_id": 0},
            "asked": {"asked_to_cancel": False},
            "query": {"query": ""},
        }
        return self._to(wanted.cleared() if name == "all" else replace(wanted, **without.get(name, {})))

    @rx.event
    async def toggle_asked(self):
        wanted = self._wanted()
        return self._to(replace(wanted, asked_to_cancel=not wanted.asked_to_cancel))

    @rx.event
    async def toggle_search(self):
        self.searching = not self.searching

    @rx.event
    async def open(self, order_id: str):
        return rx.redirect(f"{ROUTE}/{parse_id(order_id)}")

    def _to(self, wanted: QueueFilter) -> rx.event.EventSpec:
        return rx.redirect(address_of(wanted))

    # ---- actions on many

    @rx.event
    @needs(Permission.SHIP)
    async def confirm_orders(self, order_ids: list[str], everything: bool):
        """Take orders in hand; those that cannot be are counted, not refused."""
        actor = await self._actor()
        actor.require(Permission.SHIP)
        ids = [parse_id(each) for each in order_ids][:AT_ONCE]
        if everything:
            async with self._look() as look:
                ids = await queries.ids_in_view(look, self._wanted(), AT_ONCE)
        done = 0
        for order_id in ids:
            try:
                async with self._work() as work:
                    await confirm(work, order_id)
                done += 1
            except BusinessError:
                continue  # it moved on meanwhile; the sentence below says how many
        if done < len(ids):
            return toast("orders.some_confirmed", "warn", n=done, left=len(ids) - done)
        return toast("orders.confirmed", n=done)

    @rx.event(background=True)
    async def print_labels(self, order_ids: list[str], everything: bool):
        """Labels of many orders, bought where they are missing; the toast opens the PDF. Runs beside other events."""
        async with self:
            actor, wanted = await self._actor(), self._wanted()
        ids = [parse_id(each) for each in order_ids][:AT_ONCE]
        if everything:
            async with open_reading(actor) as look:
                ids = await queries.ids_in_view(look, wanted, AT_ONCE)
        try:
            done = await labels_of(actor, ids)
        except BusinessError as refusal:
            return refusals.to_toast(refusal)
        if not done.package_ids:
            return toast("orders.labels_none", "bad", n=len(done.without), action="orders.review", href=REVIEW)
        pdf = "/documents/labels.pdf?packages=" + ",".join(map(str, done.package_ids))
        if done.without:
            return toast("orders.labels_some", "warn", n=len(done.without), ready=len(done.package_ids), action="orders.open_pdf", href=pdf)
        return toast("orders.labels_ready", n=len(done.package_ids), action="orders.open_pdf", href=pdf)


@dataclass(frozen=True)
class Told:
    """What happened in a shop after the event `since`, as rows in one language."""

    since: int
    news: News
    known: frozenset[int]
    came: Sequence[QueueRow]
    changed: Sequence[QueueRow]
    figures: list[str]

    def push(self, address: str) -> Pushed:
        """For the view that an address asks for."""
        wanted = _parsed(address)
        came = [row for row in self.came if _admits(wanted, row)]
        return Pushed(micros(clock.now()), str(self.since), str(self.news.last_event), came, list(self.changed))


class QueueFollower:
    """Tells one tab what happened since its last news. Tabs that are at the same event share one read and one frame."""

    def __init__(self, token: str, address: str, last_event: int, told: frozenset[int]) -> None:
        self._token = token
        self._address = address
        self._last_event = last_event
        self._told = told

    async def tell(self, actor: Actor) -> bool:
        last, known = self._last_event, self._told

        async def build() -> tuple[Told, frames.Frame] | None:
            told = await _news(actor, last, known)
            return told and (told, frames.Frame(OrdersState, {"counts": told.figures, "push": told.push(self._address)}))

        key = ("orders.frame", actor.shop_id, actor.language, self._address, last, known)
        built = await live_updates.shared(key, [topics.shop_orders(actor.shop_id or 0)], build)
        if built is None:  # too much at once
            return False
        told, frame = built
        self._last_event, self._told = told.news.last_event, told.known
        frames.to_tab(self._token, frame)
        return True


async def _news(actor: Actor, last_event: int, told: frozenset[int]) -> Told | None:
    """Read once for every tab of the shop that is at the same event and reads the same language; None when it is too much."""

    async def read() -> Told | None:
        async with open_reading(actor) as look:
            news, known = await queries.news_since(look, last_event, told)
            if len(news.came) + len(news.changed) > queries.MOST_NEWS // 2:
                return None
            rows = {row.id: row for row in await queries.order_rows(look, [*news.came, *news.changed])}
            came = [rows[str(each)] for each in news.came if str(each) in rows]
            changed = [rows[str(each)] for each in news.changed if str(each) in rows]
            return Told(last_event, news, known, came, changed, figures_of(await queries.tab_counts(look), actor.language))

    key = ("orders.news", actor.shop_id, actor.language, last_event, told)
    return await live_updates.shared(key, [topics.shop_orders(actor.shop_id or 0)], read)


@lru_cache(256)
def _parsed(address: str) -> QueueFilter:
    return from_query(dict(parse_qsl(address)))


def _admits(wanted: QueueFilter, row: QueueRow) -> bool:
    return admits(wanted, status=row.status, source=row.source, payment=row.payment, live_id=row.live_id)


def _later(seq: int) -> int:
    """After `seq`, and after whatever a server that is gone has sent: its tabs are still open."""
    return max(seq + 1, micros(clock.now()))


def _toggled(chosen: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(each for each in chosen if each != one) if one in chosen else (*chosen, one)
