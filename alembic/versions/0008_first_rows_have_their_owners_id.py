"""A first row has its owner's id, so that only the further ones need an index. Rows from before are all further ones.

Who ordered a product is seen by the holds of its variants.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_BY_OWNER = (("ix_shop_order_group", "shop_order", "group_id"), ("ix_stock_hold_order", "stock_hold", "order_id"))


def upgrade() -> None:
    for name, table, owner in (*_BY_OWNER, ("ix_order_line_order", "order_line", "order_id")):
        others = sa.text(f"id <> {owner}")
        op.drop_index(name, table)
        op.create_index(name, table, [owner], sqlite_where=others, postgresql_where=others)
    op.drop_index("ix_order_line_product", "order_line")


def downgrade() -> None:
    op.create_index("ix_order_line_product", "order_line", ["shop_id", "product_id"])
    for name, table, owner in _BY_OWNER:
        op.drop_index(name, table)
        op.create_index(name, table, [owner])
    op.drop_index("ix_order_line_order", "order_line")
    op.create_index("ix_order_line_order", "order_line", ["order_id", "shop_id"])
