"""Units are never lost and never sold twice, whatever is done to holds in whatever order."""

import asyncio

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select
from sqlmodel import SQLModel

import sellerhub.app_tables  # noqa: F401
from sellerhub.business.inventory import actions, holds
from sellerhub.business.inventory.errors import BadLevel, SoldOut
from sellerhub.business.inventory.tables import Hold, Stock
from sellerhub.business.orders.checks import recount
from sellerhub.core import work
from sellerhub.core.access import SYSTEM
from sellerhub.core.ids import new_id
from sellerhub.core.settings import Settings
from sellerhub.core.work import open_reading, open_work
from tests.business.marketplace import a_shop

FIRST = 20


class Shelves(RuleBasedStateMachine):
    """A model beside the database: what was put in, and the units of every order by what became of them."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.put_in = FIRST
        self.orders: dict[int, tuple[int, str]] = {}
        self.office = None

    @initialize(folder=st.integers(0, 1 << 60))
    def open(self, folder: int) -> None:
        import tempfile
        from pathlib import Path

        self.home = tempfile.TemporaryDirectory()
        self.loop.run_until_complete(self._open(Path(self.home.name)))

    async def _open(self, home) -> None:
        self.office = await work.Office.open(Settings(data_dir=home, sqlite_synchronous="NORMAL"))
        async with self.office.database.writing() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        work.open_office(self.office)
        self.shop = await a_shop(self.office, stock=FIRST)
        self.variant = self.shop.variants[0]

    def teardown(self) -> None:
        if self.office is not None:
            work.open_office(None)
            self.loop.run_until_complete(self.office.close())
            self.home.cleanup()
        self.loop.close()

    def _do(self, doing, actor=SYSTEM):
        async def run():
            async with open_work(actor) as at_work:
                return await doing(at_work)

        return self.loop.run_until_complete(run())

    def _units(self, status: str) -> int:
        return sum(n for n, each in self.orders.values() if each == status)

    @property
    def available(self) -> int:
        return self.put_in - self._units("held") - self._units("committed")

    @rule(n=st.integers(1, 8))
    def hold(self, n: int) -> None:
        order = new_id()
        try:
            self._do(lambda doing: holds.hold(doing, order, {self.variant: n}, doing.now, {self.variant: "Amphora"}))
        except SoldOut as refused:
            left = refused.facts["left"]
        else:
            left = None
        assert left == (None if n <= self.available else self.available)
        if left is None:
            self.orders[order] = (n, "held")

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), what=st.sampled_from(["commit", "release", "keep", "secure"]))
    def act(self, data, what: str) -> None:
        order = data.draw(st.sampled_from(sorted(self.orders)))
        n, status = self.orders[order]
        if what == "commit":
            self._do(lambda doing: holds.commit(doing, [order]))
            status = "committed" if status == "held" else status
        elif what == "release":
            self._do(lambda doing: holds.release(doing, [order]))
            status = "released"
        elif what == "keep":
            try:
                self._do(lambda doing: holds.keep(doing, [order], doing.now, {}))
                status = "held" if status == "expired" else status
            except SoldOut:
                assert status == "expired"
                assert n > self.available
        else:
            could = self._do(lambda doing: holds.secure(doing, order))
            assert could == (status != "expired" or n <= self.available)
            status = "held" if could and status == "expired" else status
        self.orders[order] = (n, status)

    @rule()
    def time_passes(self) -> None:
        """Every hold of this test runs out at once."""
        assert self._do(holds.expire) == sum(status == "held" for _, status in self.orders.values())
        self.orders = {each: (n, "expired" if status == "held" else status) for each, (n, status) in self.orders.items()}

    @rule(n=st.integers(-5, 5))
    def restock(self, n: int) -> None:
        before = self.available
        try:
            self._do(lambda doing: actions.add_stock(doing, self.variant, n), self.shop.seller)
            self.put_in += n
        except BadLevel:
            assert before + n < 0

    @rule(n=st.integers(0, 30))
    def count_the_shelf(self, n: int) -> None:
        self.put_in += n - self.available
        self._do(lambda doing: actions.set_levels(doing, {self.variant: n}), self.shop.seller)

    @invariant()
    def nothing_is_lost(self) -> None:
        if self.office is None:
            return

        async def look():
            async with open_reading(SYSTEM) as looking:
                stock = (await looking.session.execute(select(Stock))).scalar_one()
                units = (await looking.session.execute(select(Hold.order_id, Hold.quantity, Hold.status))).all()
                return (stock.available, stock.held, stock.sold), units, await recount(looking)

        levels, units, differences = self.loop.run_until_complete(look())
        assert levels == (self.available, self._units("held"), self._units("committed"))
        assert {order: (n, status) for order, n, status in units} == self.orders
        assert differences == []


TestShelves = Shelves.TestCase
TestShelves.settings = settings(max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
