"""Words about lifts that stand still, fall, or are due for an easy week."""

from __future__ import annotations

import re
from typing import Final

from agents.builtin.say_progress import progress
from agents.builtin.say_training import target
from agents.builtin.wording import counted, day, listed, lower, num, paragraph, reply, sets_of
from tools.results.nutrition import WeightTrend
from tools.results.training import ExerciseHistory, NextLoad

_TIRED = re.compile(
    r"\b(?:sleep\w*|tired|exhausted|beat up|sore|stress\w*|ill|sick|run ?down|fatigued"
    r"|like death)\b"
)
_REASONS: Final = {
    "regressing": "Your best of each session has been falling session by session.",
    "recovery": "Your nights have been poor for a week.",
    "planned": "The plan has run for long enough without one.",
}


def deload(data: ExerciseHistory, following: NextLoad | None, said: str) -> str:
    """Say whether an easy week is due, on which sets that stands, and what it looks like."""
    name = lower(data.exercise)
    if not data.sessions:
        return f"I have no {name} in your log yet, so nothing there asks for an easy week."
    failing = following is not None and following.decision == "reduce"
    due = bool(data.deload_reasons) or data.stalled or failing
    why = [_REASONS[each] for each in data.deload_reasons if each in _REASONS]
    if "rpe_creep" in data.deload_reasons and data.rpe_before and data.rpe_now:
        why.append(
            f"The same load on the {name} went from RPE {num(data.rpe_before)} to RPE "
            f"{num(data.rpe_now)}."
        )
    if data.stalled:
        gone = counted(data.sessions_without_gain, "session")
        why.append(f"The last {gone} of the {name} brought no more load or repetitions.")
    tired = _TIRED.search(said) is not None
    if not due:
        return reply(
            f"Nothing in your {name} log asks for an easy week yet.",
            paragraph(_newest(data), "Sessions still reach what they are meant to."),
            "If you feel run down, take half the sets this week anyway; it costs nothing."
            if tired
            else "Go on as planned, and ask again when the same load feels clearly harder.",
        )
    tiredness = "Feeling worn out or sleeping badly points the same way." if tired else None
    return reply(
        f"Yes, take an easy week on the {name}.",
        paragraph(*why[:3], _newest(data), tiredness),
        _easy(data),
        "Then start again just below the load that stalled and build up.",
    )


def standstill(data: ExerciseHistory, following: NextLoad | None) -> str:
    """Say whether a lift stands still, and the way on."""
    name = lower(data.exercise)
    if len(data.sessions) < 2:
        return reply(
            f"There is too little {name} in your log to call it stuck.",
            _newest(data) if data.sessions else None,
            "Log the next sessions and I compare them.",
        )
    gone = counted(data.sessions_without_gain, "session")
    lead = (
        f"Yes, the {name} stands still: the last {gone} brought neither more load nor more "
        "repetitions."
        if data.stalled
        else f"The {name} is not stuck by your log: a lift stands still when several sessions in a "
        "row bring nothing new."
    )
    return reply(lead, paragraph(_newest(data), _before(data)), _way_on(data, following))


def no_odds(data: ExerciseHistory) -> str:
    """Say that no injury can be predicted, then what the log shows, and what helps."""
    name = lower(data.exercise)
    lead = (
        "I cannot give you an honest number for that: nothing in a training log, and no test or "
        "ratio, predicts an injury in one person."
    )
    if not data.sessions:
        return reply(lead, f"There is no {name} in your log to look at.", _CARE)
    still = counted(data.sessions_without_gain, "session")
    shows = (
        f"It shows a lift that has stood still for {still}."
        if data.stalled
        else "It shows no sign that asks for an easy week."
        if not data.deload_reasons
        else "It does show signs that an easy week is due."
    )
    return reply(
        lead, paragraph("What your log does show:", _newest(data), _before(data), shows), _CARE
    )


_CARE: Final = (
    "What helps: small steps, a repetition or two in reserve on most sets, the same technique on "
    "the last repetition as on the first, and no set through sharp pain. Does anything hurt now?"
)


def falling(data: ExerciseHistory, trend: WeightTrend | None) -> str:
    """Say what became of a lift, and of body weight beside it."""
    name = lower(data.exercise)
    lost = (
        trend is not None
        and trend.enough
        and trend.change_per_week is not None
        and trend.change_per_week < 0
    )
    if trend is None or not lost or trend.change_per_week is None:
        scale = (
            f"Your weigh-ins do not explain it: {trend.missing.rstrip('.')}."
            if trend is not None and trend.missing
            else "Your weight is not falling, so the diet is an unlikely cause; look at sleep and "
            "at how hard the sessions were."
        )
        return reply(_fell(data), progress(data, ""), scale)
    pct = (
        f", {num(abs(trend.change_pct_per_week))}% of body weight"
        if trend.change_pct_per_week is not None
        else ""
    )
    pace = (
        "That is fast enough to cost strength."
        if trend.too_fast
        else "A loss like that can cost some strength, most of all on long sets."
    )
    return reply(
        _fell(data),
        progress(data, ""),
        paragraph(
            f"Your body weight falls by {num(abs(trend.change_per_week))} {trend.unit} a week"
            f"{pct}.",
            pace,
        ),
        paragraph(
            f"So hold the load on the {name} and cut sets before load.",
            "Eat a little more if the loss should be slower." if trend.too_fast else None,
        ),
    )


def _fell(data: ExerciseHistory) -> str | None:
    """Say the newest session beside the one before, and by how much its load differs."""
    if data.top_load_change is None or len(data.sessions) < 2:
        return None
    new, old = data.sessions[0], data.sessions[1]
    moved = (
        "the same load"
        if data.top_load_change == 0
        else f"{num(abs(data.top_load_change))} {data.unit} "
        + ("less" if data.top_load_change < 0 else "more")
    )
    return (
        f"On the {lower(data.exercise)} you went from "
        f"{listed(sets_of(g) for g in old.groups[-2:])} on {day(old.day)} to "
        f"{listed(sets_of(g) for g in new.groups[-2:])} on {day(new.day)}: {moved}."
    )


def _newest(data: ExerciseHistory) -> str:
    newest = data.sessions[0]
    done = listed(sets_of(group) for group in newest.groups[-3:])
    return f"On {day(newest.day)} you did {done} on the {lower(data.exercise)}."


def _before(data: ExerciseHistory) -> str | None:
    if len(data.sessions) < 2:
        return None
    older = data.sessions[min(len(data.sessions) - 1, max(1, data.sessions_without_gain))]
    done = listed(sets_of(group) for group in older.groups[-3:])
    return f"On {day(older.day)} it was {done}."


def _easy(data: ExerciseHistory) -> str:
    if data.deload_load is None or data.deload_sets is None:
        return "Do half the sets and stop each well before it gets hard."
    return (
        f"For a week do {data.deload_sets} x {data.deload_reps} at {num(data.deload_load)} "
        f"{data.unit} on the {lower(data.exercise)}, half the sets and clearly lighter."
    )


def _way_on(data: ExerciseHistory, following: NextLoad | None) -> str:
    plan = (
        f"Next session do {target(following)} at {num(following.load)} {following.unit} on the "
        f"{lower(following.exercise)}. {following.reason}"
        if following is not None and following.load is not None
        else None
    )
    if not data.stalled:
        return paragraph(plan, "Tell me how hard the sets feel, and I see a stall coming.")
    return paragraph(plan, "If that does not move it, an easy week comes next:", _easy(data))
