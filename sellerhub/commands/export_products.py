"""`export products --shop HANDLE [--to FILE]`: a formula-safe CSV that imports as "no change"."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from sellerhub.business.catalog.exporting import export_products
from sellerhub.business.shop.queries import shop_by_handle
from sellerhub.commands.office import opened
from sellerhub.core.access import SYSTEM
from sellerhub.core.errors import BusinessError
from sellerhub.core.work import open_reading


def add(parsers: "argparse._SubParsersAction") -> None:
    parser = parsers.add_parser("export", help="export a shop's products as CSV")
    parser.add_argument("what", choices=["products"])
    parser.add_argument("--shop", required=True, metavar="HANDLE")
    parser.add_argument("--to", type=Path, help="a file; without it the CSV goes to standard output")
    parser.add_argument("--json", action="store_true", help="with --to: say what was written as JSON")
    parser.set_defaults(start=lambda wanted: asyncio.run(cli_export(wanted)))


async def cli_export(wanted: argparse.Namespace) -> int:
    async with opened():
        try:
            async with open_reading(SYSTEM) as look:
                shop = await shop_by_handle(look, wanted.shop)
            async with open_reading(SYSTEM.in_shop(shop.id)) as look:
                content = b"".join([part async for part in export_products(look)])
        except BusinessError as refusal:
            print(f"Not exported: {refusal}", file=sys.stderr)
            return 2
    if wanted.to is None:
        sys.stdout.buffer.write(content)
        return 0
    await asyncio.to_thread(wanted.to.write_bytes, content)
    print(json.dumps({"file": str(wanted.to), "bytes": len(content)}) if wanted.json else f"{wanted.to}: {len(content)} bytes")
    return 0
