"""The whole plan of a programme, which one it revises, and the reason of each prescription.

Revision: 0012
Follows: 0011
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("programmes", sa.Column("predecessor_id", sa.Uuid(), nullable=True))
    op.add_column(
        "programmes",
        sa.Column("plan", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    )
    op.add_column(
        "prescriptions", sa.Column("reason", sa.Text(), nullable=False, server_default="")
    )
