"""Our cookies, read the same way from a request and from a websocket's handshake."""

from collections.abc import Mapping
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from types import MappingProxyType

from sellerhub.core.settings import Settings
from sellerhub.core.text import LANGUAGES, PSEUDO, known_language

SESSION = "sid"  # who is signed in
DEVICE = "device"  # a browser that once gave the right password
JOINING = "joining"  # a sign-up that waits for its mailed code
LANGUAGE = "lang"
PHONE = "phone"  # "1": the window was narrow at the last load, so a painting need not be drawn for a desk too
FLASH = "flash"  # what the last form post has to say; lives for one page


@lru_cache(maxsize=4096)  # a tab sends the same header with each of its events
def read(header: str) -> Mapping[str, str]:
    """Name -> value; what cannot be read is left out."""
    found = SimpleCookie()
    for part in header.split(";"):
        try:
            found.load(part.strip())
        except CookieError:
            continue
    return MappingProxyType({name: morsel.value for name, morsel in found.items()})


def is_plain(settings: Settings) -> bool:
    """Cookies without `Secure`: on loopback over plain http, or when the settings say so."""
    return settings.insecure_cookies or settings.address.startswith(("http://127.0.0.1", "http://localhost"))


def session_name(settings: Settings) -> str:
    """`__Host-` ties the cookie to this very host over https; plain http cannot have it."""
    return SESSION if is_plain(settings) else f"__Host-{SESSION}"


def device_name(settings: Settings) -> str:
    return DEVICE if is_plain(settings) else f"__Host-{DEVICE}"


def joining_name(settings: Settings) -> str:
    return JOINING if is_plain(settings) else f"__Host-{JOINING}"


def language_of(cookies: Mapping[str, str], accept: str = "") -> str:
    """The chosen language, else the first of ours that the browser asks for."""
    chosen = cookies.get(LANGUAGE, "")
    if chosen in LANGUAGES or chosen == PSEUDO:
        return chosen
    for wish in accept.split(","):
        language = wish.split(";")[0].strip().lower().split("-")[0]
        language = {"in": "id"}.get(language, language)
        if language in LANGUAGES:
            return known_language(language)
    return "en"
