from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from coach.errors import ExternalFailure, SetupError
from coach.identity import UserId
from store.engine import open_engine, open_store
from store.migrate import current, migrate
from store.tables import metadata
from tests.fixtures.postgres import SharedServer

ROOT = Path(__file__).parents[2]
REVISIONS = [
    script.revision for script in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()
][::-1]
NewDatabase = Callable[[], str]
ME = UUID("00000000-0000-0000-0000-000000000001")
"""The athlete, and the id of each of their rows."""
ROWS = {
    "0001": """
        INSERT INTO accounts VALUES (ME, now());
        INSERT INTO memories VALUES (ME, ME, 'injury', 'knee', now());
    """,
    "0002": """
        INSERT INTO body_weights VALUES (ME, ME, '2026-01-01', 80);
        INSERT INTO cardio_sessions
        VALUES (ME, ME, '2026-01-01', 'run', 1800, 5000, 150, '');
        INSERT INTO sleep_reports VALUES (ME, '2026-01-01', ME, 7, 4);
        INSERT INTO exercises
        VALUES ('mine', ME, 'My squat', 'squat', 'barbell', '{quads}', '{}', false, true);
        INSERT INTO exercise_aliases VALUES ('mine', 'my squat', 'mysquat', ME);
        INSERT INTO workouts VALUES (ME, ME, '2026-01-01', 'Legs', 3600, '', 'strong', 'key');
        INSERT INTO workout_sets
            (user_id, id, workout_id, exercise_id, position, kind, load_kg, reps, notes)
        VALUES (ME, ME, ME, 'mine', 0, 'normal', 100, 5, '');
        INSERT INTO programmes VALUES (ME, ME, 'Plan', '2026-01-01', true, '');
        INSERT INTO prescriptions VALUES (ME, ME, 1, 0, 'mine', 3, 5, 5, 'linear', 100);
    """,
    "0003": """
        INSERT INTO foods
            (id, owner_id, name, kcal, protein_g, carbohydrate_g, fat_g, portions, source)
        VALUES ('soup', ME, 'Soup', 50, 3, 6, 1, '[]', 'own');
        INSERT INTO meals VALUES (ME, ME, '2026-01-01', 'Lunch', false);
        INSERT INTO meal_items VALUES (ME, ME, 0, 'soup', 'Soup', 100, 50, 3, 6, 1, '');
        INSERT INTO targets
            (user_id, id, from_day, kcal, protein_g, carbohydrate_g, fat_g, reason)
        VALUES (ME, ME, '2026-01-01', 2500, 150, 300, 70, '');
    """,
    "0004": """
        INSERT INTO passages
        VALUES ('note', 'Title', 'Text', 'Source', 2020, 'A', '{protein}', 'hash', 'model',
                array_fill(0.1::real, ARRAY[384])::vector);
    """,
}
"""What was stored when a revision was the newest, before later ones changed the tables."""


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


def test_rows_of_every_revision_survive_the_way_to_the_newest(new_database: NewDatabase) -> None:
    url, user_id = new_database(), UserId(ME)
    for revision in REVISIONS:
        assert migrate(url, revision) == revision
        with psycopg.connect(url) as connection:
            if revision in ROWS:
                connection.execute(ROWS[revision].replace("ME", f"'{ME}'").encode())
    store = open_store(url, pool_size=1)
    with store.read_only() as uow:
        assert [memory.text for memory in uow.memories.list(user_id)] == ["knee"]
        (workout,) = uow.workouts.list(user_id)
        assert workout.sets[0].reps == 5
        assert uow.exercises.by_alias(user_id, "my squat") is not None
        assert uow.body_weights.list(user_id)[0].source == "app"
        assert uow.programmes.get(user_id, ME).prescriptions[0].reason == ""
        assert uow.meals.get(user_id, ME).items[0].grams == 100
        assert uow.targets.on(user_id, date(2026, 1, 2)) is not None
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
