"""Tables of form: videos, their analyses and findings."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
    text,
)

from coach.form.model import VideoStatus
from store.tables.schema import Instant, amounts, between, metadata, one_of, owner
from store.tables.training import MAX_LOAD_KG, MAX_SECONDS

videos = Table(
    "videos",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("created_at", Instant, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("blob_key", Text),
    Column("status", Text, nullable=False),
    Column("exercise_hint", Text),
    Column("load_kg", Numeric),
    Column("logged_rpe", Numeric),
    Column("expires_at", Instant),
    Column("error_code", Text),
    Column("error_message", Text),
    CheckConstraint("size_bytes >= 0", name="size_bytes_range"),
    one_of("status", VideoStatus),
    *amounts("load_kg", high=MAX_LOAD_KG),
    between("logged_rpe", "1", "10"),
    Index("ix_videos_created", "user_id", "created_at"),
    Index("ix_videos_expiry", "expires_at", postgresql_where=text("blob_key IS NOT NULL")),
)

form_analyses = Table(
    "form_analyses",
    metadata,
    owner(),
    Column("video_id", Uuid, primary_key=True),
    Column("exercise", Text, nullable=False),
    Column("exercise_confidence", Double, nullable=False),
    Column("view", Text, nullable=False),
    Column("reps", Integer, nullable=False),
    Column("duration_s", Double, nullable=False),
    Column("model_hash", Text, nullable=False),
    Column("rules_hash", Text, nullable=False),
    Column("analysed_at", Instant, nullable=False),
    ForeignKeyConstraint(
        ["user_id", "video_id"], ["videos.user_id", "videos.id"], ondelete="CASCADE"
    ),
    between("exercise_confidence", "0", "1"),
    between("reps", "0", "100000"),
    between("duration_s", "0", MAX_SECONDS),
    Index("ix_form_analyses_newest", "user_id", "exercise", "analysed_at"),
)

findings = Table(
    "findings",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("video_id", Uuid, nullable=False),
    Column("metric", Text, nullable=False),
    Column("view", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("model_hash", Text, nullable=False),
    Column("rules_hash", Text, nullable=False),
    Column("rep", Integer),
    Column("fault", Text),
    Column("value", Double),
    Column("threshold", Double),
    Column("unit", Text, nullable=False),
    Column("low", Double),
    Column("high", Double),
    Column("severity", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("first_frame", Integer),
    Column("last_frame", Integer),
    Column("reason", Text, nullable=False),
    ForeignKeyConstraint(
        ["user_id", "video_id"],
        ["form_analyses.user_id", "form_analyses.video_id"],
        ondelete="CASCADE",
    ),
    CheckConstraint("rep >= 1", name="rep_range"),
    CheckConstraint("value <> 'NaN'", name="value_number"),
    between("confidence", "0", "1"),
    CheckConstraint("first_frame <= last_frame", name="frames_order"),
    CheckConstraint("(first_frame IS NULL) = (last_frame IS NULL)", name="frames_pair"),
    Index("ix_findings_video", "user_id", "video_id"),
)
