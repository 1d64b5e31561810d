"""Tables of runs: threads, messages, runs with leases, and feedback."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from coach.runs.model import Arm, Role, RunStatus
from store.tables.schema import Instant, between, client_id, metadata, one_of, owner

RUNNING = text("status = 'running'")

threads = Table(
    "threads",
    metadata,
    owner(),
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    client_id(),
    Index("ix_threads_used", "user_id", "updated_at"),
)


def _thread() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["user_id", "thread_id"], ["threads.user_id", "threads.id"], ondelete="CASCADE"
    )


messages = Table(
    "messages",
    metadata,
    owner(),
    Column("thread_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), nullable=False),
    Column("run_id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("evidence", JSONB, nullable=False),
    Column("facts_json", Text, nullable=False),
    Column("video_ids", ARRAY(Uuid), nullable=False),
    _thread(),
    client_id(),
    one_of("role", Role),
    Index("ix_messages_order", "user_id", "thread_id", "created_at", "seq"),
)
"""`seq` orders two messages of one moment; `evidence` is a list of `[start, end, [fact id]]`."""

runs = Table(
    "runs",
    metadata,
    owner(),
    Column("thread_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), nullable=False),
    Column("status", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("lease_until", Instant),
    Column("request_json", Text, nullable=False),
    Column("finished_at", Instant),
    Column("model", Text),
    Column("bundle_id", Text),
    Column("error_code", Text),
    Column("input_tokens", BigInteger, nullable=False),
    Column("output_tokens", BigInteger, nullable=False),
    Column("cost_usd", Numeric),
    _thread(),
    client_id(),
    one_of("status", RunStatus),
    CheckConstraint("epoch >= 1", name="epoch_range"),
    CheckConstraint("input_tokens >= 0 AND output_tokens >= 0", name="tokens_range"),
    CheckConstraint("cost_usd >= 0", name="cost_range"),
    Index("uq_runs_active", "user_id", "thread_id", unique=True, postgresql_where=RUNNING),
    Index("ix_runs_lease", "lease_until", postgresql_where=RUNNING),
    Index("ix_runs_id", "user_id", "id"),
    Index("ix_runs_created", "user_id", "created_at"),
)
"""`uq_runs_active` lets one run of a thread be active."""

feedback = Table(
    "feedback",
    metadata,
    owner(),
    Column("thread_id", Text, primary_key=True),
    Column("run_id", Text, primary_key=True),
    Column("id", Uuid, nullable=False),
    Column("up", Boolean),
    Column("comment", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("edited_text", Text),
    Column("abandoned", Boolean, nullable=False, server_default=text("false")),
    ForeignKeyConstraint(
        ["user_id", "thread_id", "run_id"],
        ["runs.user_id", "runs.thread_id", "runs.id"],
        ondelete="CASCADE",
    ),
)
"""One row a run: a later thumb replaces the earlier."""

exposures = Table(
    "exposures",
    metadata,
    owner(),
    Column("experiment", Text, primary_key=True),
    Column("salt", Text, primary_key=True),
    Column("arm", Text, nullable=False),
    Column("weight", Double, nullable=False),
    Column("bundle_id", Text, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("moved_at", Instant),
    one_of("arm", Arm),
    between("weight", "0", "0.5"),
    Index("ix_exposures_first", "experiment", "salt", "first_at"),
)
"""The first time an athlete met an experiment; `moved_at` ends the time that counts for its arm."""
