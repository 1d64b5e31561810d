"""The tool that finds exercises in the place of one, or for a muscle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from coach.errors import RetryableToolError
from coach.evidence import LogRow
from coach.identity import ExerciseId
from coach.training.model import Exercise, Region
from coach.training.queries import exercise_sessions, working_history
from coach.training.rules.programme.choices import is_available, is_safe
from coach.training.rules.programme.dosing import is_limited
from coach.training.rules.programme.movements import MOVEMENTS
from coach.training.rules.programme.request import Injury, ProgrammeRequest, Severity
from tools.arguments.programmes import FindExercisesArgs
from tools.building import muscles_named
from tools.exercises import exercise_named
from tools.minting import About, Measure, Minter, counted, day_of, shown, unit_of
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
        lines = [_line(ctx, desk, facts, search, each) for each in found]
        active = desk.programmes.active(user_id)
    held = () if active is None else tuple(each.exercise_id for each in active.prescriptions)
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
    return sorted(fit, key=lambda each: (-_score(search, each), each.name))


def _fits(search: _Search, each: Exercise) -> bool:
    request, old = search.request, search.old
    if not is_available(each, request.kit) or not is_safe(each, request):
        return False
    if each.id in request.disliked or (old is not None and each.id == old.id):
        return False
    if old is not None:
        alike = each.pattern is old.pattern and set(each.primary_muscles) & set(old.primary_muscles)
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


def _line(
    ctx: ToolContext, desk: Desk, facts: Minter, search: _Search, each: Exercise
) -> FoundExercise:
    line = FoundExercise(
        exercise=each.name,
        exercise_id=each.id,
        equipment=each.equipment.value,
        muscles=[muscle.replace("_", " ") for muscle in each.primary_muscles],
        why=_why(search, each),
        unit=unit_of(ctx),
    )
    return line.model_copy(update=_last(ctx, desk, facts, each.id))


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
