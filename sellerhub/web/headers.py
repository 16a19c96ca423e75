"""What every answer of this server says to browsers; the outermost ASGI wrapper, and the guard of Reflex's upload door."""

import base64
import hashlib
import re
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from sellerhub.web.http import is_https
from sellerhub.web.measures import REQUESTS

_INLINE = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9.\-\[\]:]{1,255}")
YEAR = 365 * 24 * 3600

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=(), usb=(), camera=(self)",
}


def inline_script_hashes(client: Path) -> tuple[str, ...]:
    """CSP sources of every inline script in the built pages; they are the same for a whole build."""
    found: set[str] = set()
    for page in client.rglob("*.html"):
        for script in _INLINE.finditer(page.read_text("utf-8")):
            if "src=" not in script["attributes"] and script["text"]:
                digest = hashlib.sha256(script["text"].encode()).digest()
                found.add(f"'sha256-{base64.b64encode(digest).decode()}'")
    return tuple(sorted(found))


def content_policy(host: str, scripts: Iterable[str]) -> str:
    """No eval, no foreign origin, no frame. `style-src` needs inline styles: positions of menus and progress bars."""
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", *scripts)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "media-src": "'self' blob:",
        "font-src": "'self'",
        "connect-src": f"'self'{sockets}",
        "worker-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


@cache
def _scripts_of_build() -> tuple[str, ...]:
    from reflex.utils.prerequisites import get_web_dir

    return inline_script_hashes(Path(get_web_dir()) / "build" / "client")


def caching(path: str, status: int) -> str:
    """Built files have their hash in their name; pages are asked for again. Our routes say it themselves."""
    if status not in (200, 206, 304):
        return "no-store"
    if path.startswith("/assets/"):
        return f"public, max-age={YEAR}, immutable"
    if path.startswith(("/fonts/", "/css/", "/icons/", "/locales/")) or path.rsplit("/", 1)[-1] in ("icons.svg", "favicon.svg"):
        return "public, max-age=3600"
    return "no-cache"


class SecurityHeaders:
    """Adds what the answer does not say itself."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked, begun = Headers(scope=scope), time.perf_counter()

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                self._complete(scope, asked, message)
                REQUESTS.labels(scope["method"], str(message["status"])).observe(time.perf_counter() - begun)
            await send(message)

        await self.app(scope, receive, with_headers)

    def _complete(self, scope: Any, asked: Headers, message: Any) -> None:
        headers, path = MutableHeaders(scope=message), scope["path"]
        for name, value in FIXED.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", content_policy(asked.get("host", ""), _scripts_of_build()))
        headers.setdefault("Cache-Control", caching(path, message["status"]))
        if is_https(lambda name: asked.get(name, ""), scope["scheme"]):
            headers.setdefault("Strict-Transport-Security", f"max-age={2 * YEAR}; includeSubDomains")


class NoUploadDoor:
    """Reflex's `/_upload` has no sign-in and no size limit; our uploads are routes of our own, so it stays shut."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"].rstrip("/").startswith("/_upload"):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)
