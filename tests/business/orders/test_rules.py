"""Rules of a checkout that need no database."""

from hypothesis import given
from hypothesis.strategies import integers

from sellerhub.business.orders.rules import MOST_UNITS, fitting_units


@given(asked=integers(-10_000, 10_000), left=integers(0, 10_000))
def test_units_are_what_was_asked_or_the_nearest_that_can_be_had(asked, left):
    chosen = fitting_units(asked, left)
    can_be_had = range(1, min(left, MOST_UNITS) + 1) or [1]
    assert chosen == min(can_be_had, key=lambda units: abs(units - asked))
