"""A built page that carries a first paint: what has to come early is in the document itself, what can wait comes after it.

React hydrates the whole document and passes over elements of `<head>` and `<body>` that it does not know, so an element
with a name of its own stays until the page removes it.
"""

import json
import re
import zlib
from functools import cache, lru_cache
from pathlib import Path

from markupsafe import Markup, escape

from sellerhub.core.text import PSEUDO, RIGHT_TO_LEFT
from sellerhub.web.first_paint.style import usable, words_of

_MODULE = re.compile(r'<link rel="modulepreload" href="([^"]+)"/>')
_STYLE = re.compile(r'<link href="(/assets/[^"]+\.css)" rel="stylesheet" type="text/css"/>')
_FONT = re.compile(r'<link as="font"([^>]*?) rel="preload"([^>]*)/>')
_STYLE_EARLY = re.compile(r'<link as="style" [^>]*?(?=/>)')
_TITLE = re.compile(r"<title>[^<]*</title>")
_MANIFEST = re.compile(r"__reactRouterManifest=(\{.*\})", re.DOTALL)
_BARE = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/></head><body></body></html>'


class Shell:
    """One page of the build. Its head is the same for all who read one language, so it is compressed once."""

    def __init__(self, document: str, style: str = "", modules: tuple[str, ...] = ()) -> None:
        head, body = document.split("</head><body>", 1)
        self._head, self._rest = _TITLE.sub("", head), body
        scripts = dict.fromkeys([*_MODULE.findall(head), *modules])
        # A font that came while the painting is laid out would have it laid out twice.
        later = "".join(f'<link rel="later" as="font"{before}{after}/>' for before, after in _FONT.findall(head))
        later += "".join(f'<link rel="later" href="{each}"/>' for each in scripts)
        self._painted_head = _FONT.sub("", _MODULE.sub("", _with_style_inside(self._head, style)))
        # Scripts would share the line and the processor with what is drawn first: boot.js starts them when it is.
        self._painted_rest = _with_scripts_later(body).replace("</body>", f"{later}</body>", 1)

    def page(self, language: str, title: str, painted: Markup, path: str, *, zipped: bool) -> bytes:
        """The document for one visitor, as gzip if wanted. Without a painting it is the page as it was built."""
        start, packed, sum_ = self._start(language, bool(painted))
        first = Markup('<first-paint data-path="{}">{}<i id="painted" hidden></i></first-paint>').format(path, painted) if painted else ""
        rest = f"<title>{escape(title)}</title></head><body>{first}{self._painted_rest if painted else self._rest}".encode()
        return _joined(packed, sum_, len(start), rest) if zipped else start + rest

    @lru_cache(32)  # noqa: B019  there is one shell for each page, as long as the process lives
    def _start(self, language: str, painted: bool) -> tuple[bytes, bytes, int]:
        code = "en" if language == PSEUDO else language
        direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        mark = f' data-painted="{language}"' if painted else ""
        head = self._painted_head if painted else self._head
        start = head.replace('<html lang="en">', f'<html lang="{code}" dir="{direction}"{mark}>', 1)
        if painted:  # all of it at once: half a painting would move when the rest comes
            start = start.replace("<head>", '<head><link rel="expect" href="#painted" blocking="render"/>', 1)
        start = start.encode()
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        return start, packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH), zlib.crc32(start)


def _joined(packed: bytes, sum_: int, size: int, rest: bytes) -> bytes:
    """A gzip file of what is compressed already and the rest."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    tail = packer.compress(rest) + packer.flush()
    sum_, size = zlib.crc32(rest, sum_), (size + len(rest)) & 0xFFFFFFFF
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + packed + tail + sum_.to_bytes(4, "little") + size.to_bytes(4, "little")


def _with_scripts_later(body: str) -> str:
    return body.replace('<script type="module"', '<script type="later"').replace("<script>", '<script type="later-plain">')


def _with_style_inside(head: str, style: str) -> str:
    """The painting's style in the document: a file of its own would hold it back by a round trip.

    The whole style sheet is sent for afterwards (boot.js). React looks for its link, so that stays where it was.
    """
    head = _STYLE_EARLY.sub(lambda early: f'{early[0]} media="not all"', head)
    head = _STYLE.sub(lambda sheet: f'<link href="{sheet[1]}" rel="stylesheet" type="text/css" disabled/>', head)
    return head.replace("<script>", f"<style>{style}</style><script>", 1)


@cache
def shell_of(route: str, sheets: tuple[str, ...], sources: tuple[Path, ...]) -> Shell:
    """The built page of a route (`/live/[live_id]`) with what its painters can use of these files of `assets/css` inside.

    `sources`: the files of the code that paints.
    Where no pages are served it is an empty one: the painting is whole without.
    """
    client = _client()
    if not (client / "__spa-fallback.html").is_file():
        return Shell(_BARE)
    files = sorted((client / "css").glob("*.css"))
    style = "".join(file.read_text("utf-8") for file in files if file.stem in sheets)
    style = usable(style, words_of(*sources)).replace("</", "<\\/")
    return Shell((client / "__spa-fallback.html").read_text("utf-8"), style, _modules(client, route))


def _client() -> Path:
    from reflex.utils.prerequisites import get_web_dir

    return Path(get_web_dir()) / "build" / "client"


def _modules(client: Path, route: str) -> tuple[str, ...]:
    """The scripts of a route; the page does not name them, so the browser would learn of them late."""
    (file,) = client.glob("assets/manifest-*.js")
    told = _MANIFEST.search(file.read_text("utf-8"))
    path = re.sub(r"\[(\w+)\]", r":\1", route).strip("/")
    routes = json.loads(told[1])["routes"].values() if told else ()
    return next(((each["module"], *each["imports"]) for each in routes if each.get("path") == path), ())
