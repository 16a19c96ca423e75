"""What every page of the build has: stylesheets, the head, the language provider."""

from pathlib import Path

import reflex as rx

from sellerhub.web.build import library
from sellerhub.web.language import LanguageProvider

ASSETS = Path(__file__).parents[2] / "assets"
BOOT = Path(__file__).parent / "boot.js"


def stylesheets() -> list[str]:
    """All of `assets/css`, in the order of their numbers."""
    return [f"/css/{file.name}" for file in sorted((ASSETS / "css").glob("*.css"))]


def head() -> list[rx.Component]:
    font = {"rel": "preload", "type": "font/woff2", "cross_origin": "anonymous", "custom_attrs": {"as": "font"}}
    return [
        rx.el.script(custom_attrs={"dangerouslySetInnerHTML": {"__html": BOOT.read_text("utf-8")}}),  # a file would be waited for
        rx.el.link(href="/fonts/inter-common-opsz.woff2", **font),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.meta(name="color-scheme", content="light dark"),
    ]


class Boundary(rx.Component):
    library = library("boundary")
    tag = "Boundary"


def wraps() -> dict:
    """Around every page, the outermost first."""
    return {(15, "Language"): lambda stateful: LanguageProvider.create(), (14, "Boundary"): lambda stateful: Boundary.create()}
