"""The sentences that say why a programme is as it is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from coach.training.model import ProgressionScheme
from coach.training.rules import layoff
from coach.training.rules.programme import loading, targets
from coach.training.rules.programme.choices import Pool
from coach.training.rules.programme.fill import Draft, Pick
from coach.training.rules.programme.movements import MOVEMENTS
from coach.training.rules.programme.plan import Method, MuscleVolume, Phase, Stress
from coach.training.rules.programme.request import (
    Aim,
    ProgrammeRequest,
    Severity,
)
from coach.training.rules.programme.splits import Split
from coach.training.rules.programme.weeks import is_return, phases_of

AIMS = {
    Aim.STRENGTH: "strength",
    Aim.MUSCLE: "muscle",
    Aim.FAT_LOSS: "fat loss with muscle kept",
    Aim.FITNESS: "general fitness",
    Aim.ENDURANCE: "strength that supports endurance",
    Aim.POWERLIFTING: "powerlifting",
}
SCHEMES = {
    ProgressionScheme.LINEAR: (
        "When every set reaches its repetitions at this load, the load goes up next time; "
        "three failures in a row take a tenth off."
    ),
    ProgressionScheme.DOUBLE: (
        "Repetitions go up first; once every set is at the top of the range at this load, the "
        "load goes up and the repetitions start over."
    ),
    ProgressionScheme.RPE: "The load follows from the estimated maximum and the effort aimed for.",
    ProgressionScheme.WAVE: (
        "The wave sets the loads: sets of 5 at 65, 75 and 85 %, then of 3 at 70, 80 and 90 %, then "
        "5, 3 and 1 at 75, 85 and 95 % of a training max that is 90 % of the estimated maximum; "
        "the last set goes on as far as form holds."
    ),
}
WITHOUT_LOAD = (
    "Repetitions go up first; once every set is at the top of the range, take a harder variation."
)
STRESSES = {
    Stress.HEAVY: "heavy day",
    Stress.MODERATE: "lighter, fast day",
    Stress.VOLUME: "volume day",
}
MAIN_SCHEMES = {
    Method.STEADY: "",
    Method.WAVE: "Main lifts run 5/3/1 (Wendler): three weeks up, the fourth light.",
    Method.UNDULATING: (
        "Main lifts undulate: a lift is heavy on one day and lighter with more repetitions on "
        "another."
    ),
    Method.BLOCK: "Main lifts run in blocks: first more repetitions, then heavier loads.",
}
COUNTING = (
    "Sets are counted fractionally: one for a primary, half for a secondary muscle "
    "(Pelland 2024); warm-ups do not count."
)
PUSHES = ("horizontal_push", "vertical_push")
PULLS = ("horizontal_pull", "vertical_pull")
BASICS = ("squat", "hinge", *PUSHES, *PULLS)


def counted(number: int, word: str) -> str:
    """Return a count with its word in the right number."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def why_exercise(pick: Pick, method: Method, scheme: ProgressionScheme) -> str:
    """Return why this exercise with this dose."""
    dose = pick.dose
    reps = (
        f"{dose.reps_low}"
        if dose.reps_low == dose.reps_high
        else f"{dose.reps_low} to {dose.reps_high}"
    )
    day = f" on its {STRESSES[pick.slot.stress]}" if method is Method.UNDULATING else ""
    rest = f"{dose.rest_s} s of rest"
    if method is Method.WAVE:
        return f"{pick.why} {rest[0].upper()}{rest[1:]}. {SCHEMES[scheme]}"
    then = SCHEMES[scheme] if pick.exercise.loadable else WITHOUT_LOAD
    return (
        f"{pick.why} {reps} repetitions{day} at RPE {dose.target_rpe.normalize():f}, which leaves "
        f"{loading.in_reserve(dose.target_rpe)} in reserve, and {rest}. {then}"
    )


def why_whole(
    request: ProgrammeRequest, split: Split, draft: Draft, pool: Pool, methods: frozenset[Method]
) -> tuple[str, ...]:
    """Return what holds for the whole programme."""
    budget = f"{counted(request.days, 'day')} of {request.minutes} minutes"
    said = [
        f"Built for {AIMS[request.aim]}, {request.age.value}, {budget}. {split.reason}",
        *_schemes(request, methods),
        _deloads(methods, request),
        COUNTING,
    ]
    said += _starts(request)
    said += [each for each in (_missing(pool), _thin(draft)) if each]
    said += _injuries(request)
    free = request.days - len(draft.days)
    if free:
        said.append(
            f"{counted(free, 'day')} of the {request.days} {'stays' if free == 1 else 'stay'} free "
            "of lifting: every muscle has what it needs or can be given. Walk, ride or swim easily "
            "then."
        )
    return tuple(said)


def _schemes(request: ProgrammeRequest, methods: frozenset[Method]) -> list[str]:
    """Return how the main lifts move; blocks only where there is time for both kinds."""
    told = [method for method in Method if method in methods and MAIN_SCHEMES[method]]
    both = {Phase.ACCUMULATION, Phase.INTENSIFICATION} <= set(phases_of(request, methods))
    return [MAIN_SCHEMES[method] for method in told if method is not Method.BLOCK or both]


def _deloads(methods: frozenset[Method], request: ProgrammeRequest) -> str:
    if request.meet_in_weeks is not None:
        return "Before the meet comes a taper of a week or two: half the sets, the loads kept."
    if methods - {Method.STEADY}:
        return "The last week is a planned deload."
    return (
        "No deload is planned: take one when loads fall for two weeks, effort creeps up at the "
        "same load, or sleep and soreness stay bad."
    )


def _starts(request: ProgrammeRequest) -> list[str]:
    said: list[str] = []
    days = request.log.days_since_last
    if is_return(request):
        said.append(
            f"The last logged session is {days} days ago, so the first week has half the sets and "
            "lighter loads, and loads climb from there (coaching practice; strength is largely "
            "kept for 3 to 4 weeks, not for longer)."
        )
        if not request.log.weekly_sets and days is not None and days > layoff.FORGOTTEN_DAYS:
            said.append("Weekly sets from before so long a break are no measure and do not count.")
    if request.log.weekly_sets:
        said.append(
            "The first week starts from what was trained lately: no muscle gets more than one set "
            "or 10 % more than in a usual week."
        )
    return said


def _missing(pool: Pool) -> str:
    gone = [MOVEMENTS[slot].label for slot in BASICS if not pool.by_movement[slot]]
    if not gone:
        return ""
    cause = _cause(pool.request)
    return f"Not possible with {cause}: {', '.join(gone)}. The rest of the plan stands without it."


def _cause(request: ProgrammeRequest) -> str:
    avoided = [each for each in request.injuries if each.severity is Severity.AVOID]
    return "your equipment and injuries" if avoided else "your equipment"


def _thin(draft: Draft) -> str:
    """Say that a day is empty or nearly so."""
    thin = [number for number, day in enumerate(draft.days, start=1) if len(day) < 2]
    if not thin:
        return ""
    days = " and ".join(map(str, thin))
    return (
        f"{'Day' if len(thin) == 1 else 'Days'} {days}: little is left that your equipment, "
        "injuries and limits allow and the other days do not train enough already."
    )


def _injuries(request: ProgrammeRequest) -> list[str]:
    said: list[str] = []
    for each in request.injuries:
        region = each.region.value.replace("_", " ")
        if each.severity is Severity.AVOID:
            said.append(
                f"What puts load on the {region} is left out. Leave out anything else that hurts "
                "it, and have it looked at before you load it again."
            )
        else:
            said.append(
                f"What often hurts the {region} is the last choice, ends four repetitions before "
                "failure and stops at pain; have pain that stays looked at."
            )
    return said


def volumes(
    draft: Draft, pool: Pool, first: Mapping[str, Decimal], usual: Mapping[str, Decimal]
) -> tuple[MuscleVolume, ...]:
    """Return the weekly sets of each muscle with its range, and why one is below it."""
    have = draft.volume()
    found: list[MuscleVolume] = []
    for muscle in targets.MUSCLES:
        bounds = targets.range_of(draft.request, muscle)
        note = _shortfall(draft, pool, muscle, usual) if have[muscle] < bounds.low else ""
        found.append(
            MuscleVolume(muscle, first[muscle], have[muscle], bounds.low, bounds.high, note)
        )
    return tuple(found)


def _shortfall(draft: Draft, pool: Pool, muscle: str, usual: Mapping[str, Decimal]) -> str:
    request = draft.request
    name = muscle.replace("_", " ")
    direct = any(
        muscle in each.primary_muscles for found in pool.by_movement.values() for each in found
    )
    if not direct:
        return f"Below its range: nothing possible with {_cause(request)} trains {name} directly."
    if usual and draft.volume()[muscle] + 1 > targets.most_after(usual.get(muscle, Decimal(0))):
        return (
            f"Below its range: {name} had {usual.get(muscle, Decimal(0)).normalize():f} sets in a "
            "usual week, and it rises by one set or 10 % a week."
        )
    if muscle in draft.out_of_time:
        return (
            f"Below its range: {counted(request.days, 'session')} of {request.minutes} minutes "
            "cannot hold more, and the main lifts come first."
        )
    return (
        f"Below its range: the limits of a session, or of other muscles that would get more "
        f"with it, leave no more sets for {name}."
    )
