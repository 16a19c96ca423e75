"""The scanner at the packing table: the right item counts, the wrong one is stopped."""

import pytest

from sellerhub.business.catalog.tables import Variant
from sellerhub.business.fulfilment import actions, desk
from sellerhub.business.fulfilment.errors import BatchTooLarge, ItemComplete, WrongItem
from sellerhub.business.fulfilment.queries import KnownParcels, label_facts, pack_task, slip_facts
from sellerhub.core.errors import NotAllowedNow, NotFound
from sellerhub.core.work import open_reading, open_work
from tests.business.fulfilment.conftest import PACKER, STRANGER, order_of, packages, to_ship


async def act(action, *args, actor=PACKER):
    async with open_work(actor) as work:
        return await action(work, *args)


async def task(code: str, actor=PACKER):
    async with open_reading(actor) as look:
        return await pack_task(look, code)


async def test_the_last_item_scanned_packs_the_parcel(carrier):
    order_id = await to_ship(lines=(("MUG", 2, 100), ("VAS", 1, 100)))
    package_id = await desk.ship(PACKER, order_id, "standard")
    left = [(await act(actions.pack_item, package_id, code)).left_in_package for code in ("mug", " MUG ", "VAS")]
    assert left == [2, 1, 0]
    (package,) = await packages(order_id)
    assert package.status == "packed"
    assert package.packed_at is not None


async def test_a_wrong_item_and_one_too_many_are_stopped(carrier):
    order_id = await to_ship(lines=(("MUG", 1, 100), ("VAS", 1, 100)))
    package_id = await desk.ship(PACKER, order_id, "standard")
    with pytest.raises(WrongItem):
        await act(actions.pack_item, package_id, "PLATE")
    with pytest.raises(WrongItem):
        await act(actions.pack_item, package_id, "")
    await act(actions.pack_item, package_id, "MUG")
    with pytest.raises(ItemComplete):
        await act(actions.pack_item, package_id, "MUG")
    found = await task((await order_of(order_id)).number)
    assert (found.packed, found.units, found.may_pack) == (1, 2, True)


async def test_the_product_s_barcode_counts_like_its_sku(carrier):
    order_id = await to_ship()
    async with open_work(PACKER) as work:
        line = (await __import__("tests.business.fulfilment.conftest", fromlist=["lines"]).lines(order_id))[0]
        work.session.add(
            Variant(
                id=line.variant_id,
                shop_id=10,
                product_id=1,
                sku="MUG-S",
                title="Sand",
                price_minor=1,
                currency="TRY",
                barcode="8690000000017",
            )
        )
    package_id = await desk.ship(PACKER, order_id, "standard")
    assert (await act(actions.pack_item, package_id, "8690000000017")).packed == 1


async def test_a_packed_parcel_is_found_by_any_of_its_codes(carrier):
    order_id = await to_ship()
    package_id = await desk.ship(PACKER, order_id, "standard")
    (package,) = await packages(order_id)
    number = (await order_of(order_id)).number
    for code in (
        number,
        number.lower(),
        f"{number}-1",
        package.tracking_number,
        f" {package.tracking_number[:2]} {package.tracking_number[2:]} ",
    ):
        assert (await task(code)).package_id == str(package_id)
    for code in ("", "SH-1", f"{number}-2"):
        with pytest.raises(NotFound):
            await task(code)
    with pytest.raises(NotFound):
        await task(number, STRANGER)


async def test_nothing_is_scanned_into_a_parcel_that_left(carrier):
    order_id = await to_ship()
    package_id = await desk.ship(PACKER, order_id, "standard")
    await act(actions.pack, package_id)
    await act(actions.hand_over, package_id)
    with pytest.raises(NotAllowedNow):
        await act(actions.pack_item, package_id, "MUG-S")


async def test_a_batch_is_printed_whole_or_not_at_all(carrier):
    orders = [await to_ship() for _ in range(3)]
    ids = [await desk.ship(PACKER, each, "standard") for each in orders]
    with pytest.raises(NotFound):
        await act(actions.print_label, [*ids, 1])
    assert [(await packages(each))[0].prints for each in orders] == [0, 0, 0]
    await act(actions.print_label, ids)
    await act(actions.print_label, ids[:1])
    assert [((await packages(each))[0].status, (await packages(each))[0].prints) for each in orders] == [
        ("printed", 2),
        ("printed", 1),
        ("printed", 1),
    ]
    with pytest.raises(BatchTooLarge):
        await act(actions.print_label, list(range(1, 602)))


async def test_what_label_and_slip_say(carrier):
    order_id = await to_ship(payment_method="cod")
    package_id = await desk.ship(PACKER, order_id, "standard")
    async with open_reading(PACKER) as look:
        (label,) = await label_facts(look, [package_id])
        (slip,) = await slip_facts(look, order_id)
    assert label.recipient.phone == "+90 532 ••• •• 17"
    assert label.collect.minor == 82790
    assert label.simulated
    assert (slip.code, label.code) == (label.code, f"{(await order_of(order_id)).number}-1")
    assert [(item.quantity, item.sku, item.price.minor) for item in slip.items] == [(2, "MUG-S", 77800)]


async def test_no_document_of_an_order_on_hold(carrier):
    order_id = await to_ship("on_hold")
    async with open_reading(PACKER) as look:
        with pytest.raises(NotFound):
            await slip_facts(look, order_id)


async def test_the_order_list_knows_carrier_and_number(carrier):
    order_id = await to_ship()
    await desk.ship(PACKER, order_id, "standard")
    (package,) = await packages(order_id)
    async with open_reading(PACKER) as look:
        known = KnownParcels()
        assert (await known.of_orders(look, [order_id]))[order_id].tracking_number == package.tracking_number
        assert await known.orders_tracked_by(look, [package.tracking_number.lower()]) == [order_id]
        assert await known.abnormal(look, 10) == 0
