"""Says what an export holds: which tables, in which order, and what a row must make again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast, get_type_hints

from sqlalchemy import Column, Table
from sqlalchemy.dialects.postgresql import JSONB

from coach.accounts.model import Memory, Profile
from coach.nutrition.model import Food, Meal, MealItem, Target
from coach.training.model import (
    BodyWeight,
    CardioSession,
    Exercise,
    PainReport,
    Prescription,
    Programme,
    SleepReport,
    StrengthTest,
    Workout,
    WorkoutSet,
)
from coach.training.rules.programme.plan import ProgrammePlan
from store import tables

FORMAT = "fitholic-export"
VERSION = 1
HIDDEN = frozenset({"user_id", "owner_id", "blob_key", "lease_until", "epoch", "compact"})
"""Columns that say who owns a row, where a raw file lies, which process works on a run, or what is
worked out from the column beside them."""


@dataclass(frozen=True, slots=True)
class Child:
    """Rows that are written inside their parent's."""

    field: str
    table: Table
    parent: str
    """Column that holds the parent's id."""
    order: tuple[str, ...]
    kind: type


@dataclass(frozen=True, slots=True)
class Section:
    """One key of the document and the table behind it."""

    name: str
    table: Table
    order: tuple[str, ...]
    """Columns that order the rows the same way in every database."""
    kind: type | None = None
    """What a row makes; None: exported only, see `NOT_RESTORED`, or no more than its columns."""
    when: str | None = None
    """Column that `since` looks at; None: always exported as a whole."""
    child: Child | None = None
    documents: Mapping[str, type] = field(default_factory=dict[str, type])
    """What JSON columns hold that are no field of `kind`."""

    def hints(self) -> Mapping[str, object]:
        """Return the type of each field a row makes."""
        return (get_type_hints(self.kind) if self.kind else {}) | dict(self.documents)


EXERCISES = Section("exercises", tables.exercises, ("name", "id"), Exercise)
NAMES = Section("exercise_names", tables.exercise_aliases, ("compact",))
"""What the athlete calls exercises of the shared catalogue; those of own ones stand with them."""
FOODS = Section("foods", tables.foods, ("name", "id"), Food)
RESTORED: tuple[Section, ...] = (
    Section("profile", tables.profiles, (), Profile),
    Section("memories", tables.memories, ("created_at", "id"), Memory),
    EXERCISES,
    NAMES,
    FOODS,
    Section(
        "workouts",
        tables.workouts,
        ("started_at", "id"),
        Workout,
        "started_at",
        Child("sets", tables.workout_sets, "workout_id", ("position",), WorkoutSet),
    ),
    Section(
        "cardio_sessions",
        tables.cardio_sessions,
        ("started_at", "id"),
        CardioSession,
        "started_at",
    ),
    Section("body_weights", tables.body_weights, ("at", "id"), BodyWeight, "at"),
    Section("sleep_reports", tables.sleep_reports, ("day",), SleepReport, "day"),
    Section("pain_reports", tables.pain_reports, ("at", "id"), PainReport, "at"),
    Section("strength_tests", tables.strength_tests, ("day", "id"), StrengthTest, "day"),
    Section(
        "programmes",
        tables.programmes,
        ("created_at", "id"),
        Programme,
        None,
        Child(
            "prescriptions",
            tables.prescriptions,
            "programme_id",
            ("day", "position"),
            Prescription,
        ),
        {"plan": ProgrammePlan},
    ),
    Section(
        "meals",
        tables.meals,
        ("eaten_at", "id"),
        Meal,
        "eaten_at",
        Child("items", tables.meal_items, "meal_id", ("position",), MealItem),
    ),
    Section("targets", tables.targets, ("from_day", "seq"), Target),
)
"""What an import brings back, in the order in which rows may name each other."""

NOT_RESTORED: Mapping[str, str] = {
    "accounts": "an account is made by signing in",
    "consents": "a consent is given by the athlete, not by a file",
    "threads": "conversations are a record",
    "messages": "conversations are a record",
    "runs": "conversations are a record",
    "feedback": "it belongs to a conversation",
    "exposures": "it says which prompts this installation tried on the athlete",
    "videos": "raw files are not part of the export",
    "form_analyses": "an analysis belongs to a video",
    "findings": "a finding belongs to a video",
    "import_files": "it says where rows of this account came from",
    "import_rows": "it says where rows of this account came from",
}
"""Owner tables whose rows leave with the account export and do not come back, with the reason."""


def is_owned(table: Table) -> bool:
    """Tell whether rows of a table can belong to an athlete."""
    return "user_id" in table.columns or "owner_id" in table.columns


def records() -> Iterator[Section]:
    """Yield a section for every owner table that is not restored, by name."""
    inside = {section.table.name for section in RESTORED}
    inside |= {section.child.table.name for section in RESTORED if section.child}
    for name, table in sorted(tables.metadata.tables.items()):
        if is_owned(table) and name not in inside:
            keys = tuple(column.name for column in table.primary_key)
            yield Section(name, table, tuple(key for key in keys if key != "user_id"))


def columns_of(table: Table, *, without: str = "") -> tuple[Column[object], ...]:
    """Return the columns an export shows: no owner, nothing the database makes up itself."""
    return tuple(
        column
        for column in table.columns
        if column.name not in HIDDEN
        and column.name != without
        and column.computed is None
        and column.identity is None
    )


def renamed_inside(value: object, ids: Mapping[str, str]) -> object:
    """Return what a JSON column holds, with ids of exercises replaced wherever they stand."""
    match value:
        case str():
            return ids.get(value, value)
        case list():
            return [renamed_inside(each, ids) for each in cast("list[object]", value)]
        case dict():
            pairs = cast("dict[str, object]", value).items()
            return {ids.get(key, key): renamed_inside(each, ids) for key, each in pairs}
        case _:
            return value


def is_document(column: Column[object]) -> bool:
    """Tell whether a column holds JSON."""
    return isinstance(column.type, JSONB)


def catalogue_named_by(column: Column[object]) -> Section | None:
    """Return the catalogue whose ids a column holds."""
    targets = {key.column.table.name for key in column.foreign_keys}
    if column.name == "substitutes":
        return EXERCISES
    return next((each for each in (EXERCISES, FOODS) if each.table.name in targets), None)
