"""Passages with claims, cautions and search phrases, and counts of their words.

Revision: 0014
Follows: 0013
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

LISTS = ("applies_to", "claims", "contraindications", "asked_as")


def upgrade() -> None:
    # Passages are shipped content: the next seed puts them again, in the new form.
    op.execute("DELETE FROM passages")
    op.execute("DELETE FROM seed_state WHERE key = 'knowledge'")
    op.drop_index("ix_passages_words", table_name="passages")
    op.drop_column("passages", "words")
    op.add_column("passages", sa.Column("words", postgresql.TSVECTOR(), nullable=False))
    for name in LISTS:
        op.add_column("passages", sa.Column(name, postgresql.ARRAY(sa.Text()), nullable=False))
    op.create_index(
        "ix_passages_words", "passages", ["words"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "passage_words",
        sa.Column("lexeme", sa.Text(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lexeme", name=op.f("pk_passage_words")),
    )
