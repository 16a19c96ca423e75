"""Deadlines by a market's own clock, weekends, holidays and cut-off."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerhub.core.calendar import MarketCalendar, add_business_days, add_hours, next_pickup

ISTANBUL = MarketCalendar("Europe/Istanbul", "TR", time(17, 0))
PACIFIC = MarketCalendar("America/Los_Angeles", "US-CA")
NOWHERE = MarketCalendar("UTC")

moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 1)).map(lambda at: at.replace(tzinfo=UTC))
calendars = st.sampled_from([ISTANBUL, PACIFIC, NOWHERE])


def istanbul(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo("Europe/Istanbul")).astimezone(UTC)


@pytest.mark.parametrize(
    ("case", "at", "days", "due"),
    [
        ("before the cut-off today counts", istanbul(2025, 11, 19, 16, 59), 1, istanbul(2025, 11, 20, 17)),
        ("after it the next day does", istanbul(2025, 11, 19, 17, 1), 1, istanbul(2025, 11, 21, 17)),
        ("a weekend is stepped over", istanbul(2025, 11, 21, 9), 2, istanbul(2025, 11, 25, 17)),
        ("Republic Day (29 October) is a holiday", istanbul(2025, 10, 28, 9), 1, istanbul(2025, 10, 30, 17)),
        ("Saturday belongs to Monday", istanbul(2025, 11, 22, 9), 0, istanbul(2025, 11, 24, 17)),
    ],
)
def test_business_days(case, at, days, due):
    assert add_business_days(ISTANBUL, at, days) == due, case


def test_a_deadline_keeps_the_market_s_wall_clock_over_a_clock_change():
    friday = datetime(2025, 10, 31, 12, tzinfo=ZoneInfo("America/Los_Angeles"))
    due = add_business_days(PACIFIC, friday.astimezone(UTC), 1)
    assert due == datetime(2025, 11, 3, 23, 59, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert due.utcoffset() == timedelta(0)


def test_hours_are_elapsed_time():
    before_the_change = datetime(2025, 11, 2, 6, tzinfo=UTC)
    assert add_hours(before_the_change, 72) == datetime(2025, 11, 5, 6, tzinfo=UTC)


@given(calendars, moments, st.integers(0, 20))
def test_a_deadline_lies_ahead_on_a_business_day_at_the_cut_off(calendar, at, days):
    due = add_business_days(calendar, at, days)
    local = calendar.local(due)
    assert due >= at
    assert calendar.is_business_day(local.date())
    assert local.timetz().replace(tzinfo=None) == calendar.cut_off


@given(calendars, moments, st.integers(0, 10), st.integers(0, 10))
def test_days_add_up(calendar, at, first, more):
    assert add_business_days(calendar, add_business_days(calendar, at, first), more) == add_business_days(calendar, at, first + more)


@given(calendars, moments, moments, st.integers(0, 10))
def test_who_is_earlier_is_due_no_later(calendar, one, other, days):
    early, late = sorted((one, other))
    assert add_business_days(calendar, early, days) <= add_business_days(calendar, late, days)


@given(calendars, moments)
def test_a_pickup_leaves_the_lead_and_comes_on_a_business_day(calendar, at):
    comes = next_pickup(calendar, at, time(21, 30))
    assert comes >= at + timedelta(hours=1)
    assert calendar.is_business_day(calendar.local(comes).date())
    day = calendar.local(at).date()
    earlier = [day + timedelta(days=n) for n in range((calendar.local(comes).date() - day).days)]
    assert all(
        not calendar.is_business_day(each)
        or datetime.combine(each, time(21, 30), ZoneInfo(calendar.time_zone)).astimezone(UTC) < at + timedelta(hours=1)
        for each in earlier
    )


def test_a_year_of_holidays_is_known():
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(ISTANBUL.is_business_day(day) for day in days) < sum(NOWHERE.is_business_day(day) for day in days)
