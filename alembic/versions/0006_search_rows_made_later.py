"""What waits for its search row is orders by their ids, a batch a row; the search row is made of the order itself."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("INSERT INTO order_search (id, shop_id, phone, text) SELECT id, shop_id, phone, text FROM order_search_due")
    op.drop_table('order_search_due')
    op.create_table('order_search_due',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('order_ids', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    # what still waits keeps its number and its buyer; the rest of its words would need the program
    waiting = op.get_bind().execute(sa.text("SELECT order_ids FROM order_search_due")).scalars().all()
    find = sa.text(
        "INSERT INTO order_search (id, shop_id, phone, text) SELECT id, shop_id, '', lower(number || ' ' || buyer_name) "
        "FROM shop_order WHERE id = :id"
    )
    for order_ids in waiting:
        for order_id in order_ids.split(","):
            op.get_bind().execute(find, {"id": int(order_id)})
    op.drop_table('order_search_due')
    op.create_table('order_search_due',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('shop_id', sa.BigInteger(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
