"""Tables of training: the exercise catalogue and everything that was done or felt."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from coach.training.model import SetKind
from store.tables.schema import (
    Instant,
    amounts,
    between,
    catalogue_owner,
    client_id,
    metadata,
    one_of,
    owner,
)

MAX_LOAD_KG = "3000"
"""Above any load moved by one person: 2,844 kg, Paul Anderson's back lift (Guinness, 1957). What
may be entered ends lower, at `coach.training.model.MAX_LOAD_KG`."""
MAX_BODY_KG = "700"
"""Above the heaviest person on record: 635 kg, Jon Minnoch (Guinness World Records, 1978)."""
MAX_SECONDS = "604800"
"""One week; longer than any single session (six-day races, International Association of
Ultrarunners)."""
MAX_METRES = "5000000"
"""Beyond the longest certified race, 3,100 miles (4,989 km, Sri Chinmoy race, 1997)."""

exercises = Table(
    "exercises",
    metadata,
    Column("id", Text, primary_key=True),
    catalogue_owner(),
    Column("name", Text, nullable=False),
    Column("pattern", Text, nullable=False),
    Column("equipment", Text, nullable=False),
    Column("primary_muscles", ARRAY(Text), nullable=False),
    Column("secondary_muscles", ARRAY(Text), nullable=False),
    Column("unilateral", Boolean, nullable=False),
    Column("loadable", Boolean, nullable=False),
    Column("avoid_with", ARRAY(Text), nullable=False),
    Column("substitutes", ARRAY(Text), nullable=False),
    Column("step_kg", Numeric),
    Column("cues", JSONB, nullable=False),
    Column("source", Text, nullable=False),
    client_id(),
    *amounts("step_kg", high=MAX_LOAD_KG),
    Index("ix_exercises_owner_id", "owner_id"),
)

exercise_aliases = Table(
    "exercise_aliases",
    metadata,
    Column("exercise_id", Text, ForeignKey("exercises.id", ondelete="CASCADE"), nullable=False),
    Column("alias", Text, nullable=False),
    Column("compact", Text, nullable=False),
    catalogue_owner(),
    UniqueConstraint("compact", "owner_id", postgresql_nulls_not_distinct=True),
    Index("ix_exercise_aliases_exercise_id", "exercise_id"),
    Index("ix_exercise_aliases_owner_id", "owner_id"),
)
"""`alias` is folded for reading and fuzzy matching, `compact` also lacks its spaces. A row of an
athlete may name an exercise of the shared catalogue: what this athlete calls it."""

workouts = Table(
    "workouts",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("started_at", Instant, nullable=False),
    Column("title", Text, nullable=False),
    Column("duration_s", Integer),
    Column("notes", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_key", Text),
    UniqueConstraint("user_id", "source_key"),
    *amounts("duration_s", high=MAX_SECONDS),
    Index("ix_workouts_started", "user_id", "started_at", "id"),
)

workout_sets = Table(
    "workout_sets",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("workout_id", Uuid, nullable=False),
    Column("exercise_id", Text, ForeignKey("exercises.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("load_kg", Numeric),
    Column("reps", Integer),
    Column("rpe", Numeric),
    Column("distance_m", Numeric),
    Column("seconds", Numeric),
    Column("notes", Text, nullable=False),
    ForeignKeyConstraint(
        ["user_id", "workout_id"], ["workouts.user_id", "workouts.id"], ondelete="CASCADE"
    ),
    UniqueConstraint("user_id", "workout_id", "position"),
    between("position", "0", "9999"),
    one_of("kind", SetKind),
    between("rpe", "1", "10"),
    *amounts("load_kg", high=MAX_LOAD_KG),
    *amounts("reps", high="100000"),
    *amounts("distance_m", high=MAX_METRES),
    *amounts("seconds", high=MAX_SECONDS),
    Index("ix_workout_sets_exercise", "user_id", "exercise_id", "workout_id"),
    Index("ix_workout_sets_exercise_id", "exercise_id"),
)

cardio_sessions = Table(
    "cardio_sessions",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("started_at", Instant, nullable=False),
    Column("activity", Text, nullable=False),
    Column("duration_s", Integer, nullable=False),
    Column("distance_m", Numeric),
    Column("mean_heart_rate_bpm", Integer),
    Column("notes", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_key", Text),
    UniqueConstraint("user_id", "source_key"),
    *amounts("duration_s", high=MAX_SECONDS),
    *amounts("distance_m", high=MAX_METRES),
    # Fastest human ventricular rate on record: 480/min (Chhabra et al., 2012).
    between("mean_heart_rate_bpm", "1", "480"),
    Index("ix_cardio_sessions_started", "user_id", "started_at"),
)

sleep_reports = Table(
    "sleep_reports",
    metadata,
    owner(),
    Column("day", Date, primary_key=True),
    Column("id", Uuid, nullable=False),
    Column("hours", Numeric, nullable=False),
    Column("quality", Integer),
    Column("source", Text, nullable=False),
    UniqueConstraint("user_id", "id"),
    between("hours", "0", "24"),
    between("quality", "1", "5"),
)

pain_reports = Table(
    "pain_reports",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("site", Text, nullable=False),
    Column("severity", Integer, nullable=False),
    Column("notes", Text, nullable=False),
    between("severity", "0", "10"),
    Index("ix_pain_reports_at", "user_id", "at"),
)

body_weights = Table(
    "body_weights",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("weight_kg", Numeric, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_key", Text),
    UniqueConstraint("user_id", "source_key"),
    between("weight_kg", "1", MAX_BODY_KG),
    Index("ix_body_weights_at", "user_id", "at"),
)
