"""P20, P21: first load of `/live/<id>` and `/seller/orders` against a blank Reflex page of the same toolchain.

P20 compares the script that Chromium receives (bytes on the wire, gzip) and bounds the style. P21 compares the time until the
largest content is painted, p75 of interleaved cold loads with a phone's processor (a quarter of the speed) and radio (150 ms, 1.6
Mbit/s), and bounds the layout shift.

Two blank pages are compared with. `bare` has one heading and no theme, so no style that would hold its heading back; P20 is
against it. `themed` is what `rx.App()` makes of one heading, with Reflex's own theme: the one whose 2.29 s stand beside P21.
"""

import contextlib
import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from sellerhub.commands import frontend, serve
from sellerhub.core.settings import Settings
from sellerhub.web.cookies import PHONE as PHONE_WINDOW
from tests.browser.site import CHROMIUM, FLAGS, served
from tests.browser.steps import sign_in
from tests.browser.visits import Visit
from tests.servers import free_port

LOADS = 20
SHIFT_AT_MOST = 0.1
PHONE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
STYLE_AT_MOST = 30 * 1024
BARE = """import reflex as rx
app = rx.App(theme=None)
@app.add_page
def index():
    return rx.el.main(rx.el.h1("Blank"))
"""
THEMED = """import reflex as rx
app = rx.App()
@app.add_page
def index():
    return rx.container(rx.heading("Blank"))
"""
CONFIG = """import reflex as rx
plugins = [rx.plugins.SitemapPlugin(){theme}]
config = rx.Config(app_name="blank", plugins=plugins, show_built_with_reflex=False, telemetry_enabled=False)
"""
ALIVE = "() => !document.querySelector('first-paint, [aria-busy=true], .skeleton')"
INSIDE = "[...document.querySelectorAll('head > style:not([data-emotion])')].map(each => each.textContent).join('')"
WATCH = """
window.seen = {lcp: 0, cls: 0};
const watch = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take)).observe({type, buffered: true});
watch('largest-contentful-paint', entry => seen.lcp = entry.startTime);
watch('layout-shift', entry => { if (!entry.hadRecentInput) seen.cls += entry.value });
"""


@dataclass
class Load:
    script: int  # bytes over the wire
    style: int  # with what is inside the document
    lcp_ms: float
    shift: float
    plotly: bool


@contextlib.contextmanager
def blank_site(program: str = BARE) -> Iterator[str]:
    """A page with one heading, built and served by the same Reflex, npm and Granian as ours."""
    with tempfile.TemporaryDirectory(prefix="sellerhub-blank-") as home:
        root, port = Path(home), free_port()
        (root / "blank").mkdir()
        (root / "blank" / "__init__.py").touch()
        (root / "blank" / "blank.py").write_text(program)
        (root / "rxconfig.py").write_text(CONFIG.format(theme=", rx.plugins.RadixThemesPlugin()" if program == THEMED else ""))
        lock = frontend.ROOT / "reflex.lock"
        if lock.is_dir():
            shutil.copytree(lock, root / "reflex.lock")
        environment = {key: value for key, value in frontend.node_environment().items() if key != "REFLEX_WEB_WORKDIR"}
        subprocess.run(
            [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"],
            cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        frontend.serve_from_anywhere(root / ".web" / "build" / "client" / "assets")
        settings = Settings(data_dir=root / "data", port=port)
        command = [*serve.command(settings)[:-1], "blank.blank:app"]
        served_by = {**serve.environment(settings, root / ".web"), "PYTHONPATH": str(root)}
        process = subprocess.Popen(command, cwd=root, env=served_by)
        try:
            if not serve.wait_until_ready(settings, process):
                raise RuntimeError("the blank page was not served")
            yield settings.address
        finally:
            process.terminate()
            process.wait(15)


def load(browser: Browser, address: str, path: str, who: str = "") -> Load:
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        if who:
            sign_in(page, who)
            context.add_cookies([{"name": PHONE_WINDOW, "value": "1", "url": address}])  # as the door's page leaves it on a phone
        sizes = {"script": 0, "stylesheet": 0}
        names: list[str] = []
        tools = context.new_cdp_session(page)
        kinds: dict[str, str] = {}
        tools.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"].lower()}))
        tools.on("Network.loadingFinished", lambda told: _add(sizes, kinds.get(told["requestId"], ""), told["encodedDataLength"]))
        page.on("response", lambda answer: names.append(answer.url))
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", PHONE)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.add_init_script(WATCH)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.wait_for_function(ALIVE)  # what the live page paints larger than the first paint counts
        page.wait_for_timeout(300)
        seen = page.evaluate("window.seen")
        inside = gzip.compress(page.evaluate(INSIDE).encode())
        return Load(sizes["script"], sizes["stylesheet"] + len(inside), seen["lcp"], seen["cls"], any("plotly" in each for each in names))
    finally:
        context.close()


def _add(sizes: dict[str, int], kind: str, size: float) -> None:
    if kind in sizes:
        sizes[kind] += int(size)


def run() -> list[dict[str, Any]]:
    with served(carrier_step_seconds=600) as site, blank_site() as bare, blank_site(THEMED) as themed, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        rows = []
        for name, route, who in (("the watch page of a LIVE", "/live/[live_id]", ""), ("the order queue", "/seller/orders", "elif")):
            path = Visit(name, route, who).path(site) or route
            pages = ((site.url, path, who), (bare, "/", ""), (themed, "/", ""))
            rounds = [[load(browser, *page) for page in pages] for _ in range(LOADS + 1)][1:]  # the first one only warms up
            ours, blank, with_theme = zip(*rounds, strict=True)
            rows += [weight(name, ours, blank), *(time_of(name, ours, *each) for each in (("bare", blank), ("themed", with_theme)))]
        browser.close()
    return rows


def p75(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.75)]


def weight(name: str, ours: Sequence[Load], blank: Sequence[Load]) -> dict[str, Any]:
    script, bare = statistics.median(each.script for each in ours), statistics.median(each.script for each in blank)
    style = statistics.median(each.style for each in ours)
    return {
        "id": "P20",
        "what": f"script of {name}, gzip; style {style / 1024:.1f} KiB",
        "ours": f"{script / 1024:.0f} KiB",
        "reference": f"{bare / 1024:.0f} KiB",
        "ratio": round(script / bare, 3),
        "rounds": [round(mine.script / other.script, 3) for mine, other in zip(ours, blank, strict=True)],
        "bar": "<= 1.5, style <= 30 KiB, no plotly",
        "holds": script / bare <= 1.5 and style <= STYLE_AT_MOST and not any(each.plotly for each in ours),
    }


def time_of(name: str, ours: Sequence[Load], which: str, blank: Sequence[Load]) -> dict[str, Any]:
    rounds = [mine.lcp_ms / other.lcp_ms for mine, other in zip(ours, blank, strict=True)]
    painted, reference = p75([each.lcp_ms for each in ours]), p75([each.lcp_ms for each in blank])
    steady = max(each.lcp_ms for each in blank) <= 3 * min(each.lcp_ms for each in blank)
    shift = max(each.shift for each in ours)
    return {
        "id": "P21" if which == "themed" else f"P21 {which}",
        "what": f"largest paint of {name} / {which} blank page; layout shift {shift:.3f}",
        "ours": f"{painted:.0f} ms",
        "reference": f"{reference:.0f} ms",
        "ratio": round(painted / reference, 3),
        "rounds": [round(each, 3) for each in rounds],
        "bar": "<= 1.3, shift <= 0.1",
        "holds": (painted / reference <= 1.3 and shift <= SHIFT_AT_MOST) if steady else None,
    }


if __name__ == "__main__":
    for each in run():
        print(each)
