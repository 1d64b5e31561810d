"""The expenditure a check-in measured, kept with the target it set.

Revision: 0011
Follows: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("targets", sa.Column("maintenance_kcal", sa.Numeric(), nullable=True))
    op.create_check_constraint(
        op.f("ck_targets_maintenance_kcal_range"),
        "targets",
        "maintenance_kcal BETWEEN 0 AND 30000",
    )
