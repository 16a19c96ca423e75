"""Today's figures count what was sold since the shop's own midnight."""

from datetime import timedelta
from decimal import Decimal

from sellerhub.business.orders.queue.today import change, today
from sellerhub.core import clock
from sellerhub.core.money import Money
from sellerhub.core.work import open_reading
from tests.business.orders.queue.made import NOW, order, seller, write


async def test_today_begins_at_the_shops_midnight_and_compares_the_same_minute_a_week_ago(office):
    hours = lambda n: NOW - timedelta(hours=n)  # noqa: E731  20:42 in Istanbul, so midnight is 20.7 hours ago
    week = timedelta(days=7)
    await write(
        [
            order(1, placed_at=hours(1), total=1000, source="live", buyer_id=1),
            order(2, placed_at=hours(20), total=500, buyer_id=1),
            order(3, placed_at=hours(21), total=7000, buyer_id=2),  # yesterday
            order(4, placed_at=hours(2), total=9000, status="unpaid"),
            order(5, placed_at=hours(2), total=9000, status="cancelled"),
            order(6, placed_at=hours(1) - week, total=1200),
            order(7, placed_at=NOW - week + timedelta(minutes=1), total=8000),  # later that day
        ]
    )
    with clock.frozen(NOW):
        async with open_reading(seller()) as look:
            figures = await today(look)
    assert (figures.now.gmv, figures.now.live_gmv) == (Money(1500, "TRY"), Money(1000, "TRY"))
    assert (figures.now.orders, figures.now.buyers) == (2, 1)
    assert figures.before.gmv == Money(1200, "TRY")
    assert [point.minor for point in figures.now.gmv_by_hour][:2] == [500, 500]
    assert figures.now.gmv_by_hour[-1] == figures.now.gmv
    assert len(figures.now.gmv_by_hour) == 21


async def test_a_new_shop_has_nothing_to_compare_with(office):
    await write([])
    with clock.frozen(NOW):
        async with open_reading(seller()) as look:
            figures = await today(look)
    assert figures.now.gmv == Money(0, "TRY")
    assert figures.before is None


def test_growth_is_a_share_of_what_was():
    assert change(1289, 1000) == Decimal("0.289")
    assert change(5, 0) is None
    assert change(5, None) is None
