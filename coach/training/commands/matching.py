"""Finds the catalogue's exercise behind a name that another app gave it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from coach.identity import ExerciseId

CLOSE = 90.0
"""Similarity in percent from which a name counts as a spelling of another. Source: own
choice, held by the names that must and must not meet in tests/unit/test_exercise_matching.py."""
NEAR = 75.0
"""Similarity from which the athlete is asked whether two names mean the same. Same source."""
EQUIPMENT = {
    "barbell": "barbell",
    "bb": "barbell",
    "dumbbell": "dumbbell",
    "db": "dumbbell",
    "kettlebell": "kettlebell",
    "kb": "kettlebell",
    "cable": "cable",
    "machine": "machine",
    "band": "band",
    "resistance band": "band",
    "smith machine": "smith machine",
    "bodyweight": "bodyweight",
    "ez bar": "ez bar",
    "trap bar": "trap bar",
    "plate": "plate",
    "suspension": "suspension",
}
# fmt: off
QUALIFIERS = frozenset((
    "incline", "decline", "seated", "standing", "lying", "kneeling", "bent", "front", "back",
    "side", "lateral", "rear", "reverse", "single", "one", "two", "close", "wide", "narrow",
    "neutral", "left", "right", "hang", "hanging", "power", "split", "sumo", "romanian",
    "stiff", "straight", "goblet", "hack", "overhead", "high", "low", "push", "pull", "leg",
    "arm", "chest", "shoulder", "calf", "hip", "glute", "inner", "outer", "internal",
    "external", "weighted", "assisted", "deficit", "pause", "paused", "tempo", "box", "floor",
    "up", "down", "press", "row", "curl", "extension", "raise", "fly", "squat", "deadlift",
    "lunge", "jerk", "clean", "snatch", "cross", "wrist", "hammer", "preacher",
))
# fmt: on
"""Words that make a different exercise: names that differ in one of them never match."""
PLURAL = re.compile(r"(?<=[^s\W]{3})s$")
IN_BRACKETS = re.compile(r"^(?P<core>.*?)\s*\((?P<tool>[^()]*)\)$")


class NormalName(NamedTuple):
    """An exercise's name, apart from the equipment it names."""

    core: str
    equipment: str


How = Literal["exact", "close", "confirm", "new", "chosen"]
"""`exact`: a name the catalogue has. `close`: a spelling of one. `confirm`: the athlete is asked.
`new`: nothing fits. `chosen`: the athlete said what it is."""


@dataclass(frozen=True, slots=True)
class ExerciseMatch:
    """What became of one name of a file."""

    name: str
    exercise_id: ExerciseId | None
    """None: the athlete gets an exercise of this name, unless they choose another."""
    how: How
    near: ExerciseId | None = None
    """For `confirm`: what the athlete is asked about. For `new`: the most similar exercise, which
    is another one."""


def normal_name(name: str) -> NormalName:
    """Return a name in lower case without punctuation, its equipment split off."""
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    match = IN_BRACKETS.match(folded)
    if match and match["tool"].strip() in EQUIPMENT:
        return NormalName(words(match["core"]), EQUIPMENT[match["tool"].strip()])
    plain = words(folded)
    for tool, equipment in EQUIPMENT.items():
        if plain.startswith(f"{tool} "):
            return NormalName(plain.removeprefix(f"{tool} "), equipment)
    return NormalName(plain, "")


def words(text: str) -> str:
    """Return the letters and digits of a text, words singular, single spaces between them."""
    return " ".join(PLURAL.sub("", word) for word in re.findall(r"[^\W_]+", text))


def match_names(
    names: Iterable[str],
    aliases: Sequence[tuple[str, ExerciseId]],
    *,
    chosen: Mapping[str, ExerciseId | None] | None = None,
) -> tuple[ExerciseMatch, ...]:
    """Return a match for each name, in order.

    Args:
        names: As another app writes them.
        aliases: Every name the athlete can use, with its exercise.
        chosen: What the athlete said about names, by the name as the file writes it; None: it is
            an exercise of their own.
    """
    known: dict[NormalName, ExerciseId] = {}
    for alias, exercise_id in aliases:
        known.setdefault(normal_name(alias), exercise_id)
    said = chosen or {}
    return tuple(
        _as_chosen(name, said[name]) if name in said else match_name(name, known) for name in names
    )


def _as_chosen(name: str, exercise_id: ExerciseId | None) -> ExerciseMatch:
    return ExerciseMatch(name, exercise_id, "new" if exercise_id is None else "chosen")


def match_name(name: str, known: Mapping[NormalName, ExerciseId]) -> ExerciseMatch:
    """Return the match of one name."""
    wanted = normal_name(name)
    exact = known.get(wanted)
    if exact is not None:
        return ExerciseMatch(name, exact, "exact")
    scored = sorted(
        (
            (similarity(wanted.core, candidate.core), candidate)
            for candidate in known
            if candidate.equipment == wanted.equipment
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )
    for score, candidate in scored:
        if score >= NEAR and same_qualifiers(wanted.core, candidate.core):
            if score >= CLOSE:
                return ExerciseMatch(name, known[candidate], "close")
            return ExerciseMatch(name, None, "confirm", known[candidate])
    near = known[scored[0][1]] if scored and scored[0][0] >= NEAR else None
    return ExerciseMatch(name, None, "new", near)


def similarity(left: str, right: str) -> float:
    """Return how alike two names are, in percent, whatever the order of their words."""
    return max(fuzz.ratio(left, right), fuzz.token_sort_ratio(left, right))


def same_qualifiers(left: str, right: str) -> bool:
    """Tell whether two names agree in every word that makes a different exercise."""
    return QUALIFIERS.isdisjoint(set(left.split()) ^ set(right.split()))
