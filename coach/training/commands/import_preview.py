"""Says what an import would do, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from decimal import Decimal

from coach.identity import ExerciseId, SetId, UserId, WorkoutId, new_uuid
from coach.imports import LeftOut, RowError
from coach.training.commands.import_plan import Overlap, Plan, plan_import
from coach.training.commands.matching import ExerciseMatch, match_names
from coach.training.model import (
    Equipment,
    Exercise,
    ParsedLog,
    ParsedSet,
    Pattern,
    PerformedSet,
)
from coach.training.ports import TrainingUnitOfWork
from coach.training.rules.doubtful import doubtful_sets
from coach.training.rules.working_sets import Session
from coach.units import MassUnit

IN_BRACKETS = {f"({equipment})": equipment for equipment in Equipment}
NIGHT_TOLD = "nights that you told or another app brought"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the athlete said about an import."""

    skip_errors: bool = False
    """Leave out rows that cannot be read."""
    chosen: Mapping[str, ExerciseId | None] = field(default_factory=dict[str, "ExerciseId | None"])
    """Exercise of a name, as the file writes it; None: an exercise of their own."""


AS_IT_IS = Wishes()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one kind a file holds, and how many of them would be stored."""

    in_file: int
    to_store: int


@dataclass(frozen=True, slots=True)
class DoubtfulLoad:
    """A set whose load looks like a typing error; it is imported, and kept out of estimates."""

    exercise_name: str
    started_at: datetime
    load_kg: Decimal
    reps: int | None


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
    """Earliest workout, session, weigh-in or night."""
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
    cardio: Tally = Tally(0, 0)
    weigh_ins: Tally = Tally(0, 0)
    nights: Tally = Tally(0, 0)
    overlaps: tuple[Overlap, ...] = ()
    doubtful: tuple[DoubtfulLoad, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """What was read and would not be stored, by reason."""

    @property
    def unmatched(self) -> tuple[ExerciseMatch, ...]:
        """Names that become the athlete's own exercises."""
        return tuple(match for match in self.exercises if match.exercise_id is None)

    @property
    def stores_nothing(self) -> bool:
        """Whether everything in the file is in the log already."""
        others = self.cardio.to_store + self.weigh_ins.to_store + self.nights.to_store
        return self.new + self.changed + others == 0


def preview_import(
    uow: TrainingUnitOfWork, user_id: UserId, log: ParsedLog, wishes: Wishes = AS_IT_IS
) -> ImportPreview:
    """Return what importing a file would do; nothing is stored."""
    return planned(uow, user_id, log, matches_of(uow, user_id, log, wishes))[0]


def matches_of(
    uow: TrainingUnitOfWork, user_id: UserId, log: ParsedLog, wishes: Wishes
) -> tuple[ExerciseMatch, ...]:
    """Return what became of each name of a file, in the order they first appear."""
    names = dict.fromkeys(each.exercise_name for workout in log.workouts for each in workout.sets)
    if not names:
        return ()
    known = uow.exercises
    return match_names(
        names, known.aliases(user_id), exercises=known.list(user_id), chosen=wishes.chosen
    )


def known_ids(matches: Sequence[ExerciseMatch]) -> Mapping[str, ExerciseId]:
    """Return the exercise of each name that has one."""
    return {match.name: match.exercise_id for match in matches if match.exercise_id is not None}


def planned(
    uow: TrainingUnitOfWork, user_id: UserId, log: ParsedLog, matches: tuple[ExerciseMatch, ...]
) -> tuple[ImportPreview, Plan]:
    """Return what importing a file would do, for people and for the import."""
    plan = plan_import(uow, user_id, log, known_ids(matches))
    moments = list(moments_of(log))
    told = (LeftOut(NIGHT_TOLD, plan.told_nights),) if plan.told_nights else ()
    preview = ImportPreview(
        source=log.source,
        variant=log.variant,
        units=log.units,
        unit_origin=log.unit_origin,
        rows=log.rows,
        skipped=log.skipped,
        workouts=len(log.workouts),
        sets=sum(len(workout.sets) for workout in log.workouts),
        first=min(moments),
        last=max(moments),
        exercises=matches,
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
        errors=log.errors,
        cardio=Tally(len(log.cardio), len(plan.cardio)),
        weigh_ins=Tally(len(log.weigh_ins), len(plan.weigh_ins)),
        nights=Tally(len(log.nights), len(plan.nights)),
        overlaps=plan.overlaps,
        doubtful=doubtful_loads(uow, user_id, log, matches),
        left_out=(*log.left_out, *told),
    )
    return preview, plan


def moments_of(log: ParsedLog) -> Iterator[datetime]:
    """Yield when each thing in a file took place."""
    for each in (*log.workouts, *log.cardio):
        yield each.started_at
    for weigh_in in log.weigh_ins:
        yield weigh_in.at
    for night in log.nights:
        yield datetime.combine(night.day, time(), UTC)


def doubtful_loads(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    log: ParsedLog,
    matches: Sequence[ExerciseMatch],
) -> tuple[DoubtfulLoad, ...]:
    """Return the sets whose load looks like a typing error, judged as in every estimate."""
    known = {exercise.id: exercise for exercise in uow.exercises.list(user_id)} if matches else {}
    sessions = sessions_by_name(log)
    found: list[DoubtfulLoad] = []
    for match in matches:
        exercise = known.get(match.exercise_id) if match.exercise_id else None
        judged = exercise or own_exercise(match.name, user_id, ())
        found.extend(
            DoubtfulLoad(match.name, done.started_at, done.load_kg, done.reps)
            for done in doubtful_sets(sessions[match.name], judged)
            if done.load_kg is not None
        )
    return tuple(found)


def sessions_by_name(log: ParsedLog) -> Mapping[str, list[Session]]:
    """Return the sessions of each name of a file, oldest first."""
    sessions: dict[str, list[Session]] = {}
    for workout in log.workouts:
        workout_id = WorkoutId(new_uuid())
        by_name: dict[str, list[PerformedSet]] = {}
        for position, each in enumerate(workout.sets):
            done = PerformedSet(
                set_id=SetId(new_uuid()),
                workout_id=workout_id,
                exercise_id=ExerciseId(each.exercise_name),
                started_at=workout.started_at,
                position=position,
                kind=each.kind,
                load_kg=each.load_kg,
                reps=each.reps,
                rpe=each.rpe,
            )
            by_name.setdefault(each.exercise_name, []).append(done)
        for name, sets in by_name.items():
            sessions.setdefault(name, []).append(Session(workout.started_at, tuple(sets)))
    return sessions


def own_exercise(name: str, user_id: UserId, sets: Sequence[ParsedSet]) -> Exercise:
    """Return an exercise for a name the catalogue does not know.

    Its muscles are unknown, so none are claimed; its sets count for its own history only.
    """
    return Exercise(
        id=ExerciseId(f"custom:{new_uuid()}"),
        name=name,
        pattern=Pattern.ISOLATION if any(each.reps for each in sets) else Pattern.CONDITIONING,
        equipment=next(
            (tool for written, tool in IN_BRACKETS.items() if written in name.casefold()),
            Equipment.OTHER,
        ),
        primary_muscles=(),
        loadable=any(each.load_kg for each in sets),
        owner_id=user_id,
    )
