"""What Prometheus may read of this worker."""

import asyncio
import time

from prometheus_client import Counter, Gauge, Histogram

EVENTS = Counter("sellerhub_events_total", "Events of tabs that reached the gate")
EVENTS_REFUSED = Counter("sellerhub_events_refused_total", "Events the gate dropped", ["why"])
EVENT_SECONDS = Histogram(
    "sellerhub_event_seconds", "Events from the gate to their end", buckets=(0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
)
CHECKOUTS_WAITING = Gauge("sellerhub_checkouts_waiting", "Checkouts in this worker's queue")
REQUESTS = Histogram(
    "sellerhub_request_seconds", "HTTP requests", ["method", "status"], buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
)
LOOP_LAG = Gauge("sellerhub_loop_lag_seconds", "How late the event loop woke a sleeper, worst of the last 10 s")
REACTIONS_DUE = Gauge("sellerhub_reactions_due", "Reactions waiting to run")
SIGN_INS = Counter("sellerhub_sign_ins_total", "Sign-in attempts", ["result"])


async def watch_loop(every: float = 0.25, keep: int = 40) -> None:
    """A worker's task: how late is the loop."""
    late: list[float] = []
    while True:
        before = time.perf_counter()
        await asyncio.sleep(every)
        late = [*late[-keep:], max(0.0, time.perf_counter() - before - every)]
        LOOP_LAG.set(max(late))
