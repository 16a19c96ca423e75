"""PostgreSQL and Redis of Debian's packages, started for a test or a bench on free ports."""

import contextlib
import getpass
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def _postgres_folder() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return found[-1] if found else Path("/usr/bin")


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server; yields its URL without a database name."""
    binaries, port = _postgres_folder(), free_port()
    home = Path(tempfile.mkdtemp(prefix="sellerhub-pg-"))
    as_user = {}
    if getpass.getuser() == "root":  # the server refuses to run as root
        shutil.chown(home, "postgres", "postgres")
        as_user = {"user": "postgres"}
    run = {"stdout": subprocess.DEVNULL, "cwd": "/", **as_user}
    subprocess.run(
        [binaries / "initdb", "-D", home / "data", "-U", "sellerhub", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], check=True, **run
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c shared_buffers=256MB"
    subprocess.run([binaries / "pg_ctl", "-D", home / "data", "-l", home / "log", "-w", "-o", options, "start"], check=True, **run)
    try:
        yield f"postgresql://sellerhub@127.0.0.1:{port}"
    finally:
        subprocess.run([binaries / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop"], check=False, **run)
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """A Redis server; yields its URL."""
    port = free_port()
    home = tempfile.mkdtemp(prefix="sellerhub-redis-")
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", home],
        stdout=subprocess.DEVNULL,
    )
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(home, ignore_errors=True)
