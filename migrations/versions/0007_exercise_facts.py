"""What an exercise is avoided with and replaced by, its step, its cues and where it comes from.

Revision: 0007
Follows: 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NONE_YET = {
    "avoid_with": (postgresql.ARRAY(sa.Text()), "{}"),
    "substitutes": (postgresql.ARRAY(sa.Text()), "{}"),
    "cues": (postgresql.JSONB(astext_type=sa.Text()), "[]"),
    "source": (sa.Text(), ""),
}


def upgrade() -> None:
    for name, (kind, empty) in NONE_YET.items():
        op.add_column(
            "exercises", sa.Column(name, kind, nullable=False, server_default=sa.text(f"'{empty}'"))
        )
        op.alter_column("exercises", name, server_default=None)
    op.add_column("exercises", sa.Column("step_kg", sa.Numeric(), nullable=True))
    op.create_check_constraint(
        op.f("ck_exercises_step_kg_range"), "exercises", "step_kg BETWEEN 0 AND 3000"
    )
