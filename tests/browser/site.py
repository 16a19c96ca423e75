"""A production server of this checkout on a free port with a scratch database; for tests, pictures and benches."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sellerhub.commands import frontend, serve
from sellerhub.core.settings import Settings
from tests.servers import free_port

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def needless() -> list[str]:
    """What Playwright adds for small containers: shared memory in files on the disk, a tenth slower."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage("/dev/shm").free > 1 << 30:
            return ["--disable-dev-shm-usage"]
    return []


@dataclass
class Site:
    """A running server: where it is, and the settings a test may open the same database with."""

    url: str
    settings: Settings
    environment: dict[str, str]
    process: subprocess.Popen | None = None
    served_with: dict[str, str] = field(default_factory=dict, repr=False)
    log: Path = field(default=Path("server.log"), repr=False)

    def start(self) -> None:
        """Serve, on the same port and database as before."""
        with self.log.open("a") as out:
            self.process = subprocess.Popen(serve.command(self.settings), cwd=frontend.ROOT, env=self.served_with, stdout=out, stderr=out)
        if not serve.wait_until_ready(self.settings, self.process):
            raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-4000:]}")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def run(self, *arguments: str, **kwargs) -> subprocess.CompletedProcess:
        """`python -m sellerhub ...` on this site's database."""
        command = [sys.executable, "-m", "sellerhub", *arguments]
        return subprocess.run(command, cwd=frontend.ROOT, env=self.environment, capture_output=True, text=True, check=False, **kwargs)


@contextlib.contextmanager
def served(*, fill: bool = True, pages: bool = True, **changes) -> Iterator[Site]:
    """Build if needed, migrate, fill with the demo marketplace, serve; `changes` are settings.

    Without `pages` nothing is built and only websocket and routes are served.
    """
    with tempfile.TemporaryDirectory(prefix="sellerhub-site-") as home:
        chosen = {
            "data_dir": Path(home) / "data",
            "port": free_port(),
            "insecure_cookies": True,
            "demo": True,
            "hold_seconds": 0,
            "carrier_step_seconds": 1,
            **changes,
        }
        environment = {key: value for key, value in os.environ.items() if not key.startswith("SELLERHUB_") or key == frontend.BUILDS}
        environment |= {f"SELLERHUB_{key.upper()}": str(value) for key, value in chosen.items()}
        environment["PYTHONPATH"] = str(frontend.ROOT)
        settings = Settings(**chosen)
        _run(environment, "setup")
        if fill:
            _run(environment, "demo")
        built = frontend.build(quiet=True) if pages else Path(home)
        started_with = serve.environment(settings, built) | environment
        if not pages:
            started_with["__REFLEX_MOUNT_FRONTEND_COMPILED_APP"] = "false"
        site = Site(settings.address, settings, environment, served_with=started_with, log=Path(home) / "server.log")
        try:
            site.start()
            yield site
        finally:
            site.stop()


def _run(environment: dict[str, str], command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sellerhub", command], cwd=frontend.ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
