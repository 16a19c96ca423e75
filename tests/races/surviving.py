"""Kills a working shop many times and looks at what is left; for the test and for the bench."""

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from sellerhub.business.inventory.tables import Hold
from sellerhub.business.orders.checks import recount
from sellerhub.business.orders.tables import CheckoutKey, Order, OrderLine
from sellerhub.core import bus
from sellerhub.core.access import SYSTEM
from sellerhub.core.event_log import EventRow
from sellerhub.core.work import Office, open_reading
from tests.business.marketplace import a_shop
from tests.races import killing  # noqa: F401  its reaction finishes here what was due

ROOT = Path(__file__).parents[2]


async def survive(office: Office, kills: int) -> dict[str, Any]:
    shop = await a_shop(office, stock=100_000, variants=3)
    while await bus.run_due():
        pass
    facts = {
        "data_dir": str(office.settings.data_dir),
        "database_url": office.settings.database_url,
        "kills": kills,
        "variants": list(shop.variants),
        "price": shop.price_minor,
    }
    # imported, not run as a module: its reaction must have the same name there and here
    start = "import json, sys; from tests.races import killing; killing.main(**json.loads(sys.argv[1]))"
    command = [sys.executable, "-c", start, json.dumps(facts)]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError("the killing itself failed")
    told = json.loads(out)
    while await bus.run_due():  # what the last kill left to do
        pass
    return {"lives": kills, "answered": len(told["answers"]), **await what_is_left(office, told)}


async def what_is_left(office: Office, told: dict[str, Any]) -> dict[str, Any]:
    async with open_reading(SYSTEM) as look:

        async def column(*what):
            return (await look.session.execute(select(*what))).all()

        keys = {row.id.split(":", 1)[1]: row.group_id for row in await column(CheckoutKey.id, CheckoutKey.group_id)}
        orders = await column(Order.id, Order.group_id)
        lines = Counter(order_id for (order_id,) in await column(OrderLine.order_id))
        holds = Counter(order_id for (order_id,) in await column(Hold.order_id))
        groups = Counter(group_id for _, group_id in orders)
        batches = select(EventRow.facts).where(EventRow.kind == "OrdersPlaced")
        placed = Counter(each for facts in (await look.session.execute(batches)).scalars() for each in facts["order_ids"])
        noticed = Counter((await look.session.execute(select(EventRow.subject_id).where(EventRow.kind == "OrderNoticed"))).scalars())
        integrity = "ok"
        if office.database.is_sqlite:
            integrity = (await look.session.execute(text("PRAGMA integrity_check"))).scalar()
        differences = await recount(look)
    ids = {order_id for order_id, _ in orders}
    return {
        "orders": len(orders),
        "unanswered": len(keys.keys() - told["answers"].keys()),
        "lost": [key for key, group in told["answers"].items() if keys.get(key) != group or group not in groups],
        "doubled": [key for key, found in told["repeated"].items() if len(set(found)) > 1] + [g for g, n in groups.items() if n > 1],
        "half": [each for each in ids if lines[each] != 1 or holds[each] != 1 or placed[each] != 1],
        "differences": differences,
        "reactions": {"skipped": len(ids - noticed.keys()), "doubled": sum(n > 1 for n in noticed.values())},
        "integrity": integrity,
    }
