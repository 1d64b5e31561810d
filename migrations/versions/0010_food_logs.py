"""Meals from the food logs of other apps: where a meal came from, entries without food or mass.

Revision: 0010
Follows: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meals", sa.Column("source", sa.Text(), nullable=False, server_default="app"))
    op.alter_column("meals", "source", server_default=None)
    op.alter_column("meal_items", "food_id", nullable=True)
    op.alter_column("meal_items", "grams", nullable=True)
