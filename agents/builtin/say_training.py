"""Replies about loads, progress, volume and the log: only what the tools returned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.builtin.wording import (
    age,
    counted,
    day,
    listed,
    lower,
    num,
    paragraph,
    pick,
    reply,
    sets_of,
)
from coach.safety.rules.text import folded
from tools.results.training import (
    LoggedBodyWeight,
    NextLoad,
    SetGroup,
    WeeklyVolume,
    WeekVolume,
)


def next_load(data: NextLoad, seed: str) -> str:
    """Say what to do next session, on which dated sets it stands, and what was assumed."""
    name = lower(data.exercise)
    if data.decision == "start" or data.load is None:
        return _without_load(data, name)
    aim = target(data)
    load = f"{num(data.load)} {data.unit}"
    if data.decision == "return" and data.days_since_last is not None:
        lead = (
            f"Your last {name} session in the log is {age(data.days_since_last)} old, so come back "
            f"with {aim} at {load}."
        )
        share = (
            f"That is {num(data.return_pct)}% of the {num(data.last_load)} {data.unit} you used "
            f"then; {_clause(data.reason)}"
            if data.return_pct is not None and data.last_load is not None
            else data.reason
        )
        why = paragraph(basis(data.basis), share, assumed(data))
        return reply(lead, why, _prepare(data), _after())
    lead = pick(
        (
            f"Next {name} session: {aim} at {load}.",
            f"Do {aim} at {load} on the {name} next session.",
            f"Go for {aim} at {load} in your next {name} session.",
        ),
        seed,
    )
    why = paragraph(basis(data.basis), data.reason, assumed(data))
    return reply(lead, why, cautions_of(data), _prepare(data), _after())


def cautions_of(data: NextLoad) -> str:
    """Return what a video or a note says against more, with what to do about it."""
    told = [each.text for each in data.cautions]
    kinds = {each.kind for each in data.cautions}
    if "depth" in kinds:
        told.append("Film the last set again from the side, so that we see whether depth holds.")
    elif "speed" in kinds:
        told.append("Film a set again and rate it, so that both can be compared.")
    return paragraph(*told)


def volume(data: WeeklyVolume, asked: str) -> str:
    """Say the hard sets of the newest whole week beside the ranges; a muscle asked for leads."""
    trained = [w for w in data.weeks if w.hard_sets]
    if not trained:
        return _no_volume(data)
    partial = len(trained) > 1 and trained[0] is data.weeks[0]
    week = trained[1] if partial else trained[0]
    so_far = (
        f"This week, since {day(trained[0].start)}, it is "
        f"{counted(trained[0].hard_sets, 'hard set')} so far."
        if partial
        else None
    )
    top = sorted(week.muscles, key=lambda m: -m.sets)[:5]
    parts = listed(
        f"{num(m.sets)} {'set' if m.sets == 1 else 'sets'} for {m.muscle.replace('_', ' ')}"
        for m in top
    )
    low, high = num(data.growth_sets_low), num(data.growth_sets_high)
    muscle = muscle_in(asked)
    return reply(
        paragraph(*(_muscle_week(each, muscle) for each in trained[:2])) if muscle else None,
        paragraph(
            f"In the week of {day(week.start)} you did {counted(week.hard_sets, 'hard set')}.",
            f"By muscle that is {parts}." if top else None,
            _unplaced(week.sets_without_muscle),
            so_far,
        ),
        paragraph(
            f"For growth {low} to {high} sets a week are a common range, and about "
            f"{num(data.maintain_sets)} sets keep what you have.",
            "A primary muscle counts fully and a secondary one by half.",
        ),
        "If a muscle you care about is below the range, add a set to one exercise for it next "
        "week and keep the rest.",
    )


_MUSCLES: Final = {
    r"quads?|quadriceps": "quadriceps",
    r"hams?|hamstrings?": "hamstrings",
    r"glutes?|butt": "glutes",
    r"calf|calves": "calves",
    r"chest|pecs?": "chest",
    r"lats?": "lats",
    r"upper back": "upper_back",
    r"lower back": "lower_back",
    r"traps?": "traps",
    r"front delts?": "front_delts",
    r"side delts?": "side_delts",
    r"rear delts?": "rear_delts",
    r"biceps?": "biceps",
    r"triceps?": "triceps",
    r"forearms?": "forearms",
    r"abs|abdominals|core": "abs",
}


def muscle_in(asked: str) -> str | None:
    """Return the muscle a question about volume names, as the tools call it."""
    plain = folded(asked)
    return next(
        (name for words, name in _MUSCLES.items() if re.search(rf"\b(?:{words})\b", plain)), None
    )


def _muscle_week(week: WeekVolume, muscle: str) -> str:
    name = muscle.replace("_", " ")
    sets = next((m.sets for m in week.muscles if m.muscle == muscle), None)
    if not sets:
        return f"In the week of {day(week.start)} I count no hard set for the {name}."
    noun = "set" if sets == 1 else "sets"
    return f"In the week of {day(week.start)} I count {num(sets)} hard {noun} for {name}."


def logged_weight(data: LoggedBodyWeight, trend: str) -> str:
    """Say what was stored; the trend says what it means."""
    before = (
        f", after {num(data.previous)} {data.unit} on {day(data.previous_day)}"
        if data.previous is not None and data.previous_day is not None
        else ""
    )
    return reply(
        f"Logged: {num(data.weight)} {data.unit} on {day(data.day)}{before}.",
        "One weigh-in says little, so I go by the trend.",
        trend,
    )


def target(data: NextLoad) -> str:
    """Return sets, repetitions and effort: "3 x 5 (RPE 8)"."""
    reps = "" if data.reps is None else str(data.reps)
    if data.reps_high is not None and data.reps_high != data.reps:
        reps = f"{reps}-{data.reps_high}"
    rpe = f" (RPE {num(data.target_rpe)})" if data.target_rpe is not None else ""
    return f"{data.sets} x {reps}{rpe}"


def _without_load(data: NextLoad, name: str) -> str:
    sets = f"Do {target(data)} on the {name}." if data.sets and data.reps else None
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
    return reply(
        paragraph(lead, sets),
        paragraph(basis(data.basis), data.reason, bar),
        _first_weight(data) if data.decision == "start" else None,
        cautions_of(data),
        "Tell me your sets and I take it on.",
    )


def _first_weight(data: NextLoad) -> str:
    """Say how a first working load is found without a maximal test."""
    return (
        f"Go up a little each set of five on the {lower(data.exercise)} until one feels as if you "
        "had a few more in you, and call that your working load. Learn the movement first, film a "
        "set from the side, and leave testing a maximum for later."
    )


def basis(groups: Sequence[SetGroup]) -> str:
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


def assumed(data: NextLoad) -> str:
    """Return what was taken for granted, in sentences."""
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


def _unplaced(sets: int) -> str | None:
    if not sets:
        return None
    return (
        f"{counted(sets, 'set')} of exercises the catalogue does not know are in that total and "
        "count for no muscle."
    )


def _no_volume(data: WeeklyVolume) -> str:
    if data.last_workout_day is None:
        low, high = num(data.growth_sets_low), num(data.growth_sets_high)
        return paragraph(
            "There is no workout in your log yet, so there is no volume to count.",
            f"As a range, {low} to {high} hard sets a week for a muscle are where most growth is.",
            "Begin this week at the lower end, and tell me the sets you do.",
        )
    return reply(
        "I count no hard set in these weeks.",
        f"Your last workout in the log was on {day(data.last_workout_day)}, "
        f"{age(data.days_since_last)} ago."
        if data.days_since_last is not None
        else None,
        "Tell me which lift you start with and I give you a return load.",
    )
