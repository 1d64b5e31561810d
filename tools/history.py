"""The tool over the history of one exercise: sessions, estimated maxima and their change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from coach.errors import RetryableToolError
from coach.evidence import FactId, Formula, LogRow
from coach.training.model import Exercise
from coach.training.queries import exercise_sessions
from coach.training.rules.estimates import FORMULA_OF, TEST_NOISE_PCT, BestSet, best_of
from coach.training.rules.working_sets import Session, without_ramp
from tools.arguments.training import ExerciseHistoryArgs
from tools.exercises import exercise_named, provenance_of
from tools.minting import (
    TENTH,
    About,
    Measure,
    Minter,
    counted,
    day_of,
    plain,
    shown,
    spoken,
    unit_of,
)
from tools.results.training import DoubtfulSet, ExerciseHistory, SessionLine
from tools.spec import Desk, ToolContext, ToolResult
from tools.standing import mint_standing
from tools.workouts import mint_groups, mint_log_age

BLOCK = timedelta(days=28)
"""Length of the blocks that progress compares. Source: strength changes over weeks; 4 weeks is the
usual mesocycle (Rhea & Alderman 2004)."""


@dataclass(frozen=True, slots=True)
class _Estimate:
    """A minted estimate."""

    kg: Decimal
    fact: FactId
    day: date


def exercise_history(ctx: ToolContext, args: ExerciseHistoryArgs) -> ToolResult:
    """Return the newest sessions of one exercise with their estimated maxima."""
    with ctx.readers() as desk:
        exercise = _meant(ctx, desk, args.exercise)
        found = exercise_sessions(desk, ctx.principal.user_id, exercise.id, until=ctx.clock.now())
    facts = Minter(ctx)
    lines, rated = _lines(ctx, facts, exercise, found[: args.sessions])
    data = ExerciseHistory(
        exercise=exercise.name,
        exercise_id=exercise.id,
        unit=unit_of(ctx),
        sessions=lines,
        left_out=_left_out(ctx, facts, exercise, found),
    )
    if not lines:
        return facts.result(data, f"no {exercise.name} logged yet", provenance_of(exercise))
    best, best_day = _best_ever(ctx, facts, exercise, found)
    data = data.model_copy(
        update={
            "first_day": lines[-1].day,
            "last_day": lines[0].day,
            "days_since_last": mint_log_age(ctx, facts, exercise.id, lines[0].day),
            "best_1rm": best,
            "best_1rm_day": best_day,
            **_last_step(ctx, facts, exercise, lines),
            **_session_change(ctx, facts, exercise, rated),
            **_block_change(ctx, facts, exercise, found),
            **mint_standing(ctx, facts, exercise, found),
        }
    )
    summary = f"{counted(len(lines), 'session')} of {exercise.name} up to {spoken(lines[0].day)}"
    return facts.result(data, summary, provenance_of(exercise))


def _meant(ctx: ToolContext, desk: Desk, name: str) -> Exercise:
    """Return the exercise named, or the one trained most.

    Raises:
        RetryableToolError: None was named and nothing is logged (code `which_exercise`).
    """
    user_id = ctx.principal.user_id
    if name:
        return exercise_named(desk.exercises, user_id, name)
    used = desk.analytics.exercises(user_id, until=ctx.clock.now())
    if not used:
        raise RetryableToolError(
            "no exercise was named and none is logged.",
            way_out="Ask the athlete which exercise they mean.",
            code="which_exercise",
        )
    return desk.exercises.get(user_id, used[0].exercise_id)


def _lines(
    ctx: ToolContext, facts: Minter, exercise: Exercise, found: Sequence[Session]
) -> tuple[list[SessionLine], list[_Estimate]]:
    """Return the sessions, and the minted estimates of those that have one, newest first."""
    lines: list[SessionLine] = []
    rated: list[_Estimate] = []
    for session in found:
        counted_sets = without_ramp(session.sets)
        if not counted_sets:
            continue
        day = day_of(ctx, session.started_at)
        groups = mint_groups(ctx, facts, exercise.id, counted_sets)
        best = best_of(counted_sets)
        top = max(groups, key=lambda group: (group.load or Decimal(0), group.reps))
        estimate: Decimal | None = None
        if best is not None:
            estimate, fact = _mint_best(ctx, facts, About(exercise.id, day), "estimated 1RM", best)
            rated.append(_Estimate(_kg(best), fact, day))
        lines.append(
            SessionLine(
                day=day,
                groups=groups,
                top_load=top.load,
                top_reps=top.reps,
                estimated_1rm=estimate,
                confidence=None if best is None else best.estimate.confidence,
            )
        )
    return lines, rated


def _left_out(
    ctx: ToolContext, facts: Minter, exercise: Exercise, found: Sequence[Session]
) -> list[DoubtfulSet]:
    """Return the sets whose load looks like a typing error, newest first."""
    lines: list[DoubtfulSet] = []
    for done in (done for session in found for done in session.left_out):
        day = day_of(ctx, done.started_at)
        about, row = About(exercise.id, day), LogRow("workout_sets", str(done.set_id))
        load = shown(ctx, done.load_kg or Decimal(0))
        facts.mint("doubtful load", Measure(load, unit_of(ctx)), about, row)
        facts.mint("doubtful reps", Measure(Decimal(done.reps or 0), "rep"), about, row)
        facts.mint("session day", Measure(day), about, row)
        lines.append(DoubtfulSet(day=day, load=load, unit=unit_of(ctx), reps=done.reps or 0))
    return lines


def _kg(best: BestSet) -> Decimal:
    """Return an estimate unrounded: it is rounded once, where it is shown."""
    return Decimal(repr(float(best.estimate.value)))


def _mint_best(
    ctx: ToolContext, facts: Minter, about: About, label: str, best: BestSet
) -> tuple[Decimal, FactId]:
    value = shown(ctx, _kg(best), TENTH)
    source = Formula(FORMULA_OF[best.method])
    return value, facts.mint(label, Measure(value, unit_of(ctx)), about, source)


def _change(
    ctx: ToolContext, facts: Minter, about: About, label: str, pair: tuple[_Estimate, _Estimate]
) -> tuple[Decimal, Decimal]:
    """Mint the later estimate minus the earlier one, as a mass and in percent; return both."""
    later, earlier = pair
    change = shown(ctx, later.kg, TENTH) - shown(ctx, earlier.kg, TENTH)
    percent = plain((later.kg / earlier.kg - 1) * 100, TENTH)
    source = Formula("trend.difference", (later.fact, earlier.fact))
    facts.mint(label, Measure(change, unit_of(ctx)), about, source)
    facts.mint(label, Measure(percent, "%"), about, source)
    return change, percent


def _last_step(
    ctx: ToolContext, facts: Minter, exercise: Exercise, lines: Sequence[SessionLine]
) -> dict[str, object]:
    """Compare the heaviest load of the newest session with that of the session before."""
    if len(lines) < 2 or lines[0].top_load is None or lines[1].top_load is None:
        return {}
    step = lines[0].top_load - lines[1].top_load
    about = About(exercise.id, lines[0].day)
    source = Formula("trend.difference")
    facts.mint("top load change", Measure(abs(step), unit_of(ctx)), about, source)
    return {"top_load_change": step}


def _session_change(
    ctx: ToolContext, facts: Minter, exercise: Exercise, rated: Sequence[_Estimate]
) -> dict[str, object]:
    """Compare the newest returned session that has an estimate with the oldest."""
    if len(rated) < 2:
        return {}
    about = About(exercise.id, rated[0].day)
    pair = (rated[0], rated[-1])
    change, percent = _change(ctx, facts, about, "estimated 1RM change", pair)
    return {
        "change": change,
        "change_pct": percent,
        "change_in_noise": abs(percent) <= TEST_NOISE_PCT,
    }


def _block_change(
    ctx: ToolContext, facts: Minter, exercise: Exercise, found: Sequence[Session]
) -> dict[str, object]:
    """Compare the best of the newest four weeks with the best of the four weeks before."""
    newest = found[0].started_at
    last = day_of(ctx, newest)
    about = About(exercise.id, last)
    update: dict[str, object] = {}
    minted: list[_Estimate] = []
    for back, (name, label) in enumerate(
        (
            ("recent_1rm", "recent best 1RM"),
            ("earlier_1rm", "earlier best 1RM"),
        )
    ):
        best = best_of(
            done
            for session in found
            if newest - BLOCK * (back + 1) < session.started_at <= newest - BLOCK * back
            for done in without_ramp(session.sets)
        )
        if best is not None:
            update[name], fact = _mint_best(ctx, facts, about, label, best)
            minted.append(_Estimate(_kg(best), fact, last))
    if len(minted) == 2:
        change, percent = _change(ctx, facts, about, "best 1RM change", (minted[0], minted[1]))
        weeks = Measure(Decimal(BLOCK.days // 7), "week")
        facts.mint("length of a block", weeks, about, Formula("trend.difference"))
        update |= {
            "block_change": change,
            "block_change_pct": percent,
            "block_change_in_noise": abs(percent) <= TEST_NOISE_PCT,
        }
    return update


def _best_ever(
    ctx: ToolContext, facts: Minter, exercise: Exercise, found: Sequence[Session]
) -> tuple[Decimal | None, date | None]:
    best = best_of(done for session in found for done in without_ramp(session.sets))
    if best is None:
        return None, None
    day = day_of(ctx, best.done.started_at)
    about = About(exercise.id, day)
    value, _ = _mint_best(ctx, facts, about, "best estimated 1RM", best)
    facts.mint("session day", Measure(day), about, Formula(FORMULA_OF[best.method]))
    return value, day
