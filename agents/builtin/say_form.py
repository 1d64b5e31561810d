"""Replies about videos: what was asked first, with its error, and what could not be judged."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

from agents.builtin import say_depth
from agents.builtin.wording import counted, day, listed, num, paragraph, reply
from coach.safety.rules.text import folded
from tools.results.form import FindingLine, FormFindings, FormHistory, VideoLine

Topic = Literal["depth", "lean", "tempo", "unseen", "general"]
_TOPICS: Final[tuple[tuple[Topic, str], ...]] = (
    ("depth", r"\b(?:depth|deep\w*|parallel|low enough|go low\w*|too high|below)\b"),
    ("unseen", (r"\b(?:knees? .{0,12}(?:cav\w*|in\b|track\w*)|valgus|bar ?path|round\w*|lumbar"
     r"|lower back|butt wink|neutral (?:spine|back)|heels?|symmetr\w*|uneven|even\b|wrists?"
     r"|elbows? flar\w*)")),
    ("lean", r"\b(?:lean\w*|upright|torso|trunk|chest (?:up|down|fall\w*)|back angle|forward)\b"),
    ("tempo", r"\b(?:fast\w*|slow\w*|speed|tempo|velocity|grind\w*|rpe|how long|seconds)\b"),
)  # fmt: skip
CUES: Final[dict[str, str]] = {
    "shallow_depth": "Sit down until the crease of the hip passes the knee, with a lighter load.",
    "depth_fade": "Stop the set when a rep gets shallower, and take less weight next session.",
    "forward_lean": "Keep the chest up out of the hole and brace before each rep.",
    "tempo_collapse": "End the set a rep or two earlier, before the bar slows down this much.",
    "knees_in": "Push the knees out over the toes on the way up.",
    "heel_lift": "Keep the whole foot down; try a heel wedge or a narrower stance.",
    "hip_rise": "Let hips and shoulders rise together from the floor.",
    "elbow_swing": "Pin the elbows to your side and take less weight.",
    "hip_sag": "Squeeze glutes and abs so that hips and shoulders stay in one line.",
    "short_lockout": "Finish each rep with the joint straight before the next one.",
}
"""One cue a fault. Coaching practice."""
_FAULTS: Final = {
    "shallow_depth": "too little depth",
    "depth_fade": "depth getting lost over the set",
    "forward_lean": "a lot of forward lean",
    "tempo_collapse": "reps slowing down a lot",
}
_METRICS: Final = {
    "thigh_angle_at_bottom_deg": "depth",
    "knee_angle_at_bottom_deg": "the knee angle at the bottom",
    "hip_angle_deg": "the hip angle",
    "trunk_lean_max_deg": "the lean of your trunk",
    "elbow_angle_at_bottom_deg": "the elbow angle at the bottom",
    "elbow_angle_at_lockout_deg": "the elbow angle at lockout",
    "depth_change_deg": "the change of depth over the set",
    "speed_loss_pct": "the loss of speed",
}
_LEAN: Final = "trunk_lean_max_deg"
_VIEWS: Final = {
    "side": "from the side",
    "oblique": "at an angle",
    "front": "from the front",
    "back": "from behind",
}
_UNITS: Final = {"deg": "\u00b0", "s": " s", "%": "%", "m/s": " m/s"}
_FILM_AGAIN: Final = (
    "Film the next set from the side at hip height with the whole body in view, and I can say more."
)
_SAME_PLACE: Final = "Next session keep the load and film one set from the same place to compare."


def findings(data: FormFindings, asked: str) -> str:
    """Say what the video shows: what was asked first, else the worst fault first."""
    if data.status != "analysed":
        return _not_ready(data)
    if not data.reps:
        return reply(_counted(data), paragraph(*_reasons(data)), _FILM_AGAIN)
    match topic_of(asked):
        case "depth":
            also = _one_metric(data, _LEAN) if _asks(asked, "lean") else None
            return reply(_depth(data), also)
        case "lean":
            return _one_metric(data, _LEAN)
        case "tempo":
            speed = _speed(data) or "I could not time enough reps in this video to compare them."
            return reply(speed, _counted(data), _SAME_PLACE)
        case "unseen":
            return reply(
                "That is not among the things I can measure in a video: I see joint angles from "
                "the side, depth, repetitions and tempo, and I will not guess the rest.",
                _general(data),
            )
        case _:
            return _general(data)


def topic_of(asked: str) -> Topic:
    """Return what a question about a video is about."""
    plain = folded(asked)
    for topic, rule in _TOPICS:
        if re.search(rule, plain):
            return topic
    return "general"


def _asks(asked: str, wanted: Topic) -> bool:
    plain = folded(asked)
    return any(topic == wanted and re.search(rule, plain) for topic, rule in _TOPICS)


def history(data: FormHistory) -> str:
    """Compare the newest videos."""
    if not data.videos:
        return (
            "There is no analysed video yet. Attach one of a set, filmed from the side at hip "
            "height with the whole body in view, and I will measure it."
        )
    lines = [_summary(video) for video in data.videos[:3]]
    return reply(
        "There is only one analysed video, so there is nothing to compare it with yet."
        if len(data.videos) == 1
        else None,
        paragraph(*lines),
        _compared(data.videos),
        "Film the next set from the same place, so that the values can be compared.",
    )


def _summary(video: VideoLine) -> str:
    faults = listed(_fault_name(f) for f in video.faults) or "no fault found"
    return (
        f"On {day(video.filmed_on)} I counted {counted(video.reps, 'rep')} of "
        f"{_plain(video.exercise)}, with {faults}."
    )


def _compared(videos: list[VideoLine]) -> str | None:
    if len(videos) < 2 or videos[0].exercise != videos[1].exercise:
        return None
    both = [next((m for m in v.metrics if m.metric == say_depth.DEPTH), None) for v in videos[:2]]
    if both[0] is None or both[1] is None:
        return None
    return say_depth.compared(both[0], both[1], [day(v.filmed_on) for v in videos[:2]])


def _not_ready(data: FormFindings) -> str:
    if data.status == "failed":
        return reply(
            paragraph("The analysis of this video failed.", data.error),
            "Film the set again from the side at hip height with the whole body in view.",
        )
    return (
        f"The video of {day(data.filmed_on)} is not analysed yet. Ask me again in a moment; until "
        "then I will not guess what it shows."
    )


def _counted(data: FormFindings) -> str:
    seen = f", filmed {_VIEWS[data.view]}" if data.view in _VIEWS else ""
    what = "" if data.exercise == "unknown" else f" of {_plain(data.exercise)}"
    if not data.reps:
        return f"I found no repetition in the video of {day(data.filmed_on)}{seen}."
    reps = counted(data.reps, "rep")
    return f"I counted {reps}{what} in the video of {day(data.filmed_on)}{seen}."


def _depth(data: FormFindings) -> str:
    """Lead with the depth, or with why it cannot be judged."""
    said = say_depth.depth(data)
    if said is not None:
        worst = next((f for f in _faults(data) if f.fault != "shallow_depth"), None)
        return reply(
            paragraph(said, _counted(data)),
            _measured(data, worst) if worst else None,
            say_depth.advice(data),
        )
    unjudged = say_depth.unjudged(data)
    if unjudged is not None:
        return reply(
            unjudged,
            paragraph(_counted(data), _fault_line(data)),
            "Attach a set filmed like that, and I judge the depth.",
        )
    bottom = next((f for f in data.findings if "at_bottom" in f.metric and f.rep is None), None)
    if bottom is None or bottom.value is None:
        return reply("I measured no depth in this video.", _general(data))
    return reply(paragraph(_value_line(bottom), _counted(data)), _fault_line(data), _SAME_PLACE)


def _one_metric(data: FormFindings, metric: str) -> str:
    lines = [f for f in data.findings if f.metric == metric and f.value is not None]
    if not lines:
        reasons = dict.fromkeys(
            f.reason for f in data.not_assessable if f.metric == metric and f.reason
        )
        lead = f"I cannot judge {_metric(metric)} in this video."
        why = paragraph(lead, *map(say_depth.to_athlete, reasons))
        return reply(why, _counted(data), _FILM_AGAIN)
    fault = next((f for f in _faults(data) if f.metric == metric), None)
    largest = max(lines, key=lambda f: f.value or Decimal(0))
    whole_set = next((f for f in lines if f.rep is None), largest)
    limit = (
        f"I would call it a fault from {_value(whole_set, whole_set.threshold)} on."
        if whole_set.threshold is not None
        else None
    )
    said = _measured(data, fault) if fault else paragraph(_value_line(whole_set), limit)
    return reply(paragraph(said, _counted(data)), _next_step(data))


def _general(data: FormFindings) -> str:
    """Say the count, the most important finding and one action."""
    faults = _faults(data)
    high = say_depth.is_high(data)
    depth = None
    if not any(f.metric == say_depth.DEPTH for f in faults[:1]):
        depth = say_depth.depth(data)
    return reply(
        _counted(data),
        paragraph(
            None if high and not faults else _fault_line(data),
            depth,
            _speed(data) if data.logged_rpe is not None else None,
        ),
        _unseen(data),
        say_depth.advice(data) if high and not faults else _next_step(data),
    )


def _faults(data: FormFindings) -> list[FindingLine]:
    """Return the measured faults, the worst first and those of the whole set before single reps."""
    seen = [f for f in data.faults if f.status in {"ok", "low_confidence"}]
    worst = [f for f in seen if f.severity == "major"]
    rest = [f for f in seen if f.severity != "major"]
    return [f for level in (worst, rest) for f in sorted(level, key=lambda f: f.rep is not None)]


def _fault_line(data: FormFindings) -> str:
    faults = _faults(data)
    if not faults:
        return "No fault passed its threshold in what this view can show."
    worst = faults[0]
    others = dict.fromkeys(_fault_name(f.fault or "") for f in faults if f.fault != worst.fault)
    also = f"It also shows {listed(list(others)[:2])}." if others else None
    return paragraph(_measured(data, worst), also)


def _measured(data: FormFindings, finding: FindingLine) -> str:
    """Say one fault with its value; depth in its own words."""
    unsure = "I am not sure of this one." if finding.status == "low_confidence" else None
    name = _fault_name(finding.fault or finding.metric)
    if finding.fault == "shallow_depth":
        return paragraph(f"The main thing I see is {name}.", say_depth.depth(data), unsure)
    where = f"On rep {finding.rep}" if finding.rep is not None else "Over the set"
    value = "" if finding.value is None else f": {_metric(finding.metric)} was {_band(finding)}"
    limit = (
        f", where the fault begins at {_value(finding, finding.threshold)}"
        if finding.threshold is not None and value
        else ""
    )
    return paragraph(f"{where} I see {name}{value}{limit}.", unsure)


def _value_line(finding: FindingLine) -> str:
    where = f" on rep {finding.rep}" if finding.rep is not None else ""
    name = _metric(finding.metric)
    return f"{name[:1].upper()}{name[1:]}{where} was {_band(finding)}."


def _band(finding: FindingLine) -> str:
    error = f", give or take {_value(finding, finding.error)}" if finding.error else ""
    return f"{_value(finding, finding.value)}{error}"


def _speed(data: FormFindings) -> str | None:
    if data.fastest_rep_s is None or data.slowest_rep_s is None or data.speed_loss_pct is None:
        return None
    lead = (
        f"Your fastest rep took {num(data.fastest_rep_s)} s to lift and your slowest "
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
    names = list(dict.fromkeys(_metric(f.metric) for f in data.not_assessable))[:3]
    if not names:
        return None
    return paragraph(f"I cannot judge {listed(names)} from this view.", *_reasons(data))


def _reasons(data: FormFindings) -> list[str]:
    lines = [*data.not_assessable, *(f for f in data.findings if f.metric == "reps")]
    return list(dict.fromkeys(say_depth.to_athlete(f.reason) for f in lines if f.reason))[:1]


def _next_step(data: FormFindings) -> str:
    faults = _faults(data)
    if not faults:
        return _SAME_PLACE if not data.not_assessable else _FILM_AGAIN
    cue = CUES.get(faults[0].fault or "", "Take a lighter load and fix this one thing.")
    return paragraph(cue, "Then film one set from the same place to compare.")


def _fault_name(fault: str) -> str:
    return _FAULTS.get(fault, fault.replace("_", " "))


def _metric(metric: str) -> str:
    return _METRICS.get(metric) or re.sub(r"_(?:deg|pct|s|m_s|ratio)$", "", metric).replace(
        "_", " "
    )


def _plain(exercise: str) -> str:
    return exercise.replace("_", " ")


def _value(finding: FindingLine, value: Decimal | None) -> str:
    if value is None:
        return ""
    unit = _UNITS.get(finding.unit, f" {finding.unit}" if finding.unit else "")
    return f"{num(value)}{unit}"
