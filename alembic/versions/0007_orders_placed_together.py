"""Orders that became durable together share one event; what each was stands in its own row."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# an earlier event keeps its id, so that the reactions it made due still belong to it; it tells of one order
_UP = {
    "sqlite": "json_object('shop_id', shop_id, 'live_id', json_extract(facts, '$.live_id'), "
    "'video_id', json_extract(facts, '$.video_id'), 'order_ids', json_array(subject_id))",
    "postgresql": "json_build_object('shop_id', shop_id, 'live_id', facts->'live_id', "
    "'video_id', facts->'video_id', 'order_ids', json_build_array(subject_id))",
}
_CORE = (
    "'order_id', o.id, 'shop_id', o.shop_id, 'buyer_id', o.buyer_id, 'group_id', o.group_id, 'live_id', o.live_id, 'number', o.number, "
    "'total_minor', o.total_minor, 'currency', o.currency, 'item_count', o.item_count, 'title', o.first_title, 'photo', o.first_photo, "
    "'buyer_name', o.buyer_name, 'city', {city}, 'status', CASE o.payment_method WHEN 'cod' THEN 'on_hold' ELSE 'unpaid' END, "
    "'payment_method', o.payment_method, 'video_id', o.video_id"
)
_DOWN = {
    "sqlite": "json_object(" + _CORE.format(city="coalesce(json_extract(o.address, '$.city'), '')") + ")",
    "postgresql": "json_build_object(" + _CORE.format(city="coalesce(o.address->>'city', '')") + ")",
}
_EACH = {
    "sqlite": "json_each(e.facts, '$.order_ids') AS w JOIN shop_order AS o ON o.id = w.value",
    "postgresql": "json_array_elements_text(e.facts->'order_ids') AS w(value) JOIN shop_order AS o ON o.id = w.value::bigint",
}


def upgrade() -> None:
    facts = _UP[op.get_bind().dialect.name]
    op.execute(
        f"UPDATE event_log SET facts = {facts}, kind = 'OrdersPlaced', subject = 'shop', subject_id = shop_id, actor_id = NULL, "
        "actor_name = '' WHERE kind = 'OrderPlaced'"
    )


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    # one event for each order again, under the order's id, which no event has
    op.execute(
        "INSERT INTO event_log (id, kind, subject, subject_id, shop_id, actor_id, actor_name, at, facts) "
        f"SELECT o.id, 'OrderPlaced', 'order', o.id, o.shop_id, o.buyer_id, o.buyer_name, e.at, {_DOWN[dialect]} "
        f"FROM event_log AS e, {_EACH[dialect]} WHERE e.kind = 'OrdersPlaced'"
    )
    op.execute(
        "INSERT INTO due_reaction (event_id, reaction, shop_id, due_at, tries, problem) "
        "SELECT o.id, d.reaction, d.shop_id, d.due_at, d.tries, d.problem "
        f"FROM due_reaction AS d JOIN event_log AS e ON e.id = d.event_id, {_EACH[dialect]} WHERE e.kind = 'OrdersPlaced'"
    )
    op.execute("DELETE FROM due_reaction WHERE event_id IN (SELECT id FROM event_log WHERE kind = 'OrdersPlaced')")
    op.execute("DELETE FROM event_log WHERE kind = 'OrdersPlaced'")
