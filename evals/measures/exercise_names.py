"""Measures whether exercise names of other apps find the right exercise, and only the right one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import TypeAdapter

from coach.identity import ExerciseId
from coach.training.commands.matching import ExerciseMatch, NameIndex
from store import catalogue

NAMES, HELD_OUT = "exercise_names.yaml", "exercise_names_held_out.yaml"
Match = Callable[[Sequence[str]], Sequence[ExerciseMatch]]
Verdict = Literal["right", "asked", "missed", "wrong"]
"""`right`: taken for what it means, or left alone where the catalogue has no such exercise.
`asked`: the athlete is asked, and the question names the right one. `missed`: left alone, or asked
about another one, though the catalogue has it. `wrong`: taken for another exercise, which mixes two
histories; the one error that costs the athlete data."""
VERDICTS: tuple[Verdict, ...] = ("right", "asked", "missed", "wrong")


@dataclass(frozen=True, slots=True)
class Name:
    """One name and what it means."""

    group: str
    name: str
    exercise_id: ExerciseId | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the matching made of one name."""

    name: Name
    match: ExerciseMatch

    @property
    def verdict(self) -> Verdict:
        """How good that is."""
        wanted = self.name.exercise_id
        if self.match.exercise_id is not None:
            return "right" if self.match.exercise_id == wanted else "wrong"
        if wanted is None:
            return "right"
        asked = self.match.how == "confirm" and self.match.near == wanted
        return "asked" if asked else "missed"


def shipped_names(file: str = NAMES) -> tuple[Name, ...]:
    """Return the names of a frozen set."""
    text = files("evals").joinpath("datasets", file).read_text(encoding="utf-8")
    groups = TypeAdapter(dict[str, dict[str, ExerciseId | None]]).validate_python(
        yaml.safe_load(text)
    )
    return tuple(
        Name(group, name, exercise_id)
        for group, names in groups.items()
        for name, exercise_id in names.items()
    )


def measure(names: Iterable[Name], match: Match) -> tuple[Answer, ...]:
    """Match every name and say how good that is."""
    asked = tuple(names)
    found = match([each.name for each in asked])
    return tuple(Answer(name, each) for name, each in zip(asked, found, strict=True))


def counts(answers: Iterable[Answer]) -> dict[str, dict[Verdict, int]]:
    """Return how many names of each group met which verdict, and of `all`."""
    table: dict[str, dict[Verdict, int]] = {}
    for answer in answers:
        for group in (answer.name.group, "all"):
            row = table.setdefault(group, dict.fromkeys(VERDICTS, 0))
            row[answer.verdict] += 1
    return {group: table[group] for group in sorted(table, key="all".__eq__)}


def catalogue_matcher() -> Match:
    """Return the matching over the shipped catalogue, as an athlete without own names meets it."""
    entries = catalogue.exercises()
    index = NameIndex(
        (
            (name, entry.exercise.id)
            for entry in entries
            for name in (entry.exercise.name, *entry.aliases)
        ),
        [entry.exercise for entry in entries],
    )
    return lambda names: tuple(index.match(name) for name in names)
