"""Tables that an expectation on stored rows may name, with their columns."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import process

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
    word = name.strip().casefold().replace(" ", "_").replace("-", "_")
    word = _ALSO.get(word, word)
    if word in TABLES:
        return word
    msg = f"there is no table {name!r}; there are {', '.join(TABLES)}"
    raise ValueError(msg)


def check_columns(table: str, columns: set[str]) -> None:
    """Refuse a column that no row of the table has: nothing would ever match it.

    Raises:
        ValueError: One is unknown; the message names the nearest.
    """
    for column in sorted(columns - TABLES[table]):
        near = process.extractOne(column, sorted(TABLES[table]))
        msg = f"{table} has no column {column!r}; the nearest is {near[0] if near else 'none'}"
        raise ValueError(msg)
