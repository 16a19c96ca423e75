"""`demo`: fill an empty database with a believable marketplace; prints its accounts."""

import argparse
import asyncio

from sellerhub.commands.office import opened
from sellerhub.core.settings import Settings, settings


def add(parsers: "argparse._SubParsersAction") -> None:
    parser = parsers.add_parser("demo", help="fill an empty database with a demo marketplace")
    parser.set_defaults(start=lambda wanted: print(fill_if_empty(settings())))


def fill_if_empty(chosen: Settings) -> str:
    """Fills it unless somebody already has an account; returns the demo accounts as text."""
    return asyncio.run(_fill(chosen))


async def _fill(chosen: Settings) -> str:
    from sellerhub.demo import marketplace

    async with opened(chosen):
        if await marketplace.is_empty():
            print("Filling the demo marketplace ...", flush=True)
            await marketplace.fill()
        return marketplace.accounts_text()
