"""Orders written straight into the tables: what the list reads, without a checkout."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from sellerhub.business.orders.queue.search import OrderSearch, search_row
from sellerhub.business.orders.tables import Order, OrderCount, OrderLine
from sellerhub.business.shop.tables import Shop
from sellerhub.core.access import SYSTEM, Actor, Role
from sellerhub.core.work import open_work

NOW = datetime(2025, 11, 20, 17, 42, tzinfo=UTC)
TO_SHIP = {"awaiting_shipment", "awaiting_collection", "partially_shipped"}
SHOP, OTHER_SHOP = 100, 200


def seller(shop_id: int = SHOP, role: Role = Role.OWNER, language: str = "en") -> Actor:
    return Actor(account_id=1, shop_id=shop_id, roles=frozenset({role}), name="Elif", language=language)


def order(order_id: int, **changes: Any) -> dict[str, Any]:
    """One order's values; everything may be changed."""
    status = changes.get("status", "awaiting_shipment")
    placed = changes.get("placed_at", NOW - timedelta(hours=30) + timedelta(minutes=order_id))
    total = changes.pop("total", 10_000 + order_id)
    return {
        "id": order_id,
        "shop_id": SHOP,
        "number": f"SH-{250_000 + order_id}",
        "group_id": order_id,
        "buyer_id": 9,
        "buyer_name": "Okan Şimşek",
        "status": status,
        "source": "shop",
        "live_id": None,
        "address": {"name": "Okan Şimşek", "city": "Antalya", "phone": "+905320001122"},
        "items_minor": total,
        "shipping_minor": 0,
        "discount_minor": 0,
        "total_minor": total,
        "currency": "TRY",
        "item_count": 1,
        "first_title": "Ova dinner set",
        "first_photo": "/media/1-64.webp",
        "payment_method": "card",
        "placed_at": placed,
        "ship_by_at": placed + timedelta(hours=48) if status in TO_SHIP else None,
        "arrange_by_at": placed + timedelta(hours=72) if status in TO_SHIP else None,
        "cancel_requested_at": None,
    } | changes


async def write(orders: Iterable[dict[str, Any]], lines: int = 1) -> None:
    """Orders with their lines, search rows and counters, and the two shops."""
    orders = list(orders)
    async with open_work(SYSTEM) as work:
        run = work.session.execute
        known = set((await run(select(Shop.id))).scalars())
        for shop_id in {SHOP, OTHER_SHOP} - known:
            values = {"handle": f"shop-{shop_id}", "name": "Toprak Atölye", "market": "SEED", "currency": "TRY"}
            work.session.add(Shop(id=shop_id, time_zone="Europe/Istanbul", created_at=NOW, **values))
        await work.session.flush()
        if not orders:
            return
        await run(insert(Order), orders)
        await run(insert(OrderLine), [line for each in orders for line in _lines(each, lines)])
        await run(insert(OrderSearch), [searched(each) for each in orders])
        counts: dict[tuple[int, str], int] = {}
        for each in orders:
            counts[each["shop_id"], each["status"]] = counts.get((each["shop_id"], each["status"]), 0) + 1
        for (shop_id, status), n in counts.items():
            row = await work.session.get(OrderCount, (shop_id, status))
            if row is None:
                work.session.add(OrderCount(shop_id=shop_id, status=status, n=n))
            else:
                row.n += n


def searched(each: dict[str, Any]) -> dict[str, Any]:
    address = each["address"]
    return search_row(
        each["id"], each["shop_id"], number=each["number"], buyer=each["buyer_name"], city=address["city"], phone=address["phone"],
        items=(each["first_title"],),
    )  # fmt: skip


def _lines(each: dict[str, Any], lines: int) -> list[dict[str, Any]]:
    same = {"shop_id": each["shop_id"], "order_id": each["id"], "variant_id": 1, "product_id": 1, "variant_title": "", "sku": "OVA-12"}
    return [
        same
        | {"id": each["id"] * 10 + n, "title": each["first_title"], "photo": f"/media/{n}-64.webp", "quantity": 1}
        | {"unit_minor": 100, "total_minor": 100}
        for n in range(lines)
    ]
