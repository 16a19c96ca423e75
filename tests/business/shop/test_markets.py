"""Market profiles are the table of D0, as data."""

from datetime import date, time, timedelta

import pytest

from sellerhub.business.shop.errors import UnknownMarket
from sellerhub.business.shop.markets import MARKETS, Span, market_rules
from sellerhub.core import work


def test_the_seed_profile_has_the_times_of_the_table():
    seed = market_rules("SEED")
    assert (seed.hold, seed.unpaid_expiry) == (timedelta(hours=1), timedelta(hours=48))
    assert (seed.to_ship_hours, seed.shipped_hours, seed.auto_cancel_hours) == (72, 120, 120)
    assert (seed.return_window_days, seed.settlement_days, seed.cut_off) == (14, 7, time(23, 59))


def test_a_profile_overrides_what_it_states_and_takes_the_rest_from_seed():
    us = market_rules("US")
    assert us.to_ship == Span(business_days=2)
    assert us.cut_off_zone == "America/Los_Angeles"
    assert (us.unpaid_expiry, us.return_ship_back) == (market_rules("SEED").unpaid_expiry, market_rules("SEED").return_ship_back)
    assert market_rules("ID").return_window_days == 6
    assert market_rules("SEA").settlement_plans == {"express": 3, "standard": 7, "extended": 15}


def test_every_profile_is_dated_and_complete():
    for market in MARKETS:
        assert isinstance(market_rules(market).as_of, date)
        assert market_rules(market).auto_cancel_hours >= market_rules(market).to_ship_hours


def test_an_unknown_market_is_refused():
    with pytest.raises(UnknownMarket):
        market_rules("MARS")


async def test_the_hold_hour_is_overridden_by_a_setting(make_settings):
    place = await work.Office.open(make_settings(hold_seconds=5))
    work.open_office(place)
    try:
        assert market_rules("SEED").hold == timedelta(seconds=5)
        assert market_rules("US").hold == timedelta(seconds=5)
    finally:
        work.open_office(None)
        await place.close()
    assert market_rules("SEED").hold == timedelta(hours=1)
