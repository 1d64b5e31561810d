"""Foods, meals and targets.

Revision: 0003
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "foods",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kcal", sa.Numeric(), nullable=False),
        sa.Column("protein_g", sa.Numeric(), nullable=False),
        sa.Column("carbohydrate_g", sa.Numeric(), nullable=False),
        sa.Column("fat_g", sa.Numeric(), nullable=False),
        sa.Column("fibre_g", sa.Numeric(), nullable=True),
        sa.Column("portions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            sa.Computed("to_tsvector('english', name)", persisted=True),
            nullable=True,
        ),
        sa.CheckConstraint(
            "carbohydrate_g BETWEEN 0 AND 105", name=op.f("ck_foods_carbohydrate_g_range")
        ),
        sa.CheckConstraint("fat_g BETWEEN 0 AND 105", name=op.f("ck_foods_fat_g_range")),
        sa.CheckConstraint("fibre_g BETWEEN 0 AND 105", name=op.f("ck_foods_fibre_g_range")),
        sa.CheckConstraint("kcal BETWEEN 0 AND 950", name=op.f("ck_foods_kcal_range")),
        sa.CheckConstraint("length(id) BETWEEN 1 AND 128", name=op.f("ck_foods_id_length")),
        sa.CheckConstraint("protein_g BETWEEN 0 AND 105", name=op.f("ck_foods_protein_g_range")),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.user_id"],
            name=op.f("fk_foods_owner_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foods")),
    )
    op.create_index("ix_foods_owner_id", "foods", ["owner_id"], unique=False)
    op.create_index("ix_foods_words", "foods", ["words"], unique=False, postgresql_using="gin")
    op.create_table(
        "meals",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("eaten_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_meals_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_meals")),
    )
    op.create_index("ix_meals_eaten", "meals", ["user_id", "eaten_at"], unique=False)
    op.create_table(
        "targets",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("kcal", sa.Numeric(), nullable=False),
        sa.Column("protein_g", sa.Numeric(), nullable=False),
        sa.Column("carbohydrate_g", sa.Numeric(), nullable=False),
        sa.Column("fat_g", sa.Numeric(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "carbohydrate_g BETWEEN 0 AND 5000", name=op.f("ck_targets_carbohydrate_g_range")
        ),
        sa.CheckConstraint("fat_g BETWEEN 0 AND 5000", name=op.f("ck_targets_fat_g_range")),
        sa.CheckConstraint("kcal BETWEEN 0 AND 30000", name=op.f("ck_targets_kcal_range")),
        sa.CheckConstraint("protein_g BETWEEN 0 AND 5000", name=op.f("ck_targets_protein_g_range")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_targets_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_targets")),
    )
    op.create_index("ix_targets_newest", "targets", ["user_id", "from_day", "seq"], unique=False)
    op.create_table(
        "meal_items",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("meal_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("food_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("grams", sa.Numeric(), nullable=False),
        sa.Column("kcal", sa.Numeric(), nullable=False),
        sa.Column("protein_g", sa.Numeric(), nullable=False),
        sa.Column("carbohydrate_g", sa.Numeric(), nullable=False),
        sa.Column("fat_g", sa.Numeric(), nullable=False),
        sa.Column("assumption", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "carbohydrate_g BETWEEN 0 AND 100000", name=op.f("ck_meal_items_carbohydrate_g_range")
        ),
        sa.CheckConstraint("fat_g BETWEEN 0 AND 100000", name=op.f("ck_meal_items_fat_g_range")),
        sa.CheckConstraint("grams > 0 AND grams <= 100000", name=op.f("ck_meal_items_grams_range")),
        sa.CheckConstraint("kcal BETWEEN 0 AND 1000000", name=op.f("ck_meal_items_kcal_range")),
        sa.CheckConstraint(
            "protein_g BETWEEN 0 AND 100000", name=op.f("ck_meal_items_protein_g_range")
        ),
        sa.ForeignKeyConstraint(
            ["food_id"], ["foods.id"], name=op.f("fk_meal_items_food_id_foods")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "meal_id"],
            ["meals.user_id", "meals.id"],
            name=op.f("fk_meal_items_user_id_meal_id_meals"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_meal_items_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "meal_id", "position", name=op.f("pk_meal_items")),
    )
    op.create_index("ix_meal_items_food_id", "meal_items", ["food_id"], unique=False)
