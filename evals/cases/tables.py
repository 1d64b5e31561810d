"""Tables that an expectation on stored rows may name, with their columns."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import process

from evals.cases.fields import mapping

_AMOUNTS = ("kcal", "protein_g", "carbohydrate_g", "fat_g", "fibre_g")
TABLES: Mapping[str, frozenset[str]] = {
    name: frozenset(columns)
    for name, columns in {
        "sets": (
            *("exercise", "exercise_id", "kg", "load_kg", "reps", "rpe", "kind", "warmup"),
            *("date", "seconds", "distance_m", "notes", "title", "source"),
        ),
        "workouts": ("date", "started_at", "title", "duration_s", "notes", "source", "sets"),
        "meals": ("date", "eaten_at", "name", "partial", "source", "items", *_AMOUNTS),
        "meal_items": (
            *("date", "meal", "name", "food_id", "grams", "grams_low", "grams_high"),
            *("assumption", *_AMOUNTS),
        ),
        "memories": ("date", "kind", "text"),
        "body_weights": ("date", "at", "kg", "weight_kg", "source"),
        "programmes": ("date", "name", "active", "reason", "prescriptions"),
        "prescriptions": (
            *("programme", "active", "day", "position", "exercise", "exercise_id", "sets"),
            *("reps_low", "reps_high", "scheme", "kg", "load_kg", "target_rpe", "increment_kg"),
            *("rest_s", "reason"),
        ),
        "profile": (
            *("mass_unit", "units", "country", "time_zone", "language", "sex", "birth_date"),
            *("height_cm", "goal", "experience", "activity", "days_per_week"),
            *("minutes_per_session", "equipment", "diet", "plate_step_kg", "dumbbell_step_kg"),
            "screening",
        ),
        "consents": ("date", "purpose", "granted", "text_version"),
        "cardio_sessions": (
            *("date", "started_at", "activity", "kind", "duration_s", "distance_m", "km"),
            *("mean_heart_rate_bpm", "notes", "source"),
        ),
        "sleep": ("date", "hours", "quality", "source"),
        "pain_reports": ("date", "site", "severity", "notes"),
        "tests": ("date", "exercise", "exercise_id", "kg", "one_rep_max_kg"),
        "targets": ("date", "reason", "maintenance_kcal", *_AMOUNTS[:-1]),
        "foods": ("id", "name", "portions", "source", *_AMOUNTS),
        "exercises": ("id", "name", "pattern", "equipment", "source"),
        "videos": (
            *("date", "status", "exercise", "file_name", "load_kg", "kg", "logged_rpe"),
            *("error_code", "error_message"),
        ),
    }.items()
}
_ALSO = {
    "workout_sets": "sets",
    "weigh_ins": "body_weights",
    "weights": "body_weights",
    "body_weight": "body_weights",
    "profiles": "profile",
    "programs": "programmes",
    "programme": "programmes",
    "workout": "workouts",
    "meal": "meals",
    "memory": "memories",
    "cardio": "cardio_sessions",
    "runs": "cardio_sessions",
    "sleep_reports": "sleep",
    "pain": "pain_reports",
    "strength_tests": "tests",
    "target": "targets",
    "set": "sets",
}


def table_named(name: str) -> str:
    """Return the table that a name means.

    Raises:
        ValueError: There is none; the message names all.
    """
    word = _word(name)
    if word in TABLES:
        return word
    msg = f"there is no table {name!r}; there are {', '.join(TABLES)}"
    raise ValueError(msg)


_INSIDE = {"workouts": "sets", "meals": "meal_items", "programmes": "prescriptions"}
"""Table to that of the rows it is made of."""
_SAME = {"food": "name", "protein": "protein_g", "carbs_g": "carbohydrate_g", "fat": "fat_g"}
_KEYS = frozenset({"table", "where", "match", "with", "columns", "count"})


def row_told(value: object) -> object:
    """Read `meals`, `{meals: {...}}` and `{table: meals, kcal: 500}` as a table with its columns.

    Columns of a table's parts are looked for among them: a workout of the squat is a row of `sets`
    with that exercise.
    """
    if isinstance(value, str):
        return {"table": value}
    row = mapping(value)
    if row is None:
        return value
    if "table" not in row:
        named = row.get("kind") if len(row) > 1 else next(iter(row), None)
        word = _word(named) if isinstance(named, str) else ""
        if word not in TABLES:
            return value
        inside = (
            {key: row[key] for key in row if key != "kind"} if len(row) > 1 else row[str(named)]
        )
        row = {"table": word, **(mapping(inside) or {})}
    where_key = next((key for key in ("where", "match", "with", "columns") if key in row), "where")
    loose = {key: row.pop(key) for key in tuple(row) if key not in _KEYS}
    where = mapping(row.get(where_key, {}))
    if where is None:
        return value
    columns = {**where, **loose}
    return _of_its_part({**row, where_key: columns}, columns, where_key)


def _of_its_part(
    row: dict[str, object], columns: Mapping[str, object], where_key: str
) -> dict[str, object]:
    """Name the table of the parts, if only that has all the columns."""
    table = _word(str(row["table"]))
    if table not in TABLES or set(columns) <= TABLES[table]:
        return row
    part = _INSIDE.get(table, table)
    own = {
        key if key in TABLES[part] else _SAME.get(key, key): each for key, each in columns.items()
    }
    return {**row, "table": part, where_key: own} if set(own) <= TABLES[part] else row


def _word(name: str) -> str:
    word = name.strip().casefold().replace(" ", "_").replace("-", "_")
    return _ALSO.get(word, word)


def check_columns(table: str, columns: set[str]) -> None:
    """Refuse a column that no row of the table has: nothing would ever match it.

    Raises:
        ValueError: One is unknown; the message names the nearest.
    """
    for column in sorted(columns - TABLES[table]):
        near = process.extractOne(column, sorted(TABLES[table]))
        msg = f"{table} has no column {column!r}; the nearest is {near[0] if near else 'none'}"
        raise ValueError(msg)
