"""Tables of nutrition: the shared food table, logged meals and daily targets."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from store.tables.schema import (
    Instant,
    amounts,
    between,
    catalogue_owner,
    client_id,
    metadata,
    owner,
)

MACROS = ("protein_g", "carbohydrate_g", "fat_g")

foods = Table(
    "foods",
    metadata,
    Column("id", Text, primary_key=True),
    catalogue_owner(),
    Column("name", Text, nullable=False),
    Column("kcal", Numeric, nullable=False),
    Column("protein_g", Numeric, nullable=False),
    Column("carbohydrate_g", Numeric, nullable=False),
    Column("fat_g", Numeric, nullable=False),
    Column("fibre_g", Numeric),
    Column("portions", JSONB, nullable=False),
    Column("source", Text, nullable=False),
    Column("words", TSVECTOR, Computed("to_tsvector('english', name)", persisted=True)),
    client_id(),
    # Pure fat has 902 kcal a 100 g (USDA FoodData Central, lard); mass bounds are 100 g a 100 g,
    # with room for the rounding in the table.
    *amounts("kcal", high="950"),
    *amounts(*MACROS, "fibre_g", high="105"),
    Index("ix_foods_words", "words", postgresql_using="gin"),
    Index("ix_foods_owner_id", "owner_id"),
)
"""Amounts are per 100 g; `portions` is a list of `{"name": text, "grams": text}`."""

meals = Table(
    "meals",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("eaten_at", Instant, nullable=False),
    Column("name", Text, nullable=False),
    Column("partial", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    Index("ix_meals_eaten", "user_id", "eaten_at"),
)

meal_items = Table(
    "meal_items",
    metadata,
    owner(),
    Column("meal_id", Uuid, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("food_id", Text, ForeignKey("foods.id")),
    Column("name", Text, nullable=False),
    Column("grams", Numeric),
    Column("kcal", Numeric, nullable=False),
    Column("protein_g", Numeric, nullable=False),
    Column("carbohydrate_g", Numeric, nullable=False),
    Column("fat_g", Numeric, nullable=False),
    Column("assumption", Text, nullable=False),
    Column("fibre_g", Numeric),
    Column("grams_low", Numeric),
    Column("grams_high", Numeric),
    ForeignKeyConstraint(["user_id", "meal_id"], ["meals.user_id", "meals.id"], ondelete="CASCADE"),
    CheckConstraint("grams > 0 AND grams <= 100000", name="grams_range"),
    between("kcal", "0", "1000000"),
    *amounts(*MACROS, "fibre_g", "grams_low", "grams_high", high="100000"),
    Index("ix_meal_items_food_id", "food_id"),
)

targets = Table(
    "targets",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), nullable=False),
    Column("from_day", Date, nullable=False),
    Column("kcal", Numeric, nullable=False),
    Column("protein_g", Numeric, nullable=False),
    Column("carbohydrate_g", Numeric, nullable=False),
    Column("fat_g", Numeric, nullable=False),
    Column("reason", Text, nullable=False),
    Column("maintenance_kcal", Numeric),
    *amounts("kcal", "maintenance_kcal", high="30000"),
    *amounts(*MACROS, high="5000"),
    Index("ix_targets_newest", "user_id", "from_day", "seq"),
)
"""`seq` decides between two targets of one day: the one stored last counts."""
