"""Time left until an instant, in the words of design/kit/countdown.jsx."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from sellerhub.core.text import locale_of
from sellerhub.web.language.catalogue import say

SOON, NEAR, FAR = timedelta(hours=2), timedelta(hours=8), timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class ShipBy:
    until: datetime
    now: datetime
    language: str
    zone: str

    @property
    def left(self) -> timedelta:
        return self.until - self.now

    @property
    def tone(self) -> str:
        return "bad" if self.left <= SOON else "warn" if self.left <= NEAR else ""

    def share_since(self, since: datetime) -> int:
        """Percent of the time that has passed, 2 to 100."""
        whole = max(1.0, (self.until - since).total_seconds())
        return round(min(100.0, max(2.0, 100 - self.left.total_seconds() / whole * 100)))

    def words(self) -> str:
        """`5 h 20 min`, `Late by 12 min`, `Tomorrow 18:00`; days and hours as they stand in the zone."""
        minutes = int(abs(self.left.total_seconds()) // 60)
        text = say(self.language, "design.minutes", m=minutes)
        if minutes >= 60:
            text = say(self.language, "design.hours_minutes", h=minutes // 60, m=f"{minutes % 60:02}")
        if self.left < timedelta():
            return say(self.language, "design.late_by", time=text)
        return text if self.left < FAR else self._at()

    def _at(self) -> str:
        zone, locale = ZoneInfo(self.zone), locale_of(self.language)
        there = self.until.astimezone(zone)
        clock = format_time(there, "HH:mm", zone, locale)
        days = (there.date() - self.now.astimezone(zone).date()).days
        if days in (0, 1):
            return say(self.language, "design.tomorrow_at" if days else "design.today_at", time=clock)
        return f"{format_date(there, 'EEE', locale)} {clock}"
