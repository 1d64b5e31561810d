"""Reads the content that ships with fitholic: exercises, our own foods, knowledge notes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from coach.errors import SetupError
from coach.identity import ExerciseId, FoodId, PassageId
from coach.knowledge.model import Grade, Passage
from coach.nutrition.model import Food, Portion
from coach.training.model import Cue, Equipment, Exercise, Pattern, Region

FENCE = "---\n"
EXERCISES = ("exercises.yaml", "exercise_names.yaml", "exercise_cues.yaml")
"""Files that together make the exercise catalogue."""


class CatalogueEntry(NamedTuple):
    """One exercise and the other names it goes by."""

    exercise: Exercise
    aliases: tuple[str, ...]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ExerciseLine(_Line):
    id: str
    name: str
    pattern: Pattern
    equipment: Equipment
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    unilateral: bool = False
    loadable: bool = True
    avoid_with: tuple[Region, ...] = ()
    substitutes: tuple[str, ...] = ()
    step_kg: Decimal | None = None


class _CueLine(_Line):
    fault: str
    exercises: tuple[str, ...]
    text: str


class _FoodLine(_Line):
    id: str
    name: str
    kcal: Decimal
    protein: Decimal
    carbohydrate: Decimal
    fat: Decimal
    fibre: Decimal
    alcohol: Decimal = Decimal(0)
    portions: Mapping[str, Decimal]


class _NoteFront(_Line):
    id: str
    title: str
    source: str
    year: int
    grade: Grade
    topics: tuple[str, ...]
    applies_to: tuple[str, ...]
    claims: tuple[str, ...]
    contraindications: tuple[str, ...]
    asked_as: tuple[str, ...]


def content() -> Traversable:
    """Return the folder of shipped content."""
    return files("store").joinpath("content")


def content_hash(*names: str) -> str:
    """Return sha256 over files or folders of the content."""
    digest = hashlib.sha256()
    for name in names:
        for file in _files_of(content().joinpath(name)):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def exercises() -> tuple[CatalogueEntry, ...]:
    """Return the exercise catalogue.

    Raises:
        SetupError: A shipped file is damaged.
    """
    names = _other_names()
    cues = _cues()
    return tuple(
        CatalogueEntry(
            Exercise(
                id=ExerciseId(line.id),
                name=line.name,
                pattern=line.pattern,
                equipment=line.equipment,
                primary_muscles=line.primary,
                secondary_muscles=line.secondary,
                unilateral=line.unilateral,
                loadable=line.loadable,
                avoid_with=line.avoid_with,
                substitutes=tuple(ExerciseId(other) for other in line.substitutes),
                step_kg=line.step_kg,
                cues=tuple(cues[line.id]),
            ),
            names.get(line.id, ()),
        )
        for line in (_ExerciseLine.model_validate(row) for row in _rows("exercises.yaml"))
    )


def _other_names() -> Mapping[str, tuple[str, ...]]:
    rows: object = yaml.safe_load(
        content().joinpath("exercise_names.yaml").read_text(encoding="utf-8")
    )
    return TypeAdapter(dict[str, tuple[str, ...]]).validate_python(rows)


def _cues() -> Mapping[str, list[Cue]]:
    cues: defaultdict[str, list[Cue]] = defaultdict(list)
    for row in _rows("exercise_cues.yaml"):
        line = _CueLine.model_validate(row)
        for exercise_id in line.exercises:
            cues[exercise_id].append(Cue(line.fault, line.text))
    return cues


def own_foods() -> tuple[Food, ...]:
    """Return the foods of our own list, per 100 g.

    Raises:
        SetupError: The shipped file is damaged.
    """
    return tuple(
        Food(
            id=FoodId(f"own:{line.id}"),
            name=line.name,
            kcal=line.kcal,
            protein_g=line.protein,
            carbohydrate_g=line.carbohydrate,
            fat_g=line.fat,
            fibre_g=line.fibre,
            portions=tuple(Portion(name, grams) for name, grams in line.portions.items()),
            source="own",
        )
        for line in (_FoodLine.model_validate(row) for row in _rows("foods.yaml"))
    )


def notes() -> tuple[Passage, ...]:
    """Return the knowledge notes, one passage a note.

    Raises:
        SetupError: A shipped note has no front matter.
    """
    return tuple(read_note(file) for file in _files_of(content().joinpath("knowledge")))


def read_note(file: Traversable) -> Passage:
    """Return one note: YAML between two fences, then the text.

    Raises:
        SetupError: The fences are missing.
    """
    parts = file.read_text(encoding="utf-8").split(FENCE, 2)
    if len(parts) != 3 or parts[0]:
        raise _damaged(file.name)
    front = _NoteFront.model_validate(yaml.safe_load(parts[1]))
    return Passage(
        id=PassageId(front.id),
        title=front.title,
        text=" ".join(parts[2].split()),
        source=front.source,
        year=front.year,
        grade=front.grade,
        topics=front.topics,
        applies_to=front.applies_to,
        claims=front.claims,
        contraindications=front.contraindications,
        asked_as=front.asked_as,
    )


def _rows(name: str) -> Sequence[object]:
    rows: object = yaml.safe_load(content().joinpath(name).read_text(encoding="utf-8"))
    if not isinstance(rows, list):
        raise _damaged(name)
    return rows  # pyright: ignore[reportUnknownVariableType] - each row is validated by its model


def _files_of(place: Traversable) -> list[Traversable]:
    if place.is_file():
        return [place]
    return sorted(
        (file for file in place.iterdir() if file.name.endswith(".md")), key=lambda file: file.name
    )


def _damaged(name: str) -> SetupError:
    return SetupError(
        f"the shipped file {name!r} is damaged.",
        way_out="Reinstall fitholic.",
        code="content_damaged",
    )
