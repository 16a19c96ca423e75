"""The simulated carrier answers alike whoever asks, and its numbers catch a slip of the hand."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerhub.business.fulfilment.ports import CarrierRefused, Handed, Parcel, ScanKind
from sellerhub.core.address import Address
from sellerhub.core.money import Money
from sellerhub.outside.carriers.simulated import SimulatedCarrier, is_ours, tracking_number

HOME = Address("Burak Aydın", "", "Moda Cad. 118", "", "Kadıköy", "İstanbul", "34710", "TR")
SHOP = Address("Toprak Atölye", "", "Rasimpaşa Mah.", "", "Üsküdar", "İstanbul", "34716", "TR")
NOON = datetime(2025, 11, 20, 12, tzinfo=UTC)
CARRIER = SimulatedCarrier(timedelta(hours=1))


def parcel(key: str = "1.1", grams: int = 1900, to: Address = HOME, collect: Money | None = None) -> Parcel:
    return Parcel(key, SHOP, to, grams, "TRY", collect)


async def test_the_same_key_gets_the_same_label_from_any_process():
    first = await CARRIER.buy_label("standard", parcel("7.1"))
    assert await SimulatedCarrier(timedelta(0)).buy_label("standard", parcel("7.1")) == first
    assert (await CARRIER.buy_label("standard", parcel("7.2"))).tracking_number != first.tracking_number
    assert (first.routing, first.area) == ("34", "Kadıköy")


@given(st.text(min_size=1), st.integers(2, 17), st.integers(1, 9))
def test_one_wrong_digit_in_a_number_is_noticed(key, at, by):
    number = tracking_number(key)
    assert is_ours(number)
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert not is_ours(wrong)


async def test_heavier_and_cash_on_delivery_cost_more():
    light, heavy, cash = [
        (await CARRIER.services(each))[0].price for each in (parcel(), parcel(grams=2100), parcel(collect=Money(100, "TRY")))
    ]
    assert light < heavy
    assert light < cash


@pytest.mark.parametrize(
    ("reason", "asked"),
    [("address_incomplete", parcel(to=Address(city="Kadıköy"))), ("too_heavy", parcel(grams=30_001))],
)
async def test_what_it_cannot_carry_is_refused_with_a_reason(reason, asked):
    with pytest.raises(CarrierRefused, match=reason):
        await CARRIER.buy_label("standard", asked)


async def test_a_service_it_does_not_offer_is_refused():
    with pytest.raises(CarrierRefused, match="unknown_service"):
        await CARRIER.buy_label("rocket", parcel())


async def test_scans_come_a_step_apart_and_are_the_same_when_asked_again():
    asked = [Handed("SC1", NOON, "Üsküdar", "Kadıköy")]
    assert await CARRIER.scans_due(asked, NOON + timedelta(minutes=59)) == []
    early = await CARRIER.scans_due(asked, NOON + timedelta(hours=2))
    assert [scan.kind for scan in early] == [ScanKind.PICKED_UP, ScanKind.IN_TRANSIT]
    late = await CARRIER.scans_due(asked, NOON + timedelta(days=9))
    assert late[:2] == early
    assert [(scan.kind, scan.place, scan.at) for scan in late[2:]] == [
        (ScanKind.OUT_FOR_DELIVERY, "Kadıköy", NOON + timedelta(hours=3)),
        (ScanKind.DELIVERED, "Kadıköy", NOON + timedelta(hours=4)),
    ]
