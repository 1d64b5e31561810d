"""What a video says about one thing that was asked: its values, its fault, or that none is seen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from agents.builtin import say_depth
from agents.builtin.form_topics import BY_FAULT, BY_NAME, FROM_THE_SIDE, Topic, topic_of_text
from agents.builtin.form_words import FormWish
from agents.builtin.say_effort import effort
from agents.builtin.wording import listed, num, paragraph
from tools.results.form import FindingLine, FormFindings, SeriesLine

FAULT_NAMES: Final = {
    "shallow_depth": "too little depth",
    "depth_fade": "depth getting lost over the set",
    "forward_lean": "a lot of forward lean",
    "tempo_collapse": "reps slowing down a lot",
    "knees_in": "knees coming in",
    "heel_lift": "heels lifting",
    "hip_rise": "hips rising before the shoulders",
    "elbow_swing": "elbows swinging",
    "hip_sag": "hips sagging",
    "short_lockout": "a lockout that stops short",
}
_METRICS: Final = {
    "thigh_angle_at_bottom_deg": "the thigh angle at the bottom",
    "knee_angle_at_bottom_deg": "the knee angle at the bottom",
    "hip_angle_deg": "the hip angle",
    "trunk_lean_max_deg": "the lean of your trunk",
    "elbow_angle_at_bottom_deg": "the elbow angle at the bottom",
    "elbow_angle_at_lockout_deg": "the elbow angle at lockout",
    "depth_change_deg": "the change of depth over the set",
    "speed_loss_pct": "the loss of speed",
    "concentric_s": "the lift",
    "eccentric_s": "the way down",
    "pause_s": "the pause",
}
_SIGNS: Final = {"deg": "\u00b0", "s": " s", "%": "%"}


def topic_line(data: FormFindings, topic: Topic, wish: FormWish) -> str:
    """Say what the video shows of one topic, or why it shows nothing of it."""
    if topic.name == "effort":
        return effort(data, wish.rpe) or _absent(data, topic)
    if topic.name == "asymmetry" and data.sides:
        return sides(data)
    if topic.name == "lowering":
        return _lowering(data, topic, wish)
    if topic.name in {"depth", "range"} and say_depth.judged(data):
        return say_depth.depth(data) or ""
    if topic.name == "lifting":
        return _lifting(data, topic)
    fault = worst_of(fault_lines(data, topic))
    if fault is not None:
        return paragraph(measured(data, fault), _course(data, topic) if fault.rep is None else None)
    lines = usable(data, topic)
    if not lines:
        return _absent(data, topic)
    return paragraph(values(data, lines), _limit(lines), topic.normal or _no_fault(lines))


def usable(data: FormFindings, topic: Topic) -> list[FindingLine]:
    """Return the values that a topic is about."""
    return [
        f
        for f in data.findings
        if f.value is not None
        and (f.kind in topic.kinds or (f.kind == "other" and _named(f) is topic))
    ]


def _named(finding: FindingLine) -> Topic | None:
    return topic_of_text(f"{finding.metric} {finding.reason if finding.fault is None else ''}")


def fault_lines(data: FormFindings, topic: Topic | None = None) -> list[FindingLine]:
    """Return the faults seen, the worst first and those of the whole set before single reps."""
    seen = [f for f in data.findings if is_fault(f)]
    own = [f for f in seen if topic is None or _belongs(f, topic)]
    level = {"major": 0, "minor": 1, "info": 2}
    return sorted(own, key=lambda f: (level.get(f.severity, 2), f.rep is not None))


def is_fault(finding: FindingLine) -> bool:
    """Tell whether a finding names a fault, one of the list or one in its own words."""
    if finding.fault is not None:
        return finding.status in {"ok", "low_confidence"}
    return finding.status == "ok" and bool(finding.reason) and finding.kind != "count"


def _belongs(finding: FindingLine, topic: Topic) -> bool:
    if finding.fault is not None:
        return finding.fault in topic.faults
    return finding.kind in topic.kinds or _named(finding) is topic


def worst_of(faults: Sequence[FindingLine]) -> FindingLine | None:
    """Return the first fault with a value, else the first."""
    return next((f for f in faults if f.value is not None), next(iter(faults), None))


def fault_name(finding: FindingLine) -> str:
    """Return a fault in words."""
    if finding.fault is not None:
        return FAULT_NAMES.get(finding.fault, finding.fault.replace("_", " "))
    return metric_name(finding.metric)


def topic_of_fault(finding: FindingLine) -> Topic | None:
    """Return the topic that a fault is about."""
    if finding.fault is not None:
        return BY_FAULT.get(finding.fault)
    own = next((t for t in BY_NAME.values() if finding.kind in t.kinds), None)
    return own or _named(finding)


def measured(data: FormFindings, finding: FindingLine) -> str:
    """Say one fault with its value and the limit; depth in its own words."""
    unsure = "I am not sure of this one." if finding.status == "low_confidence" else None
    name = fault_name(finding)
    if finding.fault == "shallow_depth":
        return paragraph(say_depth.depth(data) or f"I see {name}.", unsure)
    where = f"On rep {finding.rep}" if finding.rep is not None else "Over the set"
    if finding.value is None:
        return paragraph(f"{where} I see {name}.", unsure)
    if finding.fault == "depth_fade":
        return paragraph(_faded(data, finding), unsure)
    limit = (
        f", where the fault begins at {amount(finding, finding.threshold)}"
        if finding.threshold is not None
        else ""
    )
    said = f"{where} I see {name}: {metric_name(finding.metric)} was {band(finding)}{limit}."
    return paragraph(said, unsure)


def _faded(data: FormFindings, finding: FindingLine) -> str:
    """Say how much depth was lost over a set, and between which repetitions."""
    lost = f"You lost {band(finding)}, of depth over the set" if finding.error else (
        f"You lost {band(finding)} of depth over the set"
    )  # fmt: skip
    reps = [f for f in say_depth.judged(data) if f.rep is not None and f.value is not None]
    if len(reps) < 2:
        return f"{lost}."
    first, last = (f"rep {f.rep} was {amount(f, f.value)}" for f in (reps[0], reps[-1]))
    level = [str(f.rep) for f in reps if say_depth.side_of(f) == "level"]
    close = (
        f"Rep{'s' if len(level) > 1 else ''} {listed(level)} lay too close to parallel to call."
        if level
        else None
    )
    return paragraph(f"{lost}: {first}, and {last}.", close)


def values(data: FormFindings, lines: Sequence[FindingLine]) -> str:
    """Say one metric: alike on every repetition, or how it ran."""
    metric = lines[0].metric
    run = next((s for s in data.series if s.metric == metric), None)
    if run is not None:
        return course(run)
    one = next((f for f in lines if f.metric == metric and f.rep is None), lines[0])
    where = f" on rep {one.rep}" if one.rep is not None else ""
    name = metric_name(metric)
    return f"{name[:1].upper()}{name[1:]}{where} was {band(one)}."


def course(run: SeriesLine) -> str:
    """Say how a metric ran through the set, and whether the change is real."""
    name = metric_name(run.metric)
    lead = f"{name[:1].upper()}{name[1:]}"
    low, high = amount(run.lowest, run.lowest.value), amount(run.highest, run.highest.value)
    half = _with_unit(run.first.error, run.unit)
    error = f", give or take {half}" if run.first.error else ""
    if run.lowest.value == run.highest.value:
        return f"{lead} was {low} on every rep{error}."
    if run.course == "steady" and _is_flat(run):
        return (
            f"{lead} was {low} to {high} over the reps{error}, so about the same on each of them."
        )
    first, last = amount(run.first, run.first.value), amount(run.last, run.last.value)
    ends = f"{lead} went from {first} on rep {run.first.rep} to {last} on rep {run.last.rep}{error}"
    sense = _sense(run)
    return f"{ends}{sense}."


def _is_flat(run: SeriesLine) -> bool:
    if run.error is None or run.highest.value is None or run.lowest.value is None:
        return run.error is not None
    return run.highest.value - run.lowest.value <= run.error


def _sense(run: SeriesLine) -> str:
    if run.course == "steady":
        return ", back near where it began"
    if run.kind == "depth":
        rises = run.course == "rises"
        shallower = rises == run.first.larger_is_shallower
        return ", so the later reps were shallower" if shallower else ", so you went deeper"
    if run.kind == "lockout":
        return ", so the later reps stopped shorter" if run.course == "falls" else ""
    return ""


def sides(data: FormFindings) -> str:
    """Say left against right; a difference inside the error is none."""
    told: list[str] = []
    for side in data.sides[:2]:
        gap = _with_unit(side.difference, side.unit)
        both = (
            f"Left was {_with_unit(side.left, side.unit)} and right "
            f"{_with_unit(side.right, side.unit)}. "
            if side.left is not None and side.right is not None
            else ""
        )
        error = _with_unit(side.error, side.unit) if side.error is not None else ""
        name = metric_name(side.metric)
        what = f"the difference in the {name}" if both else "the measured difference"
        if side.verdict == "no_band":
            end = f"{what} is {gap}, and I have no error band for it, so I would not act on it."
        elif side.verdict == "within_error" and side.error is not None:
            smaller = side.difference <= side.error
            limit = f"the camera's error of \u00b1{error}" if smaller else (
                f"what two readings with an error of \u00b1{error} each can differ by"
            )  # fmt: skip
            end = f"{what} of {gap} is smaller than {limit}: no finding."
        else:
            end = f"{what} is {gap}, more than the camera's error of \u00b1{error}, so it is there."
        told.append(f"{both}{end[:1].upper()}{end[1:]}")
    return paragraph(*told)


def _lowering(data: FormFindings, topic: Topic, wish: FormWish) -> str:
    run = next((s for s in data.series if s.kind == "lowering"), None)
    lines = usable(data, topic)
    if run is None or run.lowest.value is None or run.highest.value is None:
        return values(data, lines) if lines else _absent(data, topic)
    low, high = num(run.lowest.value), num(run.highest.value)
    span = f"{low} s on every rep" if low == high else f"{low} to {high} s"
    lead = f"You lowered in {span}."
    ends = (
        f"Rep {run.first.rep} took {amount(run.first, run.first.value)} and rep {run.last.rep} "
        f"{amount(run.last, run.last.value)} on the way down."
        if low != high
        else None
    )
    if wish.aimed_s is None:
        return paragraph(lead, ends, _judged_tempo(run.highest.value))
    if run.highest.value < wish.aimed_s:
        aim = f"That is short of the {num(wish.aimed_s)} s you aim for."
    elif run.lowest.value >= wish.aimed_s:
        aim = f"That is at least the {num(wish.aimed_s)} s you aim for."
    else:
        aim = f"Some reps reached the {num(wish.aimed_s)} s you aim for, others did not."
    return paragraph(lead, aim, ends)


CONTROLLED_S: Final = Decimal(1)
"""Lowering faster than this is a drop. Source: the note on tempo, one to three seconds."""


def _judged_tempo(longest: Decimal) -> str:
    if longest < CONTROLLED_S:
        return (
            "That is a drop rather than a descent: take about twice as long, so that you keep the "
            "position and the depth you choose."
        )
    return "That is under control."


def _lifting(data: FormFindings, topic: Topic) -> str:
    run = next((s for s in data.series if s.kind == "lifting"), None)
    spoken = effort(data, None)
    if run is None:
        lines = usable(data, topic)
        return spoken or (values(data, lines) if lines else _absent(data, topic))
    slowest, fastest = run.highest, run.lowest
    if slowest.value == fastest.value:
        return f"Every rep took {amount(slowest, slowest.value)} to lift, so nothing slowed down."
    ends = (
        f"Rep {run.first.rep} took {amount(run.first, run.first.value)} to lift and rep "
        f"{run.last.rep} took {amount(run.last, run.last.value)}."
    )
    lead = f"Rep {slowest.rep} was the slowest on the way up, at {amount(slowest, slowest.value)}."
    return paragraph(lead, ends, spoken)


def _course(data: FormFindings, topic: Topic) -> str | None:
    run = next((s for s in data.series if s.kind in topic.kinds), None)
    return course(run) if run is not None else None


def _limit(lines: Sequence[FindingLine]) -> str | None:
    limit = next((f for f in lines if f.threshold is not None), None)
    if limit is None:
        return None
    return f"I would call it a fault from {amount(limit, limit.threshold)} on."


def _no_fault(lines: Sequence[FindingLine]) -> str | None:
    unsure = any(f.status == "low_confidence" for f in lines)
    return "A joint was partly hidden, so I am less sure of this." if unsure else None


def _absent(data: FormFindings, topic: Topic) -> str:
    """Say that a topic cannot be judged, with the reason of the analysis if it gives one."""
    gaps = [
        f for f in data.not_assessable if f.kind in topic.kinds or topic_of_text(f.metric) is topic
    ]
    reasons = list(dict.fromkeys(say_depth.to_athlete(f.reason) for f in gaps if f.reason))[:1]
    if reasons:
        lead = f"I cannot judge {topic.what} in this video."
        return paragraph(lead, *reasons, None if "ilm" in reasons[0] else FROM_THE_SIDE)
    if topic.unseen:
        return topic.unseen
    return f"I cannot judge {topic.what} in this video: it was not measured. {FROM_THE_SIDE}"


def band(finding: FindingLine) -> str:
    """Return a value with the error it holds within."""
    error = f", give or take {_with_unit(finding.error, finding.unit)}" if finding.error else ""
    return f"{amount(finding, finding.value)}{error}"


def amount(finding: FindingLine, value: Decimal | None) -> str:
    """Return a value with its unit."""
    if value is not None and finding.metric == say_depth.DEPTH:
        return say_depth.from_parallel(value)
    return "" if value is None else _with_unit(value, finding.unit)


def _with_unit(value: Decimal | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{num(value)}{_SIGNS.get(unit, f' {unit}' if unit else '')}"


def metric_name(metric: str) -> str:
    """Return a metric in words."""
    known = _METRICS.get(metric)
    if known:
        return known
    words = metric
    for suffix in ("_deg", "_pct", "_m_per_s", "_m_s", "_s", "_cm", "_mm", "_m", "_ratio"):
        if words.endswith(suffix):
            words = words.removesuffix(suffix)
            break
    return words.replace("_", " ")
