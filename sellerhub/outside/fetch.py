"""Gets a picture from an address somebody typed, without letting them reach our own network.

A name is resolved once, every address is checked, and the connection goes to the checked address itself, so a name
that changes its answer afterwards gains nothing. Redirects pass the same door. No proxy of the environment is used.
"""

import asyncio
import ipaddress
import ssl
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from sellerhub.business.catalog.ports import Fetched

SECONDS = 5
MOST_BYTES = 10 * 1024 * 1024
MOST_REDIRECTS = 3
PORTS = frozenset({80, 443})


class ForbiddenAddress(OSError):
    pass


def is_public(address: str) -> bool:
    """Whether an address lies in the open internet, whatever it is wrapped in."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in ipaddress.ip_network("64:ff9b::/96"):  # an IPv4 address seen through NAT64
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        for inner in (ip.ipv4_mapped, ip.sixtofour, ip.teredo[1] if ip.teredo else None):
            if inner is not None:
                return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _Door(httpcore.AsyncNetworkBackend):
    """Opens connections to public addresses only."""

    def __init__(self, allow_private: bool, ports: frozenset[int] | None) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._allow_private, self._ports = allow_private, ports

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Iterable | None = None
    ) -> httpcore.AsyncNetworkStream:
        if self._ports is not None and port not in self._ports:
            raise ForbiddenAddress(f"port {port}")
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=1)
        addresses = list(dict.fromkeys(each[4][0] for each in found))
        if not self._allow_private and not all(map(is_public, addresses)):
            raise ForbiddenAddress(host)
        return await self._inner.connect_tcp(
            addresses[0], port, timeout=timeout, local_address=local_address, socket_options=socket_options
        )

    async def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.AsyncNetworkStream:
        raise ForbiddenAddress("unix socket")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class SafeFetching:
    """Port catalog.Fetching. `allow_private` and `ports` open the door for a test's own server."""

    def __init__(self, *, allow_private: bool = False, ports: frozenset[int] | None = PORTS, seconds: float = SECONDS) -> None:
        self._door = _Door(allow_private, ports)
        self._seconds = seconds
        self._opening = asyncio.Lock()
        self._trust: ssl.SSLContext | None = None

    async def fetch(self, url: str) -> Fetched:
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(url)
        except TimeoutError:
            return Fetched(problem="too_slow")
        except ForbiddenAddress:
            return Fetched(problem="forbidden_address")
        except (OSError, ValueError, UnicodeError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
            return Fetched(problem="unreachable")
        except httpcore.UnsupportedProtocol:
            return Fetched(problem="refused")

    async def _trusted(self) -> ssl.SSLContext:
        """Whom we trust. Reading the machine's certificates takes a tenth of a second: once, and beside the loop."""
        async with self._opening:
            if self._trust is None:
                self._trust = await asyncio.to_thread(ssl.create_default_context)
        return self._trust

    async def _follow(self, url: str) -> Fetched:
        trust = await self._trusted()
        async with httpcore.AsyncConnectionPool(ssl_context=trust, network_backend=self._door, max_keepalive_connections=0) as pool:
            for _ in range(MOST_REDIRECTS + 1):
                parts = urlsplit(url)
                if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
                    return Fetched(problem="refused")
                headers = {"Host": parts.netloc, "Accept": "image/*", "Accept-Encoding": "identity", "User-Agent": "SellerHub"}
                async with pool.stream("GET", url, headers=headers) as answer:
                    said = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
                    if answer.status in {301, 302, 303, 307, 308} and b"location" in said:
                        url = urljoin(url, said[b"location"])
                        continue
                    return await self._take(answer, said)
        return Fetched(problem="refused")

    async def _take(self, answer: httpcore.Response, said: dict[bytes, str]) -> Fetched:
        if answer.status != 200:
            return Fetched(problem="unreachable")
        if not said.get(b"content-type", "").lower().startswith("image/"):
            return Fetched(problem="not_an_image")
        if said.get(b"content-length", "0").isdecimal() and int(said.get(b"content-length", "0")) > MOST_BYTES:
            return Fetched(problem="too_large")
        content = bytearray()
        async for part in answer.aiter_stream():
            content += part
            if len(content) > MOST_BYTES:
                return Fetched(problem="too_large")
        return Fetched(bytes(content))
