"""A batch of new orders as one PostgreSQL statement that takes all of it or nothing: locks, stock, keys, rows, counters, commit.

It is sent on a guess: that nobody answered these keys before, and that of everything there is more than is wanted. Where
the guess is wrong the counters get no number, the statement fails as a whole, and the batch is decided under the lock.
"""

from sellerhub.business.inventory import taking
from sellerhub.business.orders.batch_rows import FROM_CART_POSTGRES, Kind, Rows
from sellerhub.core.event_rows import PUT_EVENTS
from sellerhub.core.one_statement import OneStatement, Piece, records, texts, whole_numbers

_GOOD = ("variant_id", "product_id", "title", "variant_title", "sku", "photo", "unit_minor")
_KINDS = Piece(
    "kinds",
    "SELECT * FROM ROWS FROM (json_to_recordset($1::text::json) AS (shop_id bigint, currency text, status text, source text, "
    "live_id bigint, video_id bigint, payment_method text, due_at bigint, held_as text, held_until bigint)) WITH ORDINALITY "
    "AS k(shop_id, currency, status, source, live_id, video_id, payment_method, due_at, held_as, held_until, kind)",
)
_GOODS = Piece(
    "goods",
    "SELECT * FROM ROWS FROM (json_to_recordset($1::text::json) AS (variant_id bigint, product_id bigint, title text, variant_title text, "
    "sku text, photo text, unit_minor bigint)) WITH ORDINALITY "
    "AS g(variant_id, product_id, title, variant_title, sku, photo, unit_minor, good)",
)
_ORDERS = Piece(
    "orders",
    "SELECT o.id, o.number, o.group_id, o.buyer_id, o.buyer_name, o.address, o.items_minor, o.shipping_minor, o.item_count, o.first, "
    "k.* FROM unnest($1::text::bigint[], $2::text::bigint[], $3::text::bigint[], $4::text::bigint[], $5::text::bigint[], "
    "$6::text::int[], $7::text::int[], $8::text::int[], string_to_array($10, $9), string_to_array($11, $9), string_to_array($12, $9)) "
    "AS o(id, group_id, buyer_id, items_minor, shipping_minor, item_count, first, of_kind, number, buyer_name, address) "
    "JOIN kinds AS k ON k.kind = o.of_kind + 1",
)
_LINES = Piece(
    "lines",
    "SELECT l.id, l.order_id, l.quantity, k.shop_id, k.held_as, k.held_until, g.* FROM unnest($1::text::bigint[], "
    "$2::text::bigint[], $3::text::int[], $4::text::int[], $5::text::int[]) AS l(id, order_id, quantity, of_good, of_kind) "
    "JOIN kinds AS k ON k.kind = l.of_kind + 1 JOIN goods AS g ON g.good = l.of_good + 1",
)
_PUT_ORDERS = Piece(
    "put_orders",
    "INSERT INTO shop_order (id, shop_id, number, group_id, buyer_id, buyer_name, status, source, live_id, video_id, address, items_minor, "
    "shipping_minor, discount_minor, total_minor, currency, item_count, first_title, first_photo, payment_method, placed_at, "
    "due_at, cancel_reason, cancel_fault) "
    "SELECT o.id, o.shop_id, o.number, o.group_id, o.buyer_id, o.buyer_name, o.status, o.source, o.live_id, o.video_id, o.address::json, "
    "o.items_minor, o.shipping_minor, 0, o.items_minor + o.shipping_minor, o.currency, o.item_count, g.title, g.photo, "
    "o.payment_method, $1, o.due_at, '', '' FROM orders AS o JOIN goods AS g ON g.good = o.first + 1 RETURNING id",
)
_PUT_LINES = Piece(
    "put_lines",
    "INSERT INTO order_line (id, shop_id, order_id, variant_id, product_id, title, variant_title, sku, photo, quantity, unit_minor, "
    "total_minor) SELECT id, shop_id, order_id, variant_id, product_id, title, variant_title, sku, photo, quantity, unit_minor, "
    "unit_minor * quantity FROM lines RETURNING id",
)
_PUT_SEARCH = Piece("put_search", "INSERT INTO order_search_due (id, order_ids) VALUES ($1, $2) RETURNING id")
_PUT_HOLDS = Piece("put_holds", f"{taking.HELD} RETURNING id")
_FROM_CART = Piece("from_cart", FROM_CART_POSTGRES)
# after the stock: whoever takes the same keys elsewhere holds the same stock, and nobody waits in a circle
_KEYS = Piece(
    "keys",
    "INSERT INTO checkout_key (id, digest, group_id, at) SELECT w.id, w.digest, w.group_id, $1 "  # noqa: S608 names of ours
    "FROM unnest($2::text::bigint[], string_to_array($4, $3), string_to_array($5, $3)) AS w(group_id, id, digest), "
    f"{taking.TAKEN} AS t ORDER BY w.id RETURNING id",
)
_COUNT = Piece(
    "count",
    "INSERT INTO order_count (shop_id, status, n) SELECT w.shop_id, w.status, "  # noqa: S608 names of ours
    f"CASE WHEN {taking.TAKEN} = $2 AND (SELECT count(*) FROM keys) = $3 THEN w.n END "
    "FROM json_to_recordset($1::text::json) AS w(shop_id bigint, status text, n int) ORDER BY w.shop_id, w.status "
    "ON CONFLICT (shop_id, status) DO UPDATE SET n = order_count.n + excluded.n",
)


def statement(rows: Rows, keys: list[tuple[str, str, int]]) -> OneStatement:
    """`keys`: identity, digest, group."""
    whole, sums = OneStatement(), rows.sums
    whole.add(_KINDS, records(Kind._fields, rows.kinds))
    goods = [(g.variant_id, g.product_id, g.title, g.variant_title, g.sku, g.photo, g.price.minor) for g in rows.goods]
    whole.add(_GOODS, records(_GOOD, goods))
    ids, numbers, groups, buyers, names, addresses, items, shippings, counts, firsts, kinds = zip(*rows.orders, strict=True)
    whole.add(
        _ORDERS,
        *map(whole_numbers, (ids, groups, buyers, items, shippings, counts, firsts, kinds)),
        *texts(numbers, names, addresses),
    )
    whole.add(_LINES, *map(whole_numbers, zip(*rows.lines, strict=True)))
    whole.add(_PUT_ORDERS, rows.at)
    whole.add(_PUT_LINES)
    whole.add(_PUT_SEARCH, *rows.to_search[0])
    whole.add(_PUT_HOLDS)
    rows.events.put(whole)
    # what everybody wants comes last, and is ours for the shortest time
    taking.take_at_once(whole, sums, after=[each.name for each in (_PUT_ORDERS, _PUT_LINES, _PUT_SEARCH, _PUT_HOLDS, PUT_EVENTS)])
    identities, digests, group_ids = zip(*sorted(keys), strict=True)
    whole.add(_KEYS, rows.at, whole_numbers(group_ids), *texts(identities, digests))
    if rows.from_cart:
        whole.add(_FROM_CART, *map(list, zip(*rows.from_cart, strict=True)))
    tabs = [(*tab, n) for tab, n in sorted(rows.tabs.items())]
    whole.add(_COUNT, records(("shop_id", "status", "n"), tabs), len(sums), len(keys))
    return whole
