"""From an order to ship to the buyer's door, on both databases."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from sellerhub.business.fulfilment import actions, desk, sweeps
from sellerhub.business.fulfilment.actions import LineWish, OwnNumber
from sellerhub.business.fulfilment.errors import CarrierSaidNo, NothingToShip, OnHold, ServiceGone, TooManyToPack, TrackingUsed
from sellerhub.business.fulfilment.ports import CarrierScan, ScanKind
from sellerhub.business.fulfilment.queries import order_detail, tracking_of_order
from sellerhub.business.orders import moving
from sellerhub.business.orders.errors import CancelAsked
from sellerhub.business.orders.events import OrderPaid
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM
from sellerhub.core.errors import BusinessError, NotAllowedNow, NotFound, NotPermitted
from sellerhub.core.event_log import EventRow
from sellerhub.core.work import open_reading, open_work
from sellerhub.outside.carriers.simulated import is_ours
from tests.business.fulfilment.conftest import (
    BUYER,
    FINANCE,
    HOME,
    OTHER_SHOP,
    OWNER,
    PACKER,
    STEP,
    STRANGER,
    lines,
    order_of,
    packages,
    to_ship,
)


async def act(action, *args, actor=PACKER, **kwargs):
    async with open_work(actor) as work:
        return await action(work, *args, **kwargs)


async def shipped(order_id: int) -> int:
    """Arranged, printed and handed over."""
    package_id = await desk.ship(PACKER, order_id, "standard")
    await act(actions.print_label, [package_id])
    await act(actions.hand_over, package_id)
    return package_id


@pytest.mark.covers("OR-14")
async def test_the_carrier_s_tracking_number_is_filled_in_and_the_order_awaits_collection(carrier):
    order_id = await to_ship()
    await desk.ship(PACKER, order_id, "standard")
    (package,) = await packages(order_id)
    assert (package.status, package.units, package.price_minor) == ("label_ready", 2, 6000)
    assert is_ours(package.tracking_number)
    assert (await order_of(order_id)).status == "awaiting_collection"


async def test_a_typed_number_is_taken_once_and_never_again(carrier):
    first, second = await to_ship(), await to_ship()
    await act(actions.arrange, first, own=OwnNumber("Yurtiçi Kargo", "yk 7420 1185 3306"))
    assert [each.tracking_number for each in await packages(first)] == ["YK742011853306"]
    assert (await order_of(first)).status == "awaiting_collection"
    with pytest.raises(TrackingUsed):
        await act(actions.arrange, second, own=OwnNumber("", "YK7420-1185-3306"))
    assert await packages(second) == []
    assert (await order_of(second)).status == "awaiting_shipment"


async def test_scans_carry_the_order_to_the_buyer_and_each_is_told_once(carrier):
    order_id = await to_ship()
    await shipped(order_id)
    assert (await order_of(order_id)).status == "awaiting_collection"
    seen = []
    for step in range(1, 5):
        with clock.shifted(STEP * step + timedelta(seconds=1)):
            seen.append((await sweeps.collect_scans(), (await order_of(order_id)).status))
            assert await sweeps.collect_scans() == 0
    assert seen == [(1, "in_transit"), (1, "in_transit"), (1, "in_transit"), (1, "delivered")]
    (package,) = await packages(order_id)
    assert (package.status, package.due_at) == ("delivered", None)
    for actor in (BUYER, PACKER):
        async with open_reading(actor) as look:
            told = await tracking_of_order(look, order_id)
        assert [each.kind for each in told.steps] == [
            "delivered",
            "out_for_delivery",
            "in_transit",
            "picked_up",
            "handed_over",
            "labelled",
            "placed",
        ]
        assert told.simulated


async def test_the_same_scan_told_twice_changes_nothing(carrier):
    order_id = await to_ship()
    await shipped(order_id)
    (package,) = await packages(order_id)
    scan = CarrierScan("x.1", package.tracking_number, ScanKind.PICKED_UP, "Üsküdar", clock.now())
    assert [await act(actions.receive_scan, scan, actor=SYSTEM) for _ in range(2)] == [True, False]
    late = CarrierScan("x.0", package.tracking_number, ScanKind.DELIVERED, "Kadıköy", clock.now())
    assert await act(actions.receive_scan, late, actor=SYSTEM)
    out_of_order = CarrierScan("x.3", package.tracking_number, ScanKind.IN_TRANSIT, "Üsküdar", clock.now())
    assert await act(actions.receive_scan, out_of_order, actor=SYSTEM)
    assert [each.status for each in await packages(order_id)] == ["delivered"]


async def test_an_order_on_hold_cannot_be_arranged(carrier):
    order_id = await to_ship("on_hold")
    with pytest.raises(OnHold):
        await desk.ship(PACKER, order_id, "standard")
    with pytest.raises(OnHold):
        await act(actions.arrange, order_id, own=OwnNumber("", "AB12345678"))
    assert await packages(order_id) == []


async def test_a_request_to_cancel_is_answered_first(carrier):
    order_id = await to_ship(cancel_requested_at=clock.now())
    with pytest.raises(CancelAsked):
        await desk.ship(PACKER, order_id, "standard")


@pytest.mark.parametrize("status", ["unpaid", "in_transit", "delivered", "completed", "cancelled"])
async def test_nothing_is_arranged_in_any_other_status(carrier, status):
    order_id = await to_ship(status)
    with pytest.raises(BusinessError):
        await desk.ship(PACKER, order_id, "standard")
    assert await packages(order_id) == []


async def test_a_part_of_an_order_makes_it_partially_shipped_until_the_rest_has_a_label(carrier):
    order_id = await to_ship(lines=(("VAS", 1, 149000), ("MUG", 3, 38900)))
    vase, mugs = await lines(order_id)
    await desk.ship(PACKER, order_id, "standard", (LineWish(vase.id, 1), LineWish(mugs.id, 1)))
    assert (await order_of(order_id)).status == "partially_shipped"
    with pytest.raises(TooManyToPack):
        await desk.ship(PACKER, order_id, "standard", (LineWish(mugs.id, 3),))
    await desk.ship(PACKER, order_id, "express")
    assert (await order_of(order_id)).status == "awaiting_collection"
    assert [(each.position, each.units) for each in await packages(order_id)] == [(1, 2), (2, 2)]
    with pytest.raises(NothingToShip):
        await act(actions.arrange, order_id, service="standard")


async def test_the_order_is_in_transit_only_when_every_parcel_was_scanned(carrier):
    order_id = await to_ship(lines=(("VAS", 1, 149000), ("MUG", 1, 38900)))
    vase, _ = await lines(order_id)
    first = await desk.ship(PACKER, order_id, "standard", (LineWish(vase.id, 1),))
    second = await shipped(order_id)
    with clock.shifted(STEP * 9):
        await sweeps.collect_scans()
    assert {each.id: each.status for each in await packages(order_id)} == {first: "label_ready", second: "delivered"}
    assert (await order_of(order_id)).status == "awaiting_collection"
    await act(actions.print_label, [first])
    await act(actions.hand_over, first)
    with clock.shifted(STEP * 2):
        await sweeps.collect_scans()
        assert (await order_of(order_id)).status == "in_transit"
    with clock.shifted(STEP * 9):
        await sweeps.collect_scans()
        assert (await order_of(order_id)).status == "delivered"


async def test_two_packers_at_one_order_pack_every_unit_once(carrier):
    order_id = await to_ship(lines=(("MUG", 3, 38900),))
    done = await asyncio.gather(*(desk.ship(PACKER, order_id, "standard") for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(each, int) for each in done) == 1
    assert all(isinstance(each, int | NothingToShip) for each in done)
    assert [each.units for each in await packages(order_id)] == [3]


async def test_a_label_whose_buyer_crashed_is_bought_by_the_sweep_once(carrier):
    order_id = await to_ship()
    await act(actions.arrange, order_id, service="standard")  # and then the process dies
    assert await sweeps.buy_waiting() == 0
    assert (await order_of(order_id)).status == "awaiting_shipment"
    with clock.shifted(timedelta(minutes=1)):
        await asyncio.gather(sweeps.buy_waiting(), sweeps.buy_waiting())
    assert len(carrier.labels) == 1
    assert [each.status for each in await packages(order_id)] == ["label_ready"]
    assert (await order_of(order_id)).status == "awaiting_collection"


async def test_a_label_bought_before_a_crash_is_the_one_that_is_kept(carrier):
    order_id = await to_ship()
    package_id = await act(actions.arrange, order_id, service="standard")
    (package,) = await packages(order_id)
    async with open_reading(PACKER) as look:
        lost = await carrier.buy_label("standard", await desk._parcel(look, await order_of(order_id), package))
    await desk.buy(PACKER, package_id)  # the carrier was asked, its answer died with the process
    (package,) = await packages(order_id)
    assert package.tracking_number == lost.tracking_number


async def test_a_carrier_that_is_away_is_asked_again(carrier):
    order_id = await to_ship()
    carrier.away = 1
    await desk.ship(PACKER, order_id, "standard")
    assert [(each.status, each.problem) for each in await packages(order_id)] == [("label_failed", desk.AWAY)]
    assert (await order_of(order_id)).status == "awaiting_shipment"
    with clock.shifted(timedelta(minutes=2)):
        await sweeps.buy_waiting()
    assert [(each.status, each.problem) for each in await packages(order_id)] == [("label_ready", "")]


async def test_a_refused_label_waits_for_a_person(carrier):
    order_id = await to_ship(address={**HOME, "line1": ""})
    with pytest.raises(CarrierSaidNo):
        await desk.ship(PACKER, order_id, "standard")
    (package,) = await packages(order_id)
    assert (package.status, package.problem, package.due_at) == ("label_failed", "address_incomplete", None)
    with pytest.raises(ServiceGone):
        other = await to_ship()
        await desk.ship(PACKER, other, "rocket")
    await act(actions.take_own_number, package.id, OwnNumber("", "AB12345678"))
    assert (await order_of(order_id)).status == "awaiting_collection"


async def test_a_voided_label_is_given_back_and_its_number_never_used_again(carrier):
    order_id, other = await to_ship(), await to_ship()
    package_id = await desk.ship(PACKER, order_id, "standard")
    (package,) = await packages(order_id)
    number = package.tracking_number
    await act(actions.void_label, package_id)
    assert (await order_of(order_id)).status == "awaiting_shipment"
    await sweeps.give_back()
    await sweeps.give_back()
    assert carrier.given_back == [number]
    with pytest.raises(TrackingUsed):
        await act(actions.arrange, other, own=OwnNumber("", number))
    await desk.relabel(PACKER, package_id, "express")
    (package,) = await packages(order_id)
    assert package.tracking_number != number
    assert (package.status, package.service, (await order_of(order_id)).status) == ("label_ready", "express", "awaiting_collection")


async def test_a_label_is_not_voided_after_it_left(carrier):
    order_id = await to_ship()
    package_id = await shipped(order_id)
    with pytest.raises(NotAllowedNow):
        await act(actions.void_label, package_id)


async def test_a_parcel_is_not_handed_over_before_its_label_is_printed(carrier):
    order_id = await to_ship()
    package_id = await desk.ship(PACKER, order_id, "standard")
    with pytest.raises(NotAllowedNow):
        await act(actions.hand_over, package_id)


async def test_under_the_seller_s_own_number_the_seller_s_word_counts(carrier):
    order_id = await to_ship()
    package_id = await act(actions.arrange, order_id, own=OwnNumber("Aras Kargo", "12345678901"))
    await act(actions.hand_over, package_id)
    assert (await order_of(order_id)).status == "in_transit"
    await act(actions.report_delivered, package_id)
    assert (await order_of(order_id)).status == "delivered"
    other = await to_ship()
    carried = await shipped(other)
    with pytest.raises(NotAllowedNow):
        await act(actions.report_delivered, carried)


@pytest.mark.parametrize("actor", [FINANCE, BUYER])
async def test_only_those_who_ship_may_ship(carrier, actor):
    order_id = await to_ship()
    with pytest.raises(NotPermitted):
        await desk.ship(actor, order_id, "standard")


async def test_a_stranger_s_order_is_not_there(carrier):
    order_id = await to_ship()
    package_id = await desk.ship(PACKER, order_id, "standard")
    for action, *args in (
        (actions.arrange, order_id),
        (actions.print_label, [package_id]),
        (actions.pack, package_id),
        (actions.pack_item, package_id, "MUG-S"),
        (actions.hand_over, package_id),
        (actions.void_label, package_id),
        (actions.retry_label, package_id, "standard"),
        (order_detail, order_id),
        (tracking_of_order, order_id),
    ):
        with pytest.raises(NotFound):
            await act(action, *args, actor=STRANGER)
    with pytest.raises(NotFound):
        await desk.offers(STRANGER, order_id)
    assert [(each.status, each.prints) for each in await packages(order_id)] == [("label_ready", 0)]


async def test_an_order_leads_to_its_neighbours_in_the_shop(carrier):
    first, _, second, third = await to_ship(), await to_ship(shop_id=OTHER_SHOP), await to_ship(), await to_ship()
    async with open_reading(PACKER) as look:
        leads = [(found.older_id, found.newer_id) for found in [await order_detail(look, each) for each in (first, second, third)]]
    assert leads == [("", str(second)), (str(first), str(third)), (str(second), "")]


async def test_the_history_names_the_buyer_no_more_than_the_page_does(carrier):
    order_id = await to_ship(status="on_hold")
    order = await order_of(order_id)
    async with open_work(BUYER) as work:
        work.record(moving.event(OrderPaid, order))
    async with open_reading(OWNER) as look:
        seen = await order_detail(look, order_id)
    assert seen.buyer != BUYER.name, "on hold, the seller sees a masked name"
    assert [(each.kind, each.actor) for each in seen.steps] == [("paid", seen.buyer), ("placed", seen.buyer)]


async def test_the_whole_order_page_of_a_packer_and_an_owner(carrier):
    order_id = await to_ship()
    await shipped(order_id)
    with clock.shifted(STEP * 1.5):
        await sweeps.collect_scans()
    async with open_reading(OWNER) as look:
        owner = await order_detail(look, order_id)
    async with open_reading(PACKER) as look:
        packer = await order_detail(look, order_id)
    assert [(row.key, row.amount) for row in owner.earnings] == [("buyer_pays", "₺827.90"), ("labels", "−₺60.00")]
    assert owner.earned == "₺767.90"
    assert packer.earnings == []
    assert packer.address == ["Moda Cad. No 118/4", "34710 Kadıköy", "İstanbul, Türkiye"]
    assert [each.kind for each in packer.steps] == ["picked_up", "handed_over", "label_printed", "labelled", "arranged", "placed"]
    assert packer.next.kind == "wait_delivery"
    (package,) = packer.packages
    assert (package.status, package.may_print, package.may_hand_over, package.may_void) == ("in_transit", False, False, False)


async def test_on_hold_the_page_masks_the_address(carrier):
    order_id = await to_ship("on_hold")
    async with open_reading(PACKER) as look:
        detail = await order_detail(look, order_id)
    shown = " ".join([*detail.address, detail.phone, detail.buyer])
    assert detail.address == ["Kadıköy", "Türkiye"]
    assert not any(secret in shown for secret in ("Moda", "411", "Aydın", "34710"))
    assert not detail.may_arrange
    assert detail.next.kind == "wait_hold"


async def test_who_looked_at_a_phone_number_is_kept_and_on_hold_nobody_does(carrier):
    order_id, held = await to_ship(), await to_ship("on_hold")
    assert await act(actions.reveal_phone, order_id) == HOME["phone"]
    async with open_reading(PACKER) as look:
        (row,) = (await look.session.execute(select(EventRow).where(EventRow.kind == "PhoneRevealed"))).scalars()
    assert (row.subject_id, row.actor_id, row.actor_name) == (order_id, PACKER.account_id, PACKER.name)
    for order, actor, refusal in ((held, PACKER, NotFound), (order_id, STRANGER, NotFound), (order_id, FINANCE, NotPermitted)):
        with pytest.raises(refusal):
            await act(actions.reveal_phone, order, actor=actor)
