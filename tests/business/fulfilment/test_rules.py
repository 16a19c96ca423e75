"""The package's table of moves, what an order's status follows from, and which numbers can be real."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerhub.business.fulfilment import rules
from sellerhub.business.fulfilment.errors import TrackingNotValid
from sellerhub.business.fulfilment.rules import MOVES, Move, PackageStatus, Stage
from sellerhub.core.address import Address
from sellerhub.core.errors import NotAllowedNow

S, M = PackageStatus, Move
statuses = st.lists(st.sampled_from([each for each in S if each is not S.VOIDED]), min_size=1, max_size=5)


@given(st.sampled_from(S), st.sampled_from(M))
def test_only_moves_of_the_table_happen(status, move):
    if (status, move) in MOVES:
        assert rules.after(status, move) is MOVES[status, move]
        assert status in rules.from_statuses(move)
    else:
        with pytest.raises(NotAllowedNow):
            rules.after(status, move)


@pytest.mark.parametrize("status", [S.DELIVERED, S.RETURNED, S.LOST, S.VOIDED])
def test_an_ended_package_moves_no_more(status):
    assert rules.moves_from(status) == frozenset()


def test_the_way_of_d4_is_open_from_end_to_end():
    status = S.CREATED
    for move, reached in [
        (M.LABEL, S.LABEL_READY),
        (M.PRINT, S.PRINTED),
        (M.PACK, S.PACKED),
        (M.HAND_OVER, S.HANDED_OVER),
        (M.CARRY, S.IN_TRANSIT),
        (M.DELIVER, S.DELIVERED),
    ]:
        status = rules.after(status, move)
        assert status is reached


def test_a_scanned_label_can_no_longer_be_voided():
    for status in (S.HANDED_OVER, S.IN_TRANSIT, S.DELIVERED):
        assert M.VOID_LABEL not in rules.moves_from(status)


def test_a_parcel_leaves_without_our_label_only_under_the_seller_s_own_number():
    assert M.HAND_OVER not in rules.moves_from(S.LABEL_READY)
    assert M.HAND_OVER in rules.moves_from(S.LABEL_READY, own=True)


@pytest.mark.parametrize(
    ("case", "packages", "everything", "stage"),
    [
        ("nothing yet", [], False, Stage.AWAITING_SHIPMENT),
        ("a label failed", [S.LABEL_FAILED], True, Stage.AWAITING_SHIPMENT),
        ("one of two has a label", [S.PRINTED, S.CREATED], True, Stage.PARTIALLY_SHIPPED),
        ("some units are in no package", [S.PACKED], False, Stage.PARTIALLY_SHIPPED),
        ("all labelled", [S.LABEL_READY, S.PACKED], True, Stage.AWAITING_COLLECTION),
        ("one scanned, one waits", [S.IN_TRANSIT, S.HANDED_OVER], True, Stage.AWAITING_COLLECTION),
        ("all scanned", [S.IN_TRANSIT, S.DELIVERED], True, Stage.IN_TRANSIT),
        ("all there", [S.DELIVERED, S.DELIVERED], True, Stage.DELIVERED),
        ("voided ones do not count", [S.VOIDED, S.DELIVERED], True, Stage.DELIVERED),
    ],
)
def test_the_order_s_status_follows_from_its_packages(case, packages, everything, stage):
    assert rules.stage_of(packages, everything_packed=everything) is stage, case


@given(statuses)
def test_the_order_shows_its_least_advanced_package(packages):
    least = rules.least_advanced(packages)
    assert least in packages
    if any(each in rules.UNLABELLED for each in packages):
        assert least in rules.UNLABELLED


@pytest.mark.parametrize(
    ("carrier", "typed", "number"),
    [
        ("UPS", "1z 999 aa1 01 2345 6784", "1Z999AA10123456784"),
        ("PTT Kargo", "RR 123 456 785 TR", "RR123456785TR"),
        ("Yurtiçi Kargo", "yk-7420-1185-3306", "YK742011853306"),
        ("", "AB 1234 5678", "AB12345678"),
    ],
)
def test_a_typed_number_is_tidied(carrier, typed, number):
    assert rules.own_number(carrier, typed) == number


@pytest.mark.parametrize(
    ("case", "carrier", "typed"),
    [
        ("empty", "UPS", ""),
        ("UPS check digit", "UPS", "1Z999AA10123456785"),
        ("postal check digit", "PTT Kargo", "RR123456784TR"),
        ("too short", "Yurtiçi Kargo", "7420"),
        ("letters only", "", "ABCDEFGHIJ"),
        ("longer than a label is wide", "", "1" * 23),
        ("other scripts", "", "١٢٣٤٥٦٧٨٩"),
        ("mark-up", "", "<b>12345678</b>"),
    ],
)
def test_what_cannot_be_a_number_is_refused(case, carrier, typed):
    with pytest.raises(TrackingNotValid):
        rules.own_number(carrier, typed)


@given(st.text(max_size=40), st.sampled_from([*rules.CARRIERS, "Any other"]))
def test_an_accepted_number_stays_as_it_is_and_fits_a_label(typed, carrier):
    try:
        number = rules.own_number(carrier, typed)
    except TrackingNotValid:
        return
    assert rules.own_number(carrier, number) == number
    assert len(number) <= rules.LONGEST_NUMBER
    assert number.isalnum()


@given(st.from_regex(r"[A-Z]{0,3}[0-9]{8,20}", fullmatch=True))
def test_spacing_loses_nothing(number):
    assert rules.tidy_number(rules.spaced(number)) == number


def test_a_masked_phone_can_be_recognised_but_not_called():
    assert rules.masked_phone("+90 532 411 22 17") == "+90 532 ••• •• 17"
    assert "532" not in rules.masked_phone("0532")


def test_an_address_on_hold_gives_away_neither_name_nor_street():
    masked = rules.masked_address(Address("Burak Aydın", "+90 532 411 22 17", "Moda Cad. 118", "", "Kadıköy", "İstanbul", "34710", "TR"))
    shown = " ".join(masked.facts().values())
    assert "Kadıköy" in shown
    for secret in ("Burak", "Aydın", "Moda", "118", "34710", "411"):
        assert secret not in shown


def test_package_codes_are_read_back():
    assert rules.split_code(rules.package_code("SH-250087", 2)) == ("SH-250087", 2)
    assert rules.split_code("sh-250087") == ("SH-250087", None)
