"""Short videos, what is tagged in them, and which orders came from them."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('video',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('shop_id', sa.BigInteger(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('container', sa.String(), nullable=False),
    sa.Column('millis', sa.Integer(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('bytes', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('published_at', sa.BigInteger(), nullable=True),
    sa.Column('deleted_at', sa.BigInteger(), nullable=True),
    sa.CheckConstraint("(status = 'published') = (published_at IS NOT NULL)", name='ck_video_published'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_video_shop_id', 'video', ['shop_id'])
    op.create_index('ix_video_shop_status', 'video', ['shop_id', 'status', 'id'])
    op.create_index('ix_video_published', 'video', ['status', 'published_at', 'id'])

    op.create_table('video_tag',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('shop_id', sa.BigInteger(), nullable=False),
    sa.Column('video_id', sa.BigInteger(), nullable=False),
    sa.Column('product_id', sa.BigInteger(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_video_tag_shop_id', 'video_tag', ['shop_id'])
    op.create_index('uq_video_tag', 'video_tag', ['video_id', 'product_id'], unique=True)

    op.create_table('video_sale',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('shop_id', sa.BigInteger(), nullable=False),
    sa.Column('video_id', sa.BigInteger(), nullable=False),
    sa.Column('total_minor', sa.BigInteger(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('counted', sa.Boolean(), nullable=False),
    sa.Column('cancelled', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_video_sale_shop_id', 'video_sale', ['shop_id'])
    op.create_index('ix_video_sale_video', 'video_sale', ['video_id', 'id'])

    op.create_table('video_figures',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('shop_id', sa.BigInteger(), nullable=False),
    sa.Column('views', sa.BigInteger(), nullable=False),
    sa.Column('orders', sa.Integer(), nullable=False),
    sa.Column('sold_minor', sa.BigInteger(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.CheckConstraint('views >= 0 AND orders >= 0', name='ck_video_figures'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_video_figures_shop_id', 'video_figures', ['shop_id'])

    op.add_column('shop_order', sa.Column('video_id', sa.BigInteger(), nullable=True))
    op.add_column('cart_line', sa.Column('video_id', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('cart_line', 'video_id')
    op.drop_column('shop_order', 'video_id')
    for table in ('video_figures', 'video_sale', 'video_tag', 'video'):
        op.drop_table(table)
