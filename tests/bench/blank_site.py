"""The smallest Reflex program, served as ours is: what one of its events and one of its sessions cost."""

import contextlib
import os
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.servers import free_port

PROGRAM = """
import reflex as rx


class Counter(rx.State):
    n: int = 0

    @rx.event
    async def add(self):
        self.n += 1


def index():
    return rx.el.button(Counter.n, on_click=Counter.add)


app = rx.App()
app.add_page(index, route="/")
"""
CONFIG = """
import reflex as rx

config = rx.Config(app_name="blank", state_manager_mode="memory", telemetry_enabled=False, plugins=[rx.plugins.SitemapPlugin()])
"""
ADD = "reflex___state____state.blank___blank____counter.add"


@contextlib.contextmanager
def blank_site() -> Iterator[tuple[int, int]]:
    """Yields (port, process id)."""
    with tempfile.TemporaryDirectory(prefix="sellerhub-blank-") as folder:
        home = Path(folder)
        (home / "blank").mkdir()
        (home / "blank" / "__init__.py").touch()
        (home / "blank" / "blank.py").write_text(textwrap.dedent(PROGRAM))
        (home / "rxconfig.py").write_text(textwrap.dedent(CONFIG))
        port = free_port()
        environment = {key: value for key, value in os.environ.items() if not key.startswith("SELLERHUB_")} | {
            "REFLEX_ENV_MODE": "prod", "__REFLEX_SKIP_COMPILE": "true", "REFLEX_TELEMETRY_ENABLED": "false",
            "REFLEX_CHECK_LATEST_VERSION": "false", "PYTHONPATH": folder,
        }  # fmt: skip
        granian = str(Path(sys.executable).with_name("granian"))
        flags = ["--interface", "asgi", "--factory", "--loop", "uvloop", "--no-access-log", "--log-level", "warning", "--workers", "1"]
        log = (home / "log").open("w")
        server = subprocess.Popen(
            [granian, *flags, "--port", str(port), "blank.blank:app"], cwd=folder, env=environment, stdout=log, stderr=log
        )
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/ping", timeout=1):
                    break
                time.sleep(0.1)
            else:
                raise RuntimeError((home / "log").read_text()[-2000:])
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(15)
            log.close()
