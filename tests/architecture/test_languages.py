"""Every text in every language, with the same placeholders and all the plurals that the language has."""

import ast
import importlib
import pkgutil

import pytest

import sellerhub.app
from sellerhub.core.errors import BusinessError
from sellerhub.core.text import LANGUAGES, locale_of
from sellerhub.web.language.catalogue import catalogue, placeholders
from tests.architecture.reading import files, place, tree

NOT_PROSE = ("style", "script", "kbd")
WORDS_ON_SCREEN = ("title", "placeholder", "aria_label", "alt", "label")
# French and Spanish have "many" for whole millions only, where "other" reads right too.
OPTIONAL = {"fr": {"many"}, "es": {"many"}}


def all_of_business() -> None:
    package = importlib.import_module("sellerhub.business")
    for each in pkgutil.walk_packages(package.__path__, "sellerhub.business."):
        importlib.import_module(each.name)


def subclasses(cls: type) -> set[type]:
    return {cls} | {each for child in cls.__subclasses__() for each in subclasses(child)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there(language):
    assert [key for key, texts in catalogue().items() if not texts.get(language)] == []


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_placeholders_are_those_of_english(language):
    wrong = {key: texts[language] for key, texts in catalogue().items() if placeholders(texts[language]) != placeholders(texts["en"])}
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_every_category_of_the_language(language):
    wanted = {*locale_of(language).plural_form.tags, "other"} - OPTIONAL.get(language, set())
    wrong = {}
    for key, texts in catalogue().items():
        if isinstance(texts["en"], dict):
            has = set(texts[language]) if isinstance(texts[language], dict) else set()
            if not wanted <= has:
                wrong[key] = sorted(wanted - has)
    assert wrong == {}


def test_only_our_languages_are_written():
    assert {key: sorted(set(texts) - set(LANGUAGES)) for key, texts in catalogue().items() if set(texts) - set(LANGUAGES)} == {}


def test_every_refusal_has_its_sentence():
    all_of_business()
    ours = {cls for cls in subclasses(BusinessError) if cls.__module__.startswith("sellerhub.")}
    codes = {cls.code for cls in ours if isinstance(getattr(cls, "code", None), str) and cls.code and not cls.__subclasses__()}
    assert sorted(code for code in codes if f"refusal.{code}" not in catalogue()) == []


def test_every_page_draws_with_texts_that_exist():
    """`t` raises for an unknown key when a page is drawn, and pages are drawn only by a build."""
    assert sellerhub.app.PAGES
    for page in sellerhub.app.PAGES:
        page.draw()


def test_pages_hold_no_text_of_their_own():
    wrong = []
    for path in files("web/pages", "web/shell", "web/design"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("rx.el.") and node.func.attr not in NOT_PROSE:
                said = [*node.args, *(each.value for each in node.keywords if each.arg in WORDS_ON_SCREEN)]
                wrong += [f"{place(path, each)} {each.value!r}" for each in said if _is_prose(each)]
    assert wrong == []


def _is_prose(node: ast.expr) -> bool:
    """A constant with a word in it; one or two letters are a key or a size."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return False
    word = node.value.strip()
    return len(word) > 2 and any(map(str.isalpha, word)) and word != "SellerHub"
