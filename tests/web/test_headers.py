"""What every answer says to browsers, and what only operators of the server may read."""

import re

import pytest

from sellerhub.web.headers import content_policy, inline_script_hashes
from sellerhub.web.http import WAYS
from tests.web.door import client, server


@pytest.fixture
async def door(office):
    async with client(server(office)[0]) as browser:
        yield browser


async def test_every_route_says_all_of_it(door):
    paths = {re.sub(r"{\w+(:\w+)?}", "1", way.path) for way in WAYS} | {
        "/",
        "/seller/orders",
        "/nothing/here",
        "/_upload",
        "/assets/a-1.js",
    }
    for path in sorted(paths):
        for method in ("GET", "POST", "OPTIONS"):
            answer = await door.request(method, path)
            policy = answer.headers["content-security-policy"]
            assert "unsafe-eval" not in policy
            assert "'unsafe-inline'" not in policy.split("style-src")[0]
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "same-origin"
            assert answer.headers["cache-control"]


async def test_only_files_with_a_hash_in_their_name_are_kept_for_ever(door):
    assert "immutable" in (await door.get("/assets/entry-4f2a.js")).headers["cache-control"]
    assert (await door.get("/seller/products")).headers["cache-control"] == "no-cache"
    assert (await door.get("/health")).headers["cache-control"] == "no-store"
    assert (await door.post("/session/sign-in")).headers["cache-control"] == "no-store"


async def test_plain_http_promises_no_https(door):
    assert "strict-transport-security" not in (await door.get("/")).headers


def test_scripts_may_connect_to_this_host_only():
    policy = content_policy("seller.example:8443", ["'sha256-abc='"])
    assert "connect-src 'self' ws://seller.example:8443 wss://seller.example:8443;" in policy
    assert "script-src 'self' 'sha256-abc=';" in policy
    assert "evil" not in content_policy("x; script-src evil", [])


def test_inline_scripts_of_a_build_are_known_by_their_hash(tmp_path):
    (tmp_path / "a.html").write_text('<script>alert("hi")</script><script src="/x.js"></script><script type="module">go()</script>')
    hashes = inline_script_hashes(tmp_path)
    assert len(hashes) == 2
    assert "'sha256-Y7kkAaP3AVZQEFYJcJXPzAMLQPuRvXZLxn3RBOqbaeQ='" in hashes or all(each.startswith("'sha256-") for each in hashes)


async def test_reflexs_upload_door_is_shut(door):
    for path in ("/_upload", "/_upload/", "/_upload/file.txt"):
        assert (await door.post(path)).status_code == 404
        assert (await door.get(path)).status_code == 404


async def test_health_needs_nothing_and_ready_needs_the_database(door, office, monkeypatch):
    assert (await door.get("/health")).json() == {"status": "alive"}
    assert (await door.get("/ready")).json() == {"database": True, "signals": True}

    async def gone():
        raise ConnectionError

    monkeypatch.setattr(office.database, "is_ready", gone)
    answer = await door.get("/ready")
    assert (answer.status_code, answer.json()["database"]) == (503, False)
    assert (await door.get("/health")).status_code == 200


async def test_measures_are_for_who_has_the_token(door, office):
    assert (await door.get("/metrics")).status_code == 404
    from pydantic import SecretStr

    office.settings = office.settings.model_copy(update={"metrics": True, "metrics_token": SecretStr("open sesame")})
    assert (await door.get("/metrics")).status_code == 401
    assert (await door.get("/metrics", headers={"authorization": "Bearer open"})).status_code == 401
    answer = await door.get("/metrics", headers={"authorization": "Bearer open sesame"})
    assert answer.status_code == 200
    for name in (
        "sellerhub_events_total",
        "sellerhub_request_seconds_bucket",
        "sellerhub_reactions_due",
        "sellerhub_loop_lag_seconds",
        "sellerhub_event_seconds_bucket",
        "sellerhub_checkouts_waiting 0.0",
    ):
        assert name in answer.text
