"""Builds a programme from a request and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from coach.errors import InvalidInput
from coach.training.model import Exercise
from coach.training.rules import layoff, progression
from coach.training.rules.programme import explain, loading, targets
from coach.training.rules.programme.choices import pool_for
from coach.training.rules.programme.dosing import in_phase, method_of
from coach.training.rules.programme.fill import Draft, Pick, fill
from coach.training.rules.programme.plan import (
    Method,
    Phase,
    PlannedDay,
    PlannedExercise,
    ProgrammePlan,
)
from coach.training.rules.programme.request import (
    KnownLift,
    MuscleSets,
    ProgrammeRequest,
    TrainingAge,
    check_request,
)
from coach.training.rules.programme.splits import Split, split_for
from coach.training.rules.programme.weeks import is_return, phases_of, weeks_of

WAVE_FIRST = progression.WAVES[1][0][0]
"""Share of the lightest set of the first 5/3/1 week. Source: Wendler 2009."""


def build_programme(
    request: ProgrammeRequest,
    catalogue: Sequence[Exercise],
    *,
    usual: Mapping[str, Decimal] | None = None,
) -> ProgrammePlan:
    """Return the programme for a request; the same request gives the same programme.

    Args:
        request: What to build for.
        catalogue: The exercises the athlete can see.
        usual: Weekly sets by muscle to rise from; None takes those of the log.

    Raises:
        InvalidInput: A value is out of range, an exercise is unknown, or nothing is possible;
            codes as `check_request` and `pool_for`, and `nothing_fits`.
    """
    check_request(request)
    _check_priorities(request)
    before = usual_of(request) if usual is None else dict(usual)
    pool = pool_for(request, catalogue)
    split = split_for(request)
    draft = fill(pool, split, targets.caps_after(before))
    if not any(draft.days):
        raise InvalidInput(
            "no exercise fits the minutes, injuries and equipment together.",
            way_out="Give more minutes or equipment.",
            code="nothing_fits",
        )
    split = _without_empty_days(draft, split)
    first = draft.volume()
    methods = frozenset(
        method_of(request, pick.slot.tier, pick.exercise) for day in draft.days for pick in day
    )
    weeks = weeks_of(draft, phases_of(request, methods))
    aim, days = explain.AIMS[request.aim].capitalize(), explain.counted(request.days, "day")
    return ProgrammePlan(
        name=f"{aim}, {days}, {split.name}",
        request=request,
        split=split.name,
        days=_days(draft, split),
        weeks=weeks,
        volume=explain.volumes(draft, pool, first, before),
        usual=tuple(MuscleSets(muscle, sets) for muscle, sets in sorted(before.items())),
        statements=explain.why_whole(request, split, draft, pool, methods),
    )


def usual_of(request: ProgrammeRequest) -> dict[str, Decimal]:
    """Return the weekly sets of the log by muscle; empty where nothing is known."""
    return {
        each.muscle: each.sets for each in request.log.weekly_sets if each.muscle in targets.MUSCLES
    }


def _check_priorities(request: ProgrammeRequest) -> None:
    unknown = sorted(set(request.priorities) - set(targets.MUSCLES))
    if unknown:
        raise InvalidInput(
            f"no such muscle: {', '.join(unknown)}.",
            way_out=f"Use {', '.join(targets.MUSCLES)}.",
            code="unknown_muscle",
        )


def _without_empty_days(draft: Draft, split: Split) -> Split:
    """Leave out days that nothing could be put into."""
    kept = [number for number, day in enumerate(draft.days) if day]
    draft.days = [draft.days[number] for number in kept]
    return Split(split.name, tuple(split.days[number] for number in kept), split.reason)


def _days(draft: Draft, split: Split) -> tuple[PlannedDay, ...]:
    known = {lift.exercise_id: lift for lift in draft.request.log.lifts}
    return tuple(
        PlannedDay(
            number=number,
            name=template.name,
            exercises=tuple(
                planned(draft.request, pick, known.get(pick.exercise.id)) for pick in picks
            ),
            reason=_why_day(picks),
        )
        for number, (template, picks) in enumerate(
            zip(split.days, draft.days, strict=True), start=1
        )
    )


def _why_day(picks: Sequence[Pick]) -> str:
    names = [pick.exercise.name for pick in picks if pick.slot.tier == picks[0].slot.tier]
    return f"{' and '.join(names)} first, while you are fresh; smaller work after that."


def planned(request: ProgrammeRequest, pick: Pick, known: KnownLift | None) -> PlannedExercise:
    """Return an exercise with its loads, warm-ups, plates and reason."""
    exercise, kit = pick.exercise, request.kit
    method = method_of(request, pick.slot.tier, exercise)
    begins = phases_of(request, frozenset({method}))[0]
    dose = pick.dose if begins is Phase.RETURN else in_phase(pick.dose, method, begins)
    load = loading.first_load(exercise, kit, known, dose, method)
    share = _return_share(request)
    if load is not None and share is not None:
        load = loading.loadable(exercise, kit, load * share)
    first = load  # the set that the warm-up leads to
    if method is Method.WAVE and known is not None and known.one_rep_max_kg is not None:
        first = loading.on_bar(kit, loading.training_max(kit, known.one_rep_max_kg) * WAVE_FIRST)
    return PlannedExercise(
        exercise_id=exercise.id,
        name=exercise.name,
        slot=pick.slot.movement,
        tier=pick.slot.tier,
        sets=pick.sets,
        dose=pick.dose,
        method=method,
        stress=pick.slot.stress,
        warm_ups=loading.warm_up_loads(exercise, kit, first, pick.warm_ups),
        load_kg=load,
        increment_kg=loading.increment_of(exercise, kit, novice=request.age is TrainingAge.NOVICE),
        one_rep_max_kg=None if known is None else known.one_rep_max_kg,
        plates_per_side=loading.plates_for(exercise, kit, load),
        find_load="" if load is not None else loading.how_to_find(exercise, pick.dose, kit.unit),
        reason=explain.why_exercise(pick, method, pick.dose.scheme),
    )


def _return_share(request: ProgrammeRequest) -> Decimal | None:
    days = request.log.days_since_last
    found = layoff.return_share(days) if days is not None and is_return(request) else None
    return None if found is None else found.share
