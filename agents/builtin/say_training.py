"""Replies about loads, progress, volume and the log: only what the tools returned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from agents.builtin.wording import day, listed, lower, num, paragraph, pick, sets_of
from tools.results.training import (
    ActiveProgramme,
    ExerciseHistory,
    LoggedBodyWeight,
    LoggedSets,
    NextLoad,
    OneRepMax,
    SetGroup,
    WeeklyVolume,
)

OLD_LOG_DAYS: Final = 14
"""A log older than this is said to be old. Source: docs/reference/formulas.md, break rule."""


def next_load(data: NextLoad, seed: str) -> str:
    """Say what to do next session, on which dated sets it stands, and what was assumed."""
    name = lower(data.exercise)
    if data.decision == "start" or data.load is None:
        return _without_load(data, name)
    target = _target(data)
    load = f"{num(data.load)} {data.unit}"
    if data.decision == "return":
        lead = (
            f"Your last {name} session in the log is {data.days_since_last} days old, so come back "
            f"with {target} at {load}."
        )
        share = (
            f"That is {num(data.return_pct)}% of the {num(data.last_load)} {data.unit} you used "
            f"then; {_clause(data.reason)}"
            if data.return_pct is not None and data.last_load is not None
            else data.reason
        )
        return paragraph(lead, _basis(data.basis), share, _assumed(data), _prepare(data), _after())
    lead = pick(
        (
            f"Next {name} session: {target} at {load}.",
            f"Do {target} at {load} on the {name} next session.",
            f"Go for {target} at {load} in your next {name} session.",
        ),
        seed,
    )
    return paragraph(
        lead, _basis(data.basis), data.reason, _assumed(data), _prepare(data), _after()
    )


def logged_sets(data: LoggedSets, following: NextLoad | None) -> str:
    """Say what was stored and what it means for the next session."""
    done = listed(sets_of(group) for group in data.groups)
    lead = (
        f"That was in your log already: {lower(data.exercise)}, {done}, on {day(data.day)}."
        if data.already_logged
        else f"Logged: {lower(data.exercise)}, {done}, on {day(data.day)}."
    )
    if following is None or following.load is None:
        return paragraph(lead, "Tell me how hard it felt as an RPE and I can steer the next one.")
    name = lower(following.exercise)
    then = f"Next time do {_target(following)} at {num(following.load)} {following.unit}"
    return paragraph(
        lead,
        f"{then} on the {name}.",
        following.reason,
        _assumed(following),
        "Tell me what you get and I adjust the session after it.",
    )


def progress(data: ExerciseHistory, seed: str) -> str:
    """Compare the newest session with the athlete's own earlier ones."""
    name = lower(data.exercise)
    if not data.sessions:
        return (
            f"I have no {name} session in your log yet. Tell me your sets as you do them, or "
            "import your training log, and I will track it from there."
        )
    newest = data.sessions[0]
    done = listed(sets_of(group) for group in newest.groups[-3:])
    last = f"Your newest {name} session, on {day(newest.day)}, ended with {done}."
    old = (
        f"That session is {data.days_since_last} days old, so ask me for a return load first."
        if data.days_since_last is not None and data.days_since_last > OLD_LOG_DAYS
        else "Ask me for the next load and I build on it."
    )
    return paragraph(_trend(data, name, seed), last, _best(data), old)


def one_rep_max(data: OneRepMax) -> str:
    """Say an estimated maximum with its spread and the set behind it."""
    of = f" on the {lower(data.exercise)}" if data.exercise else ""
    when = f", done on {day(data.day)}" if data.day else ""
    if data.method == "tested":
        return paragraph(
            f"Your tested maximum{of} is {num(data.estimated_1rm)} {data.unit}{when}.",
            "Plan from it until sets or a new test say otherwise.",
        )
    spread = f", between {num(data.low)} and {num(data.high)} {data.unit}"
    reps = f"{data.reps} reps" if data.reps != 1 else "a single"
    caution = (
        "Long sets predict poorly, so take it as a rough guide and repeat it with a heavier set."
        if data.confidence == "low"
        else "It is an estimate from several formulas, not a test; day form moves it."
    )
    return paragraph(
        f"Your estimated maximum{of} is {num(data.estimated_1rm)} {data.unit}"
        f"{spread if data.low != data.high else ''}.",
        f"It stands on {reps} at {num(data.load)} {data.unit}{when}.",
        caution,
        "Ask me for the next load when you want to use it.",
    )


def volume(data: WeeklyVolume) -> str:
    """Say the hard sets of the newest week beside the ranges."""
    trained = [w for w in data.weeks if w.hard_sets]
    if not trained:
        return _no_volume(data)
    partial = len(trained) > 1 and trained[0] is data.weeks[0]
    week = trained[1] if partial else trained[0]
    so_far = (
        f"This week, since {day(trained[0].start)}, it is {trained[0].hard_sets} hard sets so far."
        if partial
        else None
    )
    top = sorted(week.muscles, key=lambda m: -m.sets)[:5]
    parts = listed(f"{num(m.sets)} sets for {m.muscle.replace('_', ' ')}" for m in top)
    low, high = num(data.growth_sets_low), num(data.growth_sets_high)
    return paragraph(
        f"In the week of {day(week.start)} you did {week.hard_sets} hard sets.",
        f"By muscle that is {parts}.",
        so_far,
        f"For growth {low} to {high} sets a week are a common range, and about "
        f"{num(data.maintain_sets)} sets keep what you have.",
        "A primary muscle counts fully and a secondary one by half.",
        "If a muscle you care about is below the range, add a set to one exercise for it next "
        "week and keep the rest.",
    )


def programme(data: ActiveProgramme) -> str:
    """Say what the active programme asks for."""
    if data.name is None:
        return (
            "No programme is active. I can still set each next load from your log: ask me for "
            "the exercise you train next."
        )
    lines = [
        f"{lower(line.exercise)}, {line.sets} x {line.reps}"
        + (f"-{line.reps_high}" if line.reps_high != line.reps else "")
        + (f" at {num(line.load)} {line.unit}" if line.load is not None else "")
        for line in data.prescriptions[:8]
    ]
    since = f" since {day(data.since)}" if data.since else ""
    return paragraph(
        f"Your active programme{since} asks for this: {'; '.join(lines)}.",
        data.reason,
        "Ask me for the next load of any of them.",
    )


def logged_weight(data: LoggedBodyWeight, trend: str) -> str:
    """Say what was stored; the trend says what it means."""
    before = (
        f", after {num(data.previous)} {data.unit} on {day(data.previous_day)}"
        if data.previous is not None and data.previous_day is not None
        else ""
    )
    return paragraph(
        f"Logged: {num(data.weight)} {data.unit} on {day(data.day)}{before}.",
        "One weigh-in says little, so I go by the trend.",
        trend,
    )


def _target(data: NextLoad) -> str:
    reps = "" if data.reps is None else str(data.reps)
    if data.reps_high is not None and data.reps_high != data.reps:
        reps = f"{reps}-{data.reps_high}"
    rpe = f" (RPE {num(data.target_rpe)})" if data.target_rpe is not None else ""
    return f"{data.sets} x {reps}{rpe}"


def _without_load(data: NextLoad, name: str) -> str:
    sets = f"Do {_target(data)} on the {name}." if data.sets and data.reps else None
    bar = (
        f"Begin with the empty bar, {num(data.bar)} {data.unit}, and add weight in small steps."
        if data.bar is not None and data.decision == "start"
        else None
    )
    lead = (
        f"I have no {name} in your log, so the first session finds your level."
        if data.decision == "start"
        else None
    )
    return paragraph(
        lead, sets, _basis(data.basis), data.reason, bar, "Tell me your sets and I take it on."
    )


def _basis(groups: Sequence[SetGroup]) -> str:
    """Say the dated sets, by session."""
    days = list(dict.fromkeys(group.day for group in groups))[:2]
    parts = [
        f"on {day(at)} you did {listed(sets_of(g) for g in groups if g.day == at)}" for at in days
    ]
    return _sentence("; ".join(parts))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _clause(text: str) -> str:
    return text[:1].lower() + text[1:]


def _assumed(data: NextLoad) -> str:
    practice = "The rule is coaching practice, not from a trial." if data.coach_heuristic else ""
    return paragraph(*data.assumptions[:2], practice)


def _prepare(data: NextLoad) -> str:
    """Say the warm-up and the plates."""
    ramp = listed(f"{num(s.load)} {data.unit} x {s.reps}" for s in data.warm_up[:4])
    warm = f"Warm up with {ramp}." if ramp else ""
    plates = listed(num(p) for p in data.plates_per_side)
    loaded = f"Put {plates} {data.unit} on each side for the work sets." if plates else ""
    return paragraph(warm, loaded)


def _after() -> str:
    return "Then tell me your sets, with an RPE if you can, and I set the one after."


def _trend(data: ExerciseHistory, name: str, seed: str) -> str:
    if data.block_change is not None and data.recent_1rm and data.earlier_1rm:
        went = "up" if data.block_change > 0 else "down"
        moved = (
            "no change"
            if data.block_change == 0
            else f"{went} {num(abs(data.block_change))} {data.unit}"
        )
        return (
            f"Your best estimated {name} maximum of the newest month is {num(data.recent_1rm)} "
            f"{data.unit}, against {num(data.earlier_1rm)} {data.unit} the month before: {moved}."
        )
    rated = [s for s in data.sessions if s.estimated_1rm is not None]
    if data.change is None or len(rated) < 2:
        return f"There is too little {name} in your log for a trend yet."
    new, old = rated[0], rated[-1]
    span = f"from {day(old.day)} to {day(new.day)}"
    if data.change == 0:
        return f"Your estimated {name} maximum did not move {span}."
    went = "up" if data.change > 0 else "down"
    by = f"{num(abs(data.change))} {data.unit}"
    lead = pick(
        (
            f"Your estimated {name} maximum is {went} {by} {span}",
            f"Estimated {name} maximum: {went} {by} {span}",
        ),
        seed,
    )
    values = ""
    if new.estimated_1rm is not None and old.estimated_1rm is not None:
        values = (
            f" It was {num(old.estimated_1rm)} {data.unit} on {day(old.day)} and "
            f"{num(new.estimated_1rm)} {data.unit} on {day(new.day)}."
        )
    return f"{lead}.{values}"


def _best(data: ExerciseHistory) -> str | None:
    if data.best_1rm is None or data.best_1rm_day is None:
        return None
    return f"Your best estimate is {num(data.best_1rm)} {data.unit}, on {day(data.best_1rm_day)}."


def _no_volume(data: WeeklyVolume) -> str:
    if data.last_workout_day is None:
        return "There is no workout in your log yet, so there is no volume to count."
    return paragraph(
        "I count no hard set in these weeks.",
        f"Your last workout in the log was on {day(data.last_workout_day)}, "
        f"{data.days_since_last} days ago."
        if data.days_since_last is not None
        else None,
        "Tell me which lift you start with and I give you a return load.",
    )
