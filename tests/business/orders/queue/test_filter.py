"""A view of the order list survives its address."""

import pytest

from sellerhub.business.orders.queue.filter import Due, QueueFilter, Sort, Stage, Tab, from_query, to_query


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
