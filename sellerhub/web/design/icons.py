"""Icons from one sprite, `assets/icons.svg`; a name that is not in it fails the build."""

import re
from functools import lru_cache
from pathlib import Path

import reflex as rx

SPRITE = Path(__file__).parents[3] / "assets" / "icons.svg"
DIRECTIONAL = frozenset({"arrow-left", "arrow-right", "chevron-left", "chevron-right", "undo-2", "redo-2", "log-out", "reply", "send"})


@lru_cache
def names() -> frozenset[str]:
    return frozenset(re.findall(r'<symbol id="i-([a-z0-9-]+)"', SPRITE.read_text("utf-8")))


def icon(name: str | rx.Var[str], size: int | None = None, class_name: str = "", **props) -> rx.Component:
    """A line icon, 16 px unless said. Directional ones flip in a right-to-left page."""
    if isinstance(name, str):
        if name not in names():
            raise KeyError(f"assets/icons.svg has no icon {name}")
        class_name = f"{class_name} flip" if name in DIRECTIONAL else class_name
        href: str | rx.Var = f"/icons.svg#i-{name}"
    else:
        href = "/icons.svg#i-" + name.to(str)
    if size is not None:
        props.setdefault("style", {"width": f"{size}px", "height": f"{size}px"})
    return rx.el.svg(rx.el.svg.use(href=href), class_name=f"i {class_name}".strip(), aria_hidden="true", **props)
