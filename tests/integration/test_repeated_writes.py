"""A write that a killed process had made is made again when its run goes on; it counts once.

The second call comes from a process of its own, as after a restart: another engine, other objects,
the same idempotency key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from coach.errors import RetryableToolError
from coach.identity import UserId
from store.engine import Store, open_store
from tests.fixtures.tools import TOOLS, Toolbox

WRITES: dict[str, dict[str, Any]] = {
    "log_sets": {"exercise": "squat", "sets": [{"reps": 5, "load": 100, "unit": "kg"}] * 3},
    "log_body_weight": {"weight": 80, "unit": "kg"},
    "log_meal": {"items": [{"food": "oats", "grams": 80}]},
    "remember": {"kind": "injury", "text": "My left knee hurts in deep squats."},
}
BEFORE, AFTER = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def restarted(toolbox: Toolbox, seeded_database_url: str) -> Iterator[Toolbox]:
    """The same athlete's tools in another process."""
    store = open_store(seeded_database_url, pool_size=1)
    yield replace(toolbox, store=store)
    store.close()


def rows(store: Store, user_id: UserId) -> dict[str, int]:
    """Count what the athlete has stored."""
    with store.read_only() as uow:
        return {
            "log_sets": uow.workouts.count(user_id),
            "log_body_weight": len(uow.body_weights.list(user_id)),
            "log_meal": len(uow.meals.list(user_id, since=BEFORE, until=AFTER)),
            "remember": len(uow.memories.list(user_id)),
        }


def test_every_tool_that_adds_rows_is_tried() -> None:
    assert WRITES.keys() == {spec.name for spec in TOOLS.values() if spec.effect == "write"}


@pytest.mark.parametrize("name", WRITES)
def test_a_repeated_write_counts_once(toolbox: Toolbox, restarted: Toolbox, name: str) -> None:
    for box in (toolbox, toolbox, restarted):
        box.call(name, key="run.call", **WRITES[name])
    assert rows(toolbox.store, toolbox.user_id) == dict.fromkeys(WRITES, 0) | {name: 1}


@pytest.mark.parametrize("name", ["log_sets", "log_body_weight", "log_meal"])
def test_another_call_of_the_same_tool_is_another_write(toolbox: Toolbox, name: str) -> None:
    for key in ("run.call", "run.other"):
        toolbox.call(name, key=key, **WRITES[name])
    assert rows(toolbox.store, toolbox.user_id)[name] == 2


def test_a_repeated_forgetting_takes_no_other_memory(toolbox: Toolbox, restarted: Toolbox) -> None:
    toolbox.call("remember", kind="injury", text="My left knee hurts in deep squats.")
    toolbox.call("remember", kind="equipment", text="I train at home with dumbbells.")
    toolbox.call("forget_memory", key="run.call", about="left knee")
    for box in (toolbox, restarted):
        with pytest.raises(RetryableToolError):
            box.call("forget_memory", key="run.call", about="left knee")
    assert rows(toolbox.store, toolbox.user_id)["remember"] == 1
