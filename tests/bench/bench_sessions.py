"""P23: memory of an idle tab on the order queue against a tab on a blank Reflex page, both over real websockets.

Resident memory of the server process before and after opening tabs that stay open, in rounds, each on a fresh server.
"""

import asyncio
import contextlib
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sellerhub.commands import serve
from sellerhub.core.settings import Settings
from tests.browser.site import served
from tests.servers import free_port
from tests.workers.tab import Tab, session_cookie

TABS, WARM, ROUNDS = 200, 20, 3
BLANK = """import reflex as rx
class Counter(rx.State):
    n: int = 0
    @rx.event
    def more(self): self.n += 1
app = rx.App(theme=None)
@app.add_page
def index():
    return rx.el.main(rx.el.button(Counter.n, on_click=Counter.more))
"""
CONFIG = """import reflex as rx
config = rx.Config(app_name="blank", plugins=[rx.plugins.SitemapPlugin()], telemetry_enabled=False, state_manager_mode="memory")
"""


@contextlib.contextmanager
def blank() -> Iterator[tuple[str, int]]:
    with tempfile.TemporaryDirectory(prefix="sellerhub-blank-") as home:
        root, settings = Path(home), Settings(port=free_port())
        (root / "blank").mkdir()
        (root / "blank" / "__init__.py").touch()
        (root / "blank" / "blank.py").write_text(BLANK)
        (root / "rxconfig.py").write_text(CONFIG)
        environment = {**serve.environment(settings, root), "PYTHONPATH": home, "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "false"}
        process = subprocess.Popen([*serve.command(settings)[:-1], "blank.blank:app"], cwd=root, env=environment)
        try:
            if not serve.wait_until_ready(settings, process):
                raise RuntimeError("the blank page was not served")
            yield settings.address, process.pid
        finally:
            process.terminate()
            process.wait(15)


def rss_kib(server: int) -> int:
    """Of the server's worker: the largest child of Granian's main process."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return max(_rss(int(each)) for each in children) if children else _rss(server)


def _rss(process: int) -> int:
    line = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


async def per_tab(address: str, server: int, path: str, cookie: str = "") -> float:
    """KiB of one more tab. A few tabs first, so that caches and pools are there already."""
    async with contextlib.AsyncExitStack() as stack:
        await _open(stack, address, cookie, path, WARM)
        before = rss_kib(server)
        await _open(stack, address, cookie, path, TABS)
        return (rss_kib(server) - before) / TABS


async def _open(stack: contextlib.AsyncExitStack, address: str, cookie: str, path: str, n: int) -> None:
    for _ in range(n):
        tab = await stack.enter_async_context(Tab(address, cookie, path))
        await tab.until(lambda tab: tab.vars)
    await asyncio.sleep(1.5)


async def _ours(address: str, server: int) -> float:
    return await per_tab(address, server, "/seller/orders", await session_cookie(address, "elif@demo.example"))


def run() -> list[dict[str, Any]]:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        with served(pages=False, carrier_step_seconds=3600) as site:
            ours.append(asyncio.run(_ours(site.url, site.process.pid)))
        with blank() as (address, server):
            theirs.append(asyncio.run(per_tab(address, server, "/")))
    rounds = [mine / bare for mine, bare in zip(ours, theirs, strict=True)]
    ratio = statistics.median(rounds)
    return [
        {
            "id": "P23",
            "what": f"memory of an idle order-queue tab ({TABS} tabs)",
            "ours": f"{statistics.median(ours):.0f} KiB",
            "reference": f"{statistics.median(theirs):.0f} KiB",
            "ratio": round(ratio, 3),
            "rounds": [round(each, 3) for each in rounds],
            "bar": "<= 2",
            "holds": ratio <= 2 if max(theirs) <= 3 * min(theirs) else None,
        }
    ]


if __name__ == "__main__":
    for each in run():
        print(each)
