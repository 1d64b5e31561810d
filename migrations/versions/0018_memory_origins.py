"""Where a memory comes from: the athlete's words and the turn.

Revision: 0018
Follows: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("memories", sa.Column("said", sa.Text(), nullable=True))
    op.add_column("memories", sa.Column("run_id", sa.Text(), nullable=True))
