"""What a browser sends as an event's arguments: anybody can send anything, so it is checked before a handler sees it."""

import inspect
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

from reflex_base.utils.form import FORM_DATA_ENTRIES_KEY

LONGEST = 200_000


def fit(handler: Callable[..., Any], payload: dict[str, Any]) -> dict[str, Any] | None:
    """The arguments cleaned, or None when some are missing, unknown or of another kind than the handler says."""
    names, needed, hints = _signature(handler)
    if not needed <= payload.keys() <= names:
        return None
    cleaned = {name: _form(_clean(value), hints.get(name, Any)) for name, value in payload.items()}
    return cleaned if all(_is(value, hints.get(name, Any)) for name, value in cleaned.items()) else None


def _form(value: Any, hint: Any) -> Any:
    """A submitted form without what its handler does not take.

    Reflex's browser half sends `[name, value]` pairs, and among them null for a field that is not drawn just now.
    """
    if not isinstance(value, dict) or value.keys() != {FORM_DATA_ENTRIES_KEY} or not isinstance(value[FORM_DATA_ENTRIES_KEY], list):
        return value
    wanted = (typing.get_args(hint) or (str, Any))[-1]
    entries = [each for each in value[FORM_DATA_ENTRIES_KEY] if isinstance(each, list) and len(each) == 2 and isinstance(each[0], str)]
    return {FORM_DATA_ENTRIES_KEY: [each for each in entries if _is(each[1], wanted)]}


@cache
def _signature(handler: Callable[..., Any]) -> tuple[frozenset[str], frozenset[str], dict[str, Any]]:
    parameters = list(inspect.signature(handler).parameters.values())[1:]
    if any(each.kind in (each.VAR_KEYWORD, each.VAR_POSITIONAL) for each in parameters):
        raise TypeError(f"{handler.__qualname__} must name its arguments")
    needed = {each.name for each in parameters if each.default is each.empty}
    try:
        hints = typing.get_type_hints(handler)
    except NameError:
        hints = {}
    return frozenset(each.name for each in parameters), frozenset(needed), hints


def _clean(value: Any) -> Any:
    """Text without what no database keeps: NUL and halves of a character."""
    if isinstance(value, str):
        return value[:LONGEST].replace("\x00", "").encode("utf-8", "ignore").decode()
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(each) for key, each in value.items()}
    return value


def _is(value: Any, hint: Any) -> bool:
    """Whether a JSON value is what the annotation says; annotations that JSON does not know take anything."""
    kind, inner = typing.get_origin(hint) or hint, typing.get_args(hint)
    if kind in (typing.Union, types.UnionType):
        return any(_is(value, each) for each in inner)
    if kind is list:
        return isinstance(value, list) and all(_is(each, inner[0] if inner else Any) for each in value)
    if kind is dict and isinstance(value, dict) and value.keys() == {FORM_DATA_ENTRIES_KEY}:
        return isinstance(value[FORM_DATA_ENTRIES_KEY], list)  # its entries were sifted by `_form`
    if kind is dict:
        return isinstance(value, dict) and all(_is(each, inner[1] if inner else Any) for each in value.values())
    check = _PLAIN.get(kind)
    return check is None or check(value)


def _is_whole(value: Any) -> bool:
    if isinstance(value, str):
        value = int(value) if value.lstrip("-").isascii() and value.lstrip("-").isdigit() and len(value) < 20 else None
    elif isinstance(value, float):
        value = int(value) if value.is_integer() else None
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63


_PLAIN: dict[Any, Callable[[Any], bool]] = {
    type(None): lambda value: value is None,
    str: lambda value: isinstance(value, str),
    bool: lambda value: isinstance(value, bool),
    int: _is_whole,
    float: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}
