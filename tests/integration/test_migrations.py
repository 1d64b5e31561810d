from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from coach.errors import ExternalFailure, SetupError
from store.engine import open_engine, open_store
from store.migrate import current, migrate
from store.tables import metadata
from tests.builders import a_user_id
from tests.fixtures.postgres import SharedServer

ROOT = Path(__file__).parents[2]
REVISIONS = [
    script.revision for script in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()
][::-1]
NewDatabase = Callable[[], str]


@pytest.fixture
def new_database(postgres: SharedServer, worker_name: str) -> Iterator[NewDatabase]:
    """Makes empty databases that were never migrated, and drops them at the end."""
    names = (f"bare_{worker_name}_{number}" for number in count())
    made: list[str] = []

    def make() -> str:
        made.append(next(names))
        return postgres.clone("template1", made[-1])

    yield make
    for name in made:
        postgres.drop(name)


def test_an_empty_database_reaches_the_schema_of_the_tables(new_database: NewDatabase) -> None:
    url = new_database()
    assert current(url) is None
    assert migrate(url) == REVISIONS[-1]
    engine = open_engine(url, pool_size=1)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_migrating_again_changes_nothing(new_database: NewDatabase) -> None:
    url = new_database()
    migrate(url)
    assert migrate(url) == REVISIONS[-1]


@pytest.mark.parametrize("revision", REVISIONS)
def test_rows_survive_the_way_from_each_revision_to_the_newest(
    new_database: NewDatabase, revision: str
) -> None:
    url, user_id = new_database(), a_user_id()
    assert migrate(url, revision) == revision
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO accounts VALUES (%s, now())", [user_id])
        connection.execute(
            "INSERT INTO memories VALUES (%s, %s, 'injury', 'knee', now())", [user_id, uuid4()]
        )
    assert migrate(url) == REVISIONS[-1]
    store = open_store(url, pool_size=1)
    with store.read_only() as uow:
        assert [memory.text for memory in uow.memories.list(user_id)] == ["knee"]
    store.close()


def test_a_failed_step_leaves_the_schema_as_it_was(new_database: NewDatabase) -> None:
    url = new_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE threads (taken text)")  # a later step trips over it
    with pytest.raises(Exception, match="threads"):
        migrate(url)
    assert current(url) is None
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT to_regclass('accounts')").fetchone()
    assert found == (None,)


def test_an_unreachable_server_is_said_to_be_unreachable() -> None:
    with pytest.raises(ExternalFailure) as caught:
        migrate("postgresql://postgres@127.0.0.1:1/none")
    assert caught.value.code == "database_unreachable"
    assert "DATABASE_URL" in str(caught.value)


@pytest.mark.parametrize("url", ["", "no url", "mysql://root@localhost/x"])
def test_a_url_that_is_none_of_postgres_is_a_setup_error(url: str) -> None:
    with pytest.raises(SetupError) as caught:
        migrate(url)
    assert caught.value.code == "bad_database_url"


def test_two_installed_processes_that_migrate_at_once_both_succeed_without_a_checkout(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    for package in ("coach", "migrations", "store"):
        shutil.copytree(ROOT / package, tmp_path / "site" / package)
    program = (
        "import sys, store; from store.migrate import migrate;"
        " print(migrate(sys.argv[1]), store.__file__)"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-P", "-c", program, url],
            cwd=tmp_path,
            env={"PATH": "", "PYTHONPATH": str(tmp_path / "site")},
            stdout=subprocess.PIPE,
            text=True,
        )
        for url in [new_database()] * 2
    ]
    source = tmp_path / "site" / "store" / "__init__.py"
    said = [process.communicate(timeout=120)[0].strip() for process in both]
    assert said == [f"{REVISIONS[-1]} {source}"] * 2
