"""Brings a parsed training log into the athlete's own: all of it or nothing, and only once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coach.errors import InvalidInput
from coach.identity import ExerciseId, SetId, UserId, WorkoutId, new_uuid
from coach.training.commands.matching import ExerciseMatch, match_names
from coach.training.model import (
    Equipment,
    Exercise,
    ParsedLog,
    ParsedSet,
    ParsedWorkout,
    Pattern,
    RowError,
    Workout,
    WorkoutSet,
)
from coach.training.ports import TrainingUnitOfWork
from coach.units import MassUnit

IN_BRACKETS = {f"({equipment})": equipment for equipment in Equipment}


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do."""

    source: str
    variant: str
    units: frozenset[MassUnit]
    unit_origin: str
    rows: int
    skipped: int
    workouts: int
    sets: int
    first: datetime
    last: datetime
    exercises: tuple[ExerciseMatch, ...]
    """One match for each name, in the order they first appear."""
    new: int
    """Workouts that are not there yet."""
    changed: int
    """Workouts of the same app and start whose content differs now; they are replaced."""
    unchanged: int
    """Workouts that are there already."""
    errors: tuple[RowError, ...]

    @property
    def unmatched(self) -> tuple[ExerciseMatch, ...]:
        """Names that become the athlete's own exercises."""
        return tuple(match for match in self.exercises if match.exercise_id is None)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    preview: ImportPreview
    added: int
    """Workouts stored, those that replace an older version included."""
    replaced: int
    unchanged: int
    sets_added: int
    exercises_created: tuple[Exercise, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Workouts of a file, sorted by what has to be done with them."""

    new: tuple[ParsedWorkout, ...]
    changed: tuple[tuple[ParsedWorkout, WorkoutId], ...]
    unchanged: int


def preview_import(uow: TrainingUnitOfWork, user_id: UserId, log: ParsedLog) -> ImportPreview:
    """Return what importing a file would do; nothing is stored."""
    return _preview(uow, user_id, log, plan_import(uow, user_id, log))


def _preview(uow: TrainingUnitOfWork, user_id: UserId, log: ParsedLog, plan: Plan) -> ImportPreview:
    names = dict.fromkeys(each.exercise_name for workout in log.workouts for each in workout.sets)
    return ImportPreview(
        source=log.source,
        variant=log.variant,
        units=log.units,
        unit_origin=log.unit_origin,
        rows=log.rows,
        skipped=log.skipped,
        workouts=len(log.workouts),
        sets=sum(len(workout.sets) for workout in log.workouts),
        first=log.workouts[0].started_at,
        last=log.workouts[-1].started_at,
        exercises=match_names(names, uow.exercises.aliases(user_id)),
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
        errors=log.errors,
    )


def import_workouts(
    uow: TrainingUnitOfWork, user_id: UserId, log: ParsedLog, *, skip_errors: bool = False
) -> ImportReport:
    """Store the workouts of a file that are not there yet.

    The caller's transaction makes it all or nothing. The same file again stores nothing. A workout
    that was edited in the other app replaces its older version.

    Args:
        uow: An open transaction.
        user_id: Whose log it becomes.
        log: The parsed file.
        skip_errors: The athlete agreed to leave out rows that cannot be read.

    Raises:
        InvalidInput: code `rows_need_agreement` when rows cannot be read and nobody agreed.
    """
    if log.errors and not skip_errors:
        first = log.errors[0]
        raise InvalidInput(
            f"{len(log.errors)} of {log.rows} rows cannot be read, the first on line {first.line}: "
            f"{first.column} {first.value!r} {first.reason}.",
            way_out="Correct them, or agree to import the rest without them.",
            code="rows_need_agreement",
        )
    plan = plan_import(uow, user_id, log)
    preview = _preview(uow, user_id, log, plan)
    ids, created = settle_exercises(uow, user_id, log, preview.exercises)
    for _, old in plan.changed:
        uow.workouts.delete(user_id, old)
    stored = [
        parsed
        for parsed in (*plan.new, *(parsed for parsed, _ in plan.changed))
        if uow.workouts.add(as_workout(parsed, user_id, log.source, ids))
    ]
    return ImportReport(
        preview=preview,
        added=len(stored),
        replaced=len(plan.changed),
        unchanged=preview.workouts - len(stored),
        sets_added=sum(len(parsed.sets) for parsed in stored),
        exercises_created=created,
    )


def plan_import(uow: TrainingUnitOfWork, user_id: UserId, log: ParsedLog) -> Plan:
    """Return which workouts are new, changed and there already."""
    there = uow.workouts.list(user_id, limit=max(1, uow.workouts.count(user_id)))
    keys = {workout.source_key for workout in there}
    in_file = {parsed.source_key for parsed in log.workouts}
    starts = {
        workout.started_at: workout.id
        for workout in there
        if workout.source == log.source and workout.source_key not in in_file
    }
    new: list[ParsedWorkout] = []
    changed: list[tuple[ParsedWorkout, WorkoutId]] = []
    for parsed in log.workouts:
        if parsed.source_key in keys:
            continue
        old = starts.pop(parsed.started_at, None)
        if old is None:
            new.append(parsed)
        else:
            changed.append((parsed, old))
    return Plan(tuple(new), tuple(changed), len(log.workouts) - len(new) - len(changed))


def settle_exercises(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    log: ParsedLog,
    matches: tuple[ExerciseMatch, ...],
) -> tuple[Mapping[str, ExerciseId], tuple[Exercise, ...]]:
    """Return an exercise for every name of the file, and those made for names nothing matched."""
    ids: dict[str, ExerciseId] = {}
    created: list[Exercise] = []
    for match in matches:
        if match.exercise_id is not None:
            ids[match.name] = match.exercise_id
            continue
        known = uow.exercises.by_alias(user_id, match.name)
        if known is None:
            known = own_exercise(match.name, user_id, log)
            uow.exercises.put(known, (match.name,))
            created.append(known)
        ids[match.name] = known.id
    return ids, tuple(created)


def own_exercise(name: str, user_id: UserId, log: ParsedLog) -> Exercise:
    """Return an exercise for a name the catalogue does not know.

    Its muscles are unknown, so none are claimed; its sets count for its own history only.
    """
    sets = [each for workout in log.workouts for each in workout.sets if each.exercise_name == name]
    loaded = any(each.load_kg for each in sets)
    return Exercise(
        id=ExerciseId(f"custom:{new_uuid()}"),
        name=name,
        pattern=Pattern.ISOLATION if any(each.reps for each in sets) else Pattern.CONDITIONING,
        equipment=next(
            (tool for written, tool in IN_BRACKETS.items() if written in name.casefold()),
            Equipment.OTHER,
        ),
        primary_muscles=(),
        loadable=loaded,
        owner_id=user_id,
    )


def as_workout(
    parsed: ParsedWorkout, user_id: UserId, source: str, ids: Mapping[str, ExerciseId]
) -> Workout:
    """Return a parsed workout as one of the athlete's."""
    return Workout(
        id=WorkoutId(new_uuid()),
        user_id=user_id,
        started_at=parsed.started_at,
        title=parsed.title,
        sets=tuple(
            as_set(position, each, ids[each.exercise_name])
            for position, each in enumerate(parsed.sets)
        ),
        duration_s=parsed.duration_s,
        notes=parsed.notes,
        source=source,
        source_key=parsed.source_key,
    )


def as_set(position: int, parsed: ParsedSet, exercise_id: ExerciseId) -> WorkoutSet:
    """Return a parsed set as one of a workout."""
    return WorkoutSet(
        id=SetId(new_uuid()),
        exercise_id=exercise_id,
        position=position,
        kind=parsed.kind,
        load_kg=parsed.load_kg,
        reps=parsed.reps,
        rpe=parsed.rpe,
        distance_m=parsed.distance_m,
        seconds=parsed.seconds,
        notes=parsed.notes,
    )
