"""Every text in every language, with the same placeholders and all plural categories of that language."""

import pytest

from sellerhub.core.text import LANGUAGES, locale_of
from sellerhub.web.language.catalogue import browser_files, catalogue, placeholders, say


@pytest.mark.covers("SV-06")
def test_no_text_is_missing_in_any_language():
    missing = [(key, language) for key, texts in catalogue().items() for language in LANGUAGES if not texts.get(language)]
    assert missing == []


def test_every_text_keeps_the_placeholders_of_the_english_one():
    wrong = [
        (key, language)
        for key, texts in catalogue().items()
        for language in LANGUAGES
        if placeholders(texts[language]) - {"n"} != placeholders(texts["en"]) - {"n"}
    ]
    assert wrong == []


def test_plurals_have_every_category_of_their_language():
    wrong = []
    for key, texts in catalogue().items():
        for language, text in texts.items():
            if isinstance(text, dict):
                wanted = {*locale_of(language).plural_form.tags, "other"}
                if missing := wanted - text.keys():
                    wrong.append((key, language, sorted(missing)))
    assert wrong == []


def test_arabic_counts_are_chosen_by_its_own_rules():
    assert say("ar", "shell.watching", n=2) == "مشاهدان"
    assert say("ar", "shell.watching", n=11) == "11 مشاهدًا"
    assert say("tr", "shell.watching", n=12345) == "12.345 izleyici"


def test_the_pseudo_locale_marks_every_text_and_keeps_placeholders():
    (pseudo,) = [text for path, text in browser_files() if path.name == "xx.json"]
    assert '"design.late_by":"⟦' in pseudo
    assert "{time}" in pseudo
