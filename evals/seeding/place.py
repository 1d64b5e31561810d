"""Where rows of a fixture go: one athlete, one moment, ids that are the same in every run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Protocol
from uuid import UUID, uuid5

from rapidfuzz import process

from coach.accounts.ports import AccountsUnitOfWork
from coach.errors import InvalidInput
from coach.form.ports import FormUnitOfWork
from coach.identity import ExerciseId, UserId
from coach.nutrition.ports import NutritionUnitOfWork
from coach.training.commands.matching import NameIndex
from coach.training.model import Equipment, Exercise, fold_name
from coach.training.ports import TrainingUnitOfWork
from coach.training.rules.exercise_names import normal_name

SHOWN = 5
"""Nearest names that a message lists."""
USUAL = (Equipment.BARBELL, Equipment.DUMBBELL, Equipment.MACHINE, Equipment.CABLE)
"""Equipment of a lift that names none, the commonest first. Source: own choice, in the order of the
bench press, row and press in most gyms' programmes."""

SHORT = {
    **dict.fromkeys(("press", "strict press", "standing press"), "Overhead Press"),
    **dict.fromkeys(("row", "rows"), "Barbell Row"),
    "dl": "Deadlift",
    "sumo": "Sumo Deadlift",
    **dict.fromkeys(("chin ups", "chinups", "chins"), "Chin-up"),
}
"""What lifters mean by a word alone. Source: usage of strength programmes, where the press is done
standing (Rippetoe 2011) and the row with a barbell."""


class SeedableUnitOfWork(
    AccountsUnitOfWork, TrainingUnitOfWork, NutritionUnitOfWork, FormUnitOfWork, Protocol
):
    """A transaction that reaches all a fixture can set."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whose rows are written, and when."""

    uow: SeedableUnitOfWork
    user_id: UserId
    now: datetime
    """In the athlete's time zone."""
    told: int
    """0 for the fixture, then one more for every update."""

    def id(self, kind: str, *numbers: int) -> UUID:
        """Return the id of the nth row of a kind."""
        key = ":".join(map(str, (kind, *numbers)))
        return uuid5(self.user_id, f"update:{self.told}:{key}" if self.told else key)

    def exercise(self, name: str) -> ExerciseId:
        """Return the exercise that a name means, as an import of a log would find it.

        Raises:
            InvalidInput: There is none (code `unknown_exercise`); the message names the nearest.
        """
        name = SHORT.get(fold_name(name.replace("-", " ")), name)
        exact = self.uow.exercises.by_alias(self.user_id, name)
        if exact is not None:
            return exact.id
        known = tuple(self.uow.exercises.list(self.user_id))
        aliases = tuple(self.uow.exercises.aliases(self.user_id))
        found = _index(aliases, known).match(name)
        asked = found.near if found.how == "confirm" else None
        meant = found.exercise_id or asked or _usual(name, aliases, known)
        if meant is not None:
            return meant
        names = [each.name for each in known]
        near = [each for each, _, _ in process.extract(name, names, limit=SHOWN)]
        raise InvalidInput(
            f"the fixture's exercise {name!r} is not in the catalogue; the nearest are "
            f"{', '.join(near)}.",
            way_out="Use a name that `GET /v1/exercises` lists.",
            code="unknown_exercise",
        )

    def equipment(self, exercise_id: ExerciseId) -> Exercise:
        """Return the exercise of an id."""
        return self.uow.exercises.get(self.user_id, exercise_id)


def _usual(
    name: str, aliases: tuple[tuple[str, ExerciseId], ...], known: tuple[Exercise, ...]
) -> ExerciseId | None:
    """Return the exercise of a name that only lacks its equipment, with the usual one of several.

    "Shoulder Press" is done with dumbbells, a machine or a band: an import asks the athlete.
    """
    wanted = normal_name(name)
    if wanted.equipment:
        return None
    fitting = {each for alias, each in aliases if normal_name(alias).core == wanted.core}
    found = [each for each in known if each.id in fitting and each.equipment in USUAL]
    return min(found, key=lambda each: (USUAL.index(each.equipment), each.id)).id if found else None


@lru_cache(maxsize=2)
def _index(aliases: tuple[tuple[str, ExerciseId], ...], known: tuple[Exercise, ...]) -> NameIndex:
    return NameIndex(aliases, known)


def slug(name: str) -> str:
    """Return a name as a slug: "Bench Press (Barbell)" is `bench_press`."""
    return fold_name(name.partition("(")[0]).replace(" ", "_")
