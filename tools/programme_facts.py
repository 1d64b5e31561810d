"""Writes sessions of a programme as facts and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from coach.evidence import LogRow
from coach.training.model import Prescription
from coach.training.queries.programmes import NextSession
from coach.training.rules.programme.session import NextExercise
from tools.minting import ATHLETE, About, Measure, Minter, day_of, plain, shown, today, unit_of
from tools.results.programmes import PrescriptionLine, SessionLine
from tools.spec import Desk, ToolContext


def session_line(
    ctx: ToolContext,
    facts: Minter,
    session: NextSession,
    *,
    sets: Sequence[int] | None = None,
    minutes: int | None = None,
) -> SessionLine:
    """Mint one session as it is due.

    Args:
        ctx: The call.
        facts: Where to mint.
        session: With its loads.
        sets: Sets of each exercise where they were shortened; 0 leaves one out.
        minutes: Its length then.
    """
    length = session.minutes if minutes is None else minutes
    row = LogRow("programmes", session.programme_id)
    if length is not None:
        about = About(ATHLETE, today(ctx))
        facts.mint("session minutes", Measure(Decimal(length), "min"), about, row)
    counts = [len(each.sets) for each in session.exercises] if sets is None else list(sets)
    say(ctx, facts, [session.day_name], row)
    return SessionLine(
        day=session.day,
        name=session.day_name,
        minutes=length,
        exercises=[
            exercise_line(ctx, facts, each, count, session.day, row)
            for each, count in zip(session.exercises, counts, strict=True)
            if count
        ],
    )


def exercise_line(
    ctx: ToolContext, facts: Minter, planned: NextExercise, sets: int, day: int, row: LogRow
) -> PrescriptionLine:
    """Mint one exercise of a session; of a wave the heaviest set stands for all."""
    top = planned.sets[-1]
    about = About(planned.exercise_id, today(ctx))
    line = PrescriptionLine(
        day=day,
        exercise=planned.name,
        exercise_id=planned.exercise_id,
        sets=sets,
        reps=top.reps,
        reps_high=top.reps_high or top.reps,
        load=None if top.load_kg is None else shown(ctx, top.load_kg),
        unit=unit_of(ctx),
        target_rpe=None if top.target_rpe is None else plain(top.target_rpe),
        rest_s=planned.rest_s,
        start=planned.find_load if top.load_kg is None else "",
    )
    mint_line(facts, line, about, row)
    return line


def typed_line(
    ctx: ToolContext, facts: Minter, entry: Prescription, name: str, since: date, row: LogRow
) -> PrescriptionLine:
    """Mint one stored prescription as it stands."""
    line = PrescriptionLine(
        day=entry.day,
        exercise=name,
        exercise_id=entry.exercise_id,
        sets=entry.sets,
        reps=entry.reps_low,
        reps_high=entry.reps_high,
        load=None if entry.load_kg is None else shown(ctx, entry.load_kg),
        unit=unit_of(ctx),
        target_rpe=None if entry.target_rpe is None else plain(entry.target_rpe),
        scheme=entry.scheme.value,
        rest_s=entry.rest_s,
    )
    mint_line(facts, line, About(entry.exercise_id, since), row)
    return line


def mint_line(facts: Minter, line: PrescriptionLine, about: About, row: LogRow) -> None:
    """Mint every number of one line."""
    facts.mint("training day", Measure(Decimal(line.day)), about, row)
    facts.mint("prescribed sets", Measure(Decimal(line.sets), "set"), about, row)
    facts.mint("prescribed reps", Measure(Decimal(line.reps), "rep"), about, row)
    facts.mint("prescribed reps high", Measure(Decimal(line.reps_high), "rep"), about, row)
    optional = (
        ("prescribed load", line.load, line.unit),
        ("target RPE", line.target_rpe, "RPE"),
        ("rest", None if line.rest_s is None else Decimal(line.rest_s), "s"),
    )
    for label, value, unit in optional:
        if value is not None:
            facts.mint(label, Measure(value, unit), about, row)
    if line.start:
        facts.mint("how to start", Measure(line.start), About(ATHLETE, about.as_of), row)


def say(ctx: ToolContext, facts: Minter, texts: Iterable[str], row: LogRow) -> None:
    """Mint words of the programme, so that a reply may repeat the numbers in them."""
    about = About(ATHLETE, today(ctx))
    for text in dict.fromkeys(texts):
        if any(letter.isdigit() for letter in text):
            facts.mint("said of the programme", Measure(text), about, row)


def mint_last_workout(
    ctx: ToolContext, desk: Desk, facts: Minter
) -> tuple[date | None, int | None]:
    """Mint the day of the newest workout and its age in days."""
    last = desk.workouts.last_started_at(ctx.principal.user_id, until=ctx.clock.now())
    if last is None:
        return None, None
    day = day_of(ctx, last)
    age = (today(ctx) - day).days
    about, row = About(ATHLETE, day), LogRow("workouts", day.isoformat())
    facts.mint("last workout day", Measure(day), about, row)
    facts.mint("days since last workout", Measure(Decimal(age), "day"), about, row)
    return day, age
