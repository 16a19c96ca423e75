"""The part of the style sheets that a painting can use."""

import re
from collections.abc import Iterator, Set
from pathlib import Path

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COMMA = re.compile(r",(?![^()]*\))")  # none inside of :is(a, b)
_FUNCTION = re.compile(r":[a-z-]+\([^()]*\)")  # :not(...), :is(...): what they name may be there or not
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_WORD = re.compile(r"[A-Za-z_][\w-]*")  # of `k-{tone}` it is `k-`


def words_of(*files: Path) -> frozenset[str]:
    """Every word of these Python files: whatever class they may give an element is among them."""
    return frozenset(word for file in files for word in _WORD.findall(file.read_text("utf-8")))


def usable(style: str, words: Set[str]) -> str:
    """The rules that can match an element whose classes are all among `words`; at-rules without selectors stay.

    Not so the fonts that would have to be fetched: they come with the whole style sheet, and what is drawn until then has
    their widths.
    """
    kept = []
    for head, body in _blocks(_COMMENT.sub("", style)):
        if head.startswith(("@media", "@supports", "@layer", "@container")):
            inside = usable(body, words)
            if inside:
                kept.append(f"{head}{{{inside}}}")
        elif head == "@font-face" and "url(" in body:
            continue
        elif head.startswith("@") or any(_can_match(each, words) for each in _COMMA.split(head)):
            kept.append(f"{head}{{{body}}}")
    return "".join(kept)


def _can_match(selector: str, words: Set[str]) -> bool:
    while (plain := _FUNCTION.sub("", selector)) != selector:
        selector = plain
    return all(may_be(each, words) for each in _CLASS.findall(plain))


def may_be(name: str, words: Set[str]) -> bool:
    """Whether a painter can give an element this class: as a word, or put together as `k-{tone}`."""
    cuts = (at + 1 for at, letter in enumerate(name) if letter == "-")
    return name in words or any(name[:at] in words and name[at:] in words for at in cuts)


def _blocks(style: str) -> Iterator[tuple[str, str]]:
    """(what stands before the brace, what stands in the braces), one after the other."""
    at = 0
    while (start := style.find("{", at)) >= 0:
        depth, end = 1, start + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(style[end], 0)
            end += 1
        yield style[at:start].strip(), style[start + 1 : end - 1].strip()
        at = end
