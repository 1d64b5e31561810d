"""An athlete's rows as plain values by documented table, to compare before and after a turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from coach.identity import UserId
from evals.cases.tables import TABLES
from store.athlete_rows import athlete_rows, exercise_names
from store.unit_of_work import StoreUnitOfWork

Row = dict[str, Any]
STORED: Mapping[str, str] = {
    "sets": "workout_sets",
    "profile": "profiles",
    "sleep": "sleep_reports",
    "tests": "strength_tests",
}
"""Tables whose documented name is not the database's."""
WHEN = ("started_at", "eaten_at", "at", "created_at", "day", "from_day")
"""Columns a row's `date` is read from, in the athlete's time zone."""
INSIDE = {
    "workout_sets": ("workouts", "workout_id", ("date", "title", "source")),
    "meal_items": ("meals", "meal_id", ("date",)),
    "prescriptions": ("programmes", "programme_id", ("active",)),
}
"""Tables whose rows lie inside another's, and what they take from it."""
SUMMED = ("kcal", "protein_g", "carbohydrate_g", "fat_g", "fibre_g")


def athlete_state(uow: StoreUnitOfWork, user_id: UserId) -> Mapping[str, Sequence[Row]]:
    """Return the athlete's rows by the names of docs/reference/cases.md, without their ids.

    Conversations, imports and findings are left out: no turn is judged by them.
    """
    names = [STORED.get(name, name) for name in TABLES]
    raw = {
        name: [dict(row) for row in rows]
        for name, rows in athlete_rows(uow.connection, user_id, names).items()
    }
    zone = ZoneInfo(next((row["time_zone"] for row in raw["profiles"]), "UTC"))
    for rows in raw.values():
        for row in rows:
            _date(row, zone)
    _nest(raw)
    _name_exercises(uow, raw)
    state: dict[str, Sequence[Row]] = {}
    for name, columns in TABLES.items():
        rows = [_renamed(row, columns) for row in raw[STORED.get(name, name)]]
        state[name] = sorted(rows, key=_order)
    return state


def _date(row: Row, zone: ZoneInfo) -> None:
    for column in WHEN:
        text = row.get(column)
        if isinstance(text, str):
            long = len(text) > len("2026-10-25")
            row["date"] = (
                datetime.fromisoformat(text).astimezone(zone).date().isoformat() if long else text
            )
            return


def _nest(raw: Mapping[str, list[Row]]) -> None:
    """Give rows inside another what they take from it, and the other its count and sums."""
    for inner, (outer, key, taken) in INSIDE.items():
        parents = {row["id"]: row for row in raw[outer]}
        inside = {"workout_sets": "sets", "meal_items": "items"}.get(inner, inner)
        for parent in parents.values():
            parent[inside] = 0
        for row in raw[inner]:
            parent = parents[row[key]]
            parent[inside] += 1
            row |= {column: parent[column] for column in taken}
            if inner == "meal_items":
                row["meal"] = parent["name"]
                for column in SUMMED:
                    parent[column] = parent.get(column, 0) + (row[column] or 0)
            if inner == "prescriptions":
                row["programme"] = parent["name"]


def _name_exercises(uow: StoreUnitOfWork, raw: Mapping[str, list[Row]]) -> None:
    rows = [row for table in raw.values() for row in table if "exercise_id" in row]
    names = exercise_names(uow.connection, {row["exercise_id"] for row in rows})
    for row in rows:
        row["exercise"] = names[row["exercise_id"]]


def _renamed(row: Row, columns: frozenset[str]) -> Row:
    """Return the documented columns of a row; short names stand beside those of the database."""
    kg = ("load_kg", "weight_kg", "one_rep_max_kg")
    also = {
        "kg": next((row[name] for name in kg if name in row), None),
        "km": row["distance_m"] / 1000 if row.get("distance_m") is not None else None,
        "warmup": row.get("kind") == "warmup",
        "kind": row.get("activity"),
        "units": row.get("mass_unit"),
        "exercise": row.get("exercise_hint"),
    } | {column: 0 for column in SUMMED if "items" in row}
    both = also | row
    return {column: both[column] for column in sorted(columns) if column in both}


def _order(row: Row) -> str:
    return repr(sorted(row.items()))
