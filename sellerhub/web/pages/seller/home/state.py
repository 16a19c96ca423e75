"""The seller's home: figures of today, what waits by deadline, the running LIVE, and a new shop's first steps."""

from datetime import timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

import reflex as rx
from babel.dates import format_date

from sellerhub.business.catalog.queries import tab_counts as product_counts
from sellerhub.business.live.queries import on_air, shop_lives
from sellerhub.business.orders.queue import board, queries
from sellerhub.business.orders.queue.today import DaySoFar, Today, change, today
from sellerhub.business.shop import actions as shops
from sellerhub.business.shop.queries import ShopCard, shop_card
from sellerhub.core import text, topics
from sellerhub.core.access import Actor, Permission
from sellerhub.core.address import Address
from sellerhub.core.errors import Invalid
from sellerhub.core.money import Money
from sellerhub.core.work import Work, open_reading
from sellerhub.web import live_updates
from sellerhub.web.pages.seller.home import chart
from sellerhub.web.pages.seller.home.views import Chart, LiveStrip, ShopForm, Step, Task, Tile
from sellerhub.web.session import needs
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast


class HomeState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.SEE_SHOP
    PACE: ClassVar[float] = 1.0

    day: str = ""
    tiles: list[Tile] = []
    chart: Chart = Chart()
    tasks: list[Task] = []
    live: LiveStrip = LiveStrip()
    steps: list[Step] = []
    steps_done: int = 0
    is_new: bool = False
    form: ShopForm = ShopForm()
    editing: bool = False
    wrong: dict[str, str] = {}

    async def _topics(self) -> list[str]:
        shop_id = (await self._actor()).shop_id or 0
        return [topics.shop_orders(shop_id), topics.shop_lives(shop_id), topics.shop_products(shop_id)]

    async def _read(self, heard: set[str]) -> None:
        actor = await self._actor()

        async def read() -> dict:
            async with open_reading(actor) as look:
                return await _everything(look)

        wanted = await self._topics()
        sees = actor.may(Permission.SEE_ORDERS), actor.may(Permission.SEE_PRODUCTS)
        found = await live_updates.shared(("home", actor.shop_id, actor.language, sees), wanted, read) if heard else await read()
        for name, value in found.items():
            if getattr(self, name) != value:
                setattr(self, name, value)

    # ---- the shop's address and fee

    @rx.event
    @needs(Permission.EDIT_SHOP)
    async def edit(self):
        async with self._look() as look:
            card = await shop_card(look, look.shop_id)
        sender, free = card.sender, card.free_shipping_from
        self.form = ShopForm(
            sender.name or card.name, sender.phone, sender.line1, sender.line2, sender.city, sender.region, sender.postcode, sender.country,
            _plain(card.shipping_fee), _plain(free) if free else "", card.currency,
        )  # fmt: skip
        self.wrong = {}
        self.editing = True

    @rx.event
    async def leave(self):
        self.editing = False

    @rx.event
    @needs(Permission.EDIT_SHOP)
    async def save(self, form: dict[str, str]):
        """Both are kept, or neither."""
        try:
            async with self._work() as work:
                currency = (await shop_card(work, work.shop_id)).currency
                await shops.set_sender(work, Address.of(form))
                free = form.get("free_from", "").strip()
                await shops.set_shipping(work, _typed(form, "fee", currency), _typed(form, "free_from", currency) if free else None)
        except Invalid as refusal:
            self.wrong = {refusal.field: refusal.sentence}
            return None
        self.editing, self.wrong = False, {}
        await self._read(set())
        return toast("home.shop_saved")


def _typed(form: dict[str, str], name: str, currency: str) -> Money:
    try:
        return Money.parse(form.get(name, "").strip().replace(",", ".") or "0", currency)
    except ValueError as problem:
        raise Invalid(name, str(problem)) from None


def _plain(amount: Money) -> str:
    return f"{amount.amount:f}"


async def _everything(work: Work) -> dict:
    """Every var of the screen by its name."""
    card, actor = await shop_card(work, work.shop_id), work.actor
    there = work.now.astimezone(ZoneInfo(card.time_zone))
    found: dict = {"day": format_date(there, "EEEE d MMMM", locale=text.locale_of(actor.language)) + f", {there:%H:%M}"}
    if actor.may(Permission.SEE_ORDERS):
        figures, counts, waiting = await today(work), await queries.tab_counts(work), await board.action_board(work)
        hour_now = there.hour + there.minute / 60 + 1 / 60
        found["tiles"] = _tiles(figures, counts, actor.language)
        found["chart"] = chart.draw(figures, hour_now, actor.language, _before_label(figures, there - timedelta(days=7), actor.language))
        found["tasks"] = _tasks(waiting)
        found["steps"] = await _steps(work, card, counts["all"])
        found["steps_done"] = sum(step.done for step in found["steps"])
        found["is_new"] = counts["all"] == 0
    found["live"] = await _live(work)
    return found


def _before_label(figures: Today, then, language: str) -> str:
    if figures.before is None:
        return ""
    day = format_date(then, "EEE d MMM", locale=text.locale_of(language))
    return f"{day}: {text.money_short(figures.before.gmv, language)}"


def _tiles(figures: Today, counts: dict[str, int], language: str) -> list[Tile]:
    now, before = figures.now, figures.before

    def tile(name: str, value: str, mine: int, was: int | None, href: str = "", spark: str = "") -> Tile:
        grown = change(mine, was)
        shown = "" if grown is None else text.percent(abs(grown), language, 1)
        return Tile(name, value, shown, grown is None or grown >= 0, href, spark)

    def was(figure) -> int | None:
        return figure(before) if before else None

    hourly = [point.minor for point in now.gmv_by_hour]
    return [
        tile("gmv", text.money_short(now.gmv, language), now.gmv.minor, was(lambda day: day.gmv.minor), spark=chart.spark(hourly)),
        tile("orders", text.number(now.orders, language), now.orders, was(_orders), "/seller/orders?tab=all"),
        tile("buyers", text.number(now.buyers, language), now.buyers, was(lambda day: day.buyers)),
        tile("live_gmv", text.money_short(now.live_gmv, language), now.live_gmv.minor, was(lambda day: day.live_gmv.minor)),
        tile("to_ship", text.number(counts["to_ship"], language), counts["to_ship"], None, "/seller/orders"),
    ]


def _orders(day: DaySoFar) -> int:
    return day.orders


def _tasks(waiting: board.ActionBoard) -> list[Task]:
    """By deadline: what is late first. A row goes away when its count is 0."""
    rows = [
        Task("overdue", waiting.overdue, "bad", "clock-alert", "/seller/orders?due=overdue"),
        Task("auto_cancelling", waiting.auto_cancelling, "bad", "ban", "/seller/orders?due=auto_cancel"),
        Task("ship_soon", waiting.ship_soon, "warn", "package", "/seller/orders?due=next_24h"),
        Task("asked_to_cancel", waiting.asked_to_cancel, "warn", "circle-slash", "/seller/orders?ask=cancel"),
        Task("abnormal_packages", waiting.abnormal_packages, "warn", "package-x", "/seller/orders?stage=awaiting_label"),
    ]
    return [row for row in rows if row.n]


async def _steps(work: Work, card: ShopCard, orders: int) -> list[Step]:
    """A new shop's five first steps."""
    actor: Actor = work.actor
    products = sum((await product_counts(work)).values()) if actor.may(Permission.SEE_PRODUCTS) else 0
    planned = bool((await shop_lives(work)).rows or (await shop_lives(work, "past")).rows) if actor.may(Permission.RUN_LIVE) else False
    fee = card.shipping_fee.minor > 0 or card.free_shipping_from is not None
    return [
        Step("sender", bool(card.sender.line1), "", "map-pin"),
        Step("shipping", fee, "", "truck"),
        Step("product", products > 0, "/seller/products", "tag"),
        Step("live", planned, "/seller/live", "radio"),
        Step("order", orders > 0, "/seller/orders", "package"),
    ]


async def _live(work: Work) -> LiveStrip:
    running = await on_air(work)
    if running is None:
        return LiveStrip()
    strip = LiveStrip(running.id, running.title, since=running.started_at, watching=text.number(running.watching, work.actor.language))
    if not work.actor.may(Permission.RUN_LIVE):
        return strip
    row = next((each for each in (await shop_lives(work)).rows if each.id == running.id), None)
    if row is None:
        return strip
    return LiveStrip(running.id, running.title, row.cover, running.started_at, row.gmv, row.orders, strip.watching)
