"""`audience`: invented watchers on the running LIVE, until Ctrl C."""

import argparse
import asyncio
import signal

from sellerhub.commands.office import opened
from sellerhub.core.settings import Settings, settings


def add(parsers: "argparse._SubParsersAction") -> None:
    parser = parsers.add_parser("audience", help="let an invented audience watch, talk and buy on the running LIVE")
    parser.add_argument("--pace", type=float, default=1.6, help="mean seconds between two of their doings")
    parser.add_argument("--orders", type=int, default=400, help="how many orders they place at most")
    parser.set_defaults(start=lambda wanted: print(asyncio.run(_run(settings(), wanted.pace, wanted.orders))))


async def _run(chosen: Settings, pace: float, orders: int) -> str:
    from sellerhub.demo.audience import Audience

    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with opened(chosen):
        tally = await Audience(pace=pace, most_orders=orders).run(stop)
    return f"The audience left: {tally.comments} comments, {tally.carts} carts, {tally.orders} orders, {tally.declined} declined."
