"""Imported files with their rows, and where sessions, weigh-ins and nights came from.

Revision: 0008
Follows: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = ("workout", "cardio", "body_weight", "sleep", "meal", "error", "overlap")


def upgrade() -> None:
    for table in ("cardio_sessions", "body_weights", "sleep_reports"):
        op.add_column(
            table, sa.Column("source", sa.Text(), nullable=False, server_default=sa.text("'app'"))
        )
        op.alter_column(table, "source", server_default=None)
    for table in ("cardio_sessions", "body_weights"):
        op.add_column(table, sa.Column("source_key", sa.Text(), nullable=True))
        op.create_unique_constraint(
            op.f(f"uq_{table}_user_id_source_key"), table, ["user_id", "source_key"]
        )
    op.create_table(
        "import_files",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_import_files_sha256_length")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_import_files_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_import_files")),
        sa.UniqueConstraint("user_id", "sha256", name=op.f("uq_import_files_user_id_sha256")),
    )
    op.create_table(
        "import_rows",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_import_rows_sha256_length")),
        sa.CheckConstraint(
            "became IN ({})".format(", ".join(f"'{kind}'" for kind in KINDS)),
            name=op.f("ck_import_rows_became_known"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts.user_id"],
            name=op.f("fk_import_rows_user_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "file_id"],
            ["import_files.user_id", "import_files.id"],
            name=op.f("fk_import_rows_user_id_file_id_import_files"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "file_id", "line", name=op.f("pk_import_rows")),
    )
    op.create_index("ix_import_rows_entity", "import_rows", ["user_id", "entity_id"], unique=False)
