"""The tool that plans the next session of one exercise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import FactId, Formula, LogRow
from coach.form.queries import newest_video
from coach.identity import UserId
from coach.training.model import Equipment, Exercise, Prescription
from coach.training.queries import asked_of, exercise_sessions, working_history
from coach.training.rules import estimates, plates, progression, rpe
from coach.training.rules.easier import easier
from coach.training.rules.held_back import held_back
from coach.training.rules.next_session import Plan, Steps, Wish, plan_next
from coach.training.rules.programme.session import DELOAD_RULE, Past, light_plan
from coach.training.rules.working_sets import Work
from coach.units import kg_from, round_to_step
from tools.arguments.training import NextLoadArgs
from tools.cautions import cautions_for, mint_cautions
from tools.exercises import exercise_named, provenance_of
from tools.health_limits import check_load_wish, kept_moderate, limits_for
from tools.load_options import around_gap, load_after
from tools.minting import (
    TENTH,
    About,
    Measure,
    Minter,
    day_of,
    plain,
    shown,
    spoken,
    today,
    unit_of,
)
from tools.results.training import Caution, NextLoad, WarmUpSet
from tools.spec import Desk, ToolContext, ToolResult
from tools.workouts import mint_groups, mint_log_age

HISTORY = 12
"""Sessions looked at; failures are counted over the newest three of them."""
PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Loading:
    """What an exercise is loaded with, in the athlete's unit."""

    step: Decimal
    increment: Decimal
    barbell: bool


def next_load(ctx: ToolContext, args: NextLoadArgs) -> ToolResult:
    """Return what to do next session on one exercise, and the dated sets it stands on."""
    with ctx.readers() as desk:
        name = args.exercise or usual_lift(desk, ctx.principal.user_id, ctx.clock.now())
        exercise = exercise_named(desk.exercises, ctx.principal.user_id, name)
    facts = Minter(ctx)
    data = next_of(ctx, facts, exercise, args)
    summary = (
        f"no {exercise.name} logged yet"
        if data.last_day is None
        else f"next {exercise.name} from the log of {spoken(data.last_day)}"
    )
    return facts.result(data, summary, provenance_of(exercise))


def usual_lift(desk: Desk, user_id: UserId, now: datetime) -> str:
    """Return the lift of the newest video, else the one trained most.

    Raises:
        RetryableToolError: There is none (code `exercise_missing`).
    """
    found = newest_video(desk, user_id)
    if found is None or found.analysis is None:
        used = desk.analytics.exercises(user_id, until=now)
        if used:
            return desk.exercises.get(user_id, used[0].exercise_id).name
        raise RetryableToolError(
            "no exercise is named, and neither a video nor the log tells one.",
            way_out="Name the exercise, or ask the athlete which lift they mean.",
            code="exercise_missing",
        )
    return found.analysis.exercise.replace("_", " ")


def next_of(ctx: ToolContext, facts: Minter, exercise: Exercise, args: NextLoadArgs) -> NextLoad:
    """Mint and return the next session of one exercise.

    Raises:
        RetryableToolError: The repetitions or the RPE asked for are outside the table.
    """
    user_id, now = ctx.principal.user_id, ctx.clock.now()
    limits = limits_for(ctx.locale, today(ctx))
    check_load_wish(limits, args.reps, args.rpe)
    with ctx.readers() as desk:
        found = exercise_sessions(desk, user_id, exercise.id, until=now)
        asked = asked_of(desk, user_id, exercise.id, now=now)
        minded = cautions_for(ctx, desk, exercise)
    prescription = None if asked is None else asked.prescription
    history = working_history(found, limit=HISTORY)
    loading = loading_of(ctx, exercise)
    if not history:
        cautions = mint_cautions(ctx, facts, exercise, minded)
        return _start(ctx, facts, exercise, prescription, cautions)
    last_day = day_of(ctx, history[0].started_at)
    days = mint_log_age(ctx, facts, exercise.id, last_day)
    wish = Wish(args.reps, args.rpe)
    steps = Steps(_kg(ctx, loading.increment), _kg(ctx, loading.step))
    easy = None
    if asked is not None and wish == Wish():
        easy = light_plan(asked.prescription, Past(history, days), asked.phase)
        if easy is not None and easy.load_kg is not None:
            easy = replace(easy, load_kg=round_to_step(easy.load_kg, steps.step))
    try:
        plan = easy or plan_next(
            history, steps, days_since_last=days, prescription=prescription, wish=wish
        )
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    if prescription is None and ctx.locale.experience is None and plan.increment_kg is not None:
        said = "The profile does not tell the training age, so the step of a novice is used."
        plan = replace(plan, assumptions=(*plan.assumptions, said))
    plan = held_back(plan, history, steps, minded.signs)
    plan = kept_moderate(plan, history[0].load, limits)
    if args.ease is not None:
        plan = easier(plan, history, steps.step, args.ease)
    data = _answer(ctx, facts, exercise, plan, loading)
    update: dict[str, object] = {
        "last_day": last_day,
        "days_since_last": days,
        "cautions": mint_cautions(ctx, facts, exercise, minded),
        **_estimate(ctx, facts, exercise, plan, history[0]),
        **load_after(ctx, facts, data, _step_of(ctx, prescription, loading)),
    }
    data = data.model_copy(update=update)
    return data.model_copy(update=around_gap(ctx, facts, data, args))


def _estimate(
    ctx: ToolContext, facts: Minter, exercise: Exercise, plan: Plan, last: Work
) -> dict[str, object]:
    """Mint the maximum that the newest working sets point to, unless the plan holds one."""
    if plan.one_rep_max_kg is not None:
        return {"estimated_1rm": shown(ctx, plan.one_rep_max_kg, TENTH)}
    best = estimates.best_of(last.sets)
    if best is None:
        return {}
    value = shown(ctx, Decimal(repr(best.estimate.value)), TENTH)
    about = About(exercise.id, day_of(ctx, last.started_at))
    source = Formula(estimates.FORMULA_OF[best.method])
    facts.mint("estimated 1RM", Measure(value, unit_of(ctx)), about, source)
    return {"estimated_1rm": value}


def _step_of(ctx: ToolContext, prescription: Prescription | None, loading: Loading) -> Decimal:
    """Return by how much the load goes up after a session that was met, in the athlete's unit."""
    told = None if prescription is None else prescription.increment_kg
    return loading.increment if told is None else shown(ctx, told)


def _kg(ctx: ToolContext, value: Decimal) -> Decimal:
    return kg_from(value, ctx.locale.mass_unit)


def loading_of(ctx: ToolContext, exercise: Exercise) -> Loading:
    """Return what an exercise is loaded with, in the athlete's unit."""
    profile = ctx.locale
    step = plates.smallest_step(
        exercise.equipment,
        profile.mass_unit,
        plate_step_kg=profile.plate_step_kg,
        dumbbell_step_kg=profile.dumbbell_step_kg,
    )
    increment = progression.increment_for(
        exercise.pattern,
        exercise.equipment,
        profile.mass_unit,
        novice=profile.takes_novice_steps,
        step=step,
    )
    return Loading(step, increment, exercise.equipment is Equipment.BARBELL)


def _start(
    ctx: ToolContext,
    facts: Minter,
    exercise: Exercise,
    prescription: Prescription | None,
    cautions: list[Caution],
) -> NextLoad:
    """Answer for an exercise that was never logged."""
    about = About(exercise.id, today(ctx))
    data = NextLoad(
        exercise=exercise.name,
        exercise_id=exercise.id,
        decision="start",
        rule="start",
        reason=(
            "Nothing is logged for this exercise, so begin with a load that leaves several "
            "repetitions in reserve and build from there."
        ),
        unit=unit_of(ctx),
        assumptions=["No set of this exercise is in the log."],
        cautions=cautions,
    )
    if exercise.equipment is Equipment.BARBELL:
        bar = plates.BAR[ctx.locale.mass_unit]
        facts.mint("bar", Measure(bar, unit_of(ctx)), about, Formula("plates.per_side"))
        data = data.model_copy(update={"bar": bar})
    if prescription is not None:
        data = data.model_copy(update=_prescribed(ctx, facts, about, prescription))
    return data


def _prescribed(
    ctx: ToolContext, facts: Minter, about: About, prescription: Prescription
) -> dict[str, object]:
    source = LogRow("prescriptions", f"{prescription.day}.{prescription.position}")
    facts.mint("next sets", Measure(Decimal(prescription.sets), "set"), about, source)
    facts.mint("next reps", Measure(Decimal(prescription.reps_low), "rep"), about, source)
    facts.mint("next reps high", Measure(Decimal(prescription.reps_high), "rep"), about, source)
    update: dict[str, object] = {
        "sets": prescription.sets,
        "reps": prescription.reps_low,
        "reps_high": prescription.reps_high,
    }
    if prescription.load_kg is not None:
        load = shown(ctx, prescription.load_kg)
        facts.mint("next load", Measure(load, unit_of(ctx)), about, source)
        update["load"] = load
    return update


def _answer(
    ctx: ToolContext, facts: Minter, exercise: Exercise, plan: Plan, loading: Loading
) -> NextLoad:
    basis = [
        group for work in plan.basis for group in mint_groups(ctx, facts, exercise.id, work.sets)
    ]
    load = _loadable(ctx, plan, loading)
    inputs = tuple(fact.id for fact in facts.facts if fact.label.startswith("set "))
    data = NextLoad(
        exercise=exercise.name,
        exercise_id=exercise.id,
        decision=plan.decision,
        rule=plan.rule,
        reason=plan.reason,
        load=load,
        unit=unit_of(ctx),
        sets=plan.sets,
        reps=plan.reps,
        reps_high=plan.reps_high,
        target_rpe=None if plan.target_rpe is None else plain(plan.target_rpe),
        basis=basis,
        assumptions=list(plan.assumptions),
        coach_heuristic=plan.coach_heuristic,
    )
    update = _mint_plan(ctx, facts, exercise, plan, inputs)
    if load is not None:
        _mint_load(ctx, facts, exercise, plan, load)
        if loading.barbell:
            update |= _mint_bar(ctx, facts, exercise, load, plan.reps)
    return data.model_copy(update=update)


def _loadable(ctx: ToolContext, plan: Plan, loading: Loading) -> Decimal | None:
    """Return the plan's load in the athlete's unit; a raised barbell in steps of its plates."""
    if plan.load_kg is None:
        return None
    load = shown(ctx, plan.load_kg)
    if loading.barbell and plan.decision in {"progress", "return", "reduce", "lighter"}:
        bar = plates.BAR[ctx.locale.mass_unit]
        return plain(max(bar, round_to_step(load, loading.step)))
    return load


def _mint_load(
    ctx: ToolContext, facts: Minter, exercise: Exercise, plan: Plan, load: Decimal
) -> None:
    about = About(exercise.id, today(ctx))
    inputs = tuple(
        fact.id
        for fact in facts.facts
        if fact.label in {"last working load", "return share", "increment", "estimated 1RM"}
    )
    low = high = None
    if plan.share is not None and plan.share.low != plan.share.high and plan.basis[0].load:
        low = shown(ctx, plan.basis[0].load * plan.share.low)
        high = shown(ctx, plan.basis[0].load * plan.share.high)
    facts.mint(
        "next load", Measure(load, unit_of(ctx), low, high), about, Formula(plan.rule, inputs)
    )


def _mint_plan(
    ctx: ToolContext,
    facts: Minter,
    exercise: Exercise,
    plan: Plan,
    inputs: tuple[FactId, ...],
) -> dict[str, object]:
    """Mint everything but the load; return what it adds to the data."""
    about = About(exercise.id, today(ctx))
    rule = Formula(plan.rule, inputs)
    update: dict[str, object] = {}
    facts.mint("next sets", Measure(Decimal(plan.sets), "set"), about, rule)
    facts.mint("next reps", Measure(Decimal(plan.reps), "rep"), about, rule)
    if plan.reps_high is not None:
        facts.mint("next reps high", Measure(Decimal(plan.reps_high), "rep"), about, rule)
    if plan.target_rpe is not None:
        left = Decimal(str(rpe.reps_in_reserve(float(plan.target_rpe))))
        facts.mint("target RPE", Measure(plain(plan.target_rpe), "RPE"), about, rule)
        facts.mint("reps in reserve", Measure(plain(left), "rep"), about, rule)
    last = plan.basis[0]
    if last.load is not None:
        update["last_load"] = shown(ctx, last.load)
        done = About(exercise.id, day_of(ctx, last.started_at))
        facts.mint(
            "last working load", Measure(update["last_load"], unit_of(ctx)), done, _row(last)
        )
    if plan.share is not None:
        share = plan.share
        measure = Measure(
            plain(share.share * PERCENT),
            "%",
            plain(share.low * PERCENT),
            plain(share.high * PERCENT),
        )
        facts.mint("return share", measure, about, Formula(plan.rule))
        update["return_pct"] = plain(share.share * PERCENT)
    update |= _mint_moves(ctx, facts, about, plan)
    return update


def _mint_moves(ctx: ToolContext, facts: Minter, about: About, plan: Plan) -> dict[str, object]:
    update: dict[str, object] = {}
    rule = Formula(plan.rule)
    if plan.increment_kg is not None:
        update["increment"] = shown(ctx, plan.increment_kg)
        facts.mint("increment", Measure(update["increment"], unit_of(ctx)), about, rule)
    if plan.decision == "reduce" and plan.rule != DELOAD_RULE:
        share = plain((1 - progression.REDUCTION) * PERCENT)
        facts.mint("reduction", Measure(share, "%"), about, rule)
    if plan.failures:
        missed = Measure(Decimal(plan.failures), "session")
        facts.mint("consecutive failures", missed, about, rule)
    if plan.one_rep_max_kg is not None:
        maximum = Measure(shown(ctx, plan.one_rep_max_kg, TENTH), unit_of(ctx))
        method = plan.estimate or "median_of_five"
        facts.mint("estimated 1RM", maximum, about, Formula(estimates.FORMULA_OF[method]))
    return update


def _row(work: Work) -> LogRow:
    return LogRow("workout_sets", str(work.sets[0].set_id))


def _mint_bar(
    ctx: ToolContext, facts: Minter, exercise: Exercise, load: Decimal, reps: int
) -> dict[str, object]:
    """Mint the bar, its plates and the warm-up sets of a barbell lift."""
    unit = ctx.locale.mass_unit
    bar = plates.BAR[unit]
    if load < bar:
        return {}
    about = About(exercise.id, today(ctx))
    source = Formula("plates.per_side")
    facts.mint("bar", Measure(bar, unit_of(ctx)), about, source)
    loaded = plates.per_side(load, bar, plates.PLATES[unit])
    for plate in loaded.per_side:
        facts.mint("plate per side", Measure(plate, unit_of(ctx)), about, source)
    step = plates.smallest_step(
        Equipment.BARBELL,
        unit,
        plate_step_kg=ctx.locale.plate_step_kg,
        dumbbell_step_kg=ctx.locale.dumbbell_step_kg,
    )
    warm_up = plates.warm_up(load, reps, bar, step)
    for each in warm_up:
        ramp = Formula("plates.warm_up")
        facts.mint("warm-up load", Measure(plain(each.load), unit_of(ctx)), about, ramp)
        facts.mint("warm-up reps", Measure(Decimal(each.reps), "rep"), about, ramp)
    return {
        "bar": bar,
        "plates_per_side": list(loaded.per_side),
        "warm_up": [WarmUpSet(load=plain(each.load), reps=each.reps) for each in warm_up],
    }
