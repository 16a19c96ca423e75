"""Two checkouts are the same when all they ask for is the same, whatever their keys."""

import json
from dataclasses import replace

import pytest

from sellerhub.business.orders.checkout import PlaceOrder, WantedLine
from sellerhub.business.payments.rules import Method
from tests.business.marketplace import HOME, wants

ONE = wants((2**62, 1, 149_000), payment="card", live_id=7, source="live", seen_total_minor=153_990)


def digest(wanted: PlaceOrder) -> str:
    return wanted.digest(wanted.address_json())


def test_the_key_and_where_the_values_lie_do_not_count():
    again = PlaceOrder(
        "another key", (WantedLine(int(str(2**62)), 1, int("149000")),), replace(HOME), Method("card"), int("7"), "".join(("li", "ve")),
        int("153990"),
    )  # fmt: skip
    assert digest(again) == digest(ONE)
    assert len(digest(ONE)) == 32


@pytest.mark.parametrize(
    "change",
    [
        {"lines": (WantedLine(2**62, 2, 149_000),)},
        {"lines": (WantedLine(2**62, 1, 148_000),)},
        {"lines": (*ONE.lines, WantedLine(5, 1, 100))},
        {"address": replace(HOME, city="Ankara")},
        {"payment": "cod"},
        {"live_id": None},
        {"video_id": 7, "live_id": None},
        {"source": "shop"},
        {"seen_total_minor": None},
    ],
)
def test_whatever_else_changes_makes_another(change):
    assert digest(replace(ONE, **change)) != digest(ONE)


def test_the_address_is_kept_as_it_was_typed():
    typed = replace(HOME, name='Elif "Eli" Ay\\dın\n', line2="")
    assert json.loads(replace(ONE, address=typed).address_json()) == typed.facts()
