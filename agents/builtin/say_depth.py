"""What a video says about squat depth, in words an athlete uses: hips below or above the knees."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Literal

from agents.builtin.wording import counted_in_words, num, paragraph
from tools.results.form import FindingLine, FormFindings

DEPTH: Final = "thigh_angle_at_bottom_deg"
"""Thigh over the horizontal at its lowest: 0 parallel, below zero with the hip below the knee."""
REPS_LISTED: Final = 4
"""Repetitions named one by one; beyond, the deepest and the highest. Source: own choice."""
Side = Literal["below", "level", "above"]


def judged(data: FormFindings) -> list[FindingLine]:
    """Return the depth of each repetition that was measured, or that of the whole set."""
    usable = [f for f in data.findings if f.metric == DEPTH and f.value is not None]
    return [f for f in usable if f.rep is not None] or usable


def depth(data: FormFindings) -> str | None:
    """Say where the hips went; None without a measured depth."""
    reps = judged(data)
    if not reps:
        return None
    unsure = (
        "A joint was partly hidden, so I am less sure of this."
        if any(f.status == "low_confidence" for f in reps)
        else None
    )
    if _spread(reps) > max(_error(f) for f in reps):
        return paragraph(_one_by_one(reps), unsure)
    return paragraph(_together(data, reps), unsure)


def advice(data: FormFindings) -> str:
    """Say the one thing to do about the depth."""
    sides = {side_of(f) for f in judged(data)}
    if sides == {"below"}:
        return "Keep that depth, and film one set from the same place as the load goes up."
    if "above" in sides:
        return (
            "Next session take a lighter load and sit down until the crease of the hip passes "
            "the knee on every rep, then film the last set again."
        )
    return (
        "Next session sit a little deeper with the load you have, so that there is no doubt, and "
        "film one set from the same place."
    )


def unjudged(data: FormFindings) -> str | None:
    """Say why depth cannot be judged and how to film it; None when it can."""
    lines = [f for f in data.not_assessable if f.metric == DEPTH]
    if not lines or judged(data):
        return None
    reasons = dict.fromkeys(f.reason for f in lines if f.reason)
    return paragraph("I cannot judge your depth in this video.", *map(to_athlete, reasons))


def to_athlete(reason: str) -> str:
    """Return a reason of the analysis as said to the athlete, with a full stop."""
    said = reason.replace("the athlete", "you")
    return said if said.endswith((".", "!")) else f"{said}."


def is_high(data: FormFindings) -> bool:
    """Tell whether a repetition stayed above parallel by more than the error."""
    return any(side_of(f) == "above" for f in judged(data))


def side_of(finding: FindingLine) -> Side:
    """Return whether a repetition went below parallel, stayed above, or is too close to call."""
    value = finding.value or Decimal(0)
    if value + _error(finding) < 0:
        return "below"
    return "above" if value - _error(finding) > 0 else "level"


def _error(finding: FindingLine) -> Decimal:
    return finding.error or Decimal(0)


def _spread(reps: Sequence[FindingLine]) -> Decimal:
    values = [f.value for f in reps if f.value is not None]
    return max(values) - min(values)


def _together(data: FormFindings, reps: Sequence[FindingLine]) -> str:
    """Say one depth for all repetitions: they differ by no more than the error."""
    whole_set = next((f for f in data.findings if f.metric == DEPTH and f.rep is None), None)
    shown = whole_set if whole_set is not None and whole_set.value is not None else None
    sides = {side_of(f) for f in reps}
    side = sides.pop() if len(sides) == 1 else "level"
    where = {1: "", 2: " in both repetitions"}.get(
        len(reps), f" in all {counted_in_words(len(reps), 'repetition')}"
    )
    lead = {
        "below": f"Your hips went below your knees{where}",
        "above": f"Your hips stayed above your knees{where}",
        "level": f"Your hips came to about the height of your knees{where}, too close to call",
    }[side]
    values = sorted({abs(f.value) for f in reps if f.value is not None})
    signs = {f.value > 0 for f in reps if f.value}
    if shown is not None and shown.value is not None:
        amount = from_parallel(shown.value)
    elif len(signs) > 1:
        amount = " and ".join(dict.fromkeys(from_parallel(v) for v in _ends(reps)))
    elif len(values) == 1:
        amount = from_parallel(reps[0].value or Decimal(0))
    else:
        amount = f"{num(values[0])} to {from_parallel(max(_ends(reps), key=abs))}"
    return f"{lead}: thighs {amount}{_give_or_take(shown or reps[0])}."


def _ends(reps: Sequence[FindingLine]) -> tuple[Decimal, Decimal]:
    values = [f.value for f in reps if f.value is not None]
    return min(values), max(values)


def _one_by_one(reps: Sequence[FindingLine]) -> str:
    ordered = sorted(reps, key=lambda f: f.value or Decimal(0))
    deepest, highest = ordered[0], ordered[-1]
    named = list(reps) if len(reps) <= REPS_LISTED else [deepest, highest]
    lines = "; ".join(_line(f) for f in named)
    said = {
        "below": "Your hips went below your knees on every rep, but not equally deep.",
        "above": "Your hips stayed above your knees on every rep, and some more than others.",
    }
    sides = {side_of(f) for f in reps}
    lead = said.get(next(iter(sides))) if len(sides) == 1 else None
    return paragraph(
        lead or "Your depth was not the same on every rep.",
        f"Rep {highest.rep} was the highest and rep {deepest.rep} the deepest."
        if len(reps) > 2
        else f"Rep {highest.rep} was higher than rep {deepest.rep}.",
        f"{lines[:1].upper()}{lines[1:]}{_give_or_take(reps[0])}.",
    )


def _line(finding: FindingLine) -> str:
    where = f"on rep {finding.rep} your thighs were {from_parallel(finding.value or Decimal(0))}"
    return where if side_of(finding) != "level" else f"{where}, too close to call"


def from_parallel(value: Decimal) -> str:
    """Return a thigh angle as degrees above or below parallel."""
    if value == 0:
        return "at parallel"
    return f"{num(abs(value))}\u00b0 {'above' if value > 0 else 'below'} parallel"


def _give_or_take(finding: FindingLine) -> str:
    return "" if not finding.error else f", give or take {num(finding.error)}\u00b0"


def compared(newer: FindingLine, older: FindingLine, on: Sequence[str]) -> str:
    """Compare the depth of two sets; a difference inside the error is none."""
    if newer.value is None or older.value is None:
        return ""
    first = f"Depth: {from_parallel(newer.value)} on {on[0]}"
    then = f"against {from_parallel(older.value)} on {on[1]}"
    if abs(newer.value - older.value) <= max(_error(newer), _error(older)):
        verdict = "a difference within the camera's error"
    else:
        verdict = "so the newer set is deeper" if newer.value < older.value else "so it got higher"
    return f"{first}, {then}, {verdict}."
