"""Who met which experiment first, and feedback that is an edit or an abandoned plan.

Revision: 0017
Follows: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exposures",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("experiment", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("arm", sa.Text(), nullable=False),
        sa.Column("weight", sa.Double[float](), nullable=False),
        sa.Column("bundle_id", sa.Text(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "arm IN ('champion', 'challenger')", name=op.f("ck_exposures_arm_known")
        ),
        sa.CheckConstraint("weight BETWEEN 0 AND 0.5", name=op.f("ck_exposures_weight_range")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_exposures_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "experiment", "salt", name=op.f("pk_exposures")),
    )
    op.create_index(
        "ix_exposures_first", "exposures", ["experiment", "salt", "first_at"], unique=False
    )
    op.alter_column("feedback", "up", nullable=True)
    op.add_column("feedback", sa.Column("edited_text", sa.Text(), nullable=True))
    op.add_column(
        "feedback",
        sa.Column("abandoned", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
