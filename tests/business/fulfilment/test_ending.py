"""Orders that end before their parcels arrive: labels go back, nobody buys new ones."""

import pytest

import sellerhub.business.fulfilment.reactions  # noqa: F401  they answer here
from sellerhub.business.fulfilment import actions, desk, sweeps
from sellerhub.business.fulfilment.errors import TrackingUsed
from sellerhub.business.fulfilment.ports import CarrierScan, ScanKind
from sellerhub.business.orders import actions as orders
from sellerhub.core import bus, clock
from sellerhub.core.access import SYSTEM
from sellerhub.core.work import open_work
from tests.business.fulfilment.conftest import OWNER, PACKER, order_of, packages, to_ship


async def act(action, *args, actor=PACKER, **kwargs):
    async with open_work(actor) as work:
        return await action(work, *args, **kwargs)


async def settle() -> None:
    """Let every reaction answer."""
    while await bus.run_due():
        pass


async def test_a_cancelled_order_s_package_is_given_up_and_no_label_is_bought_for_it(carrier):
    order_id = await to_ship()
    carrier.away = 1
    await desk.ship(PACKER, order_id, "standard")
    await act(orders.cancel_as_seller, order_id, "out_of_stock", actor=OWNER)
    await settle()
    assert [each.status for each in await packages(order_id)] == ["voided"]
    with clock.shifted(desk.LONGEST_WAIT):
        await sweeps.buy_waiting()
    assert carrier.labels == []


async def test_a_label_that_arrives_after_the_cancellation_goes_straight_back(carrier):
    order_id = await to_ship()
    package_id = await act(actions.arrange, order_id, service="standard")
    await act(orders.cancel_as_seller, order_id, "out_of_stock", actor=OWNER)
    await desk.buy(PACKER, package_id)
    await settle()
    await sweeps.give_back()
    (package,) = await packages(order_id)
    assert (package.status, package.tracking_number) == ("voided", None)
    assert carrier.given_back == carrier.labels
    assert len(carrier.labels) == 1
    with pytest.raises(TrackingUsed):
        await act(actions.arrange, await to_ship(), own=actions.OwnNumber("", carrier.labels[0]))


@pytest.mark.parametrize(
    ("kind", "status", "order_status"), [("lost", "lost", "cancelled"), ("returned", "returned_to_sender", "in_transit")]
)
async def test_what_the_carrier_loses_or_brings_back(carrier, kind, status, order_status):
    order_id = await to_ship()
    package_id = await desk.ship(PACKER, order_id, "standard")
    await act(actions.print_label, [package_id])
    await act(actions.hand_over, package_id)
    number = carrier.labels[0]
    for event, each in enumerate(("picked_up", kind)):
        await act(actions.receive_scan, CarrierScan(f"{number}.{event}", number, ScanKind(each), "Üsküdar", clock.now()), actor=SYSTEM)
    await settle()
    assert [each.status for each in await packages(order_id)] == [status]
    order = await order_of(order_id)
    assert order.status == order_status
    if kind == "lost":
        assert (order.cancel_reason, order.cancel_fault) == ("lost", "carrier")
