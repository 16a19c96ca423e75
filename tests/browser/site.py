"""A production server of this checkout on a free port with a scratch database; for tests, pictures and benches."""

import contextlib
import os
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


@dataclass
class Site:
    """A running server: where it is, and the settings a test may open the same database with."""

    url: str
    settings: Settings
    environment: dict[str, str]
    process: subprocess.Popen
    log: Path = field(repr=False)

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
        log = Path(home) / "server.log"
        with log.open("w") as out:
            process = subprocess.Popen(serve.command(settings), cwd=frontend.ROOT, env=started_with, stdout=out, stderr=out)
        try:
            if not serve.wait_until_ready(settings, process):
                raise RuntimeError(f"the server did not start:\n{log.read_text()[-4000:]}")
            yield Site(settings.address, settings, environment, process, log)
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _run(environment: dict[str, str], command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sellerhub", command], cwd=frontend.ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
