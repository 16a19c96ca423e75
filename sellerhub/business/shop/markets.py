"""Market profiles: `markets.toml`, typed (features D0)."""

import tomllib
from dataclasses import dataclass, fields, replace
from datetime import date, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from sellerhub.business.shop.errors import UnknownMarket
from sellerhub.core import work


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a market states it: hours, calendar days, or business days of its calendar; exactly one is set."""

    hours: int | None = None
    days: int | None = None
    business_days: int | None = None

    @property
    def nominal(self) -> timedelta:
        """The same without a calendar: a business day counts 24 hours."""
        return timedelta(hours=self.hours or 0, days=(self.days or 0) + (self.business_days or 0))

    @property
    def nominal_hours(self) -> int:
        return int(self.nominal.total_seconds() // 3600)


@dataclass(frozen=True, slots=True)
class MarketRules:
    market: str
    as_of: date
    cut_off: time
    cut_off_zone: str
    holidays: str  # country of the `holidays` calendar
    hold: timedelta  # free cancelling after payment
    unpaid_expiry: timedelta
    extra_cancel_hours: tuple[int, ...]
    cancel_answer: Span
    to_ship: Span  # arrange the shipment
    shipped: Span  # carrier's first scan
    auto_cancel: Span  # cancelled when not arranged by then
    handling_days: tuple[int, int]
    return_window: Span
    return_decision: Span
    return_ship_back: Span
    return_confirm: Span
    dispute_window: Span
    appeal_window: Span
    chat_answer: Span
    chat_target_percent: int
    settlement: Span
    settlement_plans: dict[str, int]  # plan -> days after delivery
    withdrawals_per_day: int
    withdrawal_arrival: Span
    staff_link: Span
    deliver_by: Span | None = None
    made_to_order_auto_cancel: Span | None = None
    pre_order_auto_cancel: Span | None = None

    @property
    def to_ship_hours(self) -> int:
        return self.to_ship.nominal_hours

    @property
    def shipped_hours(self) -> int:
        return self.shipped.nominal_hours

    @property
    def auto_cancel_hours(self) -> int:
        return self.auto_cancel.nominal_hours

    @property
    def cancel_answer_hours(self) -> int:
        return self.cancel_answer.nominal_hours

    @property
    def return_window_days(self) -> int:
        return self.return_window.nominal.days

    @property
    def settlement_days(self) -> int:
        return self.settlement.nominal.days


MARKETS = ("SEED", "US", "SEA", "ID")


def market_rules(market: str) -> MarketRules:
    """A market's rules; the setting `hold_seconds` overrides the free-cancel hour. Raises UnknownMarket."""
    found = _profile(market)
    override = work.office().settings.hold_seconds if work.is_open() else None
    return found if override is None else replace(found, hold=timedelta(seconds=override))


@cache
def _profile(market: str) -> MarketRules:
    tables = tomllib.loads((files(__package__) / "markets.toml").read_text("utf-8"))
    if market not in tables:
        raise UnknownMarket(market)
    facts = {**tables["SEED"], **tables[market]}
    values = {each.name: _value(each.name, facts[each.name]) for each in fields(MarketRules) if each.name in facts}
    return MarketRules(market=market, **values)


def _value(name: str, fact: Any) -> Any:
    if name in ("hold", "unpaid_expiry"):
        return Span(**fact).nominal
    if name == "cut_off":
        return time.fromisoformat(fact)
    if name == "settlement_plans" or not isinstance(fact, dict):
        return tuple(fact) if isinstance(fact, list) else fact
    return Span(**fact)
