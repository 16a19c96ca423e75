"""Values as people read them."""

import pytest

from sellerhub.core import text


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada Yılmaz", "AY"), (" ada  maria yılmaz ", "AY"), ("Çini", "Ç"), ("藤原 香", "藤香"), ("", ""), (" ", "")],
)
def test_a_badge_holds_the_first_words_letter_and_the_last_ones(name, letters):
    assert text.initials(name) == letters
