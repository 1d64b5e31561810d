"""Vectors of passages at half precision, kept in the row with the words.

Revision: 0016
Follows: 0015
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_passages_embedding", table_name="passages")
    op.execute(
        "ALTER TABLE passages ALTER embedding TYPE halfvec(384) USING embedding::halfvec(384),"
        # A search reads both of many passages, and the text of the few it returns.
        " ALTER embedding SET STORAGE PLAIN, ALTER words SET STORAGE MAIN"
    )
    op.execute("UPDATE passages SET words = strip(words)")
    op.create_index(
        "ix_passages_embedding",
        "passages",
        ["embedding"],
        unique=False,
        postgresql_using="hnsw",
        postgresql_ops={"embedding": "halfvec_cosine_ops"},
        postgresql_with={"m": 24, "ef_construction": 128},
    )
