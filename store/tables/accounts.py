"""Tables of accounts: the account, its profile, its consents and what the coach remembers."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Identity,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from coach.accounts.model import ConsentPurpose
from store.tables.schema import Instant, between, metadata, one_of, owner

accounts = Table(
    "accounts",
    metadata,
    Column("user_id", Uuid, primary_key=True),
    Column("created_at", Instant, nullable=False),
)

profiles = Table(
    "profiles",
    metadata,
    owner(),
    Column("mass_unit", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("sex", Text),
    Column("birth_date", Date),
    Column("height_cm", Numeric),
    Column("goal", Text),
    Column("experience", Text),
    Column("activity", Text),
    Column("days_per_week", Integer),
    Column("minutes_per_session", Integer),
    Column("equipment", ARRAY(Text), nullable=False),
    Column("diet", Text),
    Column("plate_step_kg", Numeric, nullable=False),
    Column("dumbbell_step_kg", Numeric, nullable=False),
    Column("screening", JSONB, nullable=False),
    # Tallest person on record: 272 cm (Robert Wadlow, Guinness World Records, 1940).
    between("height_cm", "30", "272"),
    between("days_per_week", "0", "7"),
    between("minutes_per_session", "0", "1440"),
    between("plate_step_kg", "0.01", "100"),
    between("dumbbell_step_kg", "0.01", "100"),
)

consents = Table(
    "consents",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("granted", Boolean, nullable=False),
    Column("text_version", Text, nullable=False),
    Column("at", Instant, nullable=False),
    one_of("purpose", ConsentPurpose),
    Index("ix_consents_newest", "user_id", "purpose", "at", "seq"),
)
"""`seq` decides between two decisions of one moment."""

memories = Table(
    "memories",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("said", Text),
    Column("run_id", Text),
)
