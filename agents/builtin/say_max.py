"""Words about maxima: tested, lifted or estimated, and how far a goal is away."""

from __future__ import annotations

from agents.builtin.wording import counted, day, lower, num, paragraph, reply
from tools.results.training import ExerciseHistory, OneRepMax


def one_rep_max(data: OneRepMax) -> str:
    """Say a maximum: tested, lifted as a single, or estimated with its spread and its set."""
    of = f" on the {lower(data.exercise)}" if data.exercise else ""
    when = f" on {day(data.day)}" if data.day else ""
    value = f"{num(data.estimated_1rm)} {data.unit}"
    if data.method == "tested":
        return reply(
            f"Your tested maximum{of} is {value}{f', done{when}' if when else ''}.",
            "Plan from it until sets or a new test say otherwise.",
        )
    if data.reps == 1 and data.load == data.estimated_1rm:
        return reply(
            f"You lifted a single at {value}{of}{when}, so your maximum is at least that.",
            "That is a lift you did, not an estimate; if it was not all out, there is more in you.",
            "Ask me for the next load when you want to use it.",
        )
    spread = f", between {num(data.low)} and {num(data.high)} {data.unit}"
    reps = "a single" if data.reps == 1 else f"{data.reps} reps"
    effort = f", RPE {num(data.rpe)}" if data.rpe is not None else ""
    caution = (
        "Long sets predict poorly, so take it as a rough guide and repeat it with a heavier set."
        if data.confidence == "low"
        else "It is an estimate, not a test: a set that stopped short of failure reads low, and "
        "day form moves it."
    )
    return reply(
        paragraph(
            f"Your estimated maximum{of} is {value}{spread if data.low != data.high else ''}.",
            f"It stands on {reps} at {num(data.load)} {data.unit}{effort}"
            f"{f', done{when}' if when else ''}.",
        ),
        caution,
        "Ask me for the next load when you want to use it.",
    )


def goal_reached(data: OneRepMax, history: ExerciseHistory | None, *, odds: bool) -> str:
    """Say whether a load is within reach, what the log points to, and how to go for it."""
    on = f" on the {lower(data.exercise)}" if data.exercise else ""
    reps = "" if data.goal_reps in {None, 1} else f" for {data.goal_reps} reps"
    goal = "" if data.goal is None else f"{num(data.goal)} {data.unit}{reps}"
    lead = {
        "safe": f"Yes, {goal}{on} is within what you have shown.",
        "likely": f"Probably: {goal}{on} is about what your log points to.",
        "close": f"It would be close: {goal}{on} is a little above what your log points to.",
        "far": f"Not yet: {goal}{on} is clearly above what your log points to.",
    }[data.goal_reach or "likely"]
    honest = (
        "I cannot give you an honest percent chance: no number predicts one attempt, and day form "
        "moves a maximum by a few percent."
        if odds
        else None
    )
    when = f" on {day(data.day)}" if data.day else ""
    spread = (
        f", between {num(data.low)} and {num(data.high)} {data.unit}"
        if data.low != data.high
        else ""
    )
    kind = "tested" if data.method == "tested" else "estimated"
    stands = (
        f"Your {kind} maximum{on} is {num(data.estimated_1rm)} {data.unit}{spread}, from "
        f"{counted(data.reps, 'rep')} at {num(data.load)} {data.unit}{when}."
        if kind == "estimated"
        else f"Your tested maximum{on} is {num(data.estimated_1rm)} {data.unit}{when}."
    )
    return reply(
        paragraph(lead, honest),
        paragraph(stands, _gap(data), _pace(history)),
        _attempt(data),
    )


def _gap(data: OneRepMax) -> str | None:
    if data.goal_gap is None or data.goal_1rm is None or data.goal is None:
        return None
    if data.goal_reps not in {None, 1}:
        away = "below" if data.goal_gap <= 0 else "above"
        return (
            f"The goal takes a maximum of about {num(data.goal_1rm)} {data.unit}, "
            f"{num(abs(data.goal_gap))} {data.unit} {away} that."
        )
    if data.goal_gap == 0:
        return "The goal is exactly that."
    away = "below" if data.goal_gap < 0 else "above"
    return f"The goal is {num(abs(data.goal_gap))} {data.unit} {away} it."


def _pace(history: ExerciseHistory | None) -> str | None:
    """Say how fast the lift moved of late, where the log tells."""
    if history is None or history.block_change is None:
        return None
    name = lower(history.exercise)
    if history.block_change_in_noise or history.block_change <= 0:
        return f"Your best estimate on the {name} has not moved beyond noise in the newest weeks."
    return (
        f"Your best estimate on the {name} rose by {num(history.block_change)} {history.unit} "
        "between the last two blocks of four weeks."
    )


def _attempt(data: OneRepMax) -> str:
    if data.goal_reach == "far":
        return (
            "Keep adding load by your programme and ask again in some weeks; a missed attempt "
            "costs more training than it shows. Ask me for the next load and we build towards it."
        )
    return (
        "Go for it rested: warm up in falling repetitions, take an easy single first, use safeties "
        "or a spotter, and stop if that single grinds. Tell me what you get and I take it on."
    )
