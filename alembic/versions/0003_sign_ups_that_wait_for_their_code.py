"""Sign-ups that wait for their mailed code."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sign_up',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('key_hash', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('wish', sa.JSON(), nullable=False),
    sa.Column('code_hash', sa.String(), nullable=False),
    sa.Column('tries_left', sa.Integer(), nullable=False),
    sa.Column('expires_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('tries_left >= 0', name='ck_sign_up_tries'),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.create_index('ix_sign_up_expires', ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_up_key_hash'), ['key_hash'], unique=True)


def downgrade() -> None:
    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_up_key_hash'))
        batch_op.drop_index('ix_sign_up_expires')
    op.drop_table('sign_up')
