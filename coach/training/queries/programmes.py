"""Reads around a programme: where it stands, what the log gives it, and the next session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from coach.identity import ExerciseId, UserId
from coach.training.model import PerformedSet, Prescription, Programme
from coach.training.ports import TrainingUnitOfWork
from coach.training.queries.log import exercise_sessions, weekly_sets, working_history
from coach.training.rules.layoff import FORGOTTEN_DAYS
from coach.training.rules.programme.plan import Phase, PlannedDay, ProgrammePlan
from coach.training.rules.programme.request import FULL_GYM, Kit, KnownLift, MuscleSets, RecentLog
from coach.training.rules.programme.session import (
    NextExercise,
    Past,
    next_exercise,
    prescribed_next,
    prescriptions_of,
    with_ids_of,
)
from coach.training.rules.programme.targets import MUSCLES
from coach.training.rules.programme.weeks import week_numbered
from coach.training.rules.working_strength import best_estimate_kg
from coach.units import MassUnit

RECENT = timedelta(days=120)
"""How far before the last session a lift is looked for. Source: coaching practice."""
USUAL_WEEKS = 4
"""Weeks that a usual week is averaged over. Source: coaching practice."""
STRONGEST_OF = 6
"""Sessions whose best estimate is the maximum: a deload of a lift trained three times a week, and
as many before it. Source: coaching practice."""
LOOKED_AT = 12
"""Sessions of a lift that decide its next one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the active programme is."""

    programme: Programme
    plan: ProgrammePlan | None
    """None for a programme that was typed in."""
    week: int
    """From 1."""
    day: int
    """Day that is due, from 1."""
    sessions: int
    """Sessions of the programme done so far."""

    @property
    def is_over(self) -> bool:
        """True when every week was done."""
        return self.plan is not None and self.week > len(self.plan.weeks)


@dataclass(frozen=True, slots=True)
class NextSession:
    """What to do next."""

    programme_id: str
    programme: str
    week: int
    phase: Phase | None
    day: int
    day_name: str
    minutes: int | None
    exercises: tuple[NextExercise, ...]
    notes: tuple[str, ...]
    unit: MassUnit
    """What the bars and plates are marked in; masses are in kilograms."""


def standing_of(
    uow: TrainingUnitOfWork, user_id: UserId, programme: Programme, *, now: datetime
) -> Standing:
    """Return the week and the day that are due, from the sessions done since it began.

    A session counts when it holds an exercise of the programme. The day after the one that the
    newest session resembles most is due, so that days done out of order do no harm.
    """
    kept = uow.programmes.plan(user_id, programme.id)
    plan = None if kept is None else with_ids_of(kept, programme.prescriptions)
    days = _days(programme)
    done = _sessions(
        uow.workouts.sets_between(user_id, since=programme.created_at, until=now), days
    )
    count = max(1, len(days))
    if not done:
        return Standing(programme, plan, week=1, day=1, sessions=0)
    due = (len(done) - 1) % count
    newest = done[-1]
    resembled = max(range(count), key=lambda day: (_likeness(days[day], newest), day == due, -day))
    day = (resembled + 1) % count + 1
    return Standing(programme, plan, len(done) // count + 1, day, len(done))


def _days(programme: Programme) -> list[frozenset[ExerciseId]]:
    numbers = sorted({entry.day for entry in programme.prescriptions})
    return [
        frozenset(entry.exercise_id for entry in programme.prescriptions if entry.day == number)
        for number in numbers
    ]


def _sessions(
    sets: Sequence[PerformedSet], days: Sequence[frozenset[ExerciseId]]
) -> list[frozenset[ExerciseId]]:
    held = frozenset[ExerciseId]().union(*days)
    by_workout: dict[object, set[ExerciseId]] = {}
    for done in sets:
        by_workout.setdefault(done.workout_id, set()).add(done.exercise_id)
    return [frozenset(ids) for ids in by_workout.values() if ids & held]


def _likeness(day: frozenset[ExerciseId], done: frozenset[ExerciseId]) -> float:
    return len(day & done) / len(day | done)


def next_session(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    *,
    now: datetime,
    kit: Kit = FULL_GYM,
    day: int | None = None,
    novice: bool = True,
) -> NextSession | None:
    """Return a session of the active programme; None when none is active.

    Args:
        uow: An open transaction.
        user_id: Whose programme.
        now: Later sets do not count.
        kit: What can be loaded, for a programme that was typed in.
        day: Number of a training day, from 1; None for the one that is due.
        novice: Whether the steps of a programme that was typed in without any are a novice's.
    """
    programme = uow.programmes.active(user_id)
    if programme is None or not programme.prescriptions:
        return None
    where = standing_of(uow, user_id, programme, now=now)
    if day is not None:
        where = replace(where, day=min(day, len(_days(programme))))
    if where.plan is None:
        return _typed(uow, where, kit, now, novice=novice)
    return planned_session(uow, where, where.plan, now)


def planned_session(
    uow: TrainingUnitOfWork, where: Standing, plan: ProgrammePlan, now: datetime
) -> NextSession:
    """Return the session of a plan at one place in it, stored or not."""
    user_id = where.programme.user_id
    week = week_numbered(plan, where.week)
    day: PlannedDay = plan.days[where.day - 1]
    exercises = tuple(
        next_exercise(
            plan,
            (where.day - 1, position),
            week,
            uow.exercises.get(user_id, planned.exercise_id),
            _past(uow, user_id, planned.exercise_id, now),
            where.programme.created_at,
        )
        for position, planned in enumerate(day.exercises)
    )
    return NextSession(
        programme_id=str(where.programme.id),
        programme=where.programme.name,
        week=where.week,
        phase=week.phase,
        day=day.number,
        day_name=day.name,
        minutes=week.minutes[where.day - 1],
        exercises=exercises,
        notes=_notes(where, plan, week.reason, now),
        unit=plan.unit,
    )


def _notes(where: Standing, plan: ProgrammePlan, reason: str, now: datetime) -> tuple[str, ...]:
    notes = [reason]
    if where.is_over:
        notes.append("All weeks of this programme are done; revise it with a next block.")
    if plan.until is not None and now.date() > plan.until:
        notes.append(
            f"This programme was for the time until {plan.until.isoformat()}; go back to the one "
            "before it."
        )
    return tuple(notes)


def _typed(
    uow: TrainingUnitOfWork, where: Standing, kit: Kit, now: datetime, *, novice: bool
) -> NextSession:
    programme = where.programme
    number = sorted({entry.day for entry in programme.prescriptions})[where.day - 1]
    entries = [entry for entry in programme.prescriptions if entry.day == number]
    exercises = tuple(
        prescribed_next(
            entry,
            uow.exercises.get(programme.user_id, entry.exercise_id),
            kit,
            _past(uow, programme.user_id, entry.exercise_id, now),
            novice=novice,
        )
        for entry in entries
    )
    return NextSession(
        programme_id=str(programme.id),
        programme=programme.name,
        week=where.week,
        phase=None,
        day=number,
        day_name=f"Day {number}",
        minutes=None,
        exercises=exercises,
        notes=(),
        unit=kit.unit,
    )


def _past(uow: TrainingUnitOfWork, user_id: UserId, exercise_id: ExerciseId, now: datetime) -> Past:
    found = exercise_sessions(uow, user_id, exercise_id, until=now)
    history = working_history(found, limit=LOOKED_AT)
    return Past(history, (now - history[0].started_at).days if history else None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a programme asks for on one exercise."""

    prescription: Prescription
    phase: Phase
    """Of the week it is in; `BUILD` for a programme that was typed in."""


def asked_of(
    uow: TrainingUnitOfWork, user_id: UserId, exercise_id: ExerciseId, *, now: datetime
) -> Asked | None:
    """Return what this week of the active programme asks for on one exercise.

    Of several days that hold it the one that is due next.
    """
    programme = uow.programmes.active(user_id)
    if programme is None:
        return None
    if all(entry.exercise_id != exercise_id for entry in programme.prescriptions):
        return None
    where = standing_of(uow, user_id, programme, now=now)
    entries, phase = programme.prescriptions, Phase.BUILD
    if where.plan is not None:
        phase = week_numbered(where.plan, where.week).phase
        entries = prescriptions_of(where.plan, where.week, programme.created_at)
    held = [entry for entry in entries if entry.exercise_id == exercise_id]
    due = min(held, key=lambda entry: (entry.day < where.day, entry.day, entry.position))
    return Asked(due, phase)


def recent_log(
    uow: TrainingUnitOfWork, user_id: UserId, *, now: datetime, zone: tzinfo
) -> RecentLog:
    """Return what a programme is built from: loads, usual weekly sets and the age of the log.

    Args:
        uow: An open transaction.
        user_id: Whose log.
        now: Later sets do not count.
        zone: Where the athlete's weeks begin on Monday.
    """
    last = uow.workouts.last_started_at(user_id, until=now)
    if last is None:
        return RecentLog()
    done = uow.workouts.sets_between(user_id, since=last - RECENT, until=last)
    ids = sorted({each.exercise_id for each in done})
    lifts = (_known(uow, user_id, exercise_id, last) for exercise_id in ids)
    weeks = weekly_sets(uow, user_id, until=last, zone=zone, weeks=USUAL_WEEKS + 1)
    trained = [week.by_muscle for week in weeks if week.hard_sets]
    whole = trained[1:] or trained  # the newest week may still be running
    away = (now - last).days
    if away > FORGOTTEN_DAYS:
        whole = []
    return RecentLog(
        lifts=tuple(lift for lift in lifts if lift is not None),
        weekly_sets=tuple(MuscleSets(muscle, _usual(whole, muscle)) for muscle in MUSCLES)
        if whole
        else (),
        days_since_last=away,
    )


def _usual(weeks: Sequence[Mapping[str, Decimal]], muscle: str) -> Decimal:
    total = sum((week.get(muscle, Decimal(0)) for week in weeks), Decimal(0))
    halves = (2 * total / len(weeks)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return halves / 2


def _known(
    uow: TrainingUnitOfWork, user_id: UserId, exercise_id: ExerciseId, last: datetime
) -> KnownLift | None:
    done = exercise_sessions(uow, user_id, exercise_id, until=last)
    history = [
        work
        for work in working_history(done, limit=STRONGEST_OF)
        if work.started_at >= last - RECENT
    ]
    if not history:
        return None
    estimates = (best_estimate_kg(work) for work in history)
    best = max((each for each in estimates if each is not None), default=None)
    return KnownLift(exercise_id, history[0].load, history[0].target, best)
