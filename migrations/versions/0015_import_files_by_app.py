"""An archive with exports of several apps is a file of each.

Revision: 0015
Follows: 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint("uq_import_files_user_id_sha256", "import_files", type_="unique")
    op.create_unique_constraint(
        op.f("uq_import_files_user_id_sha256_source_variant"),
        "import_files",
        ["user_id", "sha256", "source", "variant"],
    )
