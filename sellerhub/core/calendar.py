"""Deadlines: a market's clock, weekends, holidays and daily cut-off (features D0). Pure; times in and out are aware UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MarketCalendar:
    """When a market works. `country` is an ISO 3166 code, with a subdivision after a dash if it matters (`US-CA`); empty: no holidays."""

    time_zone: str
    country: str = ""
    cut_off: time = time(23, 59)
    weekend: frozenset[int] = frozenset({5, 6})  # Monday is 0

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.time_zone))

    def is_business_day(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in _holidays(self.country)

    def business_day_from(self, day: date) -> date:
        """`day`, or the first business day after it."""
        while not self.is_business_day(day):
            day += ONE_DAY
        return day

    def cut_off_on(self, day: date) -> datetime:
        return datetime.combine(day, self.cut_off, ZoneInfo(self.time_zone)).astimezone(UTC)

    def counted_day(self, at: datetime) -> date:
        """The business day a moment belongs to: after the cut-off, on a weekend or a holiday it is the next one."""
        day = self.local(at).date()
        return self.business_day_from(day if at <= self.cut_off_on(day) else day + ONE_DAY)


def add_hours(at: datetime, hours: int) -> datetime:
    """Plain elapsed hours; weekends and clock changes count like any other time."""
    return at + timedelta(hours=hours)


def add_business_days(calendar: MarketCalendar, at: datetime, days: int) -> datetime:
    """The cut-off of the `days`-th business day after the one `at` belongs to; 0 is that day's own cut-off."""
    if days < 0:
        raise ValueError("a deadline lies ahead")
    day = calendar.counted_day(at)
    for _ in range(days):
        day = calendar.business_day_from(day + ONE_DAY)
    return calendar.cut_off_on(day)


def next_pickup(calendar: MarketCalendar, at: datetime, collects: time, lead: timedelta = timedelta(hours=1)) -> datetime:
    """When a carrier that comes on business days at `collects` (local) next comes, given `lead` to book it."""
    day = calendar.local(at).date()
    while True:
        day = calendar.business_day_from(day)
        comes = datetime.combine(day, collects, ZoneInfo(calendar.time_zone)).astimezone(UTC)
        if comes - lead >= at:
            return comes
        day += ONE_DAY


@lru_cache
def _holidays(country: str) -> holidays.HolidayBase | frozenset[date]:
    if not country:
        return frozenset()
    code, _, subdivision = country.partition("-")
    return holidays.country_holidays(code, subdiv=subdivision or None)
