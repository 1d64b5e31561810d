"""A write that a killed process had made is made again when its run goes on; it counts once.

The second call comes from a process of its own, as after a restart: another engine, other objects,
the same idempotency key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from coach.accounts.commands import Decision, record_consent
from coach.accounts.model import ConsentPurpose
from coach.errors import RetryableToolError
from coach.identity import UserId
from store.engine import Store, open_store
from store.tables import metadata
from tests.fixtures.tools import TOOLS, Toolbox

Calls = Sequence[tuple[str, dict[str, Any]]]

SETS = ("log_sets", {"exercise": "squat", "sets": [{"reps": 5, "load": 100, "unit": "kg"}] * 3})
MEAL = ("log_meal", {"items": [{"food": "oats", "grams": 80}]})
MEMORY = ("remember", {"kind": "injury", "text": "My left knee hurts in deep squats."})
PLAN = ("build_programme", {"goal": "strength", "experience": "novice", "days": 3, "minutes": 60})
BODY = ("update_profile", {"sex": "m", "age": 30, "height_cm": 180, "activity": "moderate"})
WRITES: dict[str, dict[str, Any]] = {
    **dict((SETS, MEAL, MEMORY, PLAN)),
    "log_body_weight": {"weight": 80, "unit": "kg"},
    "log_cardio": {"activity": "run", "distance": 5, "time": "30 min"},
    "log_sleep": {"time": "7h"},
    "log_soreness": {"places": [{"site": "quads", "severity": 4}]},
    "update_profile": {"height_cm": 180, "equipment": "dumbbells"},
    "set_targets": {"kcal": 2400, "protein_g": 150},
    "skip_question": {"topic": "barriers"},
    "answer_screening": {"answer": "no to all of them"},
    "update_memory": {"about": "left knee", "text": "My right knee hurts in deep squats."},
    "correct_sets": {"exercise": "squat", "load": 105, "unit": "kg"},
    "repeat_meal": {},
    "correct_meal": {"change": "amount", "grams": 60},
    "revise_programme": {"what": "deload"},
    "swap_exercise": {"out": "squat"},
}
BEFOREHAND: dict[str, Calls] = {
    "set_targets": [BODY, ("log_body_weight", {"weight": 80, "unit": "kg"})],
    "update_memory": [MEMORY],
    "correct_sets": [SETS],
    "repeat_meal": [MEAL],
    "correct_meal": [MEAL],
    "revise_programme": [PLAN],
    "swap_exercise": [PLAN],
}
"""What has to be stored before a tool has something to change."""


@pytest.fixture
def restarted(toolbox: Toolbox, seeded_database_url: str) -> Iterator[Toolbox]:
    """The same athlete's tools in another process."""
    store = open_store(seeded_database_url, pool_size=1)
    yield replace(toolbox, store=store)
    store.close()


def stored(store: Store, user_id: UserId) -> dict[str, list[str]]:
    """Return every row the athlete owns, as text, by table."""
    with store.read_only() as uow:
        return {
            name: sorted(str(row) for row in uow.connection.execute(mine))
            for name, table in metadata.tables.items()
            if "user_id" in table.columns
            for mine in (select(table).where(table.c.user_id == user_id),)
        }


def test_every_tool_that_adds_rows_is_tried() -> None:
    assert WRITES.keys() == {spec.name for spec in TOOLS.values() if spec.effect == "write"}


@pytest.mark.parametrize("name", WRITES)
def test_a_repeated_write_counts_once(toolbox: Toolbox, restarted: Toolbox, name: str) -> None:
    decision = Decision(ConsentPurpose.NUTRITION, granted=True, text_version="1")
    with toolbox.store.unit_of_work() as uow:
        record_consent(uow, toolbox.user_id, decision, at=toolbox.now)
    for tool, arguments in BEFOREHAND.get(name, ()):
        toolbox.call(tool, **arguments)
    before = stored(toolbox.store, toolbox.user_id)
    toolbox.call(name, key="run.call", **WRITES[name])
    once = stored(toolbox.store, toolbox.user_id)
    assert once != before
    for box in (toolbox, restarted):
        box.call(name, key="run.call", **WRITES[name])
    assert stored(toolbox.store, toolbox.user_id) == once


@pytest.mark.parametrize(
    ("name", "table", "again"),
    [
        ("log_sets", "workouts", {"again": True}),
        ("log_body_weight", "body_weights", {}),
        ("log_meal", "meals", {}),
    ],
)
def test_another_call_of_the_same_tool_is_another_write(
    toolbox: Toolbox, name: str, table: str, again: dict[str, Any]
) -> None:
    toolbox.call(name, key="run.call", **WRITES[name])
    toolbox.call(name, key="run.other", **WRITES[name], **again)
    assert len(stored(toolbox.store, toolbox.user_id)[table]) == 2


def test_sets_told_twice_are_stored_once_unless_the_athlete_did_them_again(
    toolbox: Toolbox,
) -> None:
    for key in ("run.call", "run.other"):
        toolbox.call("log_sets", key=key, **WRITES["log_sets"])
    assert len(stored(toolbox.store, toolbox.user_id)["workouts"]) == 1


def test_a_repeated_forgetting_takes_no_other_memory(toolbox: Toolbox, restarted: Toolbox) -> None:
    toolbox.call("remember", kind="injury", text="My left knee hurts in deep squats.")
    toolbox.call("remember", kind="equipment", text="I train at home with dumbbells.")
    toolbox.call("forget_memory", key="run.call", about="left knee")
    for box in (toolbox, restarted):
        with pytest.raises(RetryableToolError):
            box.call("forget_memory", key="run.call", about="left knee")
    assert len(stored(toolbox.store, toolbox.user_id)["memories"]) == 1


def test_a_food_that_is_added_to_a_meal_again_by_the_same_call_stands_there_once(
    toolbox: Toolbox, restarted: Toolbox
) -> None:
    toolbox.call("log_meal", items=[{"food": "oats", "grams": 80}])
    change = {"change": "add", "new_food": "30 g almonds"}
    first = toolbox.call("correct_meal", key="run.call", **change)
    once = stored(toolbox.store, toolbox.user_id)
    for box in (toolbox, restarted):
        again = box.call("correct_meal", key="run.call", **change)
        assert again.data["new"] == first.data["new"]
    assert stored(toolbox.store, toolbox.user_id) == once
