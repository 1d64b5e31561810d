"""Finds the catalogue's exercise behind a name that another app or an athlete gave it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from coach.identity import ExerciseId
from coach.training.model import Equipment, Exercise
from coach.training.rules.exercise_names import (
    QUALIFIERS,
    NormalName,
    differing_words,
    normal_name,
    only_slips,
)

CLOSE = 0.90
"""Similarity from which a name that differs in typing errors alone is taken for another. Source:
the import contract of docs/reference/exercises.md; evals/datasets/exercise_names.yaml holds it."""
NEAR = 0.75
"""Similarity from which the athlete is asked whether two names mean the same. Same source."""
How = Literal["exact", "close", "confirm", "new", "chosen"]
"""`exact`: a name the catalogue has, whatever its order of words, case, plural or equipment in
brackets. `close`: one it has but for typing errors, or with the equipment that goes without saying.
`confirm`: the athlete is asked, also where only a name with equipment is known. `new`: nothing
fits. `chosen`: the athlete said what it is."""


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


class NameIndex:
    """Every name an athlete can use, ready to be matched."""

    def __init__(
        self, aliases: Iterable[tuple[str, ExerciseId]], exercises: Iterable[Exercise] = ()
    ) -> None:
        """Index names.

        Args:
            aliases: Every name with its exercise; of two that read the same the first counts.
            exercises: Says which equipment goes without saying in a name.
        """
        equipment = {each.id: each.equipment for each in exercises}
        self._known: dict[NormalName, ExerciseId] = {}
        bare: defaultdict[tuple[str, ...], set[ExerciseId]] = defaultdict(set)
        for alias, exercise_id in aliases:
            name = normal_name(alias)
            if name.core:
                self._known.setdefault(name, exercise_id)
                bare[name.core].add(exercise_id)
        self._implied: dict[NormalName, ExerciseId] = {}
        self._bare: dict[NormalName, ExerciseId] = {}
        for name, exercise_id in self._known.items():
            tool = equipment.get(exercise_id, Equipment.OTHER)
            if not name.equipment and tool is not Equipment.OTHER:
                self._implied.setdefault(NormalName(name.core, tool.value), exercise_id)
            if name.equipment and len(bare[name.core]) == 1:
                self._bare.setdefault(NormalName(name.core, ""), exercise_id)
        self._words = QUALIFIERS | {word for name in self._known for word in name.core}

    def match(self, name: str) -> ExerciseMatch:
        """Return the match of one name."""
        wanted = normal_name(name)
        exact = self._known.get(wanted)
        if exact is not None:
            return ExerciseMatch(name, exact, "exact")
        implied = self._implied.get(wanted)
        if implied is not None:
            return ExerciseMatch(name, implied, "close")
        bare = self._bare.get(wanted)
        if bare is not None:
            return ExerciseMatch(name, None, "confirm", bare)
        return self._nearest(name, wanted)

    def _nearest(self, name: str, wanted: NormalName) -> ExerciseMatch:
        text = wanted.text
        scored: list[tuple[float, NormalName, ExerciseId]] = []
        for table in (self._known, self._implied):
            for candidate, exercise_id in table.items():
                if candidate.equipment != wanted.equipment:
                    continue
                score = OSA.normalized_similarity(text, candidate.text, score_cutoff=NEAR)
                if score >= NEAR:
                    scored.append((score, candidate, exercise_id))
        scored.sort(key=lambda found: (-found[0], found[1]))
        slips = [each for each in scored if only_slips(wanted, each[1], self._words)]
        if slips:
            score, _, exercise_id = slips[0]
            if score >= CLOSE and {each[2] for each in slips} == {exercise_id}:
                return ExerciseMatch(name, exercise_id, "close")
            return ExerciseMatch(name, None, "confirm", exercise_id)
        for _, candidate, exercise_id in scored:
            if self._words.isdisjoint(differing_words(wanted, candidate)):
                return ExerciseMatch(name, None, "confirm", exercise_id)
        return ExerciseMatch(name, None, "new", scored[0][2] if scored else None)


def match_names(
    names: Iterable[str],
    aliases: Sequence[tuple[str, ExerciseId]],
    *,
    exercises: Iterable[Exercise] = (),
    chosen: Mapping[str, ExerciseId | None] | None = None,
) -> tuple[ExerciseMatch, ...]:
    """Return a match for each name, in order.

    Args:
        names: As another app writes them.
        aliases: Every name the athlete can use, with its exercise.
        exercises: The exercises behind them; with these, "Leg Press (Machine)" is found where
            "Leg Press" is known.
        chosen: What the athlete said about names, by the name as the file writes it; None: it is
            an exercise of their own.
    """
    index = NameIndex(aliases, exercises)
    said = chosen or {}
    return tuple(
        _as_chosen(name, said[name]) if name in said else index.match(name) for name in names
    )


def _as_chosen(name: str, exercise_id: ExerciseId | None) -> ExerciseMatch:
    return ExerciseMatch(name, exercise_id, "new" if exercise_id is None else "chosen")
