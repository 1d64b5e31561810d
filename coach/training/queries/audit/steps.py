"""Three things to do next, the most pressing first; each is coaching practice and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from coach.training.model import Pattern
from coach.training.queries.audit.document import (
    Remark,
    count,
    day,
    masses,
    plain,
    remark,
    words,
)
from coach.training.queries.audit.problems import has_few_ratings, unplaced
from coach.training.queries.audit.reading import Reading
from coach.training.queries.audit.volume import HIP, KNEE, PULL, PUSH, average_sets, muscle_name
from coach.training.queries.audit.volume import sets_of as sets_of_patterns
from coach.training.queries.lifts import LiftReport
from coach.training.rules import layoff, progression, volume
from coach.units import MassUnit, kg_from, mass_in, round_to_step

STEPS = 3
STEP = {MassUnit.KG: Decimal("2.5"), MassUnit.LB: Decimal(5)}
"""What loads of the return are rounded to. Source: the smallest pair of plates in most gyms."""
MIN_RATE = 2
"""Workouts a week below which regularity comes before content. Source: coaching practice;
Schoenfeld 2016 finds twice a week better than once for a muscle."""
Step = Callable[[Reading], Remark | None]


def next_steps(reading: Reading) -> tuple[Remark, ...]:
    """Return up to three concrete next steps, the most pressing first."""
    return tuple(_steps(reading))[:STEPS]


def _steps(reading: Reading) -> Iterator[Remark]:
    for step in ORDER:
        found = step(reading)
        if found is not None:
            yield found


def _begin(reading: Reading) -> Remark | None:
    if reading.span.workouts:
        return None
    return remark(
        "import the log of your other app, or tell the coach your sets as you do them; the audit "
        "grows with each workout."
    )


def _check_errors(reading: Reading) -> Remark | None:
    if not reading.doubtful:
        return None
    exercise, done = reading.doubtful[0]
    row = (f"workout_sets:{done.set_id}",)
    return remark(
        f"check {words(exercise.name)} on {{day}}: {{load}} looks like a typing error. Correct it "
        "in the app it comes from and import the file again.",
        day=day(reading.athlete.day_of(done.started_at), rows=row),
        load=masses(reading.athlete.unit)(done.load_kg or 0, "doubtful.doubtful_sets", row),
    )


def _come_back(reading: Reading) -> Remark | None:
    share = layoff.return_share(reading.days_old)
    lift = _slow_lift(reading)
    if share is None or lift is None:
        return None
    last = reading.last_work.get(lift.exercise.id)
    if last is None or last.load is None:
        return None
    step, unit = STEP[reading.athlete.unit], reading.athlete.unit
    load_kg = last.load
    back = round_to_step(mass_in(load_kg * share.share, unit), step)
    mass, row = masses(unit), tuple(f"workout_sets:{done.set_id}" for done in last.sets)
    return remark(
        f"come back with about {{back}} on the {words(lift.exercise.name.lower())}, {{share}} of "
        "the {load} you worked with on {day}, and with half the sets; if the first sessions feel "
        "easy, climb faster.",
        back=mass(kg_from(back, unit), "layoff.return_share"),
        share=plain(share.share * 100, "%", "layoff.return_share"),
        load=mass(load_kg, "log", row),
        day=day(reading.athlete.day_of(last.started_at), rows=row),
    )


def _slow_lift(reading: Reading) -> LiftReport | None:
    loaded = [lift for lift in reading.lifts if lift.sessions and lift.sessions[-1].top_load_kg]
    slow = [lift for lift in loaded if lift.exercise.pattern is not Pattern.OLYMPIC]
    return next(iter(slow or loaded), None)


def _more_often(reading: Reading) -> Remark | None:
    done = reading.regularity
    if done is None or reading.days_old >= layoff.BREAK_DAYS:
        return None
    if done.workouts >= MIN_RATE * len(done.weeks) or reading.span.workouts < len(done.weeks):
        return None
    return remark(
        "train at least {rate} a week before changing anything else: the last {weeks} hold {done}.",
        rate=count(MIN_RATE, "session", "coaching practice"),
        weeks=count(len(done.weeks), "week"),
        done=count(done.workouts, "workout"),
    )


def _unblock(reading: Reading) -> Remark | None:
    lift = next((lift for lift in reading.lifts if lift.stall is not None), None)
    if lift is None or reading.days_old >= layoff.BREAK_DAYS:
        return None
    return remark(
        f"{words(lift.exercise.name)} stands still: take {{cut}} off and build up again, or change "
        "its repetition range for a few weeks, and look first at sleep, food and how hard the sets "
        "are.",
        cut=plain((1 - progression.REDUCTION) * 100, "%", "progression.linear"),
    )


def _fill_pattern(reading: Reading) -> Remark | None:
    for patterns, against, what in (
        (PULL, PUSH, "a row and a pull-up or pulldown"),
        (PUSH, PULL, "a press"),
        (HIP, KNEE, "a hinge such as a Romanian deadlift"),
        (KNEE, HIP, "a squat or a lunge"),
    ):
        sets, others = sets_of_patterns(reading, patterns), sets_of_patterns(reading, against)
        if sets * 4 < others:
            return remark(
                f"add {what} each week, and start with {{low}} to {{high}}: the last {{weeks}} "
                "hold {sets} of that kind.",
                low=plain(volume.MAINTAIN, None, "volume.landmarks"),
                high=count(int(volume.MAINTAIN_HIGH), "set", "volume.landmarks"),
                weeks=count(len(reading.weeks), "week"),
                sets=count(sets, "set", "volume.is_hard"),
            )
    return None


def _rate_sets(reading: Reading) -> Remark | None:
    if not has_few_ratings(reading):
        return None
    return remark(
        "note an RPE with the hardest set of each lift: with it the coach can tell an easy day "
        "from a weak one."
    )


def _match_names(reading: Reading) -> Remark | None:
    found = unplaced(reading)
    if not found:
        return None
    return remark(
        f"say which catalogue exercise {words(found[0].exercise.name)} is, when you import again, "
        "so that its {sets} count for a muscle.",
        sets=count(found[0].use.counted_sets, "set"),
    )


def _weigh(reading: Reading) -> Remark | None:
    if reading.weigh_ins or not reading.span.workouts:
        return None
    return remark(
        "log your body weight in the morning on three days of each week; trends of weight and "
        "relative strength need it."
    )


def _raise_volume(reading: Reading) -> Remark | None:
    means = {m: s for m, s in average_sets(reading).items() if s < volume.GROW_LOW}
    if not means or reading.days_old >= layoff.BREAK_DAYS:
        return None
    muscle = max(means, key=lambda name: means[name])
    return remark(
        f"if {words(muscle_name(muscle))} is to grow, add a set or two a week until it has "
        "{low}; it has {sets} now.",
        low=plain(volume.GROW_LOW, "set", "volume.landmarks"),
        sets=plain(means[muscle], None, "volume.fractional_sets"),
    )


def _next_session(reading: Reading) -> Remark | None:
    lift = _slow_lift(reading)
    if lift is None:
        return remark("ask the coach for a programme; it needs your goal, your days and your kit.")
    return remark(
        f"ask the coach for the next load of the {words(lift.exercise.name.lower())}; it builds on "
        "the sets of {day}.",
        day=day(reading.athlete.day_of(lift.sessions[-1].started_at)),
    )


def _plan(reading: Reading) -> Remark | None:
    if reading.regularity is not None and reading.regularity.planned is not None:
        return None
    return remark("tell the coach your goal and your days, and let it write a programme from here.")


ORDER: tuple[Step, ...] = (
    _begin,
    _check_errors,
    _come_back,
    _more_often,
    _unblock,
    _fill_pattern,
    _match_names,
    _rate_sets,
    _weigh,
    _raise_volume,
    _plan,
    _next_session,
)
"""Errors first, then the body's readiness, then regularity, then content, then data."""
