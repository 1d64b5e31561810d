"""Tables of plans: programmes, their prescriptions, and tested maxima they start from."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from store.tables.schema import Instant, amounts, between, metadata, owner
from store.tables.training import MAX_LOAD_KG

programmes = Table(
    "programmes",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("predecessor_id", Uuid),
    Column("plan", JSONB),
    Index("uq_programmes_active", "user_id", unique=True, postgresql_where=text("active")),
)

prescriptions = Table(
    "prescriptions",
    metadata,
    owner(),
    Column("programme_id", Uuid, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("exercise_id", Text, ForeignKey("exercises.id"), nullable=False),
    Column("sets", Integer, nullable=False),
    Column("reps_low", Integer, nullable=False),
    Column("reps_high", Integer, nullable=False),
    Column("scheme", Text, nullable=False),
    Column("load_kg", Numeric),
    Column("target_rpe", Numeric),
    Column("increment_kg", Numeric),
    Column("rest_s", Integer),
    Column("reason", Text, nullable=False, server_default=""),
    ForeignKeyConstraint(
        ["user_id", "programme_id"], ["programmes.user_id", "programmes.id"], ondelete="CASCADE"
    ),
    between("day", "1", "31"),
    between("position", "0", "999"),
    between("sets", "1", "100"),
    between("reps_low", "0", "100000"),
    between("reps_high", "0", "100000"),
    CheckConstraint("reps_low <= reps_high", name="reps_order"),
    between("target_rpe", "1", "10"),
    *amounts("load_kg", "increment_kg", high=MAX_LOAD_KG),
    between("rest_s", "0", "86400"),
    Index("ix_prescriptions_exercise_id", "exercise_id"),
)

strength_tests = Table(
    "strength_tests",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("day", Date, nullable=False),
    Column("exercise_id", Text, ForeignKey("exercises.id"), nullable=False),
    Column("one_rep_max_kg", Numeric, nullable=False),
    *amounts("one_rep_max_kg", high=MAX_LOAD_KG),
    Index("ix_strength_tests_exercise", "user_id", "exercise_id", "day"),
    Index("ix_strength_tests_exercise_id", "exercise_id"),
)
