"""What the "Sold out" tab and a careful undo of imports look up."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('import_job', schema=None) as batch_op:
        batch_op.add_column(sa.Column('n_kept', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('import_job', schema=None) as batch_op:
        batch_op.alter_column('n_kept', server_default=None, existing_type=sa.Integer(), existing_nullable=False)
    with op.batch_alter_table('cart_line', schema=None) as batch_op:
        batch_op.create_index('ix_cart_line_variant', ['variant_id'], unique=False)
    # every variant has a stock row from now on
    op.execute(
        'INSERT INTO stock (id, shop_id, available, held, sold) SELECT id, shop_id, 0, 0, 0 FROM variant'
        ' WHERE NOT EXISTS (SELECT 1 FROM stock WHERE stock.id = variant.id)'
    )
    with op.batch_alter_table('stock', schema=None) as batch_op:
        batch_op.create_index(
            'ix_stock_gone', ['shop_id', 'available', 'id'], unique=False, sqlite_where=sa.text('available = 0'), postgresql_where=sa.text('available = 0')
        )


def downgrade() -> None:
    with op.batch_alter_table('stock', schema=None) as batch_op:
        batch_op.drop_index('ix_stock_gone', sqlite_where=sa.text('available = 0'), postgresql_where=sa.text('available = 0'))
    with op.batch_alter_table('cart_line', schema=None) as batch_op:
        batch_op.drop_index('ix_cart_line_variant')
    with op.batch_alter_table('import_job', schema=None) as batch_op:
        batch_op.drop_column('n_kept')
