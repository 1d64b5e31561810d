"""The tool that finds exercises in the place of one, or for a muscle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from coach.errors import RetryableToolError
from coach.evidence import LogRow
from coach.identity import ExerciseId
from coach.training.model import Exercise, Prescription, ProgressionScheme, Region
from coach.training.queries import exercise_sessions, working_history
from coach.training.rules.programme.choices import is_available, is_safe
from coach.training.rules.programme.dosing import is_limited
from coach.training.rules.programme.loading import how_to_find
from coach.training.rules.programme.movements import MOVEMENTS
from coach.training.rules.programme.plan import Dose
from coach.training.rules.programme.request import Injury, ProgrammeRequest, Severity
from tools.arguments.programmes import FindExercisesArgs
from tools.building import muscles_named
from tools.exercises import exercise_named
from tools.minting import (
    ATHLETE,
    About,
    Measure,
    Minter,
    counted,
    day_of,
    shown,
    today,
    unit_of,
)
from tools.programme_facts import say
from tools.programme_request import Wanted, considered
from tools.results.programmes import ExercisesFound, FoundExercise
from tools.spec import Desk, ToolContext, ToolResult

LISTED_FIRST = 100
"""Places that a substitute of the catalogue's own list goes before others. Source: own choice, more
than any other reason together."""

PROVOKES = 150
"""Places that an exercise goes back which often provokes a region that hurts. Source: own choice,
behind everything that does not."""


USUAL_SETS, USUAL_REPS = 3, (8, 12)
"""Where neither programme nor log tell. Source: ACSM 2009 (Med Sci Sports Exerc 41:687), 8 to 12
repetitions in up to three sets."""
FIRST_RPE = Decimal(7)
"""Effort of the first session with an exercise. Source: own choice, one repetition easier than a
usual working set, since nobody knows yet what it will feel like."""


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for."""

    request: ProgrammeRequest
    old: Exercise | None
    muscles: tuple[str, ...]


def find_exercises(ctx: ToolContext, args: FindExercisesArgs) -> ToolResult:
    """Return exercises that train the same, with what there is and without what hurts."""
    user_id, facts = ctx.principal.user_id, Minter(ctx)
    hurts = tuple(Injury(Region(each)) for each in args.hurts)
    with ctx.readers() as desk:
        old = exercise_named(desk.exercises, user_id, args.instead_of) if args.instead_of else None
        muscles = muscles_named(args.muscle)
        if old is None and not muscles:
            raise RetryableToolError(
                "neither an exercise nor a muscle is named.",
                way_out="Ask which exercise to replace, or which muscle to train.",
                code="nothing_named",
            )
        asked = considered(ctx, desk, Wanted(kit_text=args.equipment, hurts=hurts))
        spared = tuple(replace(each, severity=Severity.LIMIT) for each in asked.request.injuries)
        search = _Search(replace(asked.request, injuries=spared), old, muscles)
        found = _ranked(search, desk.exercises.list(user_id))[: args.limit]
        active = desk.programmes.active(user_id)
        asked_for = () if active is None else active.prescriptions
        dose = _dose(ctx, desk, old, asked_for)
        lines = [_line(ctx, desk, facts, search, (each, dose)) for each in found]
    held = tuple(each.exercise_id for each in asked_for)
    say(ctx, facts, asked.notes, LogRow("memories", str(user_id)))
    data = ExercisesFound(
        instead_of="" if old is None else old.name,
        muscle=", ".join(each.replace("_", " ") for each in muscles),
        exercises=lines,
        in_programme=old is not None and old.id in held,
        considered=asked.notes,
        assumptions=[each for each in asked.assumptions if "gym" in each],
        status="found" if lines else "nothing_fits",
    )
    return facts.result(data, f"{counted(len(lines), 'exercise')} found", "athlete_text")


def _ranked(search: _Search, catalogue: Sequence[Exercise]) -> list[Exercise]:
    fit = [each for each in catalogue if _fits(search, each)]
    kind = [each for each in fit if not is_limited(search.request, each)]
    fit = kind or fit
    return sorted(fit, key=lambda each: (-_score(search, each), each.name))


def _fits(search: _Search, each: Exercise) -> bool:
    request, old = search.request, search.old
    if not is_available(each, request.kit) or not is_safe(each, request):
        return False
    if each.id in request.disliked or (old is not None and each.id == old.id):
        return False
    if old is not None:
        alike = each.pattern is old.pattern and set(each.primary_muscles) & set(old.primary_muscles)
        if is_limited(request, old):  # another movement for the same muscles spares what hurts
            alike = set(each.primary_muscles) & set(old.primary_muscles)
        return each.id in old.substitutes or (each.id in _USUAL and bool(alike))
    return each.id in _USUAL and bool(set(search.muscles) & set(each.primary_muscles))


_USUAL = frozenset(each for movement in MOVEMENTS.values() for each in movement.choices)
"""Exercises that programmes are made of; rarer ones are offered only where the catalogue lists them
as a substitute."""


def _score(search: _Search, each: Exercise) -> int:
    """Return how well an exercise fits; the catalogue's own order goes first."""
    score = 0
    old = search.old
    if old is not None and each.id in old.substitutes:
        score += LISTED_FIRST - old.substitutes.index(each.id)
    wanted = set(search.muscles or (() if old is None else old.primary_muscles))
    score += 5 * len(wanted & set(each.primary_muscles))
    score += 4 * (each.id in {lift.exercise_id for lift in search.request.log.lifts})
    score += 3 * (each.id in search.request.liked)
    places = [m.choices.index(each.id) for m in MOVEMENTS.values() if each.id in m.choices]
    score -= min(places, default=9)
    return score - PROVOKES * is_limited(search.request, each)


@dataclass(frozen=True, slots=True)
class _Dose:
    """Sets and repetitions of what stands in for an exercise."""

    sets: int = USUAL_SETS
    reps: int = USUAL_REPS[0]
    reps_high: int = USUAL_REPS[1]


def _dose(
    ctx: ToolContext, desk: Desk, old: Exercise | None, asked_for: Sequence[Prescription]
) -> _Dose:
    """Return what the programme asks of an exercise, else what was done last, else the usual."""
    if old is None:
        return _Dose()
    line = next((each for each in asked_for if each.exercise_id == old.id), None)
    if line is not None:
        return _Dose(line.sets, line.reps_low, line.reps_high)
    done = exercise_sessions(desk, ctx.principal.user_id, old.id, until=ctx.clock.now())
    history = working_history(done, limit=1)
    if not history:
        return _Dose()
    reps = [each.reps for each in history[0].sets if each.reps]
    return _Dose(len(history[0].sets), min(reps), max(reps)) if reps else _Dose()


def _line(
    ctx: ToolContext, desk: Desk, facts: Minter, search: _Search, chosen: tuple[Exercise, _Dose]
) -> FoundExercise:
    each, dose = chosen
    line = FoundExercise(
        exercise=each.name,
        exercise_id=each.id,
        equipment=each.equipment.value,
        muscles=[muscle.replace("_", " ") for muscle in each.primary_muscles],
        why=_why(search, each),
        unit=unit_of(ctx),
        sets=dose.sets,
        reps=dose.reps,
        reps_high=dose.reps_high,
    )
    about, rule = About(each.id, today(ctx)), LogRow("exercises", str(each.id))
    facts.mint("prescribed sets", Measure(Decimal(dose.sets), "set"), about, rule)
    facts.mint("prescribed reps", Measure(Decimal(dose.reps), "rep"), about, rule)
    facts.mint("prescribed reps high", Measure(Decimal(dose.reps_high), "rep"), about, rule)
    known = _last(ctx, desk, facts, each.id)
    if not known:
        plan = Dose(dose.reps, dose.reps_high, FIRST_RPE, 0, ProgressionScheme.DOUBLE)
        known = {"start": how_to_find(each, plan, ctx.locale.mass_unit)}
        facts.mint("how to start", Measure(known["start"]), About(ATHLETE, today(ctx)), rule)
    return line.model_copy(update=known)


def _last(
    ctx: ToolContext, desk: Desk, facts: Minter, exercise_id: ExerciseId
) -> dict[str, object]:
    """Mint the newest session with an exercise."""
    done = exercise_sessions(desk, ctx.principal.user_id, exercise_id, until=ctx.clock.now())
    history = working_history(done, limit=1)
    if not history or history[0].load is None:
        return {}
    newest = history[0]
    day = day_of(ctx, newest.started_at)
    about, row = About(exercise_id, day), LogRow("workout_sets", str(newest.sets[0].set_id))
    load = shown(ctx, newest.load or Decimal(0))
    reps = Decimal(newest.target)
    facts.mint("last working load", Measure(load, unit_of(ctx)), about, row)
    facts.mint("last reps", Measure(reps, "rep"), about, row)
    facts.mint("last done on", Measure(day), about, row)
    return {"last_load": load, "last_reps": int(reps), "last_day": day}


def _why(search: _Search, each: Exercise) -> str:
    muscles = " and ".join(muscle.replace("_", " ") for muscle in each.primary_muscles)
    spared = [
        injury.region.value.replace("_", " ")
        for injury in search.request.injuries
        if injury.region not in each.avoid_with
    ]
    easy = f", and is usually kind to the {' and '.join(spared)}" if spared else ""
    return f"it trains {muscles}{easy}"
