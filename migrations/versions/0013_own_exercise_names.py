"""An athlete's own names for exercises of the shared catalogue.

Revision: 0013
Follows: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Two athletes may call the same exercise the same; (compact, owner_id) stays unique.
    op.drop_constraint("pk_exercise_aliases", "exercise_aliases", type_="primary")
    op.create_index(
        "ix_exercise_aliases_exercise_id", "exercise_aliases", ["exercise_id"], unique=False
    )
