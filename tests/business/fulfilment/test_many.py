"""Labels of many orders at once."""

import pytest

from sellerhub.business.fulfilment import desk
from sellerhub.business.fulfilment.many import labels_of
from sellerhub.core.errors import NotPermitted
from tests.business.fulfilment.conftest import FINANCE, PACKER, STRANGER, packages, to_ship


@pytest.mark.covers("OR-12")
async def test_missing_labels_are_bought_known_ones_kept_and_refusals_left_aside(carrier):
    first, held, done = await to_ship(), await to_ship("on_hold"), await to_ship()
    known = await desk.ship(PACKER, done, "express")
    found = await labels_of(PACKER, [first, held, done])
    (bought,) = await packages(first)
    assert found.package_ids == [bought.id, known]
    assert found.without == [held]
    assert bought.service == "standard", "the cheapest"
    again = await labels_of(PACKER, [first, held, done])
    assert again.package_ids == found.package_ids
    assert len(carrier.labels) == 2, "nothing is bought twice"


async def test_another_shops_orders_have_no_label_here(carrier):
    order_id = await to_ship()
    assert (await labels_of(STRANGER, [order_id])).without == [order_id]
    assert await packages(order_id) == []


async def test_who_may_not_ship_buys_nothing(carrier):
    order_id = await to_ship()
    with pytest.raises(NotPermitted):
        await labels_of(FINANCE, [order_id])
    assert await packages(order_id) == []
