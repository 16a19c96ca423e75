"""When the clock itself changes an order, by the rules of its shop's market (features D0, D4)."""

from datetime import datetime

from sellerhub.business.shop.markets import MarketRules, Span
from sellerhub.core.calendar import MarketCalendar, add_business_days


def after(rules: MarketRules, span: Span, at: datetime) -> datetime:
    """`at` plus a market's span, by its own calendar."""
    if span.business_days is None:
        return at + span.nominal
    return add_business_days(MarketCalendar(rules.cut_off_zone, rules.holidays, rules.cut_off), at, span.business_days)
