"""Search rows of new orders wait in a table of their own and follow a moment later."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('order_search_due',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('shop_id', sa.BigInteger(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    op.execute(
        "INSERT INTO order_search (id, shop_id, phone, text) SELECT id, shop_id, phone, text FROM order_search_due"
    )
    op.drop_table('order_search_due')
