"""Accounts, profiles, consents and memories.

Revision: 0001
Follows: nothing
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_accounts")),
    )
    op.create_table(
        "consents",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('training', 'form_video', 'nutrition')",
            name=op.f("ck_consents_purpose_known"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_consents_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_consents")),
    )
    op.create_index(
        "ix_consents_newest", "consents", ["user_id", "purpose", "at", "seq"], unique=False
    )
    op.create_table(
        "memories",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_memories_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_memories")),
    )
    op.create_table(
        "profiles",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("mass_unit", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("height_cm", sa.Numeric(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("experience", sa.Text(), nullable=True),
        sa.Column("activity", sa.Text(), nullable=True),
        sa.Column("days_per_week", sa.Integer(), nullable=True),
        sa.Column("minutes_per_session", sa.Integer(), nullable=True),
        sa.Column("equipment", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("diet", sa.Text(), nullable=True),
        sa.Column("plate_step_kg", sa.Numeric(), nullable=False),
        sa.Column("dumbbell_step_kg", sa.Numeric(), nullable=False),
        sa.Column("screening", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "days_per_week BETWEEN 0 AND 7", name=op.f("ck_profiles_days_per_week_range")
        ),
        sa.CheckConstraint(
            "dumbbell_step_kg BETWEEN 0.01 AND 100", name=op.f("ck_profiles_dumbbell_step_kg_range")
        ),
        sa.CheckConstraint(
            "height_cm BETWEEN 30 AND 272", name=op.f("ck_profiles_height_cm_range")
        ),
        sa.CheckConstraint(
            "minutes_per_session BETWEEN 0 AND 1440",
            name=op.f("ck_profiles_minutes_per_session_range"),
        ),
        sa.CheckConstraint(
            "plate_step_kg BETWEEN 0.01 AND 100", name=op.f("ck_profiles_plate_step_kg_range")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_profiles_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_profiles")),
    )
