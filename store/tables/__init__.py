"""Every table of the schema; the migrations in `migrations/versions` arrive at exactly these."""

from store.tables.accounts import accounts, consents, memories, profiles
from store.tables.form import findings, form_analyses, videos
from store.tables.imports import import_files, import_rows
from store.tables.knowledge import passage_words, passages, seed_state
from store.tables.nutrition import foods, meal_items, meals, targets
from store.tables.programmes import prescriptions, programmes, strength_tests
from store.tables.runs import exposures, feedback, messages, runs, threads
from store.tables.schema import metadata
from store.tables.training import (
    body_weights,
    cardio_sessions,
    exercise_aliases,
    exercises,
    pain_reports,
    sleep_reports,
    workout_sets,
    workouts,
)

__all__ = [
    "accounts",
    "body_weights",
    "cardio_sessions",
    "consents",
    "exercise_aliases",
    "exercises",
    "exposures",
    "feedback",
    "findings",
    "foods",
    "form_analyses",
    "import_files",
    "import_rows",
    "meal_items",
    "meals",
    "memories",
    "messages",
    "metadata",
    "pain_reports",
    "passage_words",
    "passages",
    "prescriptions",
    "profiles",
    "programmes",
    "runs",
    "seed_state",
    "sleep_reports",
    "strength_tests",
    "targets",
    "threads",
    "videos",
    "workout_sets",
    "workouts",
]
