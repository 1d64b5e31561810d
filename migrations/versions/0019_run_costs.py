"""What the language models of a run cost.

Revision: 0019
Follows: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("runs", sa.Column("cost_usd", sa.Numeric(), nullable=True))
    op.create_check_constraint(op.f("ck_runs_cost_range"), "runs", "cost_usd >= 0")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_runs_cost_range"), "runs", type_="check")
    op.drop_column("runs", "cost_usd")
