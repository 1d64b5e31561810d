"""Writes what the athlete trains: programme, workouts, tests, cardio, sleep and pain."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

from coach.identity import SetId, WorkoutId
from coach.training.model import (
    CardioSession,
    PainReport,
    Prescription,
    Programme,
    ProgressionScheme,
    SetKind,
    SleepReport,
    StrengthTest,
    Workout,
    WorkoutSet,
)
from evals.cases.fixture import Told
from evals.cases.fixture_cardio import CardioFixture
from evals.cases.fixture_health import NightFixture, SleepSummary
from evals.cases.fixture_programme import PrescriptionFixture, ProgrammeFixture
from evals.cases.fixture_training import SetFixture, WorkoutFixture
from evals.seeding.place import Place

EVENING, MORNING = time(18), time(7)
"""When athletes lift, and when they weigh in or run, where a case names a day alone."""
EASY_S_PER_KM = Decimal(390)
"""Pace of a run whose time was not told: 6:30 a kilometre. Source: median training pace of 6:26
among 14,000 runners (Emig & Peltonen 2020), rounded."""
RUNS_A_WEEK = 3
"""Runs that a week's kilometres are spread over. Source: own choice; with one run the longest run
would be the week."""
DEFAULT_SETS, DEFAULT_REPS = 3, (8, 12)
"""Of a line that tells neither. Source: ACSM position stand 2009 for intermediate lifters."""
KNOWN = set(ProgressionScheme)


def seed_training(place: Place, told: Told) -> None:
    """Write all rows of training."""
    for n, workout in enumerate(told.workouts):
        place.uow.workouts.add(_workout(place, n, workout))
    for n, test in enumerate(told.tests):
        place.uow.recovery.add_test(
            StrengthTest(
                id=place.id("test", n),
                user_id=place.user_id,
                day=test.day(place.now),
                exercise_id=place.exercise(test.exercise),
                one_rep_max_kg=test.one_rep_max_kg,
            )
        )
    for n, session in enumerate(told.cardio_sessions):
        place.uow.recovery.add_cardio(_cardio(place, n, session))
    if told.weekly_km is not None:
        place.uow.recovery.put_cardio(_runs(place, told.weekly_km.km))
    for n, (night, hours) in enumerate(_nights(place, told)):
        place.uow.recovery.add_sleep(
            SleepReport(
                place.id("sleep", n), place.user_id, night.day(place.now), hours, night.quality
            )
        )
    for n, pain in enumerate(told.pain_reports):
        place.uow.recovery.add_pain(
            PainReport(
                id=place.id("pain", n),
                user_id=place.user_id,
                at=pain.moment(place.now, EVENING),
                site=f"{pain.side} {pain.site}".strip(),
                severity=pain.severity,
                notes="; ".join(filter(None, (pain.kind, pain.notes))),
            )
        )
    if told.programme is not None:
        place.uow.programmes.put(_programme(place, told.programme))


def _workout(place: Place, n: int, told: WorkoutFixture) -> Workout:
    performed = [
        (each.exercise, done, each.notes if first == 0 else "")
        for each in told.performed
        for first, done in enumerate(each.sets)
    ]
    ids = {name: place.exercise(name) for name in dict.fromkeys(name for name, _, _ in performed)}
    return Workout(
        id=WorkoutId(place.id("workout", n)),
        user_id=place.user_id,
        started_at=told.moment(place.now, EVENING),
        title=told.title or ", ".join(ids),
        duration_s=None if told.duration_min is None else round(told.duration_min * 60),
        notes="; ".join(filter(None, (told.notes, _rated(told)))),
        source="evals",
        sets=tuple(
            WorkoutSet(
                id=SetId(place.id("workout", n, position)),
                exercise_id=ids[name],
                position=position,
                kind=_kind(done),
                load_kg=done.kg,
                reps=done.reps,
                rpe=done.effort,
                seconds=done.seconds,
                distance_m=done.distance_m,
                notes="; ".join(filter(None, (notes, done.notes))),
            )
            for position, (name, done, notes) in enumerate(performed)
        ),
    )


def _rated(told: WorkoutFixture) -> str:
    return "" if told.session_rpe is None else f"session RPE {told.session_rpe}"


def _kind(done: SetFixture) -> SetKind:
    if done.warmup:
        return SetKind.WARMUP
    if done.failure:
        return SetKind.FAILURE
    return SetKind.DROP if done.drop else SetKind.NORMAL


def _cardio(place: Place, n: int, told: CardioFixture) -> CardioSession:
    notes = [told.notes] if told.notes else []
    if told.rpe is not None:
        notes.append(f"RPE {told.rpe}")
    time_s = told.time_s
    if time_s is None:
        time_s = (told.distance_m or Decimal(0)) * EASY_S_PER_KM / 1000
        notes.append("time not told")
    return CardioSession(
        id=place.id("cardio", n),
        user_id=place.user_id,
        started_at=told.moment(place.now, MORNING),
        activity=told.kind.strip().casefold(),
        duration_s=round(time_s),
        distance_m=told.distance_m,
        mean_heart_rate_bpm=told.heart_rate_bpm,
        notes="; ".join(notes),
        source="evals",
    )


def _runs(place: Place, weeks: tuple[Decimal, ...]) -> list[CardioSession]:
    """Return each week's kilometres as equal runs; the last week ends the day before."""
    runs: list[CardioSession] = []
    for number, km in enumerate(weeks):
        ends = place.now.date() - timedelta(days=1 + 7 * (len(weeks) - 1 - number))
        for run in range(RUNS_A_WEEK):
            day = ends - timedelta(days=2 * (RUNS_A_WEEK - 1 - run))
            metres = (km * 1000 / RUNS_A_WEEK).quantize(Decimal("0.001"))
            if run == RUNS_A_WEEK - 1:
                metres = km * 1000 - metres * (RUNS_A_WEEK - 1)
            runs.append(
                CardioSession(
                    id=place.id("weekly_km", number, run),
                    user_id=place.user_id,
                    started_at=datetime.combine(day, MORNING, place.now.tzinfo),
                    activity="run",
                    duration_s=round(metres * EASY_S_PER_KM / 1000),
                    distance_m=metres,
                    notes="a third of the week's kilometres; time not told",
                    source="evals",
                )
            )
    return [run for run in runs if run.distance_m]


def _nights(place: Place, told: Told) -> list[tuple[NightFixture, Decimal]]:
    if not isinstance(told.sleep, SleepSummary):
        return [(night, night.hours) for night in told.sleep]
    summary = told.sleep
    return [
        (
            NightFixture(
                when=place.now.date() - timedelta(days=ago),
                hours=summary.mean_hours,
                quality=summary.quality,
            ),
            summary.mean_hours,
        )
        for ago in reversed(range(summary.days))
    ]


def _programme(place: Place, told: ProgrammeFixture) -> Programme:
    lines = [(line.day or 1, "", line) for line in told.exercises]
    for position, day in enumerate(told.days, start=1):
        counted = day.day.isdecimal()
        number = int(day.day) if counted else position
        words = ", ".join(filter(None, (day.name, "" if counted else day.day, *day.notes)))
        lines += [(line.day or number, words, line) for line in day.exercises]
    started = (
        place.now
        if told.started is None
        else datetime.combine(told.started, MORNING, place.now.tzinfo)
    )
    return Programme(
        id=place.id("programme"),
        user_id=place.user_id,
        name=told.name,
        created_at=started,
        active=True,
        prescriptions=tuple(
            _prescription(place, told, line, day=day, position=position, of_day=name)
            for position, (day, name, line) in enumerate(sorted(lines, key=lambda each: each[0]))
        ),
        reason=". ".join(_said_of(told)),
    )


def _prescription(
    place: Place,
    programme: ProgrammeFixture,
    line: PrescriptionFixture,
    *,
    day: int,
    position: int,
    of_day: str,
) -> Prescription:
    exercise_id = place.exercise(line.exercise)
    low, high = line.rep_range or programme.rep_range or DEFAULT_REPS
    scheme = line.scheme or programme.scheme or ""
    known = ProgressionScheme(scheme) if scheme in KNOWN else None
    said = [*line.notes, *line.rules]
    if scheme and known is None:
        said.append(f"scheme: {scheme}")
    if line.percent is not None:
        said.append(f"{line.percent} % of the maximum")
    if line.training_max_kg is not None:
        said.append(f"training max {line.training_max_kg} kg")
    if of_day:
        said.append(f"day: {of_day}")
    return Prescription(
        day=day,
        position=position,
        exercise_id=exercise_id,
        sets=line.sets or programme.sets or DEFAULT_SETS,
        reps_low=low,
        reps_high=high,
        scheme=known or (ProgressionScheme.DOUBLE if high > low else ProgressionScheme.LINEAR),
        load_kg=line.load_kg,
        target_rpe=line.target_rpe if line.target_rir is None else 10 - line.target_rir,
        increment_kg=_increment(place, programme, line),
        rest_s=line.rest_s,
        reason=". ".join(said),
    )


LOWER = frozenset({"squat", "hinge", "lunge"})


def _increment(
    place: Place, programme: ProgrammeFixture, line: PrescriptionFixture
) -> Decimal | None:
    """Return the step told for the line, its exercise, its half of the body, or all."""
    if line.increment_kg is not None:
        return line.increment_kg
    exercise_id = place.exercise(line.exercise)
    halves = {"upper", "lower", "default"}
    for name, step in programme.increments.items():
        if name not in halves and place.exercise(name) == exercise_id:
            return step
    half = "lower" if place.equipment(exercise_id).pattern in LOWER else "upper"
    found = programme.increments.get(half, programme.increments.get("default"))
    return programme.increment_kg if found is None else found


def _said_of(told: ProgrammeFixture) -> list[str]:
    """Return what a programme says that no column keeps."""
    said = [f"template: {told.template}"] if told.template else []
    if told.training_max_pct is not None:
        said.append(f"training max: {told.training_max_pct} % of the tested maximum")
    said += [f"training max of {name}: {kg} kg" for name, kg in told.training_maxes.items()]
    counts = (("days a week", told.days_per_week), ("weeks", told.weeks), ("week", told.week))
    said += [f"{name}: {number}" for name, number in counts if number is not None]
    return [*said, *told.rules, *told.notes]
