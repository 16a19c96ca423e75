"""Checkouts that made orders, by the key their buyers sent: the same key gets the first answer, for good.

Only a checkout that made orders is remembered. A refusal took nothing, so the same key may try again.
"""

from collections.abc import Collection
from datetime import datetime

from sellerhub.business.orders.checkout import Placed, PlacedOrder
from sellerhub.business.orders.rules import OrderStatus
from sellerhub.business.payments.rules import Method
from sellerhub.core.bulk import Bulk, micros
from sellerhub.core.money import Money

_FIND_SQLITE = "SELECT id, digest, group_id FROM checkout_key WHERE id IN (VALUES {rows})"
_FIND_POSTGRES = "SELECT id, digest, group_id FROM checkout_key WHERE id = ANY($1::text[])"
_CLAIM_SQLITE = "INSERT INTO checkout_key (id, digest, group_id, at) VALUES {rows} ON CONFLICT DO NOTHING RETURNING group_id"
_CLAIM_POSTGRES = (
    "INSERT INTO checkout_key (id, digest, group_id, at) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) "
    "ON CONFLICT DO NOTHING RETURNING group_id"
)
_ANSWER = (
    "SELECT group_id, id, number, shop_id, total_minor, currency, payment_method FROM shop_order "
    "WHERE (id IN (SELECT g FROM w) AND group_id = id) OR (group_id IN (SELECT g FROM w) AND id <> group_id) ORDER BY id"
)
_ANSWER_SQLITE = f"WITH w(g) AS (VALUES {{rows}}) {_ANSWER}"
_ANSWER_POSTGRES = _ANSWER.replace("IN (SELECT g FROM w)", "= ANY($1::bigint[])")


def identity(buyer_id: int, key: str) -> str:
    return f"{buyer_id}:{key}"


def first_status(payment_method: str) -> OrderStatus:
    """The status an order is placed with."""
    return OrderStatus.ON_HOLD if payment_method == Method.COD else OrderStatus.UNPAID


async def find(bulk: Bulk, identities: Collection[str]) -> dict[str, tuple[str, int]]:
    """(digest, group) of those that are known."""
    rows = await bulk.returned(_FIND_SQLITE, _FIND_POSTGRES, [(each,) for each in identities])
    return {known: (digest, group_id) for known, digest, group_id in rows}


async def claim(bulk: Bulk, claims: Collection[tuple[str, str, int]], at: datetime) -> set[int]:
    """Remember (identity, digest, group) each; returns the groups that were first. Waits for another process that is about to."""
    rows = sorted((known, digest, group_id, micros(at)) for known, digest, group_id in claims)
    return {group_id for (group_id,) in await bulk.returned(_CLAIM_SQLITE, _CLAIM_POSTGRES, rows)}


async def answers(bulk: Bulk, group_ids: Collection[int]) -> dict[int, Placed]:
    """What was answered when these groups were placed."""
    groups: dict[int, list[PlacedOrder]] = {}
    rows = await bulk.returned(_ANSWER_SQLITE, _ANSWER_POSTGRES, [(each,) for each in set(group_ids)])
    for group_id, order_id, number, shop_id, total, currency, method in rows:
        placed = PlacedOrder(order_id, number, shop_id, Money(total, currency), first_status(method).value)
        groups.setdefault(group_id, []).append(placed)
    return {group_id: Placed(group_id, tuple(orders)) for group_id, orders in groups.items()}
