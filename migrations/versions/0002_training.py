"""Exercises, workouts, plans and reports.

Revision: 0002
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "body_weights",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("weight_kg", sa.Numeric(), nullable=False),
        sa.CheckConstraint(
            "weight_kg BETWEEN 1 AND 700", name=op.f("ck_body_weights_weight_kg_range")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_body_weights_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_body_weights")),
    )
    op.create_index("ix_body_weights_at", "body_weights", ["user_id", "at"], unique=False)
    op.create_table(
        "cardio_sessions",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("duration_s", sa.Integer(), nullable=False),
        sa.Column("distance_m", sa.Numeric(), nullable=True),
        sa.Column("mean_heart_rate_bpm", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "distance_m BETWEEN 0 AND 5000000", name=op.f("ck_cardio_sessions_distance_m_range")
        ),
        sa.CheckConstraint(
            "duration_s BETWEEN 0 AND 604800", name=op.f("ck_cardio_sessions_duration_s_range")
        ),
        sa.CheckConstraint(
            "mean_heart_rate_bpm BETWEEN 1 AND 480",
            name=op.f("ck_cardio_sessions_mean_heart_rate_bpm_range"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_cardio_sessions_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_cardio_sessions")),
    )
    op.create_index(
        "ix_cardio_sessions_started", "cardio_sessions", ["user_id", "started_at"], unique=False
    )
    op.create_table(
        "exercises",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column("primary_muscles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("secondary_muscles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("unilateral", sa.Boolean(), nullable=False),
        sa.Column("loadable", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(id) BETWEEN 1 AND 128", name=op.f("ck_exercises_id_length")),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.user_id"],
            name=op.f("fk_exercises_owner_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercises")),
    )
    op.create_index("ix_exercises_owner_id", "exercises", ["owner_id"], unique=False)
    op.create_table(
        "pain_reports",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "severity BETWEEN 0 AND 10", name=op.f("ck_pain_reports_severity_range")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_pain_reports_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_pain_reports")),
    )
    op.create_index("ix_pain_reports_at", "pain_reports", ["user_id", "at"], unique=False)
    op.create_table(
        "programmes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_programmes_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_programmes")),
    )
    op.create_index(
        "uq_programmes_active",
        "programmes",
        ["user_id"],
        unique=True,
        postgresql_where=sa.text("active"),
    )
    op.create_table(
        "sleep_reports",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hours", sa.Numeric(), nullable=False),
        sa.Column("quality", sa.Integer(), nullable=True),
        sa.CheckConstraint("hours BETWEEN 0 AND 24", name=op.f("ck_sleep_reports_hours_range")),
        sa.CheckConstraint("quality BETWEEN 1 AND 5", name=op.f("ck_sleep_reports_quality_range")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_sleep_reports_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_sleep_reports")),
        sa.UniqueConstraint("user_id", "id", name=op.f("uq_sleep_reports_user_id_id")),
    )
    op.create_table(
        "workouts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("duration_s", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "duration_s BETWEEN 0 AND 604800", name=op.f("ck_workouts_duration_s_range")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_workouts_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_workouts")),
        sa.UniqueConstraint("user_id", "source_key", name=op.f("uq_workouts_user_id_source_key")),
    )
    op.create_index(
        "ix_workouts_started", "workouts", ["user_id", "started_at", "id"], unique=False
    )
    op.create_table(
        "exercise_aliases",
        sa.Column("exercise_id", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("compact", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name=op.f("fk_exercise_aliases_exercise_id_exercises"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.user_id"],
            name=op.f("fk_exercise_aliases_owner_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("exercise_id", "alias", name=op.f("pk_exercise_aliases")),
        sa.UniqueConstraint(
            "compact",
            "owner_id",
            name=op.f("uq_exercise_aliases_compact_owner_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index("ix_exercise_aliases_owner_id", "exercise_aliases", ["owner_id"], unique=False)
    op.create_table(
        "prescriptions",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Text(), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=False),
        sa.Column("reps_low", sa.Integer(), nullable=False),
        sa.Column("reps_high", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("load_kg", sa.Numeric(), nullable=True),
        sa.Column("target_rpe", sa.Numeric(), nullable=True),
        sa.Column("increment_kg", sa.Numeric(), nullable=True),
        sa.Column("rest_s", sa.Integer(), nullable=True),
        sa.CheckConstraint("day BETWEEN 1 AND 31", name=op.f("ck_prescriptions_day_range")),
        sa.CheckConstraint(
            "increment_kg BETWEEN 0 AND 3000", name=op.f("ck_prescriptions_increment_kg_range")
        ),
        sa.CheckConstraint(
            "load_kg BETWEEN 0 AND 3000", name=op.f("ck_prescriptions_load_kg_range")
        ),
        sa.CheckConstraint(
            "position BETWEEN 0 AND 999", name=op.f("ck_prescriptions_position_range")
        ),
        sa.CheckConstraint(
            "reps_high BETWEEN 0 AND 100000", name=op.f("ck_prescriptions_reps_high_range")
        ),
        sa.CheckConstraint("reps_low <= reps_high", name=op.f("ck_prescriptions_reps_order")),
        sa.CheckConstraint(
            "reps_low BETWEEN 0 AND 100000", name=op.f("ck_prescriptions_reps_low_range")
        ),
        sa.CheckConstraint(
            "rest_s BETWEEN 0 AND 86400", name=op.f("ck_prescriptions_rest_s_range")
        ),
        sa.CheckConstraint("sets BETWEEN 1 AND 100", name=op.f("ck_prescriptions_sets_range")),
        sa.CheckConstraint(
            "target_rpe BETWEEN 1 AND 10", name=op.f("ck_prescriptions_target_rpe_range")
        ),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercises.id"], name=op.f("fk_prescriptions_exercise_id_exercises")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "programme_id"],
            ["programmes.user_id", "programmes.id"],
            name=op.f("fk_prescriptions_user_id_programme_id_programmes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_prescriptions_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "programme_id", "day", "position", name=op.f("pk_prescriptions")
        ),
    )
    op.create_index("ix_prescriptions_exercise_id", "prescriptions", ["exercise_id"], unique=False)
    op.create_table(
        "strength_tests",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("exercise_id", sa.Text(), nullable=False),
        sa.Column("one_rep_max_kg", sa.Numeric(), nullable=False),
        sa.CheckConstraint(
            "one_rep_max_kg BETWEEN 0 AND 3000", name=op.f("ck_strength_tests_one_rep_max_kg_range")
        ),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercises.id"], name=op.f("fk_strength_tests_exercise_id_exercises")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_strength_tests_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_strength_tests")),
    )
    op.create_index(
        "ix_strength_tests_exercise",
        "strength_tests",
        ["user_id", "exercise_id", "day"],
        unique=False,
    )
    op.create_index(
        "ix_strength_tests_exercise_id", "strength_tests", ["exercise_id"], unique=False
    )
    op.create_table(
        "workout_sets",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workout_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("load_kg", sa.Numeric(), nullable=True),
        sa.Column("reps", sa.Integer(), nullable=True),
        sa.Column("rpe", sa.Numeric(), nullable=True),
        sa.Column("distance_m", sa.Numeric(), nullable=True),
        sa.Column("seconds", sa.Numeric(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('normal', 'warmup', 'failure', 'drop')",
            name=op.f("ck_workout_sets_kind_known"),
        ),
        sa.CheckConstraint(
            "distance_m BETWEEN 0 AND 5000000", name=op.f("ck_workout_sets_distance_m_range")
        ),
        sa.CheckConstraint(
            "load_kg BETWEEN 0 AND 3000", name=op.f("ck_workout_sets_load_kg_range")
        ),
        sa.CheckConstraint(
            "position BETWEEN 0 AND 9999", name=op.f("ck_workout_sets_position_range")
        ),
        sa.CheckConstraint("reps BETWEEN 0 AND 100000", name=op.f("ck_workout_sets_reps_range")),
        sa.CheckConstraint("rpe BETWEEN 1 AND 10", name=op.f("ck_workout_sets_rpe_range")),
        sa.CheckConstraint(
            "seconds BETWEEN 0 AND 604800", name=op.f("ck_workout_sets_seconds_range")
        ),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercises.id"], name=op.f("fk_workout_sets_exercise_id_exercises")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "workout_id"],
            ["workouts.user_id", "workouts.id"],
            name=op.f("fk_workout_sets_user_id_workout_id_workouts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_workout_sets_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_workout_sets")),
        sa.UniqueConstraint(
            "user_id",
            "workout_id",
            "position",
            name=op.f("uq_workout_sets_user_id_workout_id_position"),
        ),
    )
    op.create_index(
        "ix_workout_sets_exercise",
        "workout_sets",
        ["user_id", "exercise_id", "workout_id"],
        unique=False,
    )
    op.create_index("ix_workout_sets_exercise_id", "workout_sets", ["exercise_id"], unique=False)
