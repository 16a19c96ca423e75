"""`run`: build what changed, migrate, fill an empty demo marketplace, and serve everything on one port."""

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from sellerhub.commands import database, frontend
from sellerhub.core.settings import Settings, settings

PATIENCE = 15  # seconds a server may take to close
_stopping: list[bool] = []
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def add(parsers: "argparse._SubParsersAction") -> None:
    parser = parsers.add_parser("run", help="serve SellerHub; migrates and builds first if needed")
    parser.add_argument("--demo", action="store_true", help="with a believable marketplace, and short times")
    parser.add_argument("--audience", action="store_true", help="with invented watchers who really buy on the running LIVE")
    parser.set_defaults(start=run)


def run(wanted: argparse.Namespace) -> int:
    if wanted.demo:
        _prepare_demo()
    chosen = settings()
    _check_workers(chosen)
    _check_port(chosen)
    built = frontend.build()
    database.migrate(chosen)
    accounts = _demo_accounts(chosen) if wanted.demo else ""
    # A session of its own: Ctrl C in a terminal reaches this process only, which then closes the server in order.
    server = subprocess.Popen(command(chosen), cwd=frontend.ROOT, env=environment(chosen, built), start_new_session=True)
    running = [server]
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: _stop(running))
    if wait_until_ready(chosen, server):
        print(f"\nSellerHub is open at {chosen.address}\n{accounts}\nCtrl C closes it.", flush=True)
        if wanted.audience:
            audience = [sys.executable, "-m", "sellerhub", "audience"]
            running.append(subprocess.Popen(audience, cwd=frontend.ROOT, env=environment(chosen, built), start_new_session=True))
    try:
        return _wait(server)
    finally:
        for each in running[1:]:
            each.terminate()


def _stop(running: list[subprocess.Popen]) -> None:
    _stopping.append(True)
    for each in running:
        each.terminate()


def _wait(server: subprocess.Popen) -> int:
    """Until the server ends by itself or, some seconds after it was asked to, by force."""
    asked_at = None
    while True:
        try:
            server.wait(1)
        except subprocess.TimeoutExpired:
            asked_at = asked_at or (time.monotonic() if _stopping else None)
            if asked_at and time.monotonic() - asked_at > PATIENCE:
                os.killpg(server.pid, signal.SIGKILL)
        else:
            return 0 if _stopping else server.returncode


def command(chosen: Settings) -> list[str]:
    """The server: one Granian, `workers` processes, frontend and websocket on one port."""
    return [
        str(Path(sys.executable).with_name("granian")),
        *("--interface", "asgi", "--factory", "--loop", "uvloop", "--no-access-log", "--log-level", "warning"),
        *("--host", chosen.host, "--port", str(chosen.port), "--workers", str(chosen.workers)),
        *("--workers-kill-timeout", "10s", "--respawn-failed-workers"),
        "sellerhub.app:app",
    ]


def environment(chosen: Settings, built: Path) -> dict[str, str]:
    values = {
        **os.environ,
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_WEB_WORKDIR": str(built),
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        "__REFLEX_SKIP_COMPILE": "true",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        # A dead radio link is noticed within half a minute, so a reconnect is not taken for a second tab.
        "REFLEX_SOCKET_INTERVAL": "10s",
        "REFLEX_SOCKET_TIMEOUT": "20s",
        "PYTHONPATH": str(frontend.ROOT),
        "SELLERHUB_DATA_DIR": str(chosen.data_dir),  # the server works in another folder
    }
    if chosen.redis_url:
        values["REFLEX_OPLOCK_ENABLED"] = "true"
    return values


def wait_until_ready(chosen: Settings, server: subprocess.Popen, seconds: float = 60) -> bool:
    """Whether the server answers within that time; False as well when it ended."""
    address = f"http://{'127.0.0.1' if chosen.host == '0.0.0.0' else chosen.host}:{chosen.port}/ping"  # noqa: S104
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return True
        except OSError:
            time.sleep(0.1)
    return False


def _prepare_demo() -> None:
    """Settings of a demo that the environment has not said otherwise; Settings() reads them."""
    os.environ.setdefault("SELLERHUB_DEMO", "true")
    os.environ.setdefault("SELLERHUB_HOLD_SECONDS", "20")
    os.environ.setdefault("SELLERHUB_CARRIER_STEP_SECONDS", "15")
    if settings().host in LOOPBACK and not settings().public_url:
        os.environ.setdefault("SELLERHUB_INSECURE_COOKIES", "true")
    if "SELLERHUB_PORT" not in os.environ:
        os.environ["SELLERHUB_PORT"] = str(_free_port_from(settings().port))
    settings.cache_clear()


def _free_port_from(first: int) -> int:
    return next((port for port in range(first, first + 50) if _is_free("127.0.0.1", port)), first)


def _is_free(host: str, port: int) -> bool:
    """Asked before the server starts, which shares its port: with its workers, and so with any other server of ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what was closed a moment ago is free
        try:
            probe.bind((host, port))
        except OSError as problem:
            return problem.errno != errno.EADDRINUSE  # what else is wrong with it the server says
    return True


def _check_port(chosen: Settings) -> None:
    if not _is_free(chosen.host, chosen.port):
        raise SystemExit(f"Another program already listens at {chosen.host}:{chosen.port}. End it, or choose another SELLERHUB_PORT.")


def _check_workers(chosen: Settings) -> None:
    if chosen.workers > 1 and (chosen.is_sqlite or not chosen.redis_url):
        raise SystemExit("More than one worker needs SELLERHUB_DATABASE_URL (PostgreSQL) and SELLERHUB_REDIS_URL.")


def _demo_accounts(chosen: Settings) -> str:
    from sellerhub.commands.demo import fill_if_empty

    return fill_if_empty(chosen)
