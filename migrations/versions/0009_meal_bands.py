"""The fibre of a logged food, and the band of its grams where they were assumed.

Revision: 0009
Follows: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NAMES = ("fibre_g", "grams_low", "grams_high")


def upgrade() -> None:
    for name in NAMES:
        op.add_column("meal_items", sa.Column(name, sa.Numeric(), nullable=True))
        op.create_check_constraint(
            op.f(f"ck_meal_items_{name}_range"), "meal_items", f"{name} BETWEEN 0 AND 100000"
        )
