"""Replies about videos: what was measured, with its error band, and what could not be judged."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from agents.builtin.wording import day, listed, num, paragraph
from tools.results.form import FindingLine, FormFindings, FormHistory

CUES: Final[dict[str, str]] = {
    "shallow_depth": "Sit down until the crease of the hip passes the knee, with a lighter load.",
    "depth_fade": "Stop the set when a rep gets shallower, and take less weight next session.",
    "forward_lean": "Keep the chest up out of the hole and brace before each rep.",
    "tempo_collapse": "Lower under control, as slowly on the last rep as on the first.",
    "knees_in": "Push the knees out over the toes on the way up.",
    "heel_lift": "Keep the whole foot down; try a heel wedge or a narrower stance.",
    "hip_rise": "Let hips and shoulders rise together from the floor.",
    "elbow_swing": "Pin the elbows to your side and take less weight.",
    "hip_sag": "Squeeze glutes and abs so that hips and shoulders stay in one line.",
    "short_lockout": "Finish each rep with the joint straight before the next one.",
}
"""One cue a fault. Coaching practice."""
_UNITS: Final = {"deg": "\u00b0", "s": " s", "%": "%", "m/s": " m/s"}


def findings(data: FormFindings) -> str:
    """Say what the video shows, the worst fault first."""
    if data.status != "analysed":
        return _not_ready(data)
    name = data.exercise.replace("_", " ")
    lead = (
        f"I counted {data.reps} reps of {name} in the video of {day(data.filmed_on)}, seen from "
        f"the {data.view}."
        if data.view != "unknown"
        else f"I counted {data.reps} reps of {name} in the video of {day(data.filmed_on)}."
    )
    return paragraph(
        lead,
        _faults(data),
        _speed(data),
        _depth(data),
        _unseen(data),
        _do_next(data),
    )


def history(data: FormHistory) -> str:
    """Compare the newest videos."""
    if not data.videos:
        return (
            "There is no analysed video yet. Attach one of a set, filmed from the side at hip "
            "height with the whole body in view, and I will measure it."
        )
    lines = [
        f"On {day(v.filmed_on)} I counted {v.reps} reps of {v.exercise.replace('_', ' ')}, "
        f"with {listed(f.replace('_', ' ') for f in v.faults) or 'no fault found'}."
        for v in data.videos[:3]
    ]
    return paragraph(
        *lines, "Film the next set from the same place, so that the values can be compared."
    )


def _not_ready(data: FormFindings) -> str:
    if data.status == "failed":
        return paragraph(
            "The analysis of this video failed.",
            data.error,
            "Film the set again from the side at hip height with the whole body in view.",
        )
    return (
        f"The video of {day(data.filmed_on)} is not analysed yet. Ask me again in a moment; until "
        "then I will not guess what it shows."
    )


def _faults(data: FormFindings) -> str:
    faults = [f for f in data.faults if f.status in {"ok", "low_confidence"}]
    if not faults:
        return "No fault passed its threshold in what this view can show."
    worst = faults[0]
    others = list(dict.fromkeys(_fault(f) for f in faults[1:] if f.fault != worst.fault))[:2]
    also = f"It also shows {listed(others)}." if others else None
    unsure = "I am not sure of this one." if worst.status == "low_confidence" else None
    return paragraph(_measured(worst), unsure, also, CUES.get(worst.fault or ""))


def _measured(finding: FindingLine) -> str:
    where = f"On rep {finding.rep}" if finding.rep is not None else "Over the set"
    value = (
        "" if finding.value is None else f": {_metric(finding)} of {_value(finding, finding.value)}"
    )
    band = (
        f" (between {_value(finding, finding.low)} and {_value(finding, finding.high)})"
        if finding.low is not None and finding.high is not None
        else ""
    )
    limit = (
        f", where the fault begins at {_value(finding, finding.threshold)}"
        if finding.threshold is not None and value
        else ""
    )
    return f"{where} I see {_fault(finding)}{value}{band}{limit}."


def _depth(data: FormFindings) -> str | None:
    """Say the depth as measured when no fault named it."""
    if any(f.fault in {"shallow_depth", "depth_fade"} for f in data.faults):
        return None
    depth = [
        f
        for f in data.findings
        if "at_bottom" in f.metric
        and f.value is not None
        and f.low is not None
        and f.status == "ok"
    ]
    if not depth or depth[0].high is None or depth[0].low is None or depth[0].value is None:
        return None
    first = depth[0]
    where = f"On rep {first.rep} the" if first.rep is not None else "The"
    return (
        f"{where} {_metric(first)} was {_value(first, depth[0].value)}, between "
        f"{_value(first, depth[0].low)} and {_value(first, depth[0].high)} with the camera's error."
    )


def _speed(data: FormFindings) -> str | None:
    if data.fastest_rep_s is None or data.slowest_rep_s is None or data.speed_loss_pct is None:
        return None
    lead = (
        f"Your fastest rep took {num(data.fastest_rep_s)} s and your slowest "
        f"{num(data.slowest_rep_s)} s, a speed loss of {num(data.speed_loss_pct)}%."
    )
    if data.rpe_low is None or data.rpe_high is None:
        return lead
    effort = f"That points to RPE {num(data.rpe_low)} to {num(data.rpe_high)}"
    if data.logged_rpe is None:
        return f"{lead} {effort}."
    if data.rpe_disagrees:
        return (
            f"{lead} {effort}, not to the RPE {num(data.logged_rpe)} you logged; the log stays "
            "yours, but plan the next set by the higher one."
        )
    return f"{lead} {effort}, which fits the RPE {num(data.logged_rpe)} you logged."


def _unseen(data: FormFindings) -> str | None:
    reasons = list(dict.fromkeys(f.reason for f in data.not_assessable if f.reason))[:2]
    names = list(dict.fromkeys(_metric(f) for f in data.not_assessable))[:3]
    if not names:
        return None
    return paragraph(f"I cannot judge {listed(names)} from this view.", *map(_ended, reasons))


def _do_next(data: FormFindings) -> str:
    if any(f.severity == "major" for f in data.faults):
        return "Next session take a lighter load, fix this one thing, and film the last set again."
    return "Next session keep the load and film one set from the same place to compare."


def _fault(finding: FindingLine) -> str:
    return (finding.fault or finding.metric).replace("_", " ")


def _metric(finding: FindingLine) -> str:
    words = finding.metric
    for suffix in ("_deg", "_pct", "_s", "_m_s", "_ratio"):
        words = words.removesuffix(suffix)
    return words.replace("_", " ")


def _value(finding: FindingLine, value: Decimal | None) -> str:
    if value is None:
        return ""
    unit = _UNITS.get(finding.unit, f" {finding.unit}" if finding.unit else "")
    return f"{num(value)}{unit}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!")) else f"{text}."
