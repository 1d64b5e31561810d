"""Adds exercises of another collection to the catalogue that all athletes share.

Only an operator may call this: what is stored here is seen by every athlete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from coach.identity import ExerciseId, UserId
from coach.training.commands.matching import NameIndex
from coach.training.model import Exercise, Region, RowError, fold_name
from coach.training.ports import TrainingUnitOfWork

NOBODY = UserId(UUID(int=0))
"""An athlete without rows, who sees the shared catalogue and nothing else."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that one of our exercises gets."""

    name: str
    exercise_id: ExerciseId


@dataclass(frozen=True, slots=True)
class CataloguePlan:
    """What an import of a collection would do."""

    new: tuple[Exercise, ...]
    changed: tuple[Exercise, ...]
    """Imported before, and different now."""
    unchanged: int
    """Imported before as they are, and names we have already."""
    aliases: tuple[Alias, ...]
    skipped: tuple[RowError, ...]
    """Entries whose name is that of another exercise of ours; `line` is 0."""


def plan_catalogue(uow: TrainingUnitOfWork, exercises: Iterable[Exercise]) -> CataloguePlan:
    """Return what importing exercises would do; nothing is stored."""
    shared = {each.id: each for each in uow.exercises.list(NOBODY)}
    ours = {key: each for key, each in shared.items() if not each.source}
    names = uow.exercises.aliases(NOBODY)
    index = NameIndex((pair for pair in names if pair[1] in ours), ours.values())
    taken = {_compact(name): exercise_id for name, exercise_id in names}
    new: list[Exercise] = []
    changed: list[Exercise] = []
    aliases: list[Alias] = []
    skipped: list[RowError] = []
    unchanged = 0
    for each in exercises:
        match = index.match(each.name)
        exercise_id = match.exercise_id if match.how == "exact" else None
        owner = taken.get(_compact(each.name), each.id)
        cautious = replace(each, avoid_with=cautious_regions(each, ours.values()))
        if exercise_id is None and owner == each.id:
            before = shared.get(each.id)
            if before == cautious:
                unchanged += 1
            else:
                (new if before is None else changed).append(cautious)
        elif exercise_id is None or ours[exercise_id].equipment is not each.equipment:
            other = shared[exercise_id or owner]
            reason = f"is a name of {other.id}, which is done with {other.equipment}"
            skipped.append(RowError(0, "name", each.name, reason))
        elif owner == exercise_id:
            unchanged += 1
        else:
            aliases.append(Alias(each.name, exercise_id))
        taken.setdefault(_compact(each.name), exercise_id or each.id)
    return CataloguePlan(tuple(new), tuple(changed), unchanged, tuple(aliases), tuple(skipped))


def import_catalogue(uow: TrainingUnitOfWork, exercises: Sequence[Exercise]) -> CataloguePlan:
    """Store what the plan says, in the caller's transaction; the same again stores nothing."""
    plan = plan_catalogue(uow, exercises)
    for each in (*plan.new, *plan.changed):
        uow.exercises.put(each, (each.name,))
    known = _names_of(uow)
    shared = {each.id: each for each in uow.exercises.list(NOBODY)}
    added: dict[ExerciseId, list[str]] = {}
    for alias in plan.aliases:
        added.setdefault(alias.exercise_id, []).append(alias.name)
    for exercise_id, names in added.items():
        uow.exercises.put(shared[exercise_id], (*known[exercise_id], *names))
    return plan


def cautious_regions(exercise: Exercise, ours: Iterable[Exercise]) -> tuple[Region, ...]:
    """Return the regions that rule out any exercise of ours of this pattern and first muscle.

    A collection says nothing on injuries; leaving out too much harms nobody.
    """
    first = exercise.primary_muscles[:1]
    regions = {
        region
        for each in ours
        if each.pattern is exercise.pattern and (not first or first[0] in each.primary_muscles)
        for region in each.avoid_with
    }
    return tuple(region for region in Region if region in regions)


def _names_of(uow: TrainingUnitOfWork) -> Mapping[ExerciseId, list[str]]:
    names: dict[ExerciseId, list[str]] = {}
    for name, exercise_id in uow.exercises.aliases(NOBODY):
        names.setdefault(exercise_id, []).append(name)
    return names


def _compact(name: str) -> str:
    return fold_name(name).replace(" ", "")
