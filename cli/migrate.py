"""`fitholic migrate`: the database at the newest schema."""

from __future__ import annotations

from cli.options import DataDir
from cli.stack import running_stack
from cli.terminal import print_line


def run(data_dir: DataDir = None) -> None:
    """Bring the database to the newest schema and print its revision.

    The database is the one of DATABASE_URL, else the embedded one of the data folder.
    """
    from store.migrate import migrate

    with running_stack(data_dir, prepare=False) as stack:
        print_line(migrate(stack.database_url))
