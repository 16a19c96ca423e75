"""The word catalogues: every text of the product in eight languages, side by side, one file an area.

`words/orders.json` and `words/orders_detail.json` both fill the area `orders`: `{"to_ship": {"en": "To ship", ...}}` is
the key `orders.to_ship`. A text that depends on a number is an object of CLDR plural categories chosen by `n`.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sellerhub.core.text import LANGUAGES, PSEUDO, locale_of, number

FOLDER = Path(__file__).parent / "words"
Text = str | dict[str, str]
_PLACE = re.compile(r"\{(\w+)\}")
_LONGER = str.maketrans("aeiouycnsAEIOUCNS", "áéíóúýçñšÁÉÍÓÚÇÑŠ")


@lru_cache
def catalogue() -> dict[str, dict[str, Text]]:
    """key -> language -> text, of all areas. Raises ValueError when two files claim a key."""
    found: dict[str, dict[str, Text]] = {}
    for file in sorted(FOLDER.glob("*.json")):
        area = file.stem.split("_")[0]
        for key, texts in json.loads(file.read_text("utf-8")).items():
            if f"{area}.{key}" in found:
                raise ValueError(f"{area}.{key} is written twice, again in {file.name}")
            found[f"{area}.{key}"] = texts
    return found


def words_of(language: str) -> dict[str, Text]:
    """key -> text in one language; English where it is missing (a check fails then)."""
    if language == PSEUDO:
        return {key: _pseudo(texts["en"]) for key, texts in catalogue().items()}
    return {key: texts.get(language, texts["en"]) for key, texts in catalogue().items()}


def _pseudo(text: Text) -> Text:
    """The English text marked and lengthened by a third, its placeholders untouched."""
    if isinstance(text, dict):
        return {category: _pseudo(each) for category, each in text.items()}
    parts = re.split(r"(\{\w+\})", text)
    marked = "".join(part if part.startswith("{") else part.translate(_LONGER) for part in parts)
    return f"⟦{marked}{'~' * (len(text) // 3)}⟧"


def say(language: str, key: str, **values: object) -> str:
    """A text for mails, PDFs and exports. Raises KeyError for an unknown key."""
    text = words_of_cached(language)[key]
    if isinstance(text, dict):
        category = locale_of(language).plural_form(values["n"])
        text = text.get(category, text["other"])
    return fill(text, language, values)


def fill(text: str, language: str, values: Mapping[str, object]) -> str:
    def value(place: re.Match) -> str:
        found = values.get(place[1], place[0])
        return number(found, language) if isinstance(found, int) and not isinstance(found, bool) else str(found)

    return _PLACE.sub(value, text)


words_of_cached = lru_cache(words_of)


def placeholders(text: Text) -> set[str]:
    return {name for each in (text.values() if isinstance(text, dict) else [text]) for name in _PLACE.findall(each)}


def browser_files() -> list[tuple[Path, str]]:
    """`locales/<lang>.json` for every language, served as static files."""
    return [
        (Path("locales") / f"{language}.json", json.dumps(words_of(language), ensure_ascii=False, separators=(",", ":")))
        for language in (*LANGUAGES, PSEUDO)
    ]
