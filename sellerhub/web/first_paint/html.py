"""HTML made on the server. Everything is escaped by markupsafe unless it is markup already; nobody joins strings.

h("a", {"class": "btn", "href": link}, icon("package"), title)
"""

import re
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup, escape

from sellerhub.web.design.icons import DIRECTIONAL, SPRITE
from sellerhub.web.first_paint.outline import one_path

_VOID = frozenset({"img", "input", "link", "meta"})
_SYMBOL = re.compile(r'<symbol id="i-([a-z0-9-]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)
_LINK = re.compile(r"(/(?!/)|#|https?://)")
_PHOTO = "data:image/webp;base64,"
NOTHING = Markup()


def h(tag: str, attributes: dict[str, Any] | None = None, *children: Any) -> Markup:
    """An element. Attributes that are None or False are left out, True stands alone; children that are None or False too.

    Raises ValueError for an address that is not a path, http(s) or a photo: no `javascript:` comes from a name.
    """
    parts = ["<", tag]
    for name, value in (attributes or {}).items():
        if value is None or value is False:
            continue
        if name in ("href", "src", "action") and not (_LINK.match(str(value)) or (name == "src" and str(value).startswith(_PHOTO))):
            raise ValueError(f"{name} of <{tag}> leads nowhere")
        parts.append(f" {name}" if value is True else f' {name}="{escape(value)}"')
    parts.append(">")
    if tag not in _VOID:
        _add(parts, children)
        parts.append(f"</{tag}>")
    return Markup("".join(parts))  # noqa: S704  each part was escaped above


def _add(parts: list[str], children: Any) -> None:
    for child in children:
        if child is None or child is False:
            continue
        if isinstance(child, list | tuple):
            _add(parts, child)
        else:
            parts.append(str(escape(child)))


def many(*children: Any) -> Markup:
    """Elements side by side."""
    parts: list[str] = []
    _add(parts, children)
    return Markup("".join(parts))  # noqa: S704  each part was escaped above


@cache
def _symbols() -> dict[str, tuple[str, Markup]]:
    sprite = SPRITE.read_text("utf-8")
    return {name: (box, Markup(one_path(drawing))) for name, box, drawing in _SYMBOL.findall(sprite)}  # noqa: S704  our own file


@lru_cache(256)
def icon(name: str, size: int | None = None, classes: str = "") -> Markup:
    """An icon drawn in place: the sprite would come a round trip later."""
    box, drawing = _symbols()[name]
    looks = " ".join(each for each in ("i", classes, "flip" if name in DIRECTIONAL else "") if each)
    style = f"width:{size}px;height:{size}px" if size else None
    return h("svg", {"class": looks, "viewBox": box, "aria-hidden": "true", "style": style}, drawing)
