"""Moves, names and words of a LIVE."""

import pytest

from sellerhub.business.live import rules
from sellerhub.business.live.rules import ItemStatus, QueueEntry


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Mert Yıldız", "Mert Y."),
        ("Zeynep", "Zeynep"),
        ("Ayşe Nur Demir", "Ayşe D."),
        ("  ", ""),
        ("佐藤 遥", "佐藤"),
        ("陈文静", "陈**"),
        ("ليلى حداد", "ليلى ح."),
    ],
)
def test_strangers_see_a_first_name_and_an_initial(name, shown):
    assert rules.public_name(name) == shown


@pytest.mark.parametrize(
    "words",
    ["https://evil.example/x", "see www.cheap", "go to bestprice.com", "t.me/deals", "mail me a@b.co", "call +90 532 111 22 33"],
)
def test_links_and_telephone_numbers_are_held(words):
    assert rules.must_be_held(words)


@pytest.mark.parametrize(
    "words", ["Amforanın boyu kaç cm?", "42 cm. çok güzel", "Is it 1.490 or 1.790?", "3.5 litre mi", "100% cotton...nice"]
)
def test_ordinary_talk_is_not_held(words):
    assert not rules.must_be_held(words)


@pytest.mark.parametrize("words", ["Do you ship to Cyprus?", "多少钱？", "هل يوجد لون آخر؟"])
def test_a_question_is_known_by_its_mark_in_any_script(words):
    assert rules.is_question(words)


def test_control_characters_and_line_breaks_become_spaces():
    assert rules.tidy(" a\n\tb\u202e  c\x00 ") == "a b c"


def test_next_is_first_what_nobody_has_seen_after_the_pinned_one():
    queue = [
        QueueEntry(1, 1, ItemStatus.QUEUED),
        QueueEntry(2, 2, ItemStatus.PINNED),
        QueueEntry(3, 3, ItemStatus.SHOWN),
        QueueEntry(4, 4, ItemStatus.SOLD_OUT),
        QueueEntry(5, 5, ItemStatus.QUEUED),
    ]
    assert rules.next_to_pin(queue, 2) == 5
    assert rules.next_to_pin(queue[:4], 2) == 1
    assert rules.next_to_pin(queue[1:4], 2) == 3
    assert rules.next_to_pin([queue[1], queue[3]], 2) is None


@pytest.mark.parametrize(("to", "order"), [(1, [3, 1, 2]), (2, [1, 3, 2]), (99, [1, 2, 3]), (-4, [3, 1, 2])])
def test_a_move_keeps_everybody_else_in_order(to, order):
    assert rules.reordered([1, 2, 3], 3, to) == order
