"""Reads the facts of free-exercise-db's JSON; its instructions and photos are left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, NamedTuple

import orjson
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from coach.errors import InvalidInput
from coach.identity import ExerciseId
from coach.muscles import Muscle
from coach.training.model import Equipment, Exercise, Pattern, RowError

SOURCE = "free-exercise-db"
PREFIX = "free:"
"""Begins the ids of imported exercises, which no id of ours does."""
MAX_ENTRIES = 20_000
"""More is another file. Source: the collection has 873 (April 2025)."""
SHOWN = 40
TOOLS: dict[str | None, Equipment] = {
    "barbell": Equipment.BARBELL,
    "e-z curl bar": Equipment.BARBELL,
    "dumbbell": Equipment.DUMBBELL,
    "kettlebells": Equipment.KETTLEBELL,
    "machine": Equipment.MACHINE,
    "cable": Equipment.CABLE,
    "bands": Equipment.BAND,
    "body only": Equipment.BODYWEIGHT,
    "medicine ball": Equipment.OTHER,
    "exercise ball": Equipment.OTHER,
    "foam roll": Equipment.OTHER,
    "other": Equipment.OTHER,
    None: Equipment.OTHER,
}
SAME_MUSCLES = {
    **{muscle.value: muscle for muscle in Muscle if "_" not in muscle.value},
    "abdominals": Muscle.ABS,
    "lower back": Muscle.LOWER_BACK,
    "middle back": Muscle.UPPER_BACK,
}
SHOULDERS = "shoulders"
"""One word of the collection for three muscles of ours; name and force tell which."""
NO_HARD_SETS = frozenset(("stretching", "cardio"))
"""Categories whose sets train no muscle in the sense of weekly volume, so none is taken over."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,99}$")]
    name: Text
    force: Literal["push", "pull", "static"] | None = None
    mechanic: Literal["compound", "isolation"] | None = None
    equipment: str | None = None
    category: str | None = None
    primary: list[str] = Field(alias="primaryMuscles", max_length=20)
    secondary: list[str] = Field(alias="secondaryMuscles", max_length=20)


class ParsedCatalogue(NamedTuple):
    """What a file holds."""

    exercises: tuple[Exercise, ...]
    errors: tuple[RowError, ...]
    """Entries that cannot be read; `line` counts entries from 1."""
    entries: int


def parse_free_exercise_db(data: bytes) -> ParsedCatalogue:
    """Return the exercises of a file and what is wrong with the others.

    Raises:
        InvalidInput: It is no JSON list of objects (codes `bad_json`, `bad_catalogue`).
    """
    try:
        rows: object = orjson.loads(data)
    except orjson.JSONDecodeError as exc:
        raise InvalidInput(
            f"the file is no JSON: {exc.msg}, line {exc.lineno}.",
            way_out="Use exercises.json of free-exercise-db as it is.",
            code="bad_json",
        ) from exc
    if not isinstance(rows, list) or not rows or len(rows) > MAX_ENTRIES:  # pyright: ignore[reportUnknownArgumentType] - checked row by row
        raise InvalidInput(
            "the file is no list of exercises.",
            way_out=f"Use exercises.json of free-exercise-db, up to {MAX_ENTRIES:,} entries.",
            code="bad_catalogue",
        )
    return _read(rows)  # pyright: ignore[reportUnknownArgumentType] - each is validated


def _read(rows: Sequence[object]) -> ParsedCatalogue:
    found: list[Exercise] = []
    errors: list[RowError] = []
    seen: set[str] = set()
    for line, row in enumerate(rows, start=1):
        read = _exercise(line, row)
        if isinstance(read, RowError):
            errors.append(read)
            continue
        keys = {read.id, read.name.casefold()}
        if keys & seen:
            errors.append(RowError(line, "name", read.name[:SHOWN], "is in the file twice"))
            continue
        seen |= keys
        found.append(read)
    return ParsedCatalogue(tuple(found), tuple(errors), len(rows))


def _exercise(line: int, row: object) -> Exercise | RowError:
    try:
        entry = _Entry.model_validate(row)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return RowError(line, where, str(first["input"])[:SHOWN], first["msg"].lower())
    if any(unicodedata.category(letter) in {"Cc", "Cf"} for letter in entry.name):
        return RowError(line, "name", ascii(entry.name)[:SHOWN], "holds control characters")
    if entry.equipment not in TOOLS:
        return RowError(line, "equipment", f"{entry.equipment}"[:SHOWN], "is not known")
    known = {*SAME_MUSCLES, SHOULDERS}
    strange = [muscle for muscle in (*entry.primary, *entry.secondary) if muscle not in known]
    if strange:
        return RowError(line, "muscles", strange[0][:SHOWN], "is not known")
    counts = entry.category not in NO_HARD_SETS
    primary = _muscles(entry, entry.primary) if counts else ()
    secondary = _muscles(entry, entry.secondary) if counts else ()
    equipment = TOOLS[entry.equipment]
    return Exercise(
        id=ExerciseId(PREFIX + entry.id.lower()),
        name=entry.name,
        pattern=_pattern(entry),
        equipment=equipment,
        primary_muscles=primary,
        secondary_muscles=tuple(muscle for muscle in secondary if muscle not in primary),
        unilateral=bool(re.search(r"\b(?:one|single)[- ](?:arm|leg)", entry.name, re.IGNORECASE)),
        loadable=counts and equipment is not Equipment.BODYWEIGHT,
        source=SOURCE,
    )


def _muscles(entry: _Entry, names: Iterable[str]) -> tuple[Muscle, ...]:
    found = (SAME_MUSCLES.get(name) or _deltoid(entry) for name in names)
    return tuple(dict.fromkeys(found))


def _deltoid(entry: _Entry) -> Muscle:
    name = entry.name.casefold()
    if re.search(r"\brear\b|reverse fl|face pull|bent[- ]over", name):
        return Muscle.REAR_DELTS
    if re.search(r"\b(?:lateral|side|upright)\b", name):
        return Muscle.SIDE_DELTS
    return Muscle.REAR_DELTS if entry.force == "pull" else Muscle.FRONT_DELTS


_BY_MUSCLE: dict[str, Pattern] = {
    "quadriceps": Pattern.SQUAT,
    **dict.fromkeys(("hamstrings", "glutes", "lower back"), Pattern.HINGE),
    "middle back": Pattern.HORIZONTAL_PULL,
    "chest": Pattern.HORIZONTAL_PUSH,
}


def _pattern(entry: _Entry) -> Pattern:
    """Return the pattern that force, mechanic, category and the first muscle leave open least."""
    name = entry.name.casefold()
    first = entry.primary[0] if entry.primary else ""
    if entry.category in {*NO_HARD_SETS, "plyometrics"} or not first:
        return Pattern.CONDITIONING
    if entry.category == "olympic weightlifting":
        return Pattern.OLYMPIC
    if first == "abdominals":
        return Pattern.CORE
    if entry.mechanic != "compound":
        return Pattern.ISOLATION
    if re.search(r"lunge|split squat|step[- ]up", name):
        return Pattern.LUNGE
    if re.search(r"pull-?up|chin|pull-?down", name):
        return Pattern.VERTICAL_PULL
    if first == SHOULDERS and entry.force == "push":
        return Pattern.VERTICAL_PUSH
    if first == "lats" and "row" in name:
        return Pattern.HORIZONTAL_PULL
    if first == "triceps" and re.search(r"press|dip|push-?up", name):
        return Pattern.HORIZONTAL_PUSH
    return _BY_MUSCLE.get(first, Pattern.ISOLATION)
