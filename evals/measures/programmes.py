"""Generates athletes of every kind, builds and revises their programmes, and counts what breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar
from uuid import UUID

from coach.errors import InvalidInput
from coach.identity import ExerciseId, SetId, WorkoutId
from coach.training.model import Equipment, Exercise, PerformedSet, Region, SetKind
from coach.training.rules.programme.build import build_programme
from coach.training.rules.programme.checks import Violation, can_load, violations, volume_in
from coach.training.rules.programme.plan import LIGHT_PHASES, ProgrammePlan
from coach.training.rules.programme.request import (
    Aim,
    Fixture,
    Injury,
    Kit,
    KnownLift,
    MuscleSets,
    PlatePair,
    ProgrammeRequest,
    RecentLog,
    Severity,
    TrainingAge,
    gym_in,
)
from coach.training.rules.programme.revise import Moment, revise_programme
from coach.training.rules.programme.revisions import (
    Budget,
    Deload,
    MissedWeek,
    NewInjury,
    NextBlock,
    Revision,
    ShortWeek,
    Swap,
    Travel,
)
from coach.training.rules.programme.session import Past, next_exercise
from coach.training.rules.programme.targets import MUSCLES, most_after
from coach.training.rules.working_sets import Work
from coach.units import MassUnit

T = TypeVar("T")
TODAY = date(2026, 3, 4)
"""A Wednesday; the day does not matter to the properties."""
BEGAN = datetime(2026, 2, 2, 18, tzinfo=UTC)
"""When a programme began; as little matter."""


def an_athlete(rng: Random, catalogue: Sequence[Exercise]) -> ProgrammeRequest:
    """Return a request with any aim, budget, kit, injuries, wishes and log."""
    ids = [each.id for each in catalogue]
    named = rng.sample(ids, rng.randint(0, 5))
    cut = rng.randint(0, len(named))
    return ProgrammeRequest(
        aim=rng.choice(tuple(Aim)),
        age=rng.choice(tuple(TrainingAge)),
        days=rng.randint(1, 7),
        minutes=rng.randint(15, 120),
        kit=a_kit(rng),
        injuries=tuple(
            Injury(region, rng.choice(tuple(Severity)))
            for region in rng.sample(tuple(Region), rng.choice((0, 0, 1, 1, 2)))
        ),
        liked=tuple(named[:cut]),
        disliked=tuple(named[cut:]),
        priorities=tuple(rng.sample(MUSCLES, rng.choice((0, 0, 1, 2)))),
        log=_a_log(rng, catalogue),
        meet_in_weeks=rng.choice((None, None, None, rng.randint(1, 20))),
    )


def a_kit(rng: Random) -> Kit:
    """Return a gym, a room at home, or anything between."""
    if rng.random() < 0.1:
        return replace(gym_in(MassUnit.LB), equipment=_some(rng, tuple(Equipment)))
    plates = rng.sample(("20", "15", "10", "5", "2.5", "1.25", "0.5"), rng.choice((0, 0, 3, 5)))
    return Kit(
        equipment=_some(rng, tuple(Equipment)),
        fixtures=_some(rng, tuple(Fixture)),
        bar_kg=rng.choice((Decimal(15), Decimal(20))),
        plate_step_kg=rng.choice((Decimal(1), Decimal("2.5"), Decimal(5))),
        plates=tuple(PlatePair(Decimal(plate), rng.randint(1, 3)) for plate in plates),
        dumbbell_step_kg=rng.choice((Decimal(1), Decimal(2), Decimal("2.5"))),
        dumbbell_max_kg=Decimal(rng.choice((10, 24, 30, 50))),
        kettlebells_kg=rng.choice(((), (Decimal(16),), (Decimal(12), Decimal(24)))),
        stack_step_kg=rng.choice((Decimal("2.5"), Decimal(5), Decimal(7))),
    )


def _some(rng: Random, values: tuple[T, ...]) -> tuple[T, ...]:
    if rng.random() < 0.4:
        return values
    return tuple(each for each in values if rng.random() < 0.5)


def _a_log(rng: Random, catalogue: Sequence[Exercise]) -> RecentLog:
    if rng.random() < 0.4:
        return RecentLog()
    lifts: list[KnownLift] = []
    for exercise in rng.sample(list(catalogue), rng.randint(0, 8)):
        maximum = Decimal(rng.randint(5, 260))
        lifts.append(KnownLift(exercise.id, maximum / 2, rng.randint(1, 10), maximum))
    weekly = rng.sample(MUSCLES, rng.randint(0, len(MUSCLES)))
    return RecentLog(
        lifts=tuple(lifts),
        weekly_sets=tuple(
            MuscleSets(muscle, Decimal(rng.randint(0, 40)) / 2) for muscle in sorted(weekly)
        ),
        days_since_last=rng.choice((None, rng.randint(0, 13), rng.randint(14, 400))),
    )


@dataclass(slots=True)
class Tally:
    """What a run over generated athletes found."""

    athletes: int = 0
    programmes: int = 0
    """First programmes and revisions."""
    refused: Counter[str] = field(default_factory=Counter[str])
    """Requests without an answer, by the code of the error."""
    violated: Counter[str] = field(default_factory=Counter[str])
    """Programmes that break a property, by property."""
    examples: dict[str, Violation] = field(default_factory=dict[str, Violation])

    def add(self, found: Sequence[Violation]) -> None:
        """Count one programme."""
        self.programmes += 1
        self.violated.update({each.rule for each in found})
        for each in found:
            self.examples.setdefault(each.rule, each)


def measure(athletes: int, seed: int, catalogue: Sequence[Exercise]) -> Tally:
    """Return what building and revising for generated athletes breaks."""
    tally = Tally()
    for number in range(athletes):
        rng = Random(f"{seed}:{number}")  # noqa: S311 - athletes, not secrets
        tally.athletes += 1
        plan = try_athlete(rng, catalogue, tally)
        if plan is not None:
            live(rng, plan, catalogue, tally)
    return tally


def try_athlete(rng: Random, catalogue: Sequence[Exercise], tally: Tally) -> ProgrammePlan | None:
    """Build for one athlete and count; None where the request is refused."""
    request = an_athlete(rng, catalogue)
    try:
        plan = build_programme(request, catalogue)
    except InvalidInput as refusal:
        tally.refused[refusal.code] += 1
        return None
    known = {each.id: each for each in catalogue}
    tally.add([*violations(plan, catalogue), *follow(rng, plan, known)])
    return plan


def a_revision(rng: Random, plan: ProgrammePlan, catalogue: Sequence[Exercise]) -> Revision:
    """Return something that happens to an athlete, sensible or not."""
    held = [each.exercise_id for day in plan.days for each in day.exercises]
    into = rng.choice((None, None, rng.choice(catalogue).id))
    return rng.choice(
        (
            MissedWeek(rng.choice((1, 1, 2, 6))),
            ShortWeek(rng.randint(1, 7)),
            Travel(a_kit(rng), TODAY + timedelta(days=rng.randint(0, 30))),
            NewInjury(Injury(rng.choice(tuple(Region)), rng.choice(tuple(Severity)))),
            Swap(rng.choice(held), into),
            Deload(),
            Budget(rng.choice((None, rng.randint(1, 7))), rng.choice((None, rng.randint(15, 120)))),
            NextBlock(),
        )
    )


def follow(
    rng: Random, plan: ProgrammePlan, known: Mapping[ExerciseId, Exercise]
) -> list[Violation]:
    """Return what is wrong with one next session of a programme after any kind of log."""
    week = rng.choice(plan.weeks)
    day = rng.randrange(len(plan.days))
    found: list[Violation] = []
    for position, planned in enumerate(plan.days[day].exercises):
        exercise = known[planned.exercise_id]
        past = _a_past(rng, exercise)
        session = next_exercise(plan, (day, position), week, exercise, past, BEGAN)
        loads = [each.load_kg for each in (*session.sets, *session.warm_ups)]
        wrong = [
            load
            for load in loads
            if load is not None and not can_load(exercise, plan.request.kit, load)
        ]
        if wrong:
            found.append(Violation("loadable", f"next {exercise.id}: {wrong[0]}"))
        if not session.reason or not session.why or not session.sets:
            found.append(Violation("explained", f"next {exercise.id}"))
    return found


def _a_past(rng: Random, exercise: Exercise) -> Past:
    if rng.random() < 0.3:
        return Past((), None)
    load = Decimal(rng.randint(1, 4000)) / 20 if exercise.loadable else None
    history = [_a_session(rng, exercise, load, number) for number in range(rng.randint(1, 4))]
    return Past(history[::-1], rng.choice((2, 7, 20, 100)))


def _a_session(rng: Random, exercise: Exercise, load: Decimal | None, number: int) -> Work:
    at = BEGAN + timedelta(days=3 * number)
    sets = tuple(
        PerformedSet(
            set_id=SetId(UUID(int=position)),
            workout_id=WorkoutId(UUID(int=number)),
            exercise_id=exercise.id,
            started_at=at,
            position=position,
            kind=SetKind.NORMAL,
            load_kg=load,
            reps=rng.randint(1, 20),
            rpe=rng.choice((None, Decimal(8), Decimal("9.5"))),
        )
        for position in range(rng.randint(1, 5))
    )
    return Work(at, load, sets, sets[0].reps or 1, sets)


def live(
    rng: Random,
    plan: ProgrammePlan,
    catalogue: Sequence[Exercise],
    tally: Tally,
    revisions: int = 3,
) -> None:
    """Follow a programme for weeks, revise it again and again, and count what breaks.

    What is done in each full week is kept, so that the rise across a revision is measured against
    what was trained and not against what a programme says of itself.
    """
    known = {each.id: each for each in catalogue}
    done: dict[str, Decimal] | None = None
    week = 1
    for _ in range(revisions):
        week = rng.randint(week, len(plan.weeks) + 1)  # a refused revision does not turn back time
        for past in plan.weeks[: week - 1]:
            if past.phase in LIGHT_PHASES:
                continue
            now = volume_in(plan, past, known)
            if plan.until is None:
                done = now
            elif done is not None:  # coming back from a trip or a short week is a return
                done = {muscle: max(sets, done[muscle]) for muscle, sets in now.items()}
        revision = a_revision(rng, plan, catalogue)
        try:
            plan = revise_programme(plan, revision, catalogue, Moment(week, TODAY))
        except InvalidInput as refusal:
            tally.refused[refusal.code] += 1
            continue
        week = 1
        found = violations(plan, catalogue)
        first = next((each for each in plan.weeks if each.phase not in LIGHT_PHASES), None)
        if done is not None and first is not None:
            found += [
                Violation(
                    "weekly change", f"{type(revision).__name__}: {muscle} {done[muscle]} {n}"
                )
                for muscle, n in volume_in(plan, first, known).items()
                if n > most_after(done[muscle])
            ]
        if not plan.changes:
            found.append(Violation("explained", "a revision that says nothing"))
        tally.add([*found, *follow(rng, plan, known)])
