"""A view of the order list survives its address."""

import pytest

from sellerhub.business.orders.queue.filter import Due, QueueFilter, Sort, Stage, Tab, admits, from_query, to_query


def _values(query: str) -> dict[str, str]:
    from urllib.parse import parse_qsl

    return dict(parse_qsl(query))


@pytest.mark.parametrize(
    "wanted",
    [
        QueueFilter(),
        QueueFilter(tab=Tab.SHIPPED, sort=Sort.TOTAL, descending=True),
        QueueFilter(stage=Stage.READY_FOR_PICKUP, due=Due.NEXT_24_H, sources=("live", "video"), payments=("cod",)),
        QueueFilter(tab=Tab.ALL, live_id=42, query="Şimşek & sons #7 100%"),
        QueueFilter(asked_to_cancel=True, sort=Sort.PLACED),
    ],
)
def test_a_view_is_the_same_after_a_trip_through_the_address(wanted):
    assert from_query(_values(to_query(wanted))) == wanted


def test_the_default_view_has_a_clean_address():
    assert to_query(QueueFilter()) == ""


def test_what_an_address_makes_up_is_left_out():
    forged = {"tab": "everything", "stage": "x", "sort": "-password", "source": "live,moon", "pay": "", "due": "never", "live": "-1"}
    assert from_query(forged) == QueueFilter(sources=("live",), descending=True)


def test_a_stage_belongs_to_the_to_ship_tab_only():
    assert from_query({"tab": "shipped", "stage": "awaiting_label"}).statuses == ("in_transit",)


def test_to_ship_sorts_by_deadline_and_the_rest_newest_first():
    assert QueueFilter().order == (Sort.SHIP_BY, False)
    assert QueueFilter(tab=Tab.COMPLETED).order == (Sort.PLACED, True)


@pytest.mark.parametrize(
    ("wanted", "status", "announced"),
    [
        (QueueFilter(), "on_hold", True),
        (QueueFilter(), "unpaid", False),
        (QueueFilter(tab=Tab.ALL), "unpaid", True),
        (QueueFilter(tab=Tab.UNPAID), "unpaid", True),
        (QueueFilter(tab=Tab.UNPAID), "on_hold", False),
        (QueueFilter(tab=Tab.COMPLETED), "on_hold", False),
        (QueueFilter(sources=("live",)), "on_hold", False),
        (QueueFilter(sources=("shop",), payments=("cod",)), "on_hold", True),
        (QueueFilter(live_id=5), "on_hold", False),
        (QueueFilter(query="kaya"), "on_hold", False),
    ],
)
def test_a_new_order_is_announced_where_it_belongs(wanted, status, announced):
    assert admits(wanted, status=status, source="shop", payment="cod", live_id="") is announced
