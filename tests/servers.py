"""PostgreSQL and Redis of Debian's packages, started for a test or a bench on free ports."""

import contextlib
import getpass
import os
import shutil
import signal
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


class Postgres:
    """A PostgreSQL server of one's own, on a free port, which can be killed and started again."""

    def __init__(self, *settings: str) -> None:
        """`settings` such as `shared_buffers=2GB`."""
        self._binaries, port = _postgres_folder(), free_port()
        self.url = f"postgresql://sellerhub@127.0.0.1:{port}"  # without a database name
        self.home = Path(tempfile.mkdtemp(prefix="sellerhub-pg-"))
        as_user = {}
        if getpass.getuser() == "root":  # the server refuses to run as root
            shutil.chown(self.home, "postgres", "postgres")
            as_user = {"user": "postgres"}
        self._run = {"stdout": subprocess.DEVNULL, "cwd": "/", **as_user}
        init = ["-D", self._data, "-U", "sellerhub", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run([self._binaries / "initdb", *init], check=True, **self._run)
        self._options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c shared_buffers=256MB"
            + "".join(f" -c {each}" for each in settings)
        )

    @property
    def _data(self) -> Path:
        return self.home / "data"

    def start(self) -> None:
        """Returns when it answers; raises CalledProcessError, as while processes of a killed one are still ending."""
        self._control("-l", self.home / "log", "-w", "-o", self._options, "start", check=True)

    def kill(self) -> None:
        """`kill -9` of the server's first process: the others notice, each when it next waits."""
        os.kill(int((self._data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def stop_at_once(self) -> None:
        """Immediate shutdown: every connection ends, nothing is written; the next start recovers."""
        self._control("-m", "immediate", "stop", check=False)

    def remove(self) -> None:
        self.stop_at_once()
        shutil.rmtree(self.home, ignore_errors=True)

    def _control(self, *words: str | Path, check: bool) -> None:
        subprocess.run([self._binaries / "pg_ctl", "-D", self._data, *words], check=check, stderr=subprocess.DEVNULL, **self._run)


@contextlib.contextmanager
def postgres(*settings: str) -> Iterator[str]:
    """A PostgreSQL server; yields its URL without a database name."""
    server = Postgres(*settings)
    try:
        server.start()
        yield server.url
    finally:
        server.remove()


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
