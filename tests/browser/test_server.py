"""What the real server says on the wire: headers on every kind of answer, and who may open a websocket."""

import base64
import http.client
import os
import re
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser


def ask(site, method: str, path: str, **headers: str):
    """Status, headers (lower case) and body of one raw request."""
    where = urlsplit(site.url)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=10)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read() if answer.status != 101 else b""
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body
    finally:
        connection.close()


def open_socket(site, **headers: str) -> int:
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Protocol": "0.10.1",
    }
    return ask(site, "GET", "/_event/?EIO=4&transport=websocket&token=11111111-1111-4111-8111-111111111111", **upgrade, **headers)[0]


PAGES = [
    "/",
    "/sign-in/",
    "/sign-up/",
    "/seller/orders/",
    "/live/1",
    "/nothing/at/all",
    "/health",
    "/ready",
    "/metrics",
    "/_upload",
    "/ping",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_has_the_headers_and_no_page_allows_eval(site, path):
    status, headers, _ = ask(site, "GET", path)
    assert status in (200, 404)
    policy = headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")
    assert "frame-ancestors 'none'" in policy
    assert headers["cache-control"] in ("no-cache", "no-store")


def test_inline_scripts_of_each_page_are_allowed_by_hash_and_built_files_are_kept_for_ever(site):
    _, headers, body = ask(site, "GET", "/sign-in/")
    assert len(re.findall(rb"<script[^>]*>[^<]", body)) >= 1
    assert headers["content-security-policy"].count("'sha256-") >= 1
    built = re.search(rb"/assets/[\w.-]+\.js", body)[0].decode()
    status, headers, _ = ask(site, "GET", built)
    assert (status, headers["cache-control"]) == (200, "public, max-age=31536000, immutable")


def test_only_our_own_pages_open_a_websocket(site):
    assert open_socket(site, Origin=site.url) == 101
    for origin in ("https://evil.example", "http://127.0.0.1:1", "null"):
        assert open_socket(site, Origin=origin) == 403


def test_another_site_gets_no_cors_leave(site):
    _, headers, _ = ask(site, "OPTIONS", "/session/sign-in", Origin="https://evil.example", **{"Access-Control-Request-Method": "POST"})
    assert headers.get("access-control-allow-origin") not in ("*", "https://evil.example")
    _, headers, _ = ask(site, "GET", "/health", Origin="https://evil.example")
    assert "access-control-allow-origin" not in headers


def test_nothing_of_the_server_stands_open(site):
    for path in (
        "/_upload",
        "/_all_routes",
        "/docs",
        "/openapi.json",
        "/.env",
        "/../sellerhub.toml",
        "/%2e%2e/sellerhub.toml",
        "/assets/../../app.py",
    ):
        status, _, body = ask(site, "GET", path)
        assert status in (307, 400, 404), path
        assert b"SELLERHUB_" not in body


def test_the_servers_log_names_nobody(site):
    """After all that other tests of this session did on this server: no address, no phone, no key."""
    text = site.log.read_text()
    assert not re.findall(r"[\w.+-]+@[\w-]+\.example", text)
    assert not re.findall(r"\+90 ?5\d\d", text)
    assert not re.findall(r"sid=\w", text)
