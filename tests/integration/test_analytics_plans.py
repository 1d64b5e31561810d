"""Every read of a long log goes by its index: ten years of one athlete among twelve others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, event

from cli.bench.analytics import QUERIES, Reader, write_ten_years
from coach.identity import UserId
from store.engine import Store, open_store
from tests.fixtures.postgres import EMPTY, SharedServer

OF_ALL_WORKOUTS = {"ix_workouts_started", "uq_workouts_user_id_source_key", "pk_workouts"}
"""Each leads with the athlete; which one is read for all of their workouts is the planner's."""
BY_EXERCISE = {"ix_workout_sets_exercise"}
BY_WORKOUT = {"uq_workout_sets_user_id_workout_id_position"}
INDEXES: dict[str, dict[str, set[str]]] = {
    "log span": {"workouts": OF_ALL_WORKOUTS, "workout_sets": BY_EXERCISE},
    "exercises": {"workouts": OF_ALL_WORKOUTS, "workout_sets": BY_EXERCISE},
    "exercise history": {"workouts": {"ix_workouts_started"}, "workout_sets": BY_EXERCISE},
    "heaviest sets": {"workouts": OF_ALL_WORKOUTS, "workout_sets": BY_EXERCISE},
    "records by repetitions": {"workouts": OF_ALL_WORKOUTS, "workout_sets": BY_EXERCISE},
    "best set": {"workouts": OF_ALL_WORKOUTS, "workout_sets": BY_EXERCISE},
    "most volume": {"workouts": OF_ALL_WORKOUTS, "workout_sets": BY_EXERCISE},
    "workouts by week": {"workouts": {"ix_workouts_started"}, "workout_sets": BY_WORKOUT},
    "hard sets by week": {"workouts": {"ix_workouts_started"}, "workout_sets": BY_WORKOUT},
    "gaps": {"workouts": OF_ALL_WORKOUTS},
    "intake by day": {"meals": {"ix_meals_eaten"}, "meal_items": {"pk_meal_items"}},
    "form trend": {
        "form_analyses": {"ix_form_analyses_newest", "pk_form_analyses"},
        "videos": {"ix_videos_created", "pk_videos"},
        "findings": {"ix_findings_video", "pk_findings"},
    },
    "weigh-ins": {"body_weights": {"ix_body_weights_at"}},
}


@pytest.fixture(scope="module")
def long_log(postgres: SharedServer, worker_name: str) -> Iterator[tuple[Store, UserId]]:
    """A database of its own with ten years in it."""
    name = f"ten_years_{worker_name}"
    store = open_store(postgres.clone(EMPTY, name), pool_size=1)
    yield store, write_ten_years(store)
    store.close()
    postgres.drop(name)


def plan_of(store: Store, athlete: UserId, query: str) -> dict[str, Any]:
    """Return the plan of the first statement a query sends, with the values it sends."""
    sent: list[tuple[str, Any]] = []

    def keep(_c: Connection, _r: object, statement: str, values: object, *_: object) -> None:
        sent.append((statement, values))

    with store.read_only() as uow:
        connection = uow.connection
        event.listen(connection, "before_cursor_execute", keep)
        QUERIES[query](Reader(uow, athlete))
        event.remove(connection, "before_cursor_execute", keep)
        statement, values = sent[0]
        found = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values)
        return found.scalar_one()[0]["Plan"]


def scans(node: dict[str, Any], table: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield the table, the kind of scan and the index of every scan."""
    here = node.get("Relation Name", table)
    if "Scan" in node["Node Type"] and node["Node Type"] != "Subquery Scan":
        yield here, node["Node Type"], node.get("Index Name", "")
    for child in node.get("Plans", []):
        yield from scans(child, here)


@pytest.mark.parametrize("query", QUERIES)
def test_a_read_of_ten_years_goes_by_its_index(long_log: tuple[Store, UserId], query: str) -> None:
    used: dict[str, set[str]] = {}
    for table, kind, index in scans(plan_of(*long_log, query)):
        assert kind != "Seq Scan", f"{table} is read from end to end"
        if index:
            used.setdefault(table, set()).add(index)
    assert used.keys() == INDEXES[query].keys()
    for table, expected in INDEXES[query].items():
        assert used[table] <= expected


def test_every_read_that_is_measured_has_an_index_that_is_named() -> None:
    assert INDEXES.keys() == QUERIES.keys()
