"""Videos, analyses and findings.

Revision: 0005
Follows: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "videos",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("blob_key", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("exercise_hint", sa.Text(), nullable=True),
        sa.Column("load_kg", sa.Numeric(), nullable=True),
        sa.Column("logged_rpe", sa.Numeric(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('uploaded', 'analysing', 'analysed', 'failed')",
            name=op.f("ck_videos_status_known"),
        ),
        sa.CheckConstraint("load_kg BETWEEN 0 AND 3000", name=op.f("ck_videos_load_kg_range")),
        sa.CheckConstraint("logged_rpe BETWEEN 1 AND 10", name=op.f("ck_videos_logged_rpe_range")),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_videos_size_bytes_range")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_videos_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_videos")),
    )
    op.create_index("ix_videos_created", "videos", ["user_id", "created_at"], unique=False)
    op.create_index(
        "ix_videos_expiry",
        "videos",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("blob_key IS NOT NULL"),
    )
    op.create_table(
        "form_analyses",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("video_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("exercise_confidence", sa.Float(53), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("duration_s", sa.Float(53), nullable=False),
        sa.Column("model_hash", sa.Text(), nullable=False),
        sa.Column("rules_hash", sa.Text(), nullable=False),
        sa.Column("analysed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "duration_s BETWEEN 0 AND 604800", name=op.f("ck_form_analyses_duration_s_range")
        ),
        sa.CheckConstraint(
            "exercise_confidence BETWEEN 0 AND 1",
            name=op.f("ck_form_analyses_exercise_confidence_range"),
        ),
        sa.CheckConstraint("reps BETWEEN 0 AND 100000", name=op.f("ck_form_analyses_reps_range")),
        sa.ForeignKeyConstraint(
            ["user_id", "video_id"],
            ["videos.user_id", "videos.id"],
            name=op.f("fk_form_analyses_user_id_video_id_videos"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_form_analyses_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "video_id", name=op.f("pk_form_analyses")),
    )
    op.create_index(
        "ix_form_analyses_newest",
        "form_analyses",
        ["user_id", "exercise", "analysed_at"],
        unique=False,
    )
    op.create_table(
        "findings",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("video_id", sa.Uuid(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("model_hash", sa.Text(), nullable=False),
        sa.Column("rules_hash", sa.Text(), nullable=False),
        sa.Column("rep", sa.Integer(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("value", sa.Float(53), nullable=True),
        sa.Column("threshold", sa.Float(53), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("low", sa.Float(53), nullable=True),
        sa.Column("high", sa.Float(53), nullable=True),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(53), nullable=False),
        sa.Column("first_frame", sa.Integer(), nullable=True),
        sa.Column("last_frame", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("value <> 'NaN'", name=op.f("ck_findings_value_number")),
        sa.CheckConstraint(
            "(first_frame IS NULL) = (last_frame IS NULL)", name=op.f("ck_findings_frames_pair")
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_findings_confidence_range")),
        sa.CheckConstraint("first_frame <= last_frame", name=op.f("ck_findings_frames_order")),
        sa.CheckConstraint("rep >= 1", name=op.f("ck_findings_rep_range")),
        sa.ForeignKeyConstraint(
            ["user_id", "video_id"],
            ["form_analyses.user_id", "form_analyses.video_id"],
            name=op.f("fk_findings_user_id_video_id_form_analyses"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_findings_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_findings")),
    )
    op.create_index("ix_findings_video", "findings", ["user_id", "video_id"], unique=False)
